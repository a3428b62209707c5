"""A parameter tried at several values: what is kept of each, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.audit.report import audit
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.jobs.kinds import Task
from rotation.jobs.tries import tried_in, values_tried
from rotation.rules.variations import Variation, adjustable, varied
from rotation.solve.engines.base import Watch
from rotation.store import Ending, Found, RunState, Store
from tests.options.inline import inline_rows

pytestmark = pytest.mark.usefixtures("inline")
inline = inline_rows
PATH = "laws.tenure_limit.years.I"


def tried(
    scenario: Scenario,
    values: list[Any],
    path: str = PATH,
    noted: Callable[[Mapping[str, Any]], None] = lambda _: None,
) -> tuple[Ending, list[Found]]:
    kept: list[Found] = []
    task = Task(
        scenario, {"path": path, "values": values, "workers": 1}, Watch(), kept.append,
        noted, lambda *_: None, lambda *_: None, lambda _: pytest.fail("asks for a plan"),
    )  # fmt: skip
    return values_tried(task), kept


def test_every_value_is_answered_and_told(store: Store, scenario_id: int) -> None:
    """王建国 and 赵敏 must leave posts that they have held for 5 years: with 3 years they still
    must, with 30 nobody need (see tests.cli.small)."""
    scenario, _ = store.load(scenario_id)
    ending, kept = tried(scenario, [3, 30])
    assert (ending.state, ending.result["before"]) == (RunState.DONE, 5)
    now, less, more = ending.result["tried"]
    assert [each["value"] for each in (now, less, more)] == [5, 3, 30]
    assert less["same"]
    assert (now["place"], less["place"], more["place"]) == (0, 0, 2)
    shown = ("all_due", "stuck", "due", "moves", "vacancies")
    assert [now["figures"][code] for code in shown] == [2, 0, 0, 3, 0]
    assert [more["figures"][code] for code in shown] == [2, 0, 2, 1, 0]
    assert more["said"]["zh"] == (
        "5年 → 30年：必须交流的少2人（由2人到0人）；求得的方案少调整2人；应交流未交流多2人。"
    )
    assert sorted(each.place for each in kept) == [0, 2]


def test_the_result_grows_with_every_value(store: Store, scenario_id: int) -> None:
    """The last of what is noted is the result; the present value is in it from the start on."""
    scenario, _ = store.load(scenario_id)
    noted: list[Mapping[str, Any]] = []
    ending, _ = tried(scenario, [3, 30], noted=noted.append)
    assert [[each["value"] for each in part["tried"]] for part in noted] == [
        [5], [5, 3], [5, 3, 30],
    ]  # fmt: skip
    assert noted[-1] == ending.result


def test_a_plan_of_another_value_claims_nothing_as_things_are_set(
    store: Store, scenario_id: int
) -> None:
    """With 30 years it leaves both where they are, which the 5 that are set forbid."""
    scenario, _ = store.load(scenario_id)
    own, other = tried(scenario, [30])[0].plans
    assert (own.plan.status, own.label) == (Status.OPTIMAL, "")
    assert tried_in(other.label) == (PATH, 30)
    assert (other.plan.status, other.plan.tiers, other.plan.certificate) == (
        Status.FEASIBLE, (), None,
    )  # fmt: skip
    report = audit(scenario, other.plan)
    assert [finding.rule for finding in report.broken] == ["tenure_limit"] * 2
    assert report.claims == ()


def test_a_value_without_a_plan_says_what_it_would_take(store: Store, scenario_id: int) -> None:
    """王建国 is to stay in a post that he must leave under 5 years, and may keep under 30."""
    scenario, _ = store.load(scenario_id)
    stay = Decision("C1", DecisionAction.PIN, "试", "P1")
    tight = replace(scenario, decisions=(*scenario.decisions, stay))
    (now, loose) = tried(tight, [30])[0].result["tried"]
    assert (now["status"], now["place"], now["goals"]) == ("infeasible", None, {})
    assert "；有可行方案，现行取值没有。" in loose["said"]["zh"]
    (_, none) = tried(varied(tight, Variation(PATH, 5, 30)), [5])[0].result["tried"]
    assert "；没有可行方案，至少须破例：" in none["said"]["zh"]


@pytest.mark.parametrize(
    "label", ["", "point 1 2", "tried", "tried laws.gone.years 3", "tried x y"]
)
def test_labels_of_other_plans_are_no_values(label: str) -> None:
    assert tried_in(label) is None


def test_numbers_are_read_as_they_are_typed(store: Store, scenario_id: int) -> None:
    one = adjustable(store.load(scenario_id)[0])[PATH]
    typed = ("4", "4年", " 6 years", "4.5", "-1", "五", "", "1/0")
    assert [one.read(each) for each in typed] == [4, 4, 6, 4.5, None, None, None, None]
    assert one.others[:2] == (4, 6)
