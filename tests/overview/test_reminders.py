"""What falls due in the months to come, on rosters worked by hand. The date is 2026-11-30."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from rotation.domain.cadre import Status
from rotation.domain.category import Strength
from rotation.domain.evidence import Evidence, Supervision
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.overview.concern import Concern
from rotation.overview.reminders import reminders
from rotation.rules import casework as case
from rotation.rules.base import Confidence

Told = list[tuple[str | None, str]]
OF_TEAMS = (Concern.TEAM, Concern.TEAM_CHIEF)


def told(scenario: Scenario, months: int) -> Told:
    """Months and concerns, without what small teams lack."""
    return [
        (None if each.due is None else str(each.due), each.item.concern.value)
        for each in reminders(scenario, months)
        if each.item.concern not in OF_TEAMS
    ]


def holder(*, laws: dict[str, dict[str, object]] | None = None, **facts: Any) -> Scenario:
    """A holds P1, a deputy's post of grade I."""
    post = case.post("P1", role=Role.DEPUTY, risk_grade=RiskGrade.I)
    known = {"post_since": "2026-01", **facts}
    laws = {"tenure_limit": {}, "retirement_due": {}, "frozen_status": {}} if laws is None else laws
    return case.scenario(posts=[post], cadres=[case.cadre("A", "P1", **known)], laws=laws)


def ended(**facts: Any) -> Scenario:
    return holder(level_since="2018-01", **facts)


# Five years in a grade I post: from 2021-12 to 2026-12. Three years, planned: since 2024-11 in all.
LIMIT = {"post_since": "2021-12", "level_since": "2018-01"}
# Born 1966-06: 17 // 4 + 1 = 5 months later than 2026-06, so 2026-11; 1966-07: 18 // 4 + 1 = 5
# later than 2026-07, so 2026-12.
# Born 1968-01: 36 // 4 + 1 = 10 later than 2028-01, so 2028-11, 24 months ahead, and
# fewer from 2026-12 on.


@pytest.mark.parametrize(
    ("facts", "concern", "month"),
    [
        ({**LIMIT, "post_since": "2021-11"}, "over_limit", 0),
        (LIMIT, "over_limit", 1),
        ({**LIMIT, "post_since": "2022-11"}, "over_limit", 12),
        ({"birth": "1966-06", "level_since": "2018-01"}, "retirement_due", 0),
        ({"birth": "1966-07", "level_since": "2018-01"}, "retirement_due", 1),
        ({"birth": "1968-01", "level_since": "2018-01"}, "near_retirement", 1),
        ({"post_since": "2025-11", "level_since": "2025-11"}, "probation_over", 0),
        ({"post_since": "2025-12", "level_since": "2025-12"}, "probation_over", 1),
        ({"post_since": "2026-11", "level_since": "2026-11"}, "probation_over", 12),
        ({"post_since": "2023-12", "level_since": "2018-01"}, "should_move", 1),
    ],
)
def test_it_falls_due_in_its_month_and_not_one_before(
    facts: dict[str, Any], concern: str, month: int
) -> None:
    scenario = holder(**facts)
    due = str(scenario.month.plus(month)) if month else None
    assert (due, concern) in told(scenario, month)
    if month:
        assert concern not in {found for _, found in told(scenario, month - 1)}


def test_a_probation_that_ended_earlier_is_told_no_more_but_where_the_table_has_it_still() -> None:
    assert told(ended(), 0) == []
    past = {"post_since": "2025-10", "level_since": "2025-10"}
    assert told(holder(**past), 12) == []
    assert told(holder(status=Status.PROBATION, **past), 12) == [(None, "probation_over")]


def test_probation_of_the_table_ends_once() -> None:
    flagged = holder(status=Status.PROBATION, post_since="2026-01", level_since="2026-01")
    assert told(flagged, 12) == [("2027-01", "probation_over")]


def test_a_limit_reached_on_probation_is_told_when_that_ends() -> None:
    scenario = holder(post_since="2020-01", level_since="2026-01")
    assert told(scenario, 3) == [("2027-01", "over_limit"), ("2027-01", "probation_over")]


@pytest.mark.parametrize(
    ("end", "found"),
    [
        ("2026-10", []),
        ("2026-11", [(None, "bar_over")]),
        ("2026-12", [("2026-12", "bar_over")]),
        ("2027-02", [("2027-02", "bar_over")]),
        ("2027-03", []),
    ],
)
def test_a_bar_ends_in_its_month(end: str, found: Told) -> None:
    scenario = ended(sanctions=(case.sanction("party_warning", "2026-02", end),))
    assert told(scenario, 3) == found
    for each in reminders(scenario, 3):
        if each.item.concern is Concern.BAR_OVER:
            assert [s.document for s in each.item.sources] == ["中国共产党纪律处分条例"]


def test_sanctions_that_add_up_end_together() -> None:
    # Six months from 2026-08 and six more: 2027-08, not 2027-02 and 2027-04.
    both = (
        case.sanction("admin_warning", "2026-08", "2027-02"),
        case.sanction("admin_warning", "2026-10", "2027-04"),
    )
    assert told(ended(sanctions=both), 12) == [("2027-08", "bar_over")]


