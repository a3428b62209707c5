"""Key figures: worked by hand on one team, in agreement with the rules on shipped plans."""

from __future__ import annotations

import pytest

from rotation.compare import Comparison, compare_plans
from rotation.compare.figures import Better, Figure, Group, best_of
from rotation.compare.judged import judge
from rotation.domain.cadre import Gender
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case


def bureau() -> Scenario:
    """U1: A, a woman of 49, and B, of the democratic league, 36, in its team of three; P3 is empty.

    U2: C, 46, heads its team of one and has held a grade I post for six years. D, a woman of 30,
    has a desk in U2 that is no post of a team. E waits in the pool.
    """
    posts = [
        case.post("P1", role=Role.ADMIN_CHIEF),
        case.post("P2", role=Role.DEPUTY),
        case.post("P3", role=Role.DEPUTY, must_fill=True),
        case.post("Q1", "U2", role=Role.ADMIN_CHIEF, risk_grade=RiskGrade.I),
        case.post("S1", "U2", role=Role.STAFF, level="150"),
    ]
    cadres = [
        case.cadre("A", "P1", gender=Gender.FEMALE, birth="1977-01"),
        case.cadre("B", "P2", political_status="05", birth="1990-01"),
        case.cadre("C", "Q1", birth="1980-01", post_since="2020-11"),
        case.cadre("D", "S1", gender=Gender.FEMALE, birth="1996-01", level="150"),
        case.cadre("E", birth="1985-01"),
    ]
    return case.scenario(
        posts=posts,
        cadres=cadres,
        laws={"tenure_limit": {}},
        goals={"must_fill_posts": {}, "women_in_team": {}, "few_moves": {}},
    )


@pytest.fixture(scope="module")
def compared() -> Comparison:
    scenario = bureau()
    # 1: C and B change places (of one level), D comes up into the empty P3.
    # 2: C is released, E takes Q1, which from the pool is advancement.
    plans = [
        case.plan(scenario, {"C": "P2", "B": "Q1", "D": "P3"}),
        case.plan(scenario, {"C": "release", "E": "Q1"}),
    ]
    return compare_plans(scenario, plans, ["one", "two"])


def figure(compared: Comparison, code: str) -> Figure:
    (found,) = [item for item in compared.figures if item.code == code]
    return found


@pytest.mark.parametrize(
    ("code", "now", "values", "better"),
    [
        ("moves", None, (3, 2), (1,)),
        # C, a chief, becomes a deputy; B, a deputy, a chief
        ("advancement", None, (1, 1), ()),
        ("reverse_posting", None, (1, 0), (1,)),
        ("promotion", None, (1, 0), ()),
        ("appointment", None, (0, 0), ()),
        ("step_down", None, (0, 0), ()),
        ("release", None, (0, 1), (0,)),
        ("retirement", None, (0, 0), ()),
        # E waits, but for plan two
        ("pool", 1, (1, 0), (1,)),
        # A, B, C; plan one adds D; plan two puts E for C
        ("members", 3, (4, 3), ()),
        ("women", 1, (2, 1), (0,)),
        # B, in another team now, or in his own
        ("non_party", 1, (1, 1), ()),
        # under 37: B at 36; with D of 30 two
        ("young", 1, (2, 1), (0,)),
        # P3; nobody leaves a seat of a post that counts but S1, which D leaves
        ("vacancies", 1, (1, 1), ()),
        ("must_fill", 1, (0, 1), (0,)),
        # C: six years where five are the limit
        ("tenure_left", 1, (0, 0), ()),
        ("tenure_cleared", None, (1, 1), ()),
        ("broken", 1, (0, 0), ()),
        ("needs_approval", None, (0, 0), ()),
        ("inherited", 0, (0, 0), ()),
        # one: D alone and a swap; two: C leaves, E follows
        ("chains", None, (0, 1), ()),
        ("cycles", None, (1, 0), (1,)),
        ("longest_chain", None, (2, 2), ()),
        ("waves", None, (1, 1), ()),
    ],
)
def test_figures_worked_by_hand(
    compared: Comparison,
    code: str,
    now: int | None,
    values: tuple[int, int],
    better: tuple[int, ...],
) -> None:
    found = figure(compared, code)
    assert (found.now, found.values, found.best) == (now, values, better)


def test_the_mean_age_is_that_of_all_members(compared: Comparison) -> None:
    # today 49 + 36 + 46 = 131 of 3; one: 131 + 30 = 161 of 4; two: 49 + 36 + 41 = 126 of 3
    found = figure(compared, "mean_age")
    assert found.now == 131 / 3
    assert found.values == (161 / 4, 126 / 3)
    assert found.best == (0,)


