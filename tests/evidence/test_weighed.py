"""Evidence counts in one place, rewards count for people, an exempted fault is out everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.domain.cadre import Cadre, Gate, GateResult
from rotation.domain.calendar import Month
from rotation.domain.category import Category
from rotation.domain.evidence import Evaluation, Exemption, Fault, Reward, Supervision, Task
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.evidence.weighed import weighed
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.rules.goals.cadre_post_fit import CadrePostFit
from tests.evidence.made import day, rated, scenario, score

BAD_YEAR = (case.appraisal(2025, "basic"),)
GOOD_YEAR = (case.appraisal(2025, "competent"),)
RESULTS_ONLY: Mapping[str, Any] = {
    "name": "年度",
    "parts": {
        "year": {
            "name": "年度考核", "rests_on": "appraisals", "element": "results",
            "points": {"excellent": 100, "competent": 85, "basic": 50, "incompetent": 20},
        }
    },
}  # fmt: skip


def _grounds(made: Scenario) -> set[str]:
    return {ground.code for ground in assess(made)["C1"].grounds}


def _fit(made: Scenario) -> int:
    return CadrePostFit().fit(made, made.roster.cadre["C1"], made.roster.post["P-U1"])


def _with(appraisals: tuple[Any, ...], schemes: Mapping[str, Any]) -> Scenario:
    cadre = case.cadre("C1", "P-U1", appraisals=appraisals)
    return scenario(cadres=[cadre], sections=schemes)


def test_one_bad_year_counts_in_one_place() -> None:
    """Without a scheme it is a ground by its grade. A scheme that makes points of it has it count
    in results; the grade is no second ground, and fit does not count it again."""
    by_grade = _with(BAD_YEAR, {})
    assert _grounds(by_grade) == {"grade"}
    by_points, good = (
        _with(BAD_YEAR, {"own": RESULTS_ONLY}),
        _with(GOOD_YEAR, {"own": RESULTS_ONLY}),
    )
    assert (by_points.roster.cadre["C1"].score, good.roster.cadre["C1"].score) == (50, 85)
    assert _grounds(by_points) == {"results"}
    assert _grounds(good) == {"ordinary"}
    assert _fit(by_points) == _fit(good)


def test_typed_points_count_as_before_where_no_scheme_says_otherwise() -> None:
    cadre = case.cadre("C1", "P-U1", score=40, conduct=90)
    made = scenario("fangtan", cadres=[cadre], evaluations=rated("fangtan", "C2"))
    (found,) = made.roster.cadres
    assert (found.score, found.conduct, found.fit_points) == (40, 90, 40)


def test_conduct_that_a_scheme_made_of_sanctions_is_no_second_ground() -> None:
    own = {
        "name": "作风",
        "parts": {
            "sheet": {"name": "处理", "rests_on": "sanctions", "take": "sum", "start": 100,
                      "points": {"admonition": -50}, "element": "conduct"},
        },
    }  # fmt: skip
    admonished = case.cadre(
        "C1", "P-U1", sanctions=(case.sanction("admonition", "2026-06", "2027-06"),)
    )
    assert _grounds(scenario(cadres=[admonished])) == {"sanction"}
    made = scenario(cadres=[admonished], sections={"own": own})
    assert made.roster.cadre["C1"].conduct == 50
    assert _grounds(made) == {"conduct"}


def test_rewards_count_for_people() -> None:
    """A survey of 55 alone is unfit; a third-class merit adds 8 of 300: 57.67; a title 15: 60."""
    survey = rated("qiwei_yiti", "C1", survey=55)

    def rewarded(*rewards: Reward) -> Scenario:
        return scenario("qiwei_yiti", evaluations=survey, rewards=rewards)

    month = Month(2025, 12)
    assert _grounds(rewarded()) == {"results"}
    merit, title = (rewarded(Reward("C1", kind, month)) for kind in ("merit_3", "title"))
    assert merit.roster.cadre["C1"].score == 58
    assert assess(title)["C1"].category is Category.ORDINARY


def _exempted(fault: Fault, when: str, kind: str | None = None, **whose: str) -> Exemption:
    who = whose or {"cadre_id": "C1"}
    return Exemption(
        fault, when, "先行先试", "区委常委会", day("2026-10-15"), "12号", **who, fault_kind=kind
    )  # type: ignore[arg-type]


ADMONISHED = case.cadre(
    "C1", "P-U1", sanctions=(case.sanction("admonition", "2026-06", "2027-06"),)
)
CASES: Mapping[str, tuple[dict[str, Any], Exemption]] = {
    "an appraisal": (
        {"cadres": [case.cadre("C1", "P-U1", appraisals=BAD_YEAR)]},
        _exempted(Fault.APPRAISAL, "2025"),
    ),
    "an admonition": ({"cadres": [ADMONISHED]}, _exempted(Fault.SANCTION, "2026-06", "诫勉")),
    "an evaluation": (
        {"evaluations": rated("qiwei_yiti", "C1", survey=40)},
        _exempted(Fault.EVALUATION, "2026-01-31", "survey"),
    ),
    "a task": (
        {"tasks": [Task("征收", day("2026-06-30"), "C1", result="unmet")]},
        _exempted(Fault.TASK, "2026-06", "征收"),
    ),
    "an entry of supervision": (
        {"supervision": [  # 100 - 15 - 15 - 15 = 55
            Supervision("C1", "discipline_clue", day(f"2026-0{i}-01"), "closed", "founded")
            for i in (3, 4, 5)
        ]},
        _exempted(Fault.SUPERVISION, "2026-04-01"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_exemption_takes_its_fault_out_everywhere(name: str) -> None:
    """On both sides: with the fault it is a ground, without it the cadre stands as if it had not
    been; and what the tables say stays with them."""
    given, exemption = CASES[name]
    guilty = scenario("qiwei_yiti", **given)
    spared = scenario("qiwei_yiti", exemptions=[exemption], **given)
    assert _grounds(guilty) in ({"results"}, {"sanction"}, {"conduct"})
    assert _grounds(spared) == {"ordinary"}
    read = spared.roster.read
    assert read.cadres == tuple(given.get("cadres", read.cadres))
    for table in ("evaluations", "tasks", "supervision"):
        assert getattr(read.evidence, table) == tuple(given.get(table, ()))


def test_an_exemption_of_another_spares_nobody() -> None:
    given, exemption = CASES["a task"]
    other = replace(exemption, cadre_id="C2")
    cadres = [case.cadre("C1", "P-U1"), case.cadre("C2")]
    made = scenario("qiwei_yiti", cadres=cadres, exemptions=[other], **given)
    assert _grounds(made) == {"results"}


def test_a_unit_is_exempted_as_well() -> None:
    values = [Evaluation("qianfen", "public", "100", day("2026-01-31"), unit_id="U1")]
    exemption = _exempted(Fault.EVALUATION, "2026", None, unit_id="U1")
    with_it = scenario("qianfen", evaluations=values).roster.evidence
    without = scenario("qianfen", evaluations=values, exemptions=[exemption]).roster.evidence
    assert ("unit", "U1") in with_it.scores
    assert ("unit", "U1") not in without.scores


@pytest.mark.parametrize(
    ("kind", "gate"),
    [("complaint", Gate.COMPLAINTS), ("audit_finding", Gate.LEAVING_AUDIT),
     ("discipline_clue", Gate.DISCIPLINE_OPINION),
     ("personal_matters_doubt", Gate.PERSONAL_MATTERS)],
)  # fmt: skip
def test_an_open_entry_is_a_gate_that_is_not_passed(kind: str, gate: Gate) -> None:
    """Whatever was clear before, until it is closed."""
    passed = case.cadre("C1", "P-U1", gates=(case.gate(gate.value, "2026-10-15"),))

    def entered(state: str) -> Cadre:
        entry = Supervision("C1", kind, day("2026-09-01"), state)
        return scenario(cadres=[passed], supervision=[entry]).roster.cadre["C1"]

    assert [record.result for record in entered("open").gates] == [GateResult.OPEN]
    assert [record.result for record in entered("closed").gates] == [GateResult.CLEAR]


def test_a_care_reminder_is_no_gate() -> None:
    entry = Supervision("C1", "care_reminder", day("2026-09-01"))
    assert scenario(supervision=[entry]).roster.cadre["C1"].gates == ()


def test_points_that_do_not_count_give_places_alone() -> None:
    """Six townships' deputies, C6 with results of 40 of 100: last, and no ground to move."""
    units = [case.unit(f"U{i}", kind=UnitKind.TOWNSHIP) for i in range(1, 7)]
    cadres = [case.cadre(f"C{i}", f"P-U{i}", score=88, conduct=87) for i in range(1, 7)]
    values = [one for i in range(1, 7) for one in rated("fenlei", f"C{i}", results=100 - 10 * i)]
    given: dict[str, Any] = {"units": units, "cadres": cadres, "evaluations": values}
    counted = scenario("fenlei", **given)
    apart = scenario(sections={"fenlei": {"counts": False}}, **given)
    last = apart.roster.cadre["C6"]
    assert (last.score, last.conduct, last.counted) == (88, 87, frozenset())
    assert counted.roster.cadre["C6"].score == 40
    assert apart.roster.evidence.standings == counted.roster.evidence.standings
    assert score(apart, "C6").elements == {}
    assert score(apart, "C6").exact == score(counted, "C6").exact


