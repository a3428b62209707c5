"""Plans by their consequences: every walk is what `ahead` gives of its plan, every verdict that of
laying all of them side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from rotation.ahead import consequences as module
from rotation.ahead.ageing import Assumed
from rotation.ahead.consequences import (
    Stranded,
    Walk,
    best_of,
    best_today,
    consequences,
    fewest,
)
from rotation.ahead.rolling import Year, ahead
from rotation.audit.report import audit, tier_values
from rotation.compare.instead import FIGURES
from rotation.domain.plan import Plan, Status
from rotation.domain.profile import PlanProfile
from rotation.domain.scenario import Scenario
from rotation.parallel.processes import in_processes
from rotation.report.of_consequences import (
    by_year_table,
    last_year_table,
    stranded_table,
    told_of,
    verdict,
)
from rotation.rules.profiles import in_order
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits
from rotation.solve.result import Result
from rotation.solve.run import solve
from tests.rules.tiny import seated_plans
from tests.solve.test_lexicographic import mixed

YEARS = 3


def lawful(scenario: Scenario, most: int = 16) -> list[Plan]:
    return [p for p in seated_plans(scenario) if not audit(scenario, p).broken][:most]


def left_behind(year: Year) -> int:
    """People past their limit and seats that must be filled, by what a comparison counts."""
    assert year.judged is not None
    return FIGURES["past"](year.judged) + FIGURES["must_fill"](year.judged)


@pytest.mark.parametrize("seed", [0, 3, 5, 11, 19])
def test_walks_and_verdict_against_every_plan_by_itself(seed: int) -> None:
    scenario = mixed(seed)
    plans = lawful(scenario, 30 if seed == 11 else 16)
    found = consequences(scenario, plans, YEARS)
    assert list(found) == list(range(len(plans)))
    later, today = [], []
    for plan, walk in zip(plans, found.values(), strict=True):
        years = list(ahead(scenario, YEARS, solve, plan=plan))
        assert [y.scenario.date for y in walk.years] == [y.scenario.date for y in years]
        assert [y.moved for y in walk.years] == [y.moved for y in years]
        assert walk.later == sum(map(left_behind, years[1:]))
        values = tier_values(audit(scenario, plan))
        assert walk.today == tuple(values[tier] for tier in sorted(values))
        later.append(walk.later)
        today.append(walk.today)
    walks = list(found.values())
    first, best, few = best_today(walks), best_of(walks), fewest(walks)
    assert first is not None
    assert few is not None
    assert today[first] == min(today)
    assert later[few] == min(later)
    lasting = [values for values, count in zip(today, later, strict=True) if not count]
    assert (None if best is None else today[best]) == min(lasting, default=None)
    if seed == 11:  # what is best today is not what lasts
        assert best is not None
        assert today[best] > today[first]


def test_in_processes_it_is_the_same_and_a_stop_leaves_out_what_is_not_finished() -> None:
    scenario = mixed(11)
    plans, stop = lawful(scenario, 4), Event()
    here = consequences(scenario, plans, YEARS)
    there = consequences(scenario, plans, YEARS, at=in_processes(2))
    assert [w.later for w in there.values()] == [w.later for w in here.values()]
    kept = consequences(scenario, plans, YEARS, stop=stop, ready=lambda *_: stop.set())
    assert list(kept) == [0]


def test_a_plan_that_breaks_a_law_is_not_followed() -> None:
    scenario = next(s for s in map(mixed, range(24)) if any(broken(s)))
    found = consequences(scenario, broken(scenario)[:1], YEARS)
    assert not found[0].lawful
    assert found[0].years == ()
    assert best_today(list(found.values())) is None
    assert len(verdict(told_of(scenario, "en"), found, 1)) == 1
    beside = {0: made(2, 0), 2: found[0]}
    *_, said = verdict(told_of(scenario, "en"), beside, 2)
    assert said == "Not followed, since a law is broken: Plan 3."
    rows = [
        [cell.value for cell in row] for row in by_year_table(told_of(scenario, "en"), found).rows
    ]
    assert {row[-1] for row in rows} == {""}


def test_what_is_not_known_is_not_said() -> None:
    """Out of time is no proof that there is no plan; what was stopped breaks no law."""
    told = told_of(mixed(0), "en")
    cut, found = made(1, 2, None), made(2, 3, 1)
    year = replace(cut.years[-1], status=Status.UNKNOWN)
    cut.__dict__["years"] = (*cut.years[:-1], year)
    first, unproven = verdict(told, {0: cut, 1: found}, 2)
    assert "no plan was found for 2028 within the time" in first
    assert unproven.startswith("Not every year is solved to proven optimality after: Plan 1;")
    found.__dict__["years"] = (found.years[0], replace(found.years[1], status=Status.FEASIBLE))
    assert "Plan 1" in verdict(told, {0: found}, 1)[-1]
    assert verdict(told, {}, 2) == ["Plans followed so far: 0 of 2."]
    assert verdict(told, {0: made(2, 0)}, 2)[0] == "Plans followed so far: 1 of 2."


def test_what_is_asked_for_reaches_every_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop between two years leaves the walk out."""
    scenario, stop = mixed(11), Event()
    limits, engine, assumed = Limits(seconds=7), engine_named("highs"), Assumed(grades=False)
    told: list[dict[str, Any]] = []

    def solved(asked: Scenario, **given: Any) -> Result:
        told.append(given)
        stop.set()
        return solve(asked)

    def walked(*words: Any, **given: Any) -> Iterator[Year]:
        told.append(given)
        return ahead(*words, **given)

    monkeypatch.setattr(module, "solve", solved)
    monkeypatch.setattr(module, "ahead", walked)
    given = {"limits": limits, "engine": engine, "assumed": assumed, "most": 2}
    assert not consequences(scenario, lawful(scenario, 1), 2, stop=stop, **given)  # type: ignore[arg-type]
    walk, year = told
    assert (walk["assumed"], walk["most"]) == (assumed, 2)
    assert (year["limits"], year["engine"], year["watch"].stop) == (limits, engine, stop)


