"""Ranks by hand: who has served the years, what bars, and whom the places reach. The date is
2026-11-30; two years back is 2024-11."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from rotation.domain.cadre import Cadre, Status
from rotation.domain.evidence import Reward
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import shipped
from rotation.overview.ranks import Candidate, Placed, candidates, rank_lists, regulation
from rotation.report.of_ranks import outcome_words, reasons
from rotation.rules import casework as case
from rotation.rules.settings import scheme_problems
from tests.evidence.made import scenario as with_evidence


def holder(cadre_id: str = "A", since: str | None = "2024-11", **facts: Any) -> Cadre:
    """An officer of the second grade (18), who wants two years for the first (17)."""
    known = {"rank": "18", "level": "150", **facts}
    return case.cadre(cadre_id, rank_since=since and case.month(since), **known)


def one(cadre: Cadre, **post: Any) -> tuple[Candidate, Scenario]:
    made = case.scenario(posts=[case.post("P1", **post)], cadres=[cadre])
    (found,) = candidates(made)
    return found, made


def opens(cadre: Cadre) -> str | None:
    found, _ = one(cadre)
    return None if found.opens is None else str(found.opens)


def graded(since: str, **grades: str) -> Cadre:
    appraisals = tuple(case.appraisal(int(y.removeprefix("y")), g) for y, g in grades.items())
    return holder(since=since, appraisals=appraisals)


@pytest.mark.parametrize(
    ("cadre", "month"),
    [
        (graded("2024-11"), "2026-11"),
        (graded("2024-12"), "2026-12"),
        # half a year off for each excellent year while the rank was held
        (graded("2025-05", y2025="excellent"), "2026-11"),
        (graded("2025-06", y2025="excellent"), "2026-12"),
        (graded("2024-11", y2024="excellent", y2025="excellent"), "2025-11"),
        (graded("2024-11", y2023="excellent"), "2026-11"),
        # a year that is not counted, whole or from the month of the rank
        (graded("2024-11", y2025="basic"), "2027-11"),
        (graded("2024-11", y2025="undetermined"), "2027-11"),
        (graded("2024-11", y2024="basic"), "2027-01"),
        (graded("2024-11", y2023="basic"), "2026-11"),
        (graded("2024-11", y2025="competent"), "2026-11"),
        # this year's grade is not closed
        (graded("2024-12", y2026="excellent"), "2026-12"),
    ],
)
def test_the_month_from_which_the_years_are_served(cadre: Cadre, month: str) -> None:
    assert opens(cadre) == month


def test_one_month_short_is_told() -> None:
    found, made = one(graded("2025-06", y2025="excellent"))
    assert not found.eligible(made.month)
    assert list(reasons(made, found, "zh")) == [
        "二级主任科员，2025年6月起，须满1年6个月，还差1个月（2025年度优秀，每个缩短半年）"
    ]
    assert list(reasons(made, found, "en")) == [
        "principal officer, second grade since 2025-06, 1 year 6 months are asked, 1 month short "
        "(excellent in 2025: half a year off each)"
    ]
    left_out, made = one(graded("2024-11", y2025="basic"))
    assert next(reasons(made, left_out, "zh")).endswith("还差1年（2025年度不计）")


@pytest.mark.parametrize(("end", "month"), [("2026-11", "2026-11"), ("2026-12", "2026-12")])
def test_a_sanction_bars_until_it_ends(end: str, month: str) -> None:
    cadre = holder(sanctions=(case.sanction("admonition", "2026-06", end),))
    found, made = one(cadre)
    assert str(found.opens) == month
    said = [] if end == "2026-11" else ["诫勉影响期到2026年12月"]
    assert list(reasons(made, found, "zh")) == said


def test_two_administrative_sanctions_bar_together() -> None:
    # Six months from 2026-06, and twelve more that came while these ran: until 2027-12.
    cadre = holder(
        sanctions=(
            case.sanction("admin_warning", "2026-06", "2026-12"),
            case.sanction("admin_demerit", "2026-10", "2027-10"),
        )
    )
    assert opens(cadre) == "2027-12"


def test_a_review_bars_with_no_end() -> None:
    for status in (Status.UNDER_REVIEW, Status.SUSPENDED):
        assert opens(holder(status=status)) is None
    found, made = one(holder(status=Status.UNDER_REVIEW))
    assert len(list(reasons(made, found, "zh"))) == 1
    assert opens(holder(status=Status.STUDY)) == "2026-11"


def test_the_last_grade_incompetent_bars() -> None:
    assert opens(graded("2020-01", y2025="incompetent")) is None
    assert opens(graded("2020-01", y2024="incompetent", y2025="competent")) == "2023-01"


def test_since_when_is_not_known() -> None:
    found, made = one(holder(since=None))
    assert found.opens is None
    assert list(reasons(made, found, "zh")) == ["任现职级、职务时间不详"]


def test_a_leading_post_qualifies_as_the_rank_below_does() -> None:
    """Township chief (141) for two years: for 17, whatever rank is held below; an officer's post,
    or none, is no leading one."""
    chief = case.cadre("A", "P1", level="141", level_since="2024-11")
    found, _ = one(chief, role=Role.ADMIN_CHIEF)
    assert (found.target, str(found.opens)) == ("17", "2026-11")
    assert found.service is not None
    assert found.service.leads
    lower = replace(chief, rank="18", rank_since=case.month("2026-01"))
    assert str(one(lower, role=Role.ADMIN_CHIEF)[0].opens) == "2026-11"
    higher = replace(chief, rank="17", rank_since=case.month("2026-01"))
    assert (one(higher)[0].target, str(one(higher)[0].opens)) == ("16", "2028-01")
    for without in (replace(chief, post_id=None), chief):
        made = case.scenario(posts=[case.post("P1", role=Role.STAFF)], cadres=[without])
        assert list(candidates(made)) == []


def test_the_highest_rank_that_is_open() -> None:
    # County deputy (132) qualifies for 15, though 16 is next above the rank on file.
    cadre = case.cadre(
        "A", "P1", level="132", level_since="2020-01", rank="17", rank_since=case.month("2020-01")
    )
    assert one(cadre, role=Role.DEPUTY)[0].target == "15"


def test_the_years_are_those_of_the_regulation() -> None:
    years = {t.rank: (t.below, t.level, t.years) for t in regulation().targets}
    assert years["12"] == ("13", None, 4)
    assert years["13"] == ("14", "131", 3)
    assert years["15"] == ("16", "132", 2)
    assert years["17"] == ("18", "141", 2)
    assert years["19"] == ("1A", "142", 2)
    assert {t.years for t in regulation().targets} == {2, 3, 4}
    assert len(years) == 10
    assert regulation().source.confidence == "secondary"


def given(ranks: Mapping[str, Any], of: str = "cadre") -> dict[str, Any]:
    """A scheme with a point for each reward of the kind."""
    points = {"merit_1": 3, "merit_2": 2, "merit_3": 1}
    part = {"name": "奖励", "rests_on": "rewards", "take": "sum", "points": points}
    return {"own": {"name": "积分", "of": of, "parts": {"rewards": part}, "ranks": dict(ranks)}}


def listed(
    people: Sequence[tuple[str, str, str]], front: str = "", **ranks: Any
) -> dict[str, Placed]:
    """people: id, reward, since. front: ids of those in a front-line post."""
    cadres = [holder(i, since, post_id="F" if i in front else "P") for i, _, since in people]
    rewards = [Reward(i, kind, case.month("2026-01")) for i, kind, _ in people if kind]
    made = with_evidence(cadres=cadres, sections=given(ranks), rewards=rewards)
    posts = (case.post("F", front_line=True, headcount=9), case.post("P", headcount=9))
    made = replace(made, roster=replace(made.roster, posts=posts))
    (found,) = rank_lists(made)
    assert found.own
    return {row.candidate.cadre_id: row for row in found.rows}


def outcomes(rows: Mapping[str, Placed]) -> dict[str, str]:
    return {cadre_id: row.outcome.value for cadre_id, row in rows.items()}


FOUR = [("A", "merit_1", "2020-01"), ("B", "merit_2", "2021-01"), ("C", "merit_2", "2020-06"),
        ("D", "merit_3", "2020-01")]  # fmt: skip


def test_by_points_then_by_seniority() -> None:
    rows = listed(FOUR, per_year=2)
    assert list(rows) == ["A", "C", "B", "D"]
    assert [row.place for row in rows.values()] == [1, 2, 3, 4]
    assert [row.candidate.points for row in rows.values()] == list(map(Fraction, (3, 2, 2, 1)))
    assert outcomes(rows) == {"A": "slot", "C": "slot", "B": "missed", "D": "missed"}
    assert outcome_words(rows["B"], "zh") == "未列入，积分相同，资历晚7个月"
    assert outcome_words(rows["D"], "zh") == "未列入，差1分"
    assert outcome_words(rows["D"], "en") == "none, 1 points short"


def test_a_tie_that_seniority_does_not_settle_is_told() -> None:
    same = [("A", "merit_1", "2020-01"), ("B", "merit_2", "2020-06"), ("C", "merit_2", "2020-06"),
            ("D", "", "2020-01")]  # fmt: skip
    assert outcomes(listed(same, per_year=2)) == {
        "A": "slot", "B": "tie", "C": "tie", "D": "missed",
    }  # fmt: skip
    assert outcomes(listed(same, per_year=3))["C"] == "slot"
    assert outcomes(listed(same, per_year=0)) == dict.fromkeys("ABCD", "missed")


def test_places_kept_for_the_front_line() -> None:
    # Of two places half, one, is kept: D of the front line has it before B and C.
    rows = listed(FOUR, "D", per_year=2, front_line_percent=50)
    assert outcomes(rows) == {"A": "slot", "C": "missed", "B": "missed", "D": "kept"}
    # C is held against A: the place of D was not one for C
    assert outcome_words(rows["C"], "zh") == "未列入，差1分"
    # who of the front line does not have the kept place stands among all
    assert outcomes(listed(FOUR, "AD", per_year=2, front_line_percent=50)) == {
        "A": "kept", "C": "slot", "B": "missed", "D": "missed",
    }  # fmt: skip
    # kept places that nobody of the front line takes are nobody's
    rows = listed(FOUR, "", per_year=2, front_line_percent=100)
    assert set(outcomes(rows).values()) == {"missed"}
    assert outcome_words(rows["A"], "zh") == "未列入，没有可用名额"
    # 33% of 2 is less than one whole place
    assert outcomes(listed(FOUR, "D", per_year=2, front_line_percent=33))["D"] == "missed"


def test_free_places_of_a_rank() -> None:
    rows = listed(FOUR, per_year=3, free={"一级主任科员": 1})
    assert outcomes(rows) == {"A": "slot", "C": "full", "B": "full", "D": "full"}
    assert outcomes(listed(FOUR, per_year=3, free={"16": 0}))["B"] == "slot"
    assert outcomes(listed(FOUR, per_year=3, free={"17": 0})) == dict.fromkeys("ACBD", "full")


def test_who_waits_has_no_place() -> None:
    rows = listed([("A", "merit_1", "2024-12"), ("B", "", "2024-11")], per_year=2)
    assert outcomes(rows) == {"B": "slot", "A": "waits"}
    assert rows["A"].place is None


def test_the_shipped_scheme_where_a_scenario_has_none() -> None:
    made = case.scenario(posts=[case.post("P1")], cadres=[holder()])
    (found,) = rank_lists(made)
    assert not found.own
    assert found.ranks.per_year == shipped()["jifen"]["ranks"]["per_year"] == 20
    assert found.scheme.name["zh"] == "职级积分"


@pytest.mark.parametrize(
    ("sections", "code", "column"),
    [
        (given({"per_year": 2, "free": {"主任": 1}}), "parameter_not_listed",
         "schemes.own.ranks.free"),
        (given({"per_year": -1}), "parameter_out_of_bounds", "schemes.own.ranks.per_year"),
        (given({"per_year": 2, "front_line_percent": 101}), "parameter_out_of_bounds",
         "schemes.own.ranks.front_line_percent"),
        (given({}), "missing_key", "schemes.own.ranks.per_year"),
        (given({"per_year": 2}, of="unit"), "scheme_of_units_ranks", "schemes.own.ranks"),
    ],
)  # fmt: skip
def test_faults_of_the_table_are_told(sections: Mapping[str, Any], code: str, column: str) -> None:
    made = case.scenario(posts=[case.post("P1")], cadres=[holder()])
    found = scheme_problems(replace(made, schemes=sections))
    assert (code, column) in [(each.code, each.column) for each in found]
