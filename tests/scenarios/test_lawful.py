"""A plan is lawful where inspection looks first: counted from plan.json and the tables alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import openpyxl
import pytest

from tests.scenarios.solved import plan_as_written
from tests.scenarios.tables import SCENARIOS, months_since

Document = dict[str, Any]
Row = dict[str, str]

SHEETS = {
    "units": "单位",
    "posts": "岗位",
    "cadres": "干部",
    "appraisals": "年度考核",
    "sanctions": "处分处理",
    "decisions": "调配决定",
}
HEADINGS = {
    "干部编号": "cadre_id",
    "岗位编码": "post_id",
    "单位编码": "unit_id",
    "姓名": "name",
    "现任岗位编码": "post_id",
    "任现职时间": "post_since",
    "现职务层次": "level",
    "职务层次": "level",
    "在岗状态": "status",
    "班子角色": "role",
    "重要程度": "importance",
    "本系统任职": "own_line",
    "考核年度": "year",
    "考核等次": "grade",
    "处分种类": "kind",
    "生效时间": "start",
    "影响期满时间": "end",
    "决定事项": "action",
    "决定人": "decided_by",
    "决定日期": "decided_on",
    "文号": "document",
}
WORDS = {
    "乡科级正职": "141",
    "乡科级副职": "142",
    "科级以下": "150",
    "立案审查调查中": "under_review",
    "党组织主要负责人": "party_chief",
    "行政主要负责人": "admin_chief",
    "不称职": "incompetent",
    "退出现职": "release",
    "降职使用": "step_down",
    "逆向调整": "reverse_posting",
    "是": "1",
}
LADDER = ("141", "142", "150")
"""The levels of the rosters, from above."""
CHIEFS = {"party_chief", "admin_chief"}
DOWN = {"release", "step_down", "reverse_posting"}
KEPT = {"stay", "pool"}
CLOSED_YEAR = "2025"


@dataclass(frozen=True)
class Case:
    """A scenario's tables, with English headings and words, and its plan."""

    name: str
    plan: Document

    def rows(self, table: str) -> list[Row]:
        folder = SCENARIOS / self.name
        if (folder / "roster.xlsx").exists():
            with closing(openpyxl.load_workbook(folder / "roster.xlsx", read_only=True)) as book:
                head, *lines = book[SHEETS[table]].iter_rows(values_only=True)
            read = [
                {str(h): "" if v is None else str(v) for h, v in zip(head, line, strict=True)}
                for line in lines
            ]
        else:
            with (folder / "roster" / f"{table}.csv").open(encoding="utf-8-sig") as file:
                read = list(csv.DictReader(file))
        return [{HEADINGS.get(h, h): WORDS.get(v, v) for h, v in row.items()} for row in read]

    @cached_property
    def cadres(self) -> dict[str, Row]:
        return {row["cadre_id"]: row for row in self.rows("cadres")}

    @cached_property
    def posts(self) -> dict[str, Row]:
        return {row["post_id"]: row for row in self.rows("posts")}

    @cached_property
    def movers(self) -> list[Document]:
        """Whoever leaves a post or takes one, whatever it is called."""
        return [
            action
            for action in self.plan["actions"]
            if action["to_post_id"] != (self.cadres[action["cadre_id"]]["post_id"] or None)
        ]

    @cached_property
    def decided(self) -> set[tuple[str, str]]:
        """Cadre and action of every decision that names body, day and document."""
        named = ("decided_by", "decided_on", "document")
        return {
            (row["cadre_id"], row["action"])
            for row in self.rows("decisions")
            if all(row.get(column) for column in named)
        }

    @cached_property
    def sanctioned(self) -> set[str]:
        return {
            row["cadre_id"]
            for row in self.rows("sanctions")
            if months_since(row["start"]) >= 0 > months_since(row["end"])
        }

    def incompetent(self) -> set[str]:
        return {
            row["cadre_id"]
            for row in self.rows("appraisals")
            if (row["year"], row["grade"]) == (CLOSED_YEAR, "incompetent")
        }

    def placed(self) -> Iterator[tuple[Row, Row | None, Row]]:
        """(cadre, old post if any, new post) of whoever takes a post."""
        for action in self.movers:
            if action["to_post_id"] is not None:
                cadre = self.cadres[action["cadre_id"]]
                yield cadre, self.posts.get(cadre["post_id"]), self.posts[action["to_post_id"]]


