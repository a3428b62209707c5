"""Posts, terms and quotas as they stand, on rosters worked by hand."""

from __future__ import annotations

from rotation.domain.post import RiskGrade, Role
from rotation.overview.posts import Quota, Term, sizes, terms_by_grade, units_now
from rotation.rules import casework as case


def test_sizes_count_seats_and_the_pool() -> None:
    scenario = case.scenario(
        posts=[case.post("P1", headcount=3), case.post("P2", "U2", risk_grade=RiskGrade.II)],
        cadres=[case.cadre("A", "P1"), case.cadre("B"), case.cadre("C")],
    )
    found = sizes(scenario)
    assert (found.units, found.posts, found.seats, found.vacant) == (2, 2, 4, 3)
    assert (found.cadres, found.pool, found.hot_spots) == (3, 2, 1)


def test_terms_change_in_the_month_of_the_limit() -> None:
    # Grade I: due after 3 years, over after 5. Counted to 2026-11.
    since = {"A": "2023-12", "B": "2023-11", "C": "2021-12", "D": "2021-11", "E": None}
    posts = [case.post(f"P{i}", risk_grade=RiskGrade.I) for i in since]
    cadres = [case.cadre(i, f"P{i}", post_since=month) for i, month in since.items()]
    posts.append(case.post("PF", risk_grade=RiskGrade.III, headcount=2))
    scenario = case.scenario(posts=posts, cadres=cadres, laws={"tenure_limit": {}})
    found = terms_by_grade(scenario)
    assert dict(found[RiskGrade.I]) == {
        Term.WITHIN: 1,  # 35 months
        Term.DUE: 2,  # 36 and 59 months
        Term.OVER: 1,  # 60 months
        Term.UNKNOWN: 1,
    }
    assert dict(found[RiskGrade.III]) == {Term.VACANT: 2}
    assert not found[RiskGrade.II]


def test_the_limits_are_those_of_the_scenario() -> None:
    posts = [case.post("P1", risk_grade=RiskGrade.III)]
    cadres = [case.cadre("A", "P1", post_since="2022-11")]
    strict = {"tenure_limit": {"years": {"III": 4}}}
    assert terms_by_grade(case.scenario(posts=posts, cadres=cadres, laws=strict))[
        RiskGrade.III
    ] == {Term.OVER: 1}
    assert terms_by_grade(case.scenario(posts=posts, cadres=cadres))[RiskGrade.III] == {
        Term.WITHIN: 1
    }


def test_quotas_are_held_against_those_present() -> None:
    posts = [
        case.post("P1", role=Role.PARTY_CHIEF),
        case.post("P2", role=Role.DEPUTY),
        case.post("P3", role=Role.MEMBER),
        case.post("P4", role=Role.STAFF),
        case.post("P5", "U2", role=Role.STAFF),
    ]
    cadres = [case.cadre(f"C{i}", f"P{i}") for i in (2, 3, 4, 5)]
    units = [case.unit("U1", chief_quota=1, deputy_quota=1)]
    first, second = units_now(case.scenario(units=units, posts=posts, cadres=cadres))
    assert (first.chiefs, first.chiefs.over) == (Quota(1, 0), -1)
    assert (first.deputies, first.deputies.over) == (Quota(1, 2), 1)
    assert first.team is not None
    assert (first.team.seats, first.team.members) == (3, 2)
    assert second.team is None
    assert (second.deputies, second.deputies.over) == (Quota(None, 0), 0)


def test_members_count_as_deputies_where_the_law_on_quotas_says_so() -> None:
    """The screen before a plan and the papers of one go by the same count."""
    posts = [case.post("P2", role=Role.DEPUTY), case.post("P3", role=Role.MEMBER)]
    cadres = [case.cadre("C2", "P2"), case.cadre("C3", "P3")]
    for counted, present in ((True, 2), (False, 1)):
        laws = {"headcount_quota": {"members_count": counted}}
        scenario = case.scenario(posts=posts, cadres=cadres, laws=laws)
        assert units_now(scenario)[0].deputies.present == present
