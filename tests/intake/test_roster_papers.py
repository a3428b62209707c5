"""A messy 名册 with a table of quotas, an appraisal list and a list of reserves."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from rotation.intake.scenario_folder import Imported, import_files
from tests.intake.papers import PEOPLE, UNITS, quotas, roster_sheet, write_xlsx

APPRAISALS = [
    ["序号", "姓 名", "单位及职务", "等 次"],
    *([str(p.number + 1), p.name, f"{p.unit}{p.title}", "称职"] for p in PEOPLE[:10]),
    ["11", "没有此人", "县财政局副局长", "优秀"],
]
RESERVES = [["姓名", "性别", "出生年月", "单位", "职务"],
            [PEOPLE[3].name, "男", PEOPLE[3].birth, PEOPLE[3].unit, PEOPLE[3].title]]  # fmt: skip


@pytest.fixture
def found(tmp_path: Path) -> Imported:
    sheets = {
        "名册": roster_sheet(),
        "职数": quotas(),
        "2025年度考核": APPRAISALS,
        "后备名单": RESERVES,
    }
    files = [write_xlsx(tmp_path / f"{name}.xlsx", {"S": rows}) for name, rows in sheets.items()]
    return import_files(files, tmp_path / "情景", "zh", lambda _: {})


def rows(found: Imported, table: str) -> list[dict[str, str]]:
    return list(found.sheets[table].rows.values())


@pytest.mark.parametrize(
    "heading", ["任现职务", "单位和职务", "现任工作单位及职务", "现任职务 Post"]
)
def test_the_present_post_is_known_by_what_departments_call_it(
    tmp_path: Path, heading: str
) -> None:
    people = [["姓名", "性别", heading], ["王建国", "男", "县水利局党组书记、局长"]]
    file = write_xlsx(tmp_path / "名册.xlsx", {"S": people})
    made = import_files([file], tmp_path / "情景", "zh", lambda _: {})
    assert [row["title"] for row in rows(made, "posts")] == ["党组书记、局长"]


def test_a_roster_and_its_lists_make_units_posts_and_cadres(found: Imported) -> None:
    counted = {name: len(sheet.rows) for name, sheet in found.sheets.items()}
    assert counted == {"units": 10, "posts": 21, "cadres": 60, "appraisals": 10, "concurrent": 1}
    assert {(u["chief_quota"], u["deputy_quota"]) for u in rows(found, "units")} == {("1", "6")}
    (free,) = [each for each in found.told.notices if each.code == "quota_without_post"]
    assert free.values["seats"] == 9  # six deputies each; one unit has a concurrent one, too
    titles = Counter(post["title"] for post in rows(found, "posts"))
    assert titles["党组书记、局长"] == titles["党组成员、副局长"] == 7
    by_name = {cadre["name"]: cadre for cadre in rows(found, "cadres")}
    assert all(cadre["post_id"] and cadre["post_since"] for cadre in by_name.values())
    assert [by_name[PEOPLE[n].name]["birth"] for n in (1, 2)] == ["1971.02", "1972.03"]
    first = by_name[PEOPLE[0].name]
    assert [first["level"], first["education_full_time"], first["degree_full_time"]] == [
        "141",
        "21",
        "4",
    ]
    assert by_name[PEOPLE[4].name]["political_status"] == "05"
    assert by_name[PEOPLE[5].name]["rank"] == "17"
    assert by_name[PEOPLE[3].name]["reserve"] == "1"
    assert {row["year"] for row in rows(found, "appraisals")} == {"2025"}


def test_what_no_source_has_is_to_be_filled_in_and_nothing_else(found: Imported) -> None:
    told = found.told
    assert told.faults == []
    assert [(each.code, each.value) for each in told.doubts] == [("person_unknown", "没有此人")]
    gaps = {(gap.table, gap.column): gap.rows for gap in told.gaps}
    assert gaps == {
        ("units", "field"): 10, ("posts", "level"): 1, ("posts", "role"): 1,
        ("posts", "risk_grade"): 21, ("posts", "fields"): 21, ("posts", "must_fill"): 21,
        ("cadres", "level_since"): 60,
    }  # fmt: skip


def test_a_unit_nobody_lists_and_a_name_that_two_have_are_doubts(tmp_path: Path) -> None:
    sheet = [
        ["姓名", "性别", "出生年月", "现任职务", "任现职时间"],
        ["张三", "男", "1975.06", "县水务局局长", "2020.01"],
        ["张三", "男", "1976.06", f"{UNITS[0]}副局长", "2020.01"],
        ["李四", "男", "1975.1", "副局长", "2020.01"],
    ]
    year = [["姓名", "考核年度", "考核等次"], ["张三", "2025", "优秀"]]
    book = write_xlsx(tmp_path / "x.xlsx", {"名册": sheet, "职数": quotas(), "考核": year})
    told = import_files([book], tmp_path / "out", "zh", lambda _: {}).told
    assert [each.code for each in told.faults] == ["ambiguous_month"]
    assert {each.code for each in told.doubts} == {
        "unit_unknown",
        "unit_not_said",
        "person_ambiguous",
    }


def test_a_roster_without_any_list_of_units_still_gives_posts(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", {"名册": roster_sheet()})
    found = import_files([path], tmp_path / "out", "zh", lambda _: {})
    assert {unit["name"] for unit in rows(found, "units")} == set(UNITS)
    assert all(cadre["post_id"] for cadre in rows(found, "cadres"))
    assert Counter(each.code for each in found.told.doubts) == {"unit_unlisted": len(UNITS)}


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_units_that_texts_name_are_the_same_in_every_order_of_rows(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    posts = ("县水利局办公室主任", "县水利局副局长", "县委办公室主任", "县委副书记")
    lines = [[f"王{'甲乙丙丁'[i]}", "男", "1975.06", posts[i], "2020.01"] for i in order]
    head = ["姓名", "性别", "出生年月", "现任职务", "任现职时间"]
    path = write_xlsx(tmp_path / "x.xlsx", {"名册": [head, *lines]})
    found = import_files([path], tmp_path / "out", "zh", lambda _: {})
    assert {unit["name"] for unit in rows(found, "units")} == {"县水利局", "县委办公室", "县委"}
    assert {post["title"] for post in rows(found, "posts")} == {
        "办公室主任", "副局长", "主任", "副书记"
    }  # fmt: skip


def test_the_date_of_a_rank_that_nobody_holds_is_that_of_the_level(tmp_path: Path) -> None:
    head = ["姓名", "性别", "出生年月", "现任职务", "任现职级时间"]
    lines = [["王伟", "男", "1972.05", "县水利局局长", "2014.01"],
             ["李芳", "女", "1980.03", "县水利局副局长、一级主任科员", "2019.08"]]  # fmt: skip
    file = write_xlsx(tmp_path / "名册.xlsx", {"S": [head, *lines]})
    found = import_files([file], tmp_path / "情景", "zh", lambda _: {})
    dates = [(row.get("level_since"), row.get("rank_since")) for row in rows(found, "cadres")]
    assert [tuple(d or None for d in each) for each in dates] == [
        ("2014.01", None), (None, "2019.08")
    ]  # fmt: skip
    assert "since_level" in [notice.code for notice in found.told.notices]


def test_what_is_told_of_people_and_units_by_name_is_kept_by_their_ids(tmp_path: Path) -> None:
    """Of two of one name neither is guessed."""
    two = [["王同名", "男", f"197{i}.05", PEOPLE[i].unit, "副局长"] for i in (1, 2)]
    people = [["姓名", "性别", "出生年月", "单位", "职务"],
              *([p.name, "男", p.birth, p.unit, p.title] for p in PEOPLE[:3]),
              *two]  # fmt: skip
    entries = [["姓名", "监督事项", "日期", "办理状态", "办理结果"],
               [f" {PEOPLE[0].name}", "信访举报", "2026-03-01", "已办结", "不属实"],
               ["王同名", "约谈", "2026-03-01", "已办结", "属实"]]  # fmt: skip
    values = [["单位名称", "考评办法", "考评项目", "考评结果", "考评日期"],
              [PEOPLE[0].unit, "千分制", "共性目标", "380", "2026-03-01"]]  # fmt: skip
    sheets = {"名册": people, "日常监督": entries, "考评": values}
    made = import_files(
        [write_xlsx(tmp_path / "x.xlsx", sheets)], tmp_path / "情景", "zh", lambda _: {}
    )
    ids = {row["name"]: row["cadre_id"] for row in rows(made, "cadres")}
    units = {row["name"]: row["unit_id"] for row in rows(made, "units")}
    assert [row["cadre_id"] for row in rows(made, "supervision")] == [ids[PEOPLE[0].name], "王同名"]
    assert [row["unit_id"] for row in rows(made, "evaluations")] == [units[PEOPLE[0].unit]]