@pytest.mark.parametrize(
    ("since", "law", "found"),
    [
        ("2026-08", {}, [(None, "secondment_over")]),
        ("2026-09", {}, [("2026-12", "secondment_over")]),
        ("2026-09", {"secondment_months": 12}, []),
        (None, {}, [(None, "secondment_over")]),
    ],
)
def test_a_secondment_ends_after_the_months_that_are_set(
    since: str | None, law: dict[str, object], found: Told
) -> None:
    status = {"status_since": since and case.month(since), "status": Status.SECONDED}
    scenario = ended(laws={"frozen_status": law}, **status)
    assert told(scenario, 6) == found


def test_a_local_age_without_a_document_may_be_acted_on_and_with_one_must() -> None:
    # Born 1972-01: 55 in 2027-01.
    named = {"document": "〔2026〕1号", "decided_by": "县委", "decided_on": "2026-01-05"}
    for basis, strength in (({}, Strength.MAY), (named, Strength.MUST)):
        law: dict[str, object] = {"men": {"deputy": 55}, **basis}
        scenario = ended(birth="1972-01", laws={"leadership_age": law})
        found = [r for r in reminders(scenario, 3) if r.item.concern is Concern.LEAVING_AGE]
        assert [(str(r.due), r.item.strength) for r in found] == [("2027-01", strength)]
        assert found[0].item.sources[0].confidence is Confidence.LOCAL_PRACTICE


def test_a_term_ends_where_the_law_on_terms_says_so() -> None:
    # Two terms of five years: from 2017-02 to 2027-02.
    chief = case.scenario(
        posts=[case.post("P1", role=Role.ADMIN_CHIEF)],
        cadres=[case.cadre("A", "P1", post_since="2017-02", level_since="2015-01")],
        laws={"term_of_office": {}},
    )
    assert told(chief, 3) == [("2027-02", "term_over")]
    assert told(chief, 2) == []


@pytest.mark.parametrize(
    ("began", "found"),
    [("2021-11", [None]), ("2022-02", ["2027-02"]), ("2022-03", []), ("", [])],
)
def test_the_present_term_of_townships_ends_after_five_years(
    began: str, found: list[str | None]
) -> None:
    units = [case.unit("U1", kind=UnitKind.TOWNSHIP), case.unit("U2", kind=UnitKind.GOVERNMENT)]
    posts = [case.post(f"P{i}", f"U{i}", role=Role.ADMIN_CHIEF) for i in (1, 2)]
    laws: dict[str, dict[str, object]] = {"term_of_office": {"term_started": began}}
    scenario = case.scenario(units=units, posts=posts, cadres=[case.cadre("A")], laws=laws)
    ends = [r for r in reminders(scenario, 3) if r.item.concern is Concern.TERM_OVER]
    assert [(r.due and str(r.due), r.item.unit_ids) for r in ends] == [(d, ("U1",)) for d in found]


def test_a_person_may_be_due_for_several_things() -> None:
    # The results are low now; three years in a grade I post are reached in 2027-01.
    scenario = ended(post_since="2024-01", score=40)
    assert told(scenario, 12) == [(None, "should_move"), ("2027-01", "should_move")]
    later = [r.item.text["zh"] for r in reminders(scenario, 12) if r.due is not None]
    assert "计划交流年限" in later[0]


def test_an_appraisal_counts_until_there_is_a_new_one() -> None:
    # That of 2025 is the last one known also in 2027 after March, when the probation ends.
    scenario = holder(
        post_since="2026-05", level_since="2026-05", appraisals=(case.appraisal(2025, "basic"),)
    )
    assert told(scenario, 6) == [("2027-05", "probation_over"), ("2027-05", "should_move")]


def test_kin_and_quotas_over_and_under_are_told_now() -> None:
    posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3)]
    cadres = [
        case.cadre("A", "P1", relatives=(case.relative("12", "B"),)),
        case.cadre("B", "P2"),
        case.cadre("C", "P3"),
    ]
    units = [case.unit("U1", chief_quota=1, deputy_quota=2)]
    laws: dict[str, dict[str, object]] = {"headcount_quota": {}, "kinship_avoidance": {}}
    found = case.scenario(units=units, posts=posts, cadres=cadres, laws=laws)
    lists = [(r.item.concern.value, r.item.strength.value) for r in reminders(found, 0)]
    assert ("avoidance", "must") in lists
    assert ("over_quota", "must") in lists
    assert ("under_quota", "may") in lists


def test_open_supervision_is_told_from_its_day_on_and_closed_is_not() -> None:
    def entry(day: dt.date, state: str = "open") -> Supervision:
        return Supervision("A", "letter_inquiry", day, state)

    scenario = ended()
    entries = (
        entry(dt.date(2026, 11, 30)),
        entry(dt.date(2026, 12, 1)),
        entry(dt.date(2026, 10, 1), "closed"),
    )
    supervised = replace(scenario.roster, evidence=Evidence(supervision=entries))
    assert told(replace(scenario, roster=supervised), 2) == [
        (None, "supervision"),
        ("2026-12", "supervision"),
    ]


def test_every_entry_says_what_it_rests_on_in_both_languages() -> None:
    scenario = holder(post_since="2021-12", level_since="2025-12", birth="1968-01")
    for each in reminders(scenario, 12):
        assert each.item.sources
        assert each.item.text["zh"]
        assert each.item.text["en"]
