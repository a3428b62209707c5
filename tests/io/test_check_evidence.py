"""Faults in the tables of evidence, each told where it stands with what would be right; and sound
ones read, written and read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.load_scenario import load_scenario
from rotation.io.wording import sentence
from rotation.io.write_roster import write_roster_csv, write_roster_xlsx
from tests.io.samples import csv_files, say_all, sound

HEAD = '[scenario]\nname = "小县"\ndate = 2026-11-30\nroster = "roster"\n[schemes.fangtan]\n'
EVALUATIONS = ["cadre_id", "unit_id", "scheme", "dimension", "value", "date", "by"]
EXEMPTIONS = ["cadre_id", "fault", "fault_kind", "fault_date", "reason", "decided_by",
              "decided_on", "document"]  # fmt: skip
SOUND: dict[str, list[list[Any]]] = {
    "evaluations": [EVALUATIONS, ["C1", "", "测谈访析", "民主测评", "较好", "2026-06-30", "考核组"],
                    ["C1", "", "fangtan", "visit", "88.5分", "2026-06-30", "考核组"]],
    "rewards": [["cadre_id", "kind", "date"], ["C1", "三等功", "2025.12"]],
    "supervision": [["cadre_id", "kind", "date", "state", "result", "source"],
                    ["C2", "函询", "2026-03-01", "已办结", "不属实", "纪委监委"],
                    ["C1", "信访举报", "2026-09-01", "正在核实", "", "信访局"]],
    "exemptions": [EXEMPTIONS, ["C2", "诫勉", "诫勉", "2026年8月", "先行先试", "县委常委会",
                                "2026-10-15", "12号"]],
    "tasks": [["cadre_id", "unit_id", "name", "date", "result", "front_line"],
              ["C1", "", "防洪工程", "2026-06-30", "完成", "是"]],
    "nominations": [["cadre_id", "by", "date", "post_id", "purpose"],
                    ["C4", "王五", "2026-10-01", "P3", "提拔"]],
}  # fmt: skip


def _loaded(folder: Path, tables: dict[str, list[list[Any]]], toml: str = HEAD) -> Scenario:
    roster = folder / "roster"
    roster.mkdir(parents=True)
    for name, content in csv_files({**sound(), **tables}).items():
        (roster / name).write_bytes(content)
    (folder / "scenario.toml").write_text(toml, encoding="utf-8")
    return load_scenario(folder)[0]


def _codes(folder: Path, tables: dict[str, list[list[Any]]], toml: str = HEAD) -> set[Any]:
    with pytest.raises(InvalidInput) as caught:
        _loaded(folder, tables, toml)
    errors = [each for each in caught.value.problems if each.severity == "error"]
    say_all(errors)
    return {(each.table, each.row, each.column, each.code) for each in errors}


def test_sound_tables_are_read_in_words_and_written_back_whole(tmp_path: Path) -> None:
    """The exempted admonition is gone from what the rules read, and stays in what is written."""
    made = _loaded(tmp_path / "one", SOUND)
    assert made.roster.cadre["C1"].score == 88  # 85, and 6 of 200 for the merit
    assert made.roster.cadre["C1"].conduct == 89  # 88.5
    assert made.roster.cadre["C2"].sanctions == ()
    assert made.roster.evidence.tasks[0].front_line
    for again in (tmp_path / "csv", tmp_path / "book"):
        again.mkdir()
    write_roster_csv(tmp_path / "csv" / "roster", made.roster, made.decisions)
    write_roster_xlsx(tmp_path / "book" / "roster.xlsx", made.roster, made.decisions, "zh")
    for again, toml in (("csv", HEAD), ("book", HEAD.replace('"roster"', '"roster.xlsx"'))):
        (tmp_path / again / "scenario.toml").write_text(toml, encoding="utf-8")
        found, _ = load_scenario(tmp_path / again)
        assert found.roster == made.roster, again


FAULTS = [
    ("evaluations", ["", "", "fangtan", "民主测评", "好", "2026-06-30", ""], "cadre_id",
     "about_nobody"),
    ("evaluations", ["C1", "U1", "fangtan", "民主测评", "好", "2026-06-30", ""], "unit_id",
     "about_two"),
    ("evaluations", ["", "U1", "fangtan", "民主测评", "好", "2026-06-30", ""], "cadre_id",
     "scheme_of_others_cadre"),
    ("evaluations", ["C1", "", "fangtan", "民主测平", "好", "2026-06-30", ""], "dimension",
     "unknown_dimension"),
    ("evaluations", ["C1", "", "fangtan", "民主测评", "101", "2026-06-30", ""], "value",
     "no_such_points_words"),
    ("evaluations", ["C1", "", "fangtan", "民主测评", "1e9", "2026-06-30", ""], "value",
     "no_such_points_words"),
    ("evaluations", ["C1", "", "fangtan", "民主测评", "很好", "2026-06-30", ""], "value",
     "no_such_points_words"),
    ("evaluations", ["C1", "", "fangtan", "民主测评", "好", "2026-12-01", ""], "date", "in_future"),
    ("evaluations", ["C9", "", "fangtan", "民主测评", "好", "2026-06-30", ""], "cadre_id",
     "unknown_cadre"),
    ("rewards", ["C1", "大功", "2025.12"], "kind", "unknown_code"),
    ("rewards", ["C1", "嘉奖", "2026.12"], "date", "in_future"),
    ("supervision", ["C1", "函询", "2026-03-01", "在办", "属实", ""], "result", "open_with_result"),
    ("exemptions", ["C2", "诫勉", "", "2025", "先行先试", "县委常委会", "2026-10-15", "12号"],
     "fault_date", "nothing_exempted"),
    ("exemptions", ["C1", "年度考核", "", "2025", "先行先试", "", "2026-10-15", "12号"],
     "decided_by", "missing_value"),
    ("tasks", ["", "", "防洪工程", "2026-06-30", "完成", ""], "cadre_id", "about_nobody"),
    ("nominations", ["C4", "王五", "2026-10-01", "P9", ""], "post_id", "unknown_post"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "column", "code"), FAULTS)
def test_a_fault_is_told_where_it_stands(
    table: str, row: list[str], column: str, code: str, tmp_path: Path
) -> None:
    assert _codes(tmp_path, {table: [SOUND[table][0], row]}) == {(table, 2, column, code)}


@pytest.mark.parametrize("table", ["rewards", "supervision", "tasks", "nominations"])
def test_a_row_given_twice_would_count_twice_and_is_told(table: str, tmp_path: Path) -> None:
    head, row, *_ = SOUND[table]
    assert _codes(tmp_path, {table: [head, row, row]}) == {(table, 3, None, "duplicate_row")}


def test_a_veto_says_whether_it_is_one(tmp_path: Path) -> None:
    said = ["合格", "未否决", "否", "一票否决", "待定"]
    rows = [
        ["", "U1", "千分制", "安全生产", value, f"2026-0{i}-30", ""]
        for i, value in enumerate(said, start=3)
    ]
    toml = HEAD.replace("fangtan", "qianfen")
    place = ("evaluations", 6, "value", "no_such_veto")
    assert _codes(tmp_path / "odd", {"evaluations": [EVALUATIONS, *rows]}, toml) == {place}
    made = _loaded(tmp_path / "sound", {"evaluations": [EVALUATIONS, *rows[:4]]}, toml)
    vetoes = made.roster.evidence.standings["unit", "U1"].vetoes
    assert [item.date for item in vetoes] == ["2026-06-30"]


def test_the_dimensions_of_a_scheme_are_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    row = ["C1", "", "fangtan", "民主", "好", "2026-06-30", ""]
    with pytest.raises(InvalidInput) as caught:
        _loaded(tmp_path, {"evaluations": [EVALUATIONS, row]})
    (said,) = (sentence(each, "zh") for each in caught.value.problems)
    assert "民主测评、个别谈话、延伸走访" in said
    assert "survey" not in said


def test_a_closed_entry_without_its_result_is_told(tmp_path: Path) -> None:
    """A care reminder is one whatever came of it; what a complaint was worth is not known."""
    rows = [[who, kind, "2026-03-01", "已办结", "", ""]
            for who, kind in (("C1", "关爱提醒"), ("C2", "信访举报"))]  # fmt: skip
    _loaded(tmp_path, {"supervision": [SOUND["supervision"][0], *rows]})
    told = [each for each in load_scenario(tmp_path)[1] if each.table == "supervision"]
    say_all(told)
    assert [(each.row, each.column, each.code) for each in told] == [
        (3, "result", "closed_without_result")
    ]


def test_the_same_result_twice_is_told(tmp_path: Path) -> None:
    rows = [*SOUND["evaluations"], SOUND["evaluations"][1]]
    place = ("evaluations", 4, "dimension", "duplicate_evaluation")
    assert _codes(tmp_path, {"evaluations": rows}) == {place}


def test_a_penalty_is_not_exempted_and_of_two_records_one_is_named(tmp_path: Path) -> None:
    punished = [["cadre_id", "kind", "start", "end"], ["C1", "政务警告", "2026.08", "2027.02"]]
    said = [["C2", kind, "2026-03-01", "已办结", "属实", ""] for kind in ("函询", "约谈")]
    entries = [SOUND["supervision"][0], *said]
    rows = [
        EXEMPTIONS,
        ["C1", "组织处理", "", "2026-08", "先行先试", "县委常委会", "2026-10-15", "12号"],
        ["C2", "日常监督", "", "2026-03", "先行先试", "县委常委会", "2026-10-15", "12号"],
        ["C2", "日常监督", "约谈", "2026-03", "先行先试", "县委常委会", "2026-10-15", "12号"],
    ]
    assert _codes(
        tmp_path, {"sanctions": punished, "supervision": entries, "exemptions": rows}
    ) == {
        ("exemptions", 2, "fault", "penalty_not_exempted"),
        ("exemptions", 3, "fault_kind", "several_exempted"),
    }


OWN = '[schemes.own]\nname = "考核"\n[schemes.own.parts]\na.name = "工作"\n'
SECTIONS = [
    ("[schemes]\nown = 3\n", "schemes.own", "not_a_section"),
    ('[schemes.own]\npreset = "七位一休"\n', "schemes.own.preset", "unknown_scheme"),
    ('[schemes.own]\nname = "考评"\n', "schemes.own.parts", "missing_key"),
    ("[schemes.fangtan]\nmonth = 3\n", "schemes.fangtan.month", "scheme_unknown_key"),
    ("[schemes.fangtan]\nmonths = 0\n", "schemes.fangtan.months", "parameter_out_of_bounds"),
    ('[schemes.jifen.parts.rewards.points]\n"大功" = 3\n', "schemes.jifen.parts.rewards.points",
     "parameter_not_listed"),
    ("[schemes.fangtan]\n[schemes.qiwei_yiti]\n", "schemes.qiwei_yiti", "scheme_feeds_twice"),
    ('[schemes.qianfen]\n[schemes.own]\npreset = "千分制"\nname = "考核"\n', "schemes.own",
     "schemes_rank_twice"),
    ('[schemes.qianfen]\n[schemes.own]\nname = "千分制"\nparts.a.name = "工作"\n', "schemes.own",
     "schemes_named_alike"),
    (OWN + 'b.name = "工作"\n', "schemes.own.parts", "scheme_named_twice"),
    (OWN + 'a.extra = true\n', "schemes.own.parts", "scheme_all_extra"),
    (OWN + 'b = { name = "奖励", rests_on = "rewards" }\n', "schemes.own.parts.b.points",
     "scheme_gives_no_points"),
    (OWN + 'b = { name = "监督", rests_on = "supervision", points.any = -5, start = 101 }\n',
     "schemes.own.parts.b.start", "parameter_out_of_bounds"),
    ('[schemes.qianfen.parts.public]\nrests_on = "rewards"\npoints.any = 5\n',
     "schemes.qianfen.parts.public.rests_on", "parameter_not_listed"),
    (OWN + "a.weight = 3\n", "schemes.own.parts.a.weight", "scheme_unknown_key"),
    (OWN + 'b.name = ""\n', "schemes.own.parts.b.name", "scheme_name"),
    (OWN + "b.name = { zh = \"甲\" }\n", "schemes.own.parts.b.name", "scheme_name"),
    (OWN + "b.name = 3\n", "schemes.own.parts.b.name", "scheme_name"),
    (OWN + "a.full = 1e999\n", "schemes.own.parts.a.full", "scheme_wants_number"),
    (OWN + 'a.full = "x"\n', "schemes.own.parts.a.full", "scheme_wants_whole"),
    (OWN + 'a.extra = "是"\n', "schemes.own.parts.a.extra", "scheme_wants_yes_no"),
    (OWN + "b = 3\n", "schemes.own.parts.b", "not_a_section"),
    ('[schemes.own]\nname = "考核"\nparts = {}\n', "schemes.own.parts", "missing_key"),
    ('[schemes.qianfen.parts.public]\nelement = "results"\n', "schemes.qianfen",
     "scheme_of_units_feeds"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "column", "code"), SECTIONS)
def test_a_fault_of_a_scheme_is_told_by_its_key(
    section: str, column: str, code: str, tmp_path: Path
) -> None:
    toml = HEAD.replace("[schemes.fangtan]\n", section)
    found = _codes(tmp_path, {}, toml)
    assert ("scenario.toml", None, column, code) in found
    assert {key for _, _, _, key in found} == {code}


def test_evaluations_of_a_scheme_that_is_not_used_are_told(tmp_path: Path) -> None:
    roster = tmp_path / "roster"
    roster.mkdir()
    tables = {
        "evaluations": [EVALUATIONS, ["C1", "", "千分制", "共性目标", "380", "2026-06-30", ""]]
    }
    for name, content in csv_files({**sound(), **tables}).items():
        (roster / name).write_bytes(content)
    (tmp_path / "scenario.toml").write_text(HEAD, encoding="utf-8")
    made, notices = load_scenario(tmp_path)
    assert "scheme_not_used" in {each.code for each in notices}
    assert made.roster.evidence.scores == {}
