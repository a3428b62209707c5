"""What the plan for jiangyan must show, counted from plan.json and the tables alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rotation.cli import main
from tests.scenarios.solved import plan_as_written
from tests.scenarios.tables import SCENARIOS, by_id, items, months_since, rows

Document = dict[str, Any]
RISK_FIELDS = {
    "approval",
    "enforcement",
    "personnel",
    "audit",
    "funds",
    "discipline",
    "procurement",
}
FROZEN = {"under_review", "probation", "seconded", "maternity"}
LIMIT_MONTHS = {"I": 60, "II": 96, "III": 120, "": 120}
TEAM = {"party_chief", "admin_chief", "deputy", "member"}
PLACED = {"transfer", "promotion", "step_down", "appointment"}


@pytest.fixture(scope="module")
def plan() -> Document:
    return plan_as_written("jiangyan")


@pytest.fixture(scope="module")
def actions(plan: Document) -> dict[str, Document]:
    return {action["cadre_id"]: action for action in plan["actions"]}


def test_every_tier_is_proven_and_no_finding_is_broken(plan: Document) -> None:
    assert plan["status"] == "optimal"
    assert all(tier["value"] == tier["bound"] for tier in plan["tiers"])
    assert not [f for f in plan["findings"] if f["status"] == "broken"]


def test_the_roster_has_56_hot_spot_posts_held_in_8_business_facing_units() -> None:
    units = by_id("units", "unit_id")
    hot = [post for post in rows("posts") if post["risk_grade"]]
    held = {cadre["post_id"] for cadre in rows("cadres")}
    assert len(hot) == 56
    assert {post["role"] for post in hot} == {"section_head"}
    assert all(post["post_id"] in held for post in hot)
    hot_units = {post["unit_id"] for post in hot}
    assert len(hot_units) == 8
    assert all(units[unit]["business_facing"] == "1" for unit in hot_units)


def test_every_head_at_or_past_the_limit_leaves(actions: dict[str, Document]) -> None:
    posts = by_id("posts", "post_id")
    leaving = 0
    for cadre in rows("cadres"):
        post = posts.get(cadre["post_id"])
        if post is None or cadre["status"] in FROZEN:
            continue
        own = post["tenure_limit_years"]
        limit = round(float(own) * 12) if own else LIMIT_MONTHS[post["risk_grade"]]
        if months_since(cadre["post_since"]) >= limit:
            assert actions[cadre["cadre_id"]]["to_post_id"] != cadre["post_id"], cadre["name"]
            leaving += bool(post["risk_grade"])
    assert leaving >= 20


def test_nobody_frozen_moves(actions: dict[str, Document]) -> None:
    frozen = [cadre for cadre in rows("cadres") if cadre["status"] in FROZEN]
    assert {"under_review", "probation", "seconded"} <= {cadre["status"] for cadre in frozen}
    for cadre in frozen:
        assert actions[cadre["cadre_id"]]["to_post_id"] == cadre["post_id"]


def test_no_kin_pair_ends_in_one_team(actions: dict[str, Document]) -> None:
    posts = by_id("posts", "post_id")
    pairs = {
        frozenset((row["cadre_id"], row["relative_id"]))
        for row in rows("relatives")
        if row["relative_id"]
    }
    assert len(pairs) == 3
    for pair in pairs:
        ends = [posts.get(actions[cadre_id]["to_post_id"] or "") for cadre_id in pair]
        if all(ends):
            units = {end["unit_id"] for end in ends if end}
            in_team = any(end["role"] in TEAM for end in ends if end)
            assert len(units) == 2 or not in_team, pair


def test_the_three_categories_all_occur(actions: dict[str, Document]) -> None:
    moved = [action["category"] for action in actions.values() if action["action"] in PLACED]
    for category in ("protective", "developmental", "motivating"):
        assert moved.count(category) > 0, category


def moves(actions: dict[str, Document], category: str) -> list[tuple[dict[str, str], ...]]:
    """(cadre, old post, new post) of those of a category who move from one post to another."""
    posts, cadres = by_id("posts", "post_id"), by_id("cadres", "cadre_id")
    return [
        (cadres[a["cadre_id"]], posts[a["from_post_id"]], posts[a["to_post_id"]])
        for a in actions.values()
        if a["category"] == category and a["from_post_id"] and a["action"] in PLACED
    ]


def test_a_protective_move_leaves_the_unit_and_the_risk_field(
    actions: dict[str, Document],
) -> None:
    for cadre, old, new in moves(actions, "protective"):
        assert old["unit_id"] != new["unit_id"], cadre["name"]
        assert not items(old["fields"]) & items(new["fields"]) & RISK_FIELDS, cadre["name"]


def test_a_developmental_move_goes_to_the_front_line_a_hard_post_or_a_new_field(
    actions: dict[str, Document],
) -> None:
    units, served = by_id("units", "unit_id"), {}
    for career in rows("careers"):
        served.setdefault(career["cadre_id"], set()).update(items(career["fields"]))
    for cadre, old, new in moves(actions, "developmental"):
        known = served.get(cadre["cadre_id"], set()) | items(old["fields"])
        front = new["front_line"] == "1" or units[new["unit_id"]]["remote"] == "1"
        assert front or int(new["importance"]) >= 80 or items(new["fields"]) - known, cadre["name"]


def test_a_motivating_move_goes_to_no_hot_spot_no_weightier_and_no_higher_post(
    actions: dict[str, Document],
) -> None:
    for cadre, old, new in moves(actions, "motivating"):
        assert not new["risk_grade"], cadre["name"]
        assert int(new["importance"]) <= int(old["importance"]), cadre["name"]
        assert int(new["level"]) >= int(cadre["level"]), cadre["name"]


def test_no_seat_is_taken_twice_and_every_vacancy_is_listed(
    plan: Document, actions: dict[str, Document]
) -> None:
    ends = [action["to_post_id"] for action in actions.values() if action["to_post_id"]]
    listed = {vacancy["post_id"]: vacancy["seats"] for vacancy in plan["vacancies"]}
    for post in rows("posts"):
        seats = int(post["headcount"])
        assert ends.count(post["post_id"]) + listed.get(post["post_id"], 0) == seats


def test_the_over_quota_unit_is_not_worse_off(actions: dict[str, Document]) -> None:
    posts, now, then = by_id("posts", "post_id"), {}, {}
    for cadre in rows("cadres"):
        for count, post_id in ((now, cadre["post_id"]), (then, _end(actions, cadre))):
            post = posts.get(post_id)
            if post and post["role"] in ("deputy", "member"):
                count[post["unit_id"]] = count.get(post["unit_id"], 0) + 1
    quotas = {unit["unit_id"]: unit["deputy_quota"] for unit in rows("units")}
    over = [u for u, quota in quotas.items() if quota and now.get(u, 0) > int(quota)]
    assert over
    for unit, quota in quotas.items():
        if quota:
            assert then.get(unit, 0) <= max(int(quota), now.get(unit, 0))


def _end(actions: dict[str, Document], cadre: dict[str, str]) -> str:
    return actions[cadre["cadre_id"]]["to_post_id"] or ""


def swapped(plan: Document, first: str, second: str) -> Document:
    """The plan with the destinations of two cadres exchanged."""
    changed: Document = json.loads(json.dumps(plan))
    found = {action["cadre_id"]: action for action in changed["actions"]}
    one, other = found[first], found[second]
    one["to_post_id"], other["to_post_id"] = other["to_post_id"], one["to_post_id"]
    return changed


def test_two_people_swapped_against_the_law_are_named_with_rule_and_article(
    plan: Document,
    actions: dict[str, Document],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two heads past the limit exchange each other's destination for their own old posts."""
    cadres = by_id("cadres", "cadre_id")
    protective = moves(actions, "protective")[:2]
    changed: Document = json.loads(json.dumps(plan))
    for (cadre, old, _), (_, _, _) in zip(protective, reversed(protective), strict=True):
        for action in changed["actions"]:
            if action["cadre_id"] == cadre["cadre_id"]:
                action["to_post_id"] = old["post_id"]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    code = main(["audit", str(SCENARIOS / "jiangyan"), str(path), "--lang", "zh"])
    said = capsys.readouterr().out
    assert code == 1
    for cadre, _, _ in protective:
        assert cadres[cadre["cadre_id"]]["name"] in said
    assert "任职年限" in said
    assert "第五条" in said