def test_categories_count_the_moves_alone(compared: Comparison) -> None:
    # C is protective by tenure, released or moved; a release counts as a move, as in the goals
    assert figure(compared, "protective").values == (1, 1)
    assert figure(compared, "ordinary").values == (2, 1)
    assert all(item.code != "frozen" for item in compared.figures)


def test_mean_fit_is_over_those_who_are_placed(compared: Comparison) -> None:
    # No score, education or fields: results, experience, major and education all count 50.
    assert figure(compared, "mean_fit").values == (50, 50)
    scenario = bureau()
    nobody, leaves = case.plan(scenario), case.plan(scenario, {"C": "release"})
    assert figure(compare_plans(scenario, [nobody, leaves]), "mean_fit").values == (None, None)


def test_teams_before_and_after(compared: Comparison) -> None:
    def counted(place: int, unit_id: str) -> tuple[int, ...]:
        team = compared.plans[place].teams[unit_id]
        return team.seats, team.members, team.women, team.non_party, team.young, team.ages

    now = compared.now.teams
    assert (now["U1"].members, now["U1"].women, now["U1"].ages) == (2, 1, 85)
    assert (now["U2"].members, now["U2"].women, now["U2"].ages) == (1, 0, 46)
    # one: A, C and D in U1; B in U2.  two: A and B in U1; E in U2.
    assert counted(0, "U1") == (3, 3, 2, 0, 1, 49 + 46 + 30)
    assert counted(0, "U2") == (1, 1, 0, 1, 1, 36)
    assert counted(1, "U1") == (3, 2, 1, 1, 1, 85)
    assert counted(1, "U2") == (1, 1, 0, 0, 0, 41)


def test_goals_and_tiers_are_those_of_the_audit(compared: Comparison) -> None:
    found = {goal.code: (goal.now, goal.amounts, goal.best) for goal in compared.goals}
    # a woman is in U1's team of three; U2's team of one is too small to be looked at
    assert found == {
        "must_fill_posts": (1, (0, 1), (0,)),
        "women_in_team": (0, (0, 0), ()),
        "few_moves": (0, (3, 2), (1,)),
    }
    assert [(t.tier, t.now, t.values) for t in compared.tiers] == [
        (1, 1, (0, 1)),
        (2, 0, (0, 0)),
        (3, 0, (3, 2)),
    ]


@pytest.mark.parametrize(
    ("values", "better", "expected"),
    [
        ((1, 2), Better.LOWER, (0,)),
        ((1, 2), Better.HIGHER, (1,)),
        ((1, 2), Better.NEUTRAL, ()),
        ((2, 2), Better.LOWER, ()),
        ((1, 1, 2), Better.LOWER, (0, 1)),
        ((None, 2, 3), Better.LOWER, (1,)),
        ((None, 2), Better.LOWER, ()),
        ((42.41, 42.44), Better.LOWER, ()),  # both are shown as 42.4
        ((42.44, 42.46), Better.LOWER, (0,)),
    ],
)
def test_the_better_is_marked_where_there_is_one(
    values: tuple[float | None, ...], better: Better, expected: tuple[int, ...]
) -> None:
    scenario = bureau()
    lawful = judge(scenario, case.plan(scenario, {"C": "release"}), "")
    assert best_of(values, better, [lawful] * len(values)) == expected


def test_what_is_gained_by_breaking_a_law_is_not_marked() -> None:
    scenario = bureau()
    lawful = judge(scenario, case.plan(scenario, {"C": "release"}), "")
    broken = judge(scenario, case.plan(scenario), "")
    assert [lawful.admissible, broken.admissible] == [True, False]
    assert best_of((2, 1, 3), Better.LOWER, [lawful, broken, lawful]) == (0,)
    assert best_of((2, 1), Better.LOWER, [lawful, broken]) == ()
    found = compare_plans(scenario, [lawful.plan, broken.plan])
    assert not any(line.best for line in (*found.figures, *found.goals, *found.tiers))


def test_where_there_are_no_teams_nothing_is_said_of_them() -> None:
    desks = [case.post(f"S{i}", role=Role.STAFF) for i in (1, 2)]
    scenario = case.scenario(posts=desks, cadres=[case.cadre("A", "S1")])
    found = compare_plans(scenario, [case.plan(scenario), case.plan(scenario, {"A": "S2"})])
    assert not [item for item in found.figures if item.group is Group.TEAMS]


def test_a_tenure_that_is_left_is_not_cleared() -> None:
    scenario = bureau()
    stays, leaves = case.plan(scenario, {"E": "P3"}), case.plan(scenario, {"C": "P3"})
    compared = compare_plans(scenario, [stays, leaves])
    assert figure(compared, "tenure_left").values == (1, 0)
    assert figure(compared, "tenure_cleared").values == (0, 1)
