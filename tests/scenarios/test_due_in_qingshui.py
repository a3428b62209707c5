"""What falls due in qingshui within twelve months, worked out anew from its tables.

Nothing of the planner counts here: months are numbers, and the limits are those of its
scenario.toml and of the decrees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from rotation import load_scenario
from rotation.overview.concern import Concern
from rotation.overview.reminders import reminders
from tests.scenarios.tables import SCENARIOS, by_id, rows

Row = Mapping[str, str]
Due = tuple[str, str, int | None]
"""A concern, a cadre and the month; None is now."""
NOW = 2026 * 12 + 11
LAST = NOW + 12
LIMITS = {"一级": 60, "二级": 96, "三级": 120, "": 120}
NEAR, EXEMPT = 36, 24
FROZEN = {"立案审查调查中", "停职检查", "挂职", "借调", "产假"}
APPOINTED = {"副职", "班子成员"}
CADRES = rows("cadres", "qingshui")
POSTS = by_id("posts", "岗位编码", "qingshui")
UNITS = by_id("units", "单位编码", "qingshui")


def month(text: str) -> int:
    year, part = text.split(".")
    return int(year) * 12 + int(part)


def retires(row: Row) -> int:
    """The table of 2024: from those born in 1965 (women: 1970) on a month more for each four."""
    born, years, first = month(row["出生年月"]), 60, 1965
    if row["性别"] == "女":  # none is of county level
        years, first = 55, 1970
    behind = born - (first * 12 + 1)
    return born + years * 12 + (0 if behind < 0 else min(behind // 4 + 1, 36))


def outside(row: Row) -> bool:
    post = POSTS.get(row["现任岗位编码"])
    if post is None:
        return False
    unit = UNITS[post["单位编码"]]
    above = unit["单位类别"] == "垂直管理单位" and unit["双重管理"] != "是"
    return above or post["本系统任职"] == "是"


def probation_end(row: Row) -> int | None:
    if row["在岗状态"] == "试用期":
        return month(row["状态起始时间"] or row["任现职时间"]) + 12
    post = POSTS.get(row["现任岗位编码"])
    if post is None or post["班子角色"] not in APPOINTED or post["职务层次"] != row["现职务层次"]:
        return None
    if UNITS[post["单位编码"]]["单位类别"] == "乡镇":
        return None
    return month(row["任现职务层次时间"]) + 12


def first(start: int) -> int | None:
    """The month from which something is told that holds from `start` on."""
    return None if start <= NOW else start


def limits() -> Iterator[Due]:
    for row in CADRES:
        if not row["现任岗位编码"] or outside(row) or row["在岗状态"] in FROZEN:
            continue
        over = month(row["任现职时间"]) + LIMITS[POSTS[row["现任岗位编码"]]["风险等级"]]
        from_month = max(over, probation_end(row) or 0)
        # Whoever has fewer than 24 months left need not move.
        if max(from_month, NOW) <= min(LAST, retires(row) - EXEMPT):
            yield "over_limit", row["干部编号"], first(from_month)


def retirements() -> Iterator[Due]:
    for row in CADRES:
        if row["在岗状态"] != "立案审查调查中" and retires(row) <= LAST:
            yield "retirement_due", row["干部编号"], first(retires(row))


def near() -> Iterator[Due]:
    for row in CADRES:
        start = retires(row) - NEAR + 1
        if row["现任岗位编码"] and start <= LAST and retires(row) > NOW:
            yield "near_retirement", row["干部编号"], first(start)


def probations() -> Iterator[Due]:
    for row in CADRES:
        end = probation_end(row)
        if end is None or outside(row):
            continue
        still_listed = row["在岗状态"] == "试用期"
        if NOW <= end <= LAST or (still_listed and end < NOW):
            yield "probation_over", row["干部编号"], first(end)


def bars() -> Iterator[Due]:
    """Nobody in this roster has two sanctions, so that none is added to another."""
    given = rows("sanctions", "qingshui")
    assert len({row["干部编号"] for row in given}) == len(given)
    cadres = by_id("cadres", "干部编号", "qingshui")
    for row in given:
        end = month(row["影响期满时间"])
        if NOW <= end <= LAST and not outside(cadres[row["干部编号"]]):
            yield "bar_over", row["干部编号"], first(end)


@pytest.fixture(scope="module")
def told() -> set[Due]:
    scenario, _ = load_scenario(SCENARIOS / "qingshui")
    return {
        (item.concern.value, cadre_id, None if due is None else due.year * 12 + due.month)
        for due, item in ((each.due, each.item) for each in reminders(scenario, 12))
        for cadre_id in item.cadre_ids
    }


@pytest.mark.parametrize(
    ("concern", "worked_out", "least"),
    [
        (Concern.OVER_LIMIT, limits, 30),
        (Concern.RETIREMENT_DUE, retirements, 2),
        (Concern.NEAR_RETIREMENT, near, 10),
        (Concern.PROBATION_OVER, probations, 15),
        (Concern.BAR_OVER, bars, 10),
    ],
)
def test_each_person_falls_due_in_the_month_that_the_tables_say(
    told: set[Due], concern: Concern, worked_out: object, least: int
) -> None:
    expected = set(worked_out())  # type: ignore[operator]
    assert {due for due in told if due[0] == concern} == expected
    assert len(expected) >= least
    assert any(month is not None for _, _, month in expected) or concern == "retirement_due"