def test_a_pair_swapped_within_the_same_level_breaks_the_audit_or_keeps_every_law(
    plan: Document, actions: dict[str, Document], tmp_path: Path
) -> None:
    """A protective head swapped with one whose post shares the risk field: exit 1."""
    posts = by_id("posts", "post_id")
    ends = {a["cadre_id"]: a["to_post_id"] for a in actions.values() if a["action"] in PLACED}
    for cadre, old, _ in moves(actions, "protective"):
        for other, end in ends.items():
            clash = items(old["fields"]) & items(posts[end]["fields"]) & RISK_FIELDS
            if other != cadre["cadre_id"] and clash and old["unit_id"] != posts[end]["unit_id"]:
                path = tmp_path / "plan.json"
                changed = swapped(plan, cadre["cadre_id"], other)
                path.write_text(json.dumps(changed), encoding="utf-8")
                assert main(["audit", str(SCENARIOS / "jiangyan"), str(path)]) == 1
                return
    pytest.fail("no such pair in the plan")


def test_somebody_moved_to_a_post_that_does_not_exist_is_refused(
    plan: Document, tmp_path: Path
) -> None:
    changed: Document = json.loads(json.dumps(plan))
    changed["actions"][0]["to_post_id"] = "U999-99"
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert main(["audit", str(SCENARIOS / "jiangyan"), str(path)]) == 2


def test_the_plan_as_written_passes_its_audit(plan: Document, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    assert main(["audit", str(SCENARIOS / "jiangyan"), str(path)]) == 0
