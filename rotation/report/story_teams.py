"""What becomes of the leading teams, in sentences: who sits in them, targets, quotas, seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rotation.audit.report import by_rule, vacancies
from rotation.compare.judged import Judged
from rotation.compare.teams import MEASURES, counted_in_teams
from rotation.domain.plan import Finding
from rotation.report.places import must_fill_left
from rotation.report.said import Figure, Said, joined, units
from rotation.report.table import rounded
from rotation.report.told import Told
from rotation.rules.registry import active_goals, law_of
from rotation.wording.names import rule_title

Pair = tuple[Figure, Figure]
"""Today, and then."""


def teams(told: Told) -> Iterator[Said]:
    changes = [
        _change(told, told.say(f"story.team.{key}"), _UNITS.get(key, "persons"), pair)
        for key, pair in measured(told).items()
        if pair[0].value != pair[1].value
    ]
    if changes:
        changed, count = joined(told.words.comma, changes), units("teams", told.judged.teams)
        yield told.tell("story.teams", count=count, changes=changed)
    yield from _targets(told)
    yield from _quota(told)
    yield from _empty(told)


_UNITS = {"mean_age": "years"}


def measured(told: Told) -> Mapping[str, Pair]:
    """The figures of all teams together, with the members they are of, by measure."""

    def figure(key: str, judged: Judged, when: str) -> Figure:
        ids = counted_in_teams(told.scenario, judged.plan)
        value = rounded(getattr(judged.together, key))
        return Figure(f"teams.{key}.{when}", value, ids.get(key, ids["members"]), now=when == "now")

    return {
        key: (figure(key, told.now, "now"), figure(key, told.judged, "then")) for key in MEASURES
    }


def _change(told: Told, what: str, unit: str, pair: Pair) -> Said:
    """What becomes of a figure, in words."""
    now, then = pair
    before, after = (float(each.value or 0) for each in pair)
    way = "same" if before == after else "up" if before < after else "down"
    counted = told.tell(f"story.count.{unit}", count=then)
    return told.tell(f"story.change.{way}", what=what, now=now, then=counted)


def short_of_targets(told: Told) -> Mapping[str, Pair]:
    """How far the teams are from each target of structure, by the goal's code."""
    return {
        goal.code: (_short(told.now, goal.code, "now"), _short(told.judged, goal.code, "then"))
        for goal in active_goals(told.scenario)
        if goal.structure
    }


def _short(judged: Judged, code: str, when: str) -> Figure:
    amount = next(goal.amount for goal in judged.report.goals if goal.code == code)
    return Figure(f"target.{code}.{when}", amount, findings=_found(judged, code), now=when == "now")


def _found(judged: Judged, code: str) -> tuple[Finding, ...]:
    return tuple(by_rule(judged.report.findings).get(code, ()))


def _targets(told: Told) -> Iterator[Said]:
    asked, of = short_of_targets(told), told.say("story.targets.of")
    short = [
        _change(told, rule_title(code, told.lang).removeprefix(of), "points", pair)
        for code, pair in asked.items()
        if pair[1].value
    ]
    if short:
        yield told.tell("story.targets.short", targets=joined(told.words.comma, short))
    elif asked:
        yield told.tell("story.targets.met")


def _quota(told: Told) -> Iterator[Said]:
    """Chiefs and deputies beyond the quotas, where the law on them is on."""
    if law_of(told.scenario, "headcount_quota") is None:
        return
    pair = _over(told.now, "now"), _over(told.judged, "then")
    if any(each.value for each in pair):
        yield _sentence(told, "over_quota", "persons", pair)
    else:
        yield told.tell("story.quota_kept")


def _over(judged: Judged, when: str) -> Figure:
    found = _found(judged, "headcount_quota")
    amount = sum(finding.amount for finding in found)
    return Figure(f"over_quota.{when}", amount, findings=found, now=when == "now")


def _sentence(told: Told, key: str, unit: str, pair: Pair) -> Said:
    """A change as a sentence of its own."""
    words = _change(told, told.say(f"story.{key}"), unit, pair)
    return told.tell("story.sentence", words=words.capital)


def _empty(told: Told) -> Iterator[Said]:
    now, then = _seats(told, told.now, "now"), _seats(told, told.judged, "then")
    if now.value or then.value:
        yield _sentence(told, "empty_seats", "seats", (now, then))
    yield from must_fill_left(told)


def _seats(told: Told, judged: Judged, when: str) -> Figure:
    found = list(vacancies(told.scenario, judged.plan))
    ids = tuple(vacancy.post_id for vacancy in found)
    return Figure(
        f"empty.{when}", sum(each.seats for each in found), post_ids=ids, now=when == "now"
    )
