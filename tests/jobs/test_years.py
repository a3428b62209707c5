"""Years ahead and cases of refusal as runs: what is kept, when, and what a stop leaves of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from rotation.ahead.consequences import Walk
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.jobs import followed as module
from rotation.jobs.followed import plans_followed
from rotation.jobs.kinds import Task
from rotation.jobs.refusals import refusals_repaired
from rotation.jobs.years import years_ahead
from rotation.parallel.pool import in_process
from rotation.report.annex import annex_of
from rotation.report.table import Table
from rotation.solve.engines.base import Watch
from rotation.store import Ending, Found, RunState, Store
from tests.options.inline import inline_rows
from tests.store.samples import plan
from tests.ui.shown import best, unlawful

pytestmark = pytest.mark.usefixtures("inline")
inline = inline_rows
CHANCES = {"refuses": 10.0, "ill": 2.0, "review": 0.0, "leaves": 0.0}


class Bench:
    """A task of this kind, and what it kept and noted on its way."""

    def __init__(self, store: Store, scenario_id: int, **parameters: Any) -> None:
        self.kept: list[Found] = []
        self.noted: list[Mapping[str, Any]] = []
        self.steps: list[tuple[int, int]] = []
        self.watch = Watch()
        self.stop_at = -1
        self.task = Task(
            store.load(scenario_id)[0], {"workers": 1, **parameters}, self.watch, self.kept.append,
            self._note, lambda *done: self.steps.append(done), lambda *_: None, store.load_plan,
        )  # fmt: skip

    def _note(self, result: Mapping[str, Any]) -> None:
        self.noted.append(json.loads(json.dumps(result)))
        if len(self.noted) == self.stop_at:
            self.watch.stop.set()

    def run(self, work: Callable[[Task], Ending]) -> Ending:
        return work(self.task)


def column(table: Table, key: str) -> list[Any]:
    return [cell.value for cell in table.column(key)]


def test_each_year_is_kept_as_soon_as_it_is_there(store: Store, scenario_id: int) -> None:
    bench = Bench(store, scenario_id, years=3)
    ending = bench.run(years_ahead)
    assert (ending.state, ending.message) == (RunState.DONE, "")
    assert [len(each["years"]) for each in bench.noted] == [1, 2, 3]
    assert bench.steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert ending.result == bench.noted[-1]
    assert "原定推演3年，已推演1年。" in bench.noted[0]["said"]["zh"]
    assert not any("原定" in words for words in ending.result["said"]["zh"])
    (own,) = bench.kept
    assert own.plan.actions == best().actions


def test_the_tables_are_those_of_the_walk(store: Store, scenario_id: int) -> None:
    """C1 and C4 change places and C9 takes P8 (see tests.cli.small)."""
    result = Bench(store, scenario_id, years=2).run(years_ahead).result
    first = result["years"][0]
    assert (first["date"], first["status"]) == ("2026-11-30", "optimal")
    assert sum(first["kinds"].values()) == 3
    for lang, firm in (("zh", "确定"), ("en", "firm")):
        years, *others = annex_of(result, lang).tables
        assert column(years, "year_0")[0] == firm
        assert len(years.columns) == 4
        assert [table.key for table in others] == ["due_counts", "due", "succession"]


def test_the_load_is_found_first_and_then_held(store: Store, scenario_id: int) -> None:
    """Three move in the first year and nobody after: two a year, but who must move does."""
    bench = Bench(store, scenario_id, years=2, level=True)
    result = bench.run(years_ahead).result
    assert [each["most"] for each in bench.noted] == [None, None, 2, 2]
    assert result["before"] == [["2026-11-30", 3], ["2027-11-30", 0]]
    assert bench.steps[-1] == (4, 4)
    assert "每年调整不超过2人，必须交流的除外。" in result["said"]["zh"]


def test_a_stop_keeps_the_years_before_it(store: Store, scenario_id: int) -> None:
    bench = Bench(store, scenario_id, years=3)
    bench.stop_at = 2
    ending = bench.run(years_ahead)
    assert (ending.state, ending.message) == (RunState.STOPPED, "finished_with_result")
    assert len(ending.result["years"]) == 2


def test_a_stop_before_the_first_year_keeps_nothing(store: Store, scenario_id: int) -> None:
    bench = Bench(store, scenario_id, years=3)
    bench.watch.stop.set()
    ending = bench.run(years_ahead)
    assert (ending.message, ending.result, bench.kept) == ("stopped_without_plan", {}, [])


def test_a_walk_starts_from_a_plan_of_the_store(store: Store, scenario_id: int) -> None:
    """Nobody moves in it, so the two who must are moved in the second year."""
    entry = store.add_plan(scenario_id, 1, plan(), author="甲")
    bench = Bench(store, scenario_id, years=2, plan=entry.id)
    result = bench.run(years_ahead).result
    assert [sum(year["kinds"].values()) for year in result["years"]] == [0, 3]
    assert bench.kept == []


def test_every_repair_is_kept_as_soon_as_it_is_there(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, best(), author="甲")
    bench = Bench(store, scenario_id, plan=entry.id, draws=4, chances=CHANCES, seed=1)
    ending = bench.run(refusals_repaired)
    assert (ending.state, ending.message) == (RunState.DONE, "")
    assert bench.steps[-1] == (len(bench.noted), len(bench.noted))
    assert ending.result == bench.noted[-1]
    fragile = annex_of(ending.result, "zh").tables[0]
    assert sorted(column(fragile, "first")) == ["吴刚", "王建国", "赵敏"]
    assert any(words.startswith("随机推演4次") for words in ending.result["said"]["zh"])


def test_named_cases_and_own_chances_are_tried(store: Store, scenario_id: int) -> None:
    """C4 is ill for certain in every draw, and nothing else happens."""
    entry = store.add_plan(scenario_id, 1, best(), author="甲")
    named = {"两人不去": [["C1", "refuses"], ["C9", "refuses"]]}
    never = dict.fromkeys(("refuses", "ill", "review", "leaves"), 0)
    bench = Bench(
        store, scenario_id, plan=entry.id, draws=3, chances=never, named=named,
        own=[["C4", "ill", 100]],
    )  # fmt: skip
    ending = bench.run(refusals_repaired)
    assert len(bench.noted) == 5  # the draws are the same case, which is tried once
    cases, fragile = annex_of(ending.result, "zh").tables
    assert column(cases, "case") == ["两人不去"]
    assert len(fragile.rows) == 3
    assert ending.result["said"]["zh"][0].startswith("随机推演3次")


def test_a_stop_keeps_the_repairs_before_it(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, best(), author="甲")
    bench = Bench(store, scenario_id, plan=entry.id, draws=4, chances=CHANCES)
    bench.stop_at = 2
    ending = bench.run(refusals_repaired)
    assert (ending.state, ending.message) == (RunState.STOPPED, "finished_with_result")
    assert "原定推演7种情况，已推演2种。" in ending.result["said"]["zh"]


def test_a_plan_that_breaks_laws_is_not_tried(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, unlawful(), author="甲")
    ending = Bench(store, scenario_id, plan=entry.id, chances=CHANCES).run(refusals_repaired)
    assert (ending.message, ending.result) == ("plan_breaks_laws", {})


def followed(store: Store, scenario_id: int, **given: Any) -> Bench:
    """The best plan of the small scenario, and the one that moves nobody but those who leave."""
    ids = [store.add_plan(scenario_id, 1, each, author="甲").id for each in (best(), plan())]
    return Bench(store, scenario_id, plans=ids, years=2, **given)


def test_each_plan_that_is_followed_is_kept_as_soon_as_it_is_there(
    store: Store, scenario_id: int
) -> None:
    bench = followed(store, scenario_id)
    ending = bench.run(plans_followed)
    assert (ending.state, ending.message) == (RunState.DONE, "")
    assert [len(each["moved"]) for each in bench.noted] == [1, 2]
    assert bench.steps == [(0, 2), (1, 2), (2, 2)]
    assert ending.result == bench.noted[-1]
    first = annex_of(bench.noted[0], "zh")
    assert first.said[0] == "原定推演2个方案，已推演1个。"
    whole = annex_of(ending.result, "zh")
    assert [table.key for table in whole.tables] == ["consequences", "last_year", "stranded"]
    assert len(whole.tables[0].rows) == 4 * 2


def test_a_stop_keeps_the_plans_that_were_followed(store: Store, scenario_id: int) -> None:
    bench = followed(store, scenario_id)
    bench.stop_at = 1
    ending = bench.run(plans_followed)
    assert (ending.state, ending.message) == (RunState.STOPPED, "finished_with_result")
    assert len(ending.result["moved"]) == 1


def test_a_stop_before_any_plan_was_followed_says_that_there_is_nothing(
    store: Store, scenario_id: int
) -> None:
    bench = followed(store, scenario_id)
    bench.watch.stop.set()
    ending = bench.run(plans_followed)
    assert (ending.state, ending.message) == (RunState.STOPPED, "stopped_without_plan")
    assert ending.result == {}


def test_plans_are_followed_as_asked_and_kept_in_their_order(
    store: Store, scenario_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is finished first."""
    walked: dict[str, Any] = {}
    consequences = module.consequences

    def other_way_round(
        scenario: Scenario, plans: Sequence[Plan], years: int, **given: Any
    ) -> dict[int, Walk]:
        walked.update(given, years=years)
        ready, asked = given.pop("ready"), given | {"at": in_process}
        found = consequences(scenario, plans, years, **asked)
        for done, place in enumerate(reversed(found)):
            ready(place, found[place], done + 1)
        return found

    monkeypatch.setattr(module, "consequences", other_way_round)
    bench = followed(store, scenario_id)
    bench.task.parameters["workers"] = 2  # type: ignore[index]
    ending = bench.run(plans_followed)
    assert (walked["years"], walked["limits"].workers) == (2, 1)
    assert [place for place, _ in bench.noted[0]["moved"]] == [1]
    assert [place for place, _ in ending.result["moved"]] == [0, 1]