def _goes_down(action: Document, cadre: Row, old: Row | None, new: Row | None) -> bool:
    if action["action"] in DOWN:
        return True
    if new is None:
        return action["action"] != "retirement"
    lower = LADDER.index(new["level"]) > LADDER.index(cadre["level"])
    return lower or (old is not None and old["role"] in CHIEFS and new["role"] not in CHIEFS)


def _rises(cadre: Row, old: Row | None, new: Row) -> bool:
    if LADDER.index(new["level"]) < LADDER.index(cadre["level"]):
        return True
    if old is None:
        return new["role"] in CHIEFS
    chief = new["role"] in CHIEFS and old["role"] not in CHIEFS
    return chief or int(new["importance"]) - int(old["importance"]) >= 20


@pytest.fixture(scope="module", params=["jiangyan", "puyang", "qinghe", "qingshui", "wuzhong"])
def made(request: pytest.FixtureRequest) -> Case:
    return Case(request.param, plan_as_written(request.param))


def test_the_tables_hold_what_is_asked_about(made: Case) -> None:
    """So that none of what follows is true for want of cases."""
    assert len(made.movers) > 40
    assert made.sanctioned
    assert "under_review" in {cadre["status"] for cadre in made.cadres.values()}
    assert {row["year"] for row in made.rows("appraisals")} >= {CLOSED_YEAR}
    assert all(cadre["level"] in LADDER for cadre in made.cadres.values())
    recent = [c for c in made.cadres.values() if c["post_since"] and _months_in_post(c) < 12]
    assert recent or made.name == "jiangyan"


def test_nobody_goes_down_without_a_decision_or_a_grade_of_incompetent(made: Case) -> None:
    for action in made.movers:
        cadre = made.cadres[action["cadre_id"]]
        old, new = (made.posts.get(p or "") for p in (cadre["post_id"], action["to_post_id"]))
        if _goes_down(action, cadre, old, new):
            decided = any((cadre["cadre_id"], word) in made.decided for word in DOWN)
            assert decided or cadre["cadre_id"] in made.incompetent(), action


def test_nobody_takes_two_posts_within_twelve_months(made: Case) -> None:
    for cadre, old, new in made.placed():
        assert old is None or _months_in_post(cadre) >= 12, (cadre["name"], new["post_id"])


def _months_in_post(cadre: Row) -> int:
    return months_since(cadre["post_since"])


def test_nobody_rises_while_a_sanction_is_in_force(made: Case) -> None:
    for cadre, old, new in made.placed():
        if cadre["cadre_id"] in made.sanctioned:
            assert not _rises(cadre, old, new), (cadre["name"], new["post_id"])


def test_nobody_under_review_moves_or_retires(made: Case) -> None:
    moved = {action["cadre_id"] for action in made.movers}
    for cadre in made.cadres.values():
        assert cadre["status"] != "under_review" or cadre["cadre_id"] not in moved, cadre["name"]


def test_nobody_moves_into_or_out_of_a_post_that_its_own_line_fills(made: Case) -> None:
    own = {post_id for post_id, post in made.posts.items() if post["own_line"] == "1"}
    assert len(own) > 10 or made.name == "puyang"
    decided = {row["cadre_id"] for row in made.rows("decisions")}
    for action in made.movers:
        if action["action"] != "retirement" and action["cadre_id"] not in decided:
            assert not {action["from_post_id"], action["to_post_id"]} & own, action


def test_every_mover_has_a_reason_and_none_is_that_there_is_none(made: Case) -> None:
    for action in made.movers:
        codes = [reason["code"] for reason in action["reasons"]]
        assert codes, action["cadre_id"]
        assert "ordinary" not in codes, action["cadre_id"]


def test_whoever_has_no_post_and_no_action_is_in_the_pool_or_stays(made: Case) -> None:
    moved = {action["cadre_id"] for action in made.movers}
    for action in made.plan["actions"]:
        assert (action["action"] in KEPT) == (action["cadre_id"] not in moved), action["cadre_id"]
