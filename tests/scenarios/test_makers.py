"""The shipped scenarios are what the code makes, and hold what their README says."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from rotation import Scenario, load_scenario
from rotation.domain.cadre import Cadre, Status
from rotation.domain.calendar import tenure_months
from rotation.domain.category import Category, Strength
from rotation.domain.decision import DecisionAction
from rotation.domain.post import Role
from rotation.domain.unit import UnitKind
from rotation.rules.categories import assess
from rotation.rules.registry import law_of
from scenarios.makers.__main__ import SCENARIOS, SHIPPED
from tests.notices import EVIDENCE

NAMES = tuple(SHIPPED)


@cache
def shipped(name: str) -> Scenario:
    scenario, notices = load_scenario(SCENARIOS / name)
    assert {notice.code for notice in notices} <= EVIDENCE
    return scenario


def held(scenario: Scenario) -> list[Cadre]:
    return [c for c in scenario.roster.cadres if c.post_id is not None]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_what_the_code_makes(name: str) -> None:
    made = SHIPPED[name][0]()
    assert shipped(name).roster.read == made.roster
    assert shipped(name).decisions == made.decisions


@pytest.mark.parametrize("name", ["jiangyan", "qinghe", "qingshui", "wuzhong"])
def test_csv_files_are_made_again_byte_by_byte(name: str, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    make, write = SHIPPED[name]
    folder = tmp_path_factory.mktemp(name)
    write(folder, make())
    new = {path.name: path.read_bytes() for path in (folder / "roster").iterdir()}
    assert new == {p.name: p.read_bytes() for p in (SCENARIOS / name / "roster").iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_people_are_all_different(name: str) -> None:
    cadres = shipped(name).roster.cadres
    assert len({c.name for c in cadres}) == len(cadres)


@pytest.mark.parametrize("name", NAMES)
def test_every_law_bites_or_is_left_out(name: str) -> None:
    assert not {law.code for law in shipped(name).laws} & {"planner_decisions"}
    assert all(d.reason for d in shipped(name).decisions)


def test_jiangyan_has_56_hot_spot_posts_held_by_section_heads_in_8_units() -> None:
    roster = shipped("jiangyan").roster
    hot = [p for p in roster.posts if p.hot_spot]
    assert len(hot) == 56
    assert {p.role for p in hot} == {Role.SECTION_HEAD}
    assert {p.level for p in hot} == {"150"}
    units = {p.unit_id for p in hot}
    assert len(units) == 8
    assert all(roster.unit[u].business_facing for u in units)
    assert {p.post_id for p in hot} <= {c.post_id for c in roster.cadres}


def test_half_of_jiangyans_heads_are_at_or_past_the_limit() -> None:
    scenario = shipped("jiangyan")
    limit = law_of(scenario, "tenure_limit")
    past = []
    for cadre in held(scenario):
        post = scenario.roster.post[cadre.post_id or ""]
        assert cadre.post_since is not None
        months = tenure_months(cadre.post_since, scenario.month)
        if post.hot_spot and months >= limit.limit_months(post):  # type: ignore[union-attr]
            past.append(cadre)
    assert len(past) == 28
    assert sum(c.status is Status.UNDER_REVIEW for c in past) == 1


def test_jiangyan_has_its_special_cases() -> None:
    scenario = shipped("jiangyan")
    roster = scenario.roster
    statuses = Counter(c.status for c in roster.cadres)
    assert statuses[Status.UNDER_REVIEW] == statuses[Status.PROBATION] == 1
    assert statuses[Status.SECONDED] == 1
    assert len(roster.kin_pairs) == 3
    together = [p for p in roster.kin_pairs if len({_unit(scenario, i) for i in p}) == 1]
    assert len(together) == 1
    assert sum(r.business_field is not None for c in roster.cadres for r in c.relatives) == 1
    down = {DecisionAction.STEP_DOWN, DecisionAction.REVERSE_POSTING}
    assert {d.action for d in scenario.decisions} == set(DecisionAction) - down
    assert len(roster.units) == 19
    assert sum(p.reserved_for_non_party for p in roster.posts) == 4


def _unit(scenario: Scenario, cadre_id: str) -> str | None:
    unit = scenario.roster.unit_of_cadre(cadre_id)
    return None if unit is None else unit.unit_id


def test_jiangyan_has_people_for_all_three_categories() -> None:
    found = Counter(a.category for a in assess(shipped("jiangyan")).values())
    assert found[Category.PROTECTIVE] == 39
    assert found[Category.MOTIVATING] == 6
    assert found[Category.DEVELOPMENTAL] >= 11
    assert found[Category.FROZEN] == 4


def test_one_unit_of_jiangyan_is_over_its_quota() -> None:
    roster = shipped("jiangyan").roster
    deputies = Counter(
        roster.post[c.post_id].unit_id
        for c in roster.cadres
        if c.post_id and roster.post[c.post_id].role in (Role.DEPUTY, Role.MEMBER)
    )
    over = [u.name for u in roster.units if deputies[u.unit_id] > (u.deputy_quota or 0)]
    assert over == ["农业农村局"]


def test_puyang_has_112_cadres_due_four_in_each_of_28_units() -> None:
    scenario = shipped("puyang")
    due = [i for i, a in assess(scenario).items() if a.category is Category.PROTECTIVE]
    assert len(due) == 112
    by_unit = Counter(_unit(scenario, i) for i in due)
    assert set(by_unit.values()) == {4}
    assert len(by_unit) == 28
    assert {scenario.roster.cadre[i].level for i in due} == {"141", "142"}
    powers = {"approval"}
    for unit_id in by_unit:
        posts = scenario.roster.posts_of[unit_id or ""]
        assert any(p.fields & powers for p in posts)


def test_qingshui_has_the_units_of_the_county() -> None:
    roster = shipped("qingshui").roster
    kinds = Counter(u.kind for u in roster.units)
    assert kinds[UnitKind.TOWNSHIP] == 18
    assert kinds[UnitKind.PARTY] + kinds[UnitKind.MASS] == 18
    assert kinds[UnitKind.GOVERNMENT] == 41
    assert kinds[UnitKind.VERTICAL] == 25
    assert 550 <= len(roster.posts) <= 570
    assert 580 <= len(roster.cadres) <= 610
    sizes = {u.unit_id: len(roster.posts_of[u.unit_id]) for u in roster.units}
    assert all(4 <= size <= 8 for size in sizes.values())


def test_a_tenth_to_a_fifth_of_qingshui_must_or_should_move() -> None:
    strengths = Counter(a.strength for a in assess(shipped("qingshui")).values())
    asked = strengths[Strength.MUST] + strengths[Strength.SHOULD]
    assert 0.10 <= asked / strengths.total() <= 0.20