def test_weighing_twice_is_weighing_once() -> None:
    made = scenario("qiwei_yiti", evaluations=rated("qiwei_yiti", "C1", survey=40))
    again = weighed(made)
    assert again.roster.cadres == made.roster.cadres
    assert again.roster.read is made.roster.read


def test_a_scenario_without_evidence_is_left_as_it_is() -> None:
    made = case.scenario(posts=[case.post("P1")], cadres=[case.cadre("A", "P1", score=50)])
    assert weighed(made) is made


def _sheet(months: int) -> dict[str, Any]:
    part = {"name": "处理", "rests_on": "sanctions", "take": "sum", "start": 100,
            "points": {"any": -50}, "element": "conduct"}  # fmt: skip
    survey = {"name": "测评", "element": "conduct"}
    return {"name": "作风", "months": months, "parts": {"sheet": part, "survey": survey}}


def test_a_sanction_in_force_counts_however_long_ago_it_began() -> None:
    """It began 15 months ago and bars until 2027-08: conduct is 50, and it is no second ground."""
    long = case.cadre(
        "C1", "P-U1", sanctions=(case.sanction("organizational_demotion", "2025-08", "2027-08"),)
    )
    made = scenario(cadres=[long], sections={"own": _sheet(12)})
    assert made.roster.cadre["C1"].conduct == 50
    assert _grounds(made) == {"conduct"}


def test_records_that_got_no_points_are_a_ground_still() -> None:
    """The scheme gives points for demotions alone: an admonition is not lost between the two."""
    own = _sheet(12)
    own["parts"]["sheet"]["points"] = {"organizational_demotion": -50}
    made = scenario(cadres=[ADMONISHED], sections={"own": own})
    assert _grounds(made) == {"sanction"}
    both = (*ADMONISHED.sanctions, case.sanction("organizational_demotion", "2026-07", "2028-07"))
    twice = case.cadre("C1", "P-U1", sanctions=both)
    assert _grounds(scenario(cadres=[twice], sections={"own": own})) == {"conduct", "sanction"}


def test_a_grade_of_the_year_under_way_is_a_ground_beside_points_of_the_years_before() -> None:
    """Closed is 2025; the scheme counts up to it, and 2026 is told already: not competent."""
    grades = (case.appraisal(2025, "competent"), case.appraisal(2026, "basic"))
    made = _with(grades, {"own": RESULTS_ONLY})
    assert made.roster.cadre["C1"].score == 85
    assert _grounds(made) == {"grade"}