def test_a_plan_made_in_another_order_is_walked_in_the_scenario_s_own() -> None:
    scenario = mixed(11)
    goals = tuple(replace(goal, tier=9 - goal.tier) for goal in scenario.goals)
    profile = PlanProfile("other", {"zh": "另", "en": "other"}, goals)
    other = in_order(scenario, profile)
    plan = solve(other).plan
    assert plan is not None
    assert plan.profile == profile
    walk = consequences(scenario, [plan], 2)[0]
    values = tier_values(audit(scenario, plan))
    assert walk.today == tuple(values[tier] for tier in sorted(values))
    assert [year.scenario.goals for year in walk.years] == [scenario.goals] * 2


def broken(scenario: Scenario) -> list[Plan]:
    return [p for p in seated_plans(scenario) if audit(scenario, p).broken]


def made(today: int, *later: int | None) -> Walk:
    """A walk of one tier; None: a year without a lawful plan."""
    scenario = mixed(0)
    years = [
        Year(n, replace(scenario, date=dt.date(2026 + n, 11, 30)), status, None)
        for n, status in enumerate(
            Status.INFEASIBLE if count is None else Status.OPTIMAL for count in (0, *later)
        )
    ]
    walk = Walk((0, today), tuple(years), len(later) + 1)
    stranded = [Stranded()] + [
        Stranded(none=True) if count is None else Stranded(past=("A",) * count) for count in later
    ]
    object.__setattr__(walk, "__dict__", {**walk.__dict__, "stranded": tuple(stranded)})
    return walk


CASES: Sequence[tuple[Sequence[Walk], int | None, int | None, Sequence[str]]] = [
    ([made(3, 0, 0), made(2, 0, 0)], 1, 1, ["best_is_first"]),
    ([made(2, 1, 1), made(3, 0, 0), made(4, 0, 0)], 0, 1, ["first_strands", "best_lasting"]),
    ([made(2, 0, 3), made(3, 2, 0), made(1, 0, 2)], 2, None, ["first_strands", "fewest"]),
    ([made(1, 0, None), made(2, 0, 0)], 0, 1, ["first_ends", "best_lasting"]),
    ([made(1, None)], 0, None, ["first_ends"]),
]


@pytest.mark.parametrize(("walks", "first", "best", "said"), CASES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_verdict_worked_by_hand(
    walks: Sequence[Walk], first: int, best: int | None, said: Sequence[str], lang: str
) -> None:
    """Fewest of the third: 3, 2 and 2; of the two with 2 the one that is better today."""
    assert (best_today(walks), best_of(walks)) == (first, best)
    told = told_of(mixed(0), lang)
    words = verdict(told, dict(enumerate(walks)), len(walks))
    few = fewest(walks)
    values = {
        "years": len(walks[0].stranded) - 1,
        "plan": "",
        "count": 0,
        "year": 2027 if len(walks) == 1 else 2028,
    }
    for sentence, key in zip(words, said, strict=True):
        place = {"best_lasting": best, "fewest": few}.get(key, first)
        assert place is not None
        named = "方案" if lang == "zh" else "Plan "
        facts = values | {"plan": f"{named}{place + 1}", "count": walks[place].later}
        assert sentence == told.say(f"consequences.{key}", **facts)


def test_the_tables_hold_what_was_walked() -> None:
    scenario = mixed(11)
    found = consequences(scenario, lawful(scenario, 3), YEARS)
    told = told_of(scenario, "zh")
    rows = [[cell.value for cell in row] for row in by_year_table(told, found).rows]
    for place, walk in found.items():
        moved = [y.judged.plan.adjusted for y in walk.years if y.judged is not None]
        assert ["调整人数", f"方案{place + 1}", *moved, sum(moved)] in rows
        past = [len(each.past) for each in walk.stranded]
        assert ["年限已满未交流", f"方案{place + 1}", *past, sum(past)] in rows
    assert len(last_year_table(told, found).columns) == 2 + len(found)
    assert len(stranded_table(told, found).rows) == sum(walk.later for walk in found.values())
