"""The front line first, counted from the tables and the plan alone; who is compared with whom."""

from __future__ import annotations

from typing import Any

from rotation.overview.candidates import Group, candidates
from tests.scenarios.solved import plan_as_written, solved
from tests.scenarios.tables import by_id, rows

CADRES = by_id("cadres", "干部编号", "qinghe")
POSTS = by_id("posts", "岗位编码", "qinghe")


def promoted() -> list[dict[str, Any]]:
    return [a for a in plan_as_written("qinghe")["actions"] if a["action"] == "promotion"]


def test_28_of_the_40_who_are_promoted_come_from_the_front_line() -> None:
    old = [POSTS[action["from_post_id"]] for action in promoted()]
    assert (len(old), sum(post["基层一线"] == "是" for post in old)) == (40, 28)


def test_leading_teams_are_complete() -> None:
    held = {action["to_post_id"] for action in plan_as_written("qinghe")["actions"]}
    assert {i for i, post in POSTS.items() if post["必须配备"] == "是"} <= held


def test_nobody_is_promoted_but_a_nominee_who_passed_all_four_checks() -> None:
    checked = {
        (row["干部编号"], row["审核事项"]) for row in rows("gates", "qinghe")
        if row["审核结果"] == "无问题"
    }  # fmt: skip
    gates = {gate for _, gate in checked}
    assert len(gates) == 4
    named = {(row["干部编号"], row["拟任岗位编码"]) for row in rows("nominations", "qinghe")}
    asked = {post_id for _, post_id in named}
    for action in promoted():
        who, to = action["cadre_id"], action["to_post_id"]
        assert {(who, gate) for gate in gates} <= checked, who
        assert to not in asked or (who, to) in named, who


def test_young_non_party_and_women_who_were_put_forward_are_listed_apart() -> None:
    named = {row["干部编号"] for row in rows("nominations", "qinghe")}
    women = {i for i in named if CADRES[i]["性别"] == "女"}
    members = {"中共党员", "中共预备党员", "共青团员"}
    non_party = {i for i in named if CADRES[i]["政治面貌"] not in members}
    young = {i for i in named if (CADRES[i]["出生年月"] > "1989.11")}
    listed = candidates(solved("qinghe")[0])
    found = {group: {one.cadre_id for one in each} for group, each in listed.items()}
    assert found == {Group.YOUNG: young, Group.NON_PARTY: non_party, Group.WOMEN: women}
    assert all(found.values())
