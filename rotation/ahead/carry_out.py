"""The scenario after a plan is carried out: new posts and dates, careers, freed seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rotation.domain.action import ADJUSTING, PLACING, Action, ActionKind
from rotation.domain.cadre import Cadre, Career
from rotation.domain.calendar import Month
from rotation.domain.codes import level_order
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.evidence import TABLES as EVIDENCE
from rotation.domain.evidence import Evidence
from rotation.domain.plan import Plan
from rotation.domain.post import Post
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput

_FOR_GOOD = frozenset({"rank", "early_exit"})
"""Routes by which somebody leaves the roster of leaders, as by retirement; released otherwise they
wait for another post."""


@dataclass(frozen=True)
class CarriedOut:
    """scenario: the next one. done: the actions carried out. left: of the plan's, those that were
    not. gone: cadre ids no longer in the roster. came: of those who came by the day. settled:
    decisions that are done with. undated: cadre ids whose former post has no start on file and so
    enters no career."""

    scenario: Scenario
    done: tuple[Action, ...]
    left: tuple[Action, ...]
    gone: tuple[str, ...]
    came: tuple[str, ...]
    settled: tuple[Decision, ...]
    undated: tuple[str, ...]


def carry_out(
    scenario: Scenario,
    plan: Plan,
    on: dt.date,
    only: Collection[str] | None = None,
    months: Mapping[str, Month] | None = None,
) -> CarriedOut:
    """Carry out a plan on a day. only: cadre ids; None for everybody whom the plan adjusts. months:
    in which actions took place, by cadre id, where that was before.

    Raises InvalidInput where the day lies before the scenario's, somebody named is not adjusted by
    the plan, or a seat would be taken twice because its holder was left out.
    """
    adjusted = [action for action in plan.actions if action.kind in ADJUSTING]
    done = [a for a in adjusted if only is None or a.cadre_id in only]
    faults = [*_early(scenario, on), *_not_adjusted(scenario, adjusted, only or ())]
    faults += _taken_twice(scenario, done)
    if faults:
        raise InvalidInput(faults)
    month, roster = Month.of(on), scenario.roster.read
    moves = {action.cadre_id: action for action in done}
    beside = {
        a.cadre_id: frozenset(a.concurrent_post_ids)
        for a in plan.actions
        if a.kind is ActionKind.STAY and only is None
    }
    given = months or {}

    def when(cadre: Cadre) -> Month:
        return given.get(cadre.cadre_id, month)

    gone = {a.cadre_id for a in done if _leaves_roster(scenario, a)}
    left = without(roster, gone)
    cadres = tuple(
        _after(roster, _holding(cadre, beside), moves.get(cadre.cadre_id), when(cadre))
        for cadre in left.cadres
    )
    settled = [d for d in scenario.decisions if _settled(d, moves, gone)]
    return CarriedOut(
        scenario=replace(
            scenario,
            date=on,
            roster=replace(left, cadres=cadres).on(on),
            decisions=tuple(d for d in scenario.decisions if d not in settled),
            published=None,
            replan=None,
        ),
        done=tuple(done),
        left=tuple(action for action in adjusted if action not in done),
        gone=tuple(sorted(gone)),
        came=tuple(c.cadre_id for c in roster.coming if c.comes_on is None or c.comes_on <= on),
        settled=tuple(settled),
        undated=tuple(i for i in moves if i not in gone and _undated(roster.cadre[i])),
    )


def without(roster: Roster, gone: Collection[str]) -> Roster:
    """The roster without some of its cadres, and without what refers to them."""
    return replace(
        roster,
        cadres=tuple(_forgetting(c, gone) for c in roster.cadres if c.cadre_id not in gone),
        coming=tuple(_forgetting(c, gone) for c in roster.coming),
        fits=_of_those_here(roster.fits, gone),
        evidence=_evidence(roster.evidence, gone),
    )


def _early(scenario: Scenario, on: dt.date) -> Iterator[Problem]:
    if on < scenario.date:
        values = {"date": scenario.date.isoformat()}
        yield Problem("carried_out_early", "--on", value=on.isoformat(), values=values)


def _not_adjusted(
    scenario: Scenario, adjusted: Collection[Action], only: Collection[str]
) -> Iterator[Problem]:
    known = {action.cadre_id for action in adjusted}
    for cadre_id in sorted({*only} - known):
        name = scenario.roster.cadre[cadre_id].name
        yield Problem("not_adjusted", "--only", value=name)


def _taken_twice(scenario: Scenario, done: Collection[Action]) -> Iterator[Problem]:
    """Posts with more holders than seats, as some who hold them were left out."""
    roster, moved = scenario.roster, {action.cadre_id for action in done}
    for post in roster.posts:
        stay = [c for c in roster.cadres
                if c.cadre_id not in moved and post.post_id in c.held_post_ids]  # fmt: skip
        come = [a for a in done if a.to_post_id == post.post_id]
        if come and len(stay) + len(come) > post.headcount:
            values = {
                "post": roster.post_name(post.post_id),
                "holders": [cadre.name for cadre in stay],
            }
            names = "、".join(roster.cadre[action.cadre_id].name for action in come)
            yield Problem("seat_not_freed", "--only", value=names, values=values)


def _leaves_roster(scenario: Scenario, action: Action) -> bool:
    if action.kind is not ActionKind.RELEASE:
        return action.kind is ActionKind.RETIREMENT
    by_age = any(reason.code == "leadership_age" for reason in action.reasons)
    return by_age or any(
        d.route in _FOR_GOOD
        for d in scenario.decisions
        if d.cadre_id == action.cadre_id and d.action is DecisionAction.RELEASE
    )


def _after(roster: Roster, cadre: Cadre, action: Action | None, month: Month) -> Cadre:
    """The cadre after the action, which is none of those that leave the roster."""
    if action is None:
        return cadre
    old = roster.post.get(cadre.post_id or "")
    careers = _closed(cadre, old, month)
    if action.kind not in PLACING or action.to_post_id is None:
        return replace(
            cadre, post_id=None, post_since=None, unit_since=None, concurrent=(), careers=careers
        )
    new = roster.post[action.to_post_id]
    stays_in_unit = old is not None and old.unit_id == new.unit_id
    other_level = level_order(new.level) != level_order(cadre.level)
    return replace(
        cadre,
        post_id=new.post_id,
        post_since=month,
        unit_since=cadre.unit_since if stays_in_unit else month,
        level=new.level,
        level_since=month if other_level else cadre.level_since,
        concurrent=(),
        careers=(*careers, new.service(month)) if _lists_present(cadre) else careers,
    )


def _holding(cadre: Cadre, kept: Mapping[str, Collection[str]]) -> Cadre:
    """Without the concurrent posts that somebody who stays gives up."""
    if cadre.cadre_id not in kept or not cadre.concurrent:
        return cadre
    left = tuple(c for c in cadre.concurrent if c.post_id in kept[cadre.cadre_id])
    return replace(cadre, concurrent=left)


def _closed(cadre: Cadre, old: Post | None, month: Month) -> tuple[Career, ...]:
    """The career with the former post ended; added where it was not listed."""
    if _lists_present(cadre):
        return tuple(replace(job, end=month) if job.end is None else job for job in cadre.careers)
    if old is None or cadre.post_since is None:
        return cadre.careers
    return (*cadre.careers, replace(old.service(cadre.post_since), end=month))


def _lists_present(cadre: Cadre) -> bool:
    """Whether the roster lists the present service among the career."""
    return any(job.end is None for job in cadre.careers)


def _undated(cadre: Cadre) -> bool:
    held = cadre.post_id is not None and cadre.post_since is None
    return held and not _lists_present(cadre)


def _forgetting(cadre: Cadre, gone: Collection[str]) -> Cadre:
    """Without relatives who are no longer in the roster."""
    kept = tuple(r for r in cadre.relatives if r.relative_id not in gone)
    return cadre if len(kept) == len(cadre.relatives) else replace(cadre, relatives=kept)


def _evidence(evidence: Evidence, gone: Collection[str]) -> Evidence:
    kept: dict[str, Any] = {
        name: _of_those_here(getattr(evidence, name), gone) for name in EVIDENCE
    }
    return replace(evidence, **kept)


def _of_those_here(rows: tuple[Any, ...], gone: Collection[str]) -> tuple[Any, ...]:
    return tuple(row for row in rows if row.cadre_id not in gone)


def _settled(decision: Decision, moves: Mapping[str, Action], gone: Collection[str]) -> bool:
    """Whether a decision is done with: carried out, granted for this move, or its person gone."""
    if decision.cadre_id in gone:
        return True
    action = moves.get(decision.cadre_id)
    if action is None:
        return False
    if decision.action is DecisionAction.FORBID:
        return False
    if decision.action in (DecisionAction.PIN, DecisionAction.WAIVE):
        return decision.post_id in (None, action.to_post_id)
    return decision.action in DOWN or decision.action is DecisionAction.CATEGORY
