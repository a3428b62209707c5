"""The scenario: roster, date, the rules that are on with their parameters, and decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.profile import PlanProfile, Profile
from rotation.domain.published import PublishedAction, Replan
from rotation.domain.roster import Roster


class Mode(StrEnum):
    """How a law binds: never to be broken; priced first and listed for approval; or not at all."""

    HARD = "hard"
    WAIVABLE = "waivable"
    OFF = "off"


@dataclass(frozen=True)
class LawChoice:
    """A law that is on. `parameters` overrides the law's defaults by name."""

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    mode: Mode = Mode.HARD


@dataclass(frozen=True)
class GoalChoice:
    """A goal that is on: tiers are solved in ascending order, weight x amount summed inside one."""

    code: str
    tier: int
    weight: int = 1
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Scenario:
    """Everything a plan depends on; compared by identity.

    `sha256` identifies the inputs as they were read; empty for a scenario made in memory.
    `published`: by cadre id what a plan published earlier does, None where there is none; who is
    not in it is new. `replan`: what was added to the inputs to plan anew (rules.replanning).
    `profiles` are the scenario's own. Where `profile` has put the goals in another order than the
    files say, `own_goals` are they in the order of the files. `appraised`: the last year whose
    appraisal is closed, None to derive it. `schemes`: what the scenario says of schemes that make
    points of evidence, by code.
    """

    name: str
    date: dt.date
    roster: Roster
    laws: tuple[LawChoice, ...] = ()
    goals: tuple[GoalChoice, ...] = ()
    decisions: tuple[Decision, ...] = ()
    categories: Mapping[str, object] = field(default_factory=dict)
    sha256: str = ""
    published: Mapping[str, PublishedAction] | None = None
    replan: Replan | None = None
    profiles: tuple[Profile, ...] = ()
    profile: PlanProfile | None = None
    own_goals: tuple[GoalChoice, ...] = ()
    appraised: int | None = None
    schemes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @cached_property
    def month(self) -> Month:
        """The month to which tenure and age are counted."""
        return Month.of(self.date)

    @cached_property
    def closed_year(self) -> int:
        """The last year whose appraisal is closed: whose results count and may be asked for.

        Unless the scenario says so, last year's is closed from April on, or as soon as more than
        half of those who were ever appraised have its result.
        """
        if self.appraised is not None:
            return self.appraised
        last = self.date.year - 1
        graded = [{a.year for a in c.appraisals} for c in self.roster.cadres if c.appraisals]
        closed = self.date.month > 3 or 2 * sum(last in years for years in graded) > len(graded)
        return last if closed else last - 1

    @cached_property
    def waived(self) -> frozenset[tuple[str | None, str, str | None]]:
        """Waivers as (law, cadre id, post id or None)."""
        return frozenset(
            (d.rule, d.cadre_id, d.post_id)
            for d in self.decisions
            if d.action is DecisionAction.WAIVE
        )

    @cached_property
    def forbidden(self) -> frozenset[tuple[str, str | None]]:
        """Pairs of cadre id and post id (None: any) that a decision forbids."""
        forbid = DecisionAction.FORBID
        return frozenset((d.cadre_id, d.post_id) for d in self.decisions if d.action is forbid)

    def beside(self, cadre_id: str, post_id: str | None) -> tuple[str, ...]:
        """The posts that a cadre holds beside `post_id` under a plan.

        Concurrent posts follow the main one: kept while it is kept, but for those that a decision
        forbids, and left with it.
        """
        cadre = self.roster.cadre[cadre_id]
        if post_id is None or post_id != cadre.post_id:
            return ()
        held = (each.post_id for each in cadre.concurrent)
        return tuple(i for i in held if (cadre_id, i) not in self.forbidden)

    def waives(self, rule: str, cadre_id: str, *post_ids: str | None) -> bool:
        """Whether a decision exempts this cadre from `rule`, for one of these posts or for all."""
        return any((rule, cadre_id, post_id) in self.waived for post_id in (None, *post_ids))
