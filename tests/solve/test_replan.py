"""Plans made anew after one was published: no plan changes fewer cadres than the one found."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.audit.report import audit
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Status as CadreStatus
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan, Status
from rotation.domain.published import Published, Replan
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.io.plan_file import read_plan, write_plan
from rotation.io.replan_request import Request, planned_anew
from rotation.rules import casework as case
from rotation.rules.replanning import as_planned, published_of, replanned
from rotation.solve.against_published import published_changes
from rotation.solve.run import solve
from rotation.solve.verify import Verdict, verify
from tests.rules.tiny import seated_plans
from tests.scenarios.tables import SCENARIOS
from tests.solve.test_lexicographic import mixed

End = str | ActionKind


def ends(plan: Plan) -> dict[str, End]:
    """By cadre where a plan leaves them; told apart by how, where nowhere."""
    found: dict[str, End] = {}
    for action in plan.actions:
        still = action.kind in (ActionKind.STAY, ActionKind.POOL)
        where = action.from_post_id if still else action.to_post_id
        found[action.cadre_id] = where or action.kind
    return found


def otherwise(told: Mapping[str, End], plan: Plan) -> int:
    """How many of those whom a published plan knew are treated otherwise by a plan."""
    return sum(told[who] != end for who, end in ends(plan).items() if who in told)


def fewest(scenario: Scenario, told: Mapping[str, End]) -> tuple[int, int] | None:
    """The least (price of waivable laws, cadres changed) of all plans that break no law, counted
    with nothing of the planner."""
    best: tuple[int, int] | None = None
    for plan in seated_plans(scenario):
        report = audit(scenario, plan)
        if not report.broken:
            found = report.price, otherwise(told, plan)
            best = found if best is None else min(best, found)
    return best


def later(rng: random.Random, scenario: Scenario, plan: Plan) -> tuple[Scenario, Replan]:
    """What happens to a published plan: somebody falls ill, a post is abolished, moves are struck,
    somebody is pinned."""
    roster = scenario.roster
    told = published_of(plan, roster)
    cadres, posts = list(roster.cadres), list(roster.posts)
    if rng.random() < 0.5:
        place = rng.randrange(len(cadres))
        cadres[place] = replace(cadres[place], status=CadreStatus.UNDER_REVIEW)
    if rng.random() < 0.4:
        gone = posts.pop(rng.randrange(len(posts))).post_id
        out = {"post_id": None, "post_since": None, "concurrent": ()}
        cadres = [replace(c, **out) if gone in c.held_post_ids[:1] else c for c in cadres]
        cadres = [replace(c, concurrent=()) if gone in c.held_post_ids else c for c in cadres]
    left = {post.post_id for post in posts}
    fits = tuple(fit for fit in roster.fits if fit.post_id in left)
    wishes = []
    for action in plan.actions:
        if action.to_post_id in left and rng.random() < 0.4:
            wishes.append((action.cadre_id, DecisionAction.FORBID, action.to_post_id))
    if rng.random() < 0.3:
        who = rng.choice(cadres).cadre_id
        wishes = [wish for wish in wishes if wish[0] != who]
        wishes.append((who, DecisionAction.PIN, rng.choice(sorted(left))))
    decisions = tuple(Decision(who, what, "case", where) for who, what, where in wishes)
    standing = tuple(d for d in scenario.decisions if d.post_id is None or d.post_id in left)
    frozen = {choice.code: choice for choice in scenario.laws} | {
        "frozen_status": LawChoice("frozen_status")
    }
    now = replace(
        scenario,
        roster=replace(roster, posts=tuple(posts), cadres=tuple(cadres), fits=fits),
        laws=tuple(frozen.values()),
        decisions=standing,
    )
    return now, Replan(told, None, decisions)


def all_counted(scenario: Scenario) -> Scenario:
    """No post is filled by its own line: whose holders are in other hands, and do not count."""
    posts = tuple(replace(post, own_line=False) for post in scenario.roster.posts)
    return replace(scenario, roster=replace(scenario.roster, posts=posts))


def holds(seed: int) -> int | None:
    """Hold a replanned roster against enumeration: how many change, None if no plan is left."""
    before = all_counted(mixed(seed))
    goals = tuple(goal for goal in before.goals if goal.code != "few_changes")
    before = replace(before, goals=goals or (GoalChoice("few_moves", 1),))
    plan = solve(before).plan
    if plan is None:
        return None
    now, replan = later(random.Random(seed), before, plan)
    scenario = replanned(now, replan)
    best = fewest(scenario, ends(plan))
    result = solve(scenario)
    if best is None:
        assert result.status is Status.INFEASIBLE, seed
        return None
    assert result.plan is not None, (seed, result.faults)
    assert result.status is Status.OPTIMAL, seed
    values = {tier.tier: tier.value for tier in result.plan.tiers}
    assert (values.get(0, 0), values[1]) == best, seed
    assert otherwise(ends(plan), result.plan) == best[1], seed
    told = published_changes(scenario, result.plan)
    assert told is not None
    assert len(told.cadres) == best[1], seed
    return best[1]


def test_no_plan_allowed_changes_fewer_cadres() -> None:
    """And the rosters are such that at times nobody, one, several, or no plan at all is left."""
    assert {None, 0, 1, 2} <= {holds(seed) for seed in (*range(5, 16), 34)}


# ---- worked by hand ----


def office(**facts: object) -> Scenario:
    """A, B and C hold P1, P2 and P3, of one level; P4 is empty and must be filled."""
    posts = [case.post(f"P{i}") for i in (1, 2, 3)]
    return case.scenario(
        posts=[*posts, case.post("P4", must_fill=True)],
        cadres=[case.cadre(name, f"P{i}", **facts) for i, name in enumerate("ABC", start=1)],
        laws={"frozen_status": {}, "release_with_cause": {}},
        goals={"must_fill_posts": {}, "few_moves": {}},
    )


def published(scenario: Scenario, moves: Mapping[str, str]) -> Published:
    return published_of(case.plan(scenario, dict(moves)), scenario.roster)


def changed(scenario: Scenario) -> list[str]:
    result = solve(scenario)
    assert result.plan is not None
    told = published_changes(scenario, result.plan)
    assert told is not None
    return [change.now.cadre_id for change in told.cadres]


def test_few_changes_comes_first_and_the_scenarios_tiers_follow() -> None:
    anew = replanned(office(), Replan(published(office(), {"B": "P4"})))
    tiers = [(goal.code, goal.tier) for goal in anew.goals]
    assert tiers == [("few_changes", 1), ("must_fill_posts", 2), ("few_moves", 3)]


def test_a_replan_exempts_nobody_from_a_law() -> None:
    waiver = Decision("A", DecisionAction.WAIVE, "case", rule="frozen_status")
    with pytest.raises(ValueError, match="pin and forbid"):
        replanned(office(), Replan(decisions=(waiver,)))


def test_a_published_plan_that_still_holds_is_kept_whole() -> None:
    """Any of the three may fill P4; the plan that was published has B do it."""
    scenario = office()
    for who in "ABC":
        assert changed(replanned(scenario, Replan(published(scenario, {who: "P4"})))) == []


def test_somebody_ill_since_stays_and_is_the_only_one_changed() -> None:
    """Filling P4 by another would change two; so it stays empty, unless one is told otherwise."""
    scenario = office()
    told = published(scenario, {"B": "P4"})
    cadres = [
        replace(c, status=CadreStatus.SICK) if c.cadre_id == "B" else c
        for c in scenario.roster.cadres
    ]
    frozen = LawChoice("frozen_status", {"statuses": ("sick",)})
    ill = replace(
        scenario,
        roster=replace(scenario.roster, cadres=tuple(cadres)),
        laws=(frozen, LawChoice("release_with_cause")),
    )
    anew = replanned(ill, Replan(told))
    assert changed(anew) == ["B"]
    (change,) = published_changes(anew, solve(anew).plan).cadres  # type: ignore[arg-type, union-attr]
    assert change.laws == ("frozen_status",)
    assert len(changed(replanned(ill, Replan(told, most=2)))) == 2
    assert solve(replanned(ill, Replan(told, most=0))).status is Status.INFEASIBLE


def test_whoever_was_to_take_a_post_since_abolished_is_changed_whatever_happens() -> None:
    scenario = office()
    told = published(scenario, {"B": "P4"})
    posts = tuple(post for post in scenario.roster.posts if post.post_id != "P4")
    now = replace(scenario, roster=replace(scenario.roster, posts=posts))
    anew = replanned(now, Replan(told))
    assert changed(anew) == ["B"]
    (change,) = published_changes(anew, solve(anew).plan).cadres  # type: ignore[arg-type, union-attr]
    assert change.moot


def test_who_came_after_the_publication_is_free() -> None:
    """D is new and may take P4 without counting; so nobody else need be changed."""
    scenario = office()
    told = published(scenario, {"B": "P4"})
    roster = replace(scenario.roster, cadres=(*scenario.roster.cadres, case.cadre("D")))
    strike = Decision("B", DecisionAction.FORBID, "case", "P4")
    anew = replanned(replace(scenario, roster=roster), Replan(told, None, (strike,)))
    result = solve(anew)
    assert result.plan is not None
    assert [a.cadre_id for a in result.plan.actions if a.to_post_id == "P4"] == ["D"]
    found = published_changes(anew, result.plan)
    assert found is not None
    assert ([c.now.cadre_id for c in found.cadres], found.of) == (["B"], 3)
    assert [d.reason for d in found.cadres[0].decisions] == ["case"]


def test_a_waivable_bound_is_priced_by_those_above_it() -> None:
    """Two are struck, none may be changed: two waivers."""
    scenario = office()
    told = published(scenario, {"A": "P2", "B": "P1"})
    strikes = tuple(
        Decision(who, DecisionAction.FORBID, "case", where)
        for who, where in (("A", "P2"), ("B", "P1"))
    )
    bound = LawChoice("bounded_changes", {"most": 7}, Mode.WAIVABLE)
    lenient = replace(scenario, laws=(*scenario.laws, bound))
    result = solve(replanned(lenient, Replan(told, 0, strikes)))
    assert result.plan is not None
    assert result.plan.tiers[0].value == 2
    assert [(f.rule, f.amount) for f in result.plan.waivers] == [("bounded_changes", 2)]


def test_the_scenarios_own_place_for_few_changes_stands() -> None:
    """With few_changes after must_fill_posts, two are changed so that P4 does not stay empty."""
    goals = (
        GoalChoice("must_fill_posts", 1),
        GoalChoice("few_changes", 2),
        GoalChoice("few_moves", 3),
    )
    scenario = replace(office(), goals=goals)
    strike = Decision("B", DecisionAction.FORBID, "case", "P4")
    anew = replanned(scenario, Replan(published(scenario, {"B": "P4"}), None, (strike,)))
    assert anew.goals == goals
    assert len(changed(anew)) == 2


# ---- a shipped scenario ----


def test_three_strikes_in_jiangyan_change_three_and_the_file_speaks_for_itself(
    tmp_path: Path,
) -> None:
    folder = SCENARIOS / "jiangyan"
    base, _ = load_scenario(folder)
    first = solve(base).plan
    assert first is not None
    write_plan(tmp_path / "published.json", first, base)
    moved = [a.cadre_id for a in first.actions if a.kind is ActionKind.TRANSFER][:3]
    request = Request(tmp_path / "published.json", strikes=tuple(moved), reason="会议研究意见")
    scenario, notices = planned_anew(base, request)
    assert notices == ()
    result = solve(scenario)
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    count = otherwise(ends(first), result.plan)
    assert result.plan.tiers[0].value == count >= 3
    assert {*moved} <= {c.now.cadre_id for c in published_changes(scenario, result.plan).cadres}  # type: ignore[union-attr]

    write_plan(tmp_path / "new.json", result.plan, scenario)
    again = read_plan(tmp_path / "new.json", base)
    assert again.replan == result.plan.replan
    report = audit(as_planned(base, again), again)
    assert (report.broken, report.claims) == ((), ())
    found = verify(as_planned(base, again), again)
    assert found.faults == ()
    assert {tier.verdict for tier in found.tiers} == {Verdict.PROVEN}
