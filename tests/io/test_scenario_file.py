"""scenario.toml: what is read, and every fault of it told together with those of the tables."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from rotation.domain.problem import Problem
from rotation.domain.scenario import Mode, Scenario
from rotation.errors import InvalidInput
from rotation.io.scenario_file import read_scenario
from rotation.io.wording import describe
from rotation.io.write_scenario import scenario_toml
from tests.io.samples import csv_files, say_all, sound, where, with_cell, workbook_bytes

LAWS = {"tenure_limit": {"years", "basis"}, "team_turnover": {"share"}}
GOALS = {"women_in_team": {"minimum"}, "few_moves": set[str]()}

TOML = """\
[scenario]
name = "涉企单位调整"
date = 2026-11-30
roster = "tables"
[laws.tenure_limit]
years = { I = 5, II = 8 }
[laws.team_turnover]
share = 0.34
mode = "waivable"
[goals.women_in_team]
tier = 2
weight = 3
minimum = 1
[goals.few_moves]
tier = 3
[categories]
protective = { planned_years = 3 }
"""


def _folder(tmp_path: Path, toml: str | bytes = TOML) -> Path:
    (tmp_path / "tables").mkdir()
    for name, data in csv_files(sound()).items():
        (tmp_path / "tables" / name).write_bytes(data)
    data = toml.encode() if isinstance(toml, str) else toml
    (tmp_path / "scenario.toml").write_bytes(data)
    return tmp_path


def _read(path: Path) -> Scenario:
    return read_scenario(path, law_codes=LAWS, goal_codes=GOALS)[0]


def _problems(path: Path) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        _read(path)
    say_all(refused.value.problems)
    return list(refused.value.problems)


def test_a_scenario_is_read_from_its_folder_or_its_file(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    scenario = _read(folder)
    assert vars(scenario) == vars(_read(folder / "scenario.toml"))
    assert scenario.name == "涉企单位调整"
    assert scenario.date == dt.date(2026, 11, 30)
    assert [(law.code, law.mode) for law in scenario.laws] == [
        ("tenure_limit", Mode.HARD),
        ("team_turnover", Mode.WAIVABLE),
    ]
    assert scenario.laws[0].parameters == {"years": {"I": 5, "II": 8}}
    assert scenario.laws[1].parameters == {"share": 0.34}
    assert [(g.code, g.tier, g.weight, g.parameters) for g in scenario.goals] == [
        ("women_in_team", 2, 3, {"minimum": 1}),
        ("few_moves", 3, 1, {}),
    ]
    assert scenario.categories == {"protective": {"planned_years": 3}}
    assert len(scenario.decisions) == 2
    assert len(scenario.roster.cadres) == 4


def test_the_roster_may_be_a_workbook(tmp_path: Path) -> None:
    folder = _folder(tmp_path, TOML.replace('"tables"', '"名册.xlsx"'))
    (folder / "名册.xlsx").write_bytes(workbook_bytes(sound()))
    assert len(_read(folder).roster.posts) == 3


def test_a_date_may_be_text(tmp_path: Path) -> None:
    folder = _folder(tmp_path, TOML.replace("2026-11-30", '"2026年11月30日"'))
    assert _read(folder).date == dt.date(2026, 11, 30)


def test_the_digest_changes_with_the_toml_and_with_any_table_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    folder = _folder(tmp_path)
    before = _read(folder).sha256
    assert len(before) == 64
    (folder / "README.md").write_text("notes")
    assert _read(folder).sha256 == before
    units = folder / "tables" / "units.csv"
    units.write_bytes(units.read_bytes() + b"\n")
    after_table = _read(folder).sha256
    (folder / "scenario.toml").write_text(TOML + "\n", encoding="utf-8")
    assert len({before, after_table, _read(folder).sha256}) == 3


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("name =", "nam =", "unknown_key", "scenario.nam"),
        ("share = 0.34", "shares = 0.34", "unknown_key", "laws.team_turnover.shares"),
        ("minimum = 1", "minimun = 1", "unknown_key", "goals.women_in_team.minimun"),
        ("[categories]", "[category]", "unknown_key", "category"),
        ("[laws.tenure_limit]", "[laws.tenure_limits]", "unknown_rule", "laws.tenure_limits"),
        ("[goals.few_moves]", "[goals.fewer_moves]", "unknown_rule", "goals.fewer_moves"),
        ('"waivable"', '"soft"', "unknown_mode", "laws.team_turnover.mode"),
        ("tier = 3", "", "missing_key", "goals.few_moves.tier"),
        ("tier = 3", "tier = 0", "too_low", "goals.few_moves.tier"),
        ("tier = 3", 'tier = "3"', "not_whole", "goals.few_moves.tier"),
        ("tier = 3", "tier = true", "not_whole", "goals.few_moves.tier"),
        ("tier = 3", "tier = 1.5", "not_whole", "goals.few_moves.tier"),
        ("weight = 3", "weight = -3", "too_low", "goals.women_in_team.weight"),
        ("weight = 3", "weight = 99999999", "too_high", "goals.women_in_team.weight"),
        ("date = 2026-11-30", "", "missing_key", "scenario.date"),
        ("date = 2026-11-30", 'date = "2026-11"', "day_missing", "scenario.date"),
        ("date = 2026-11-30", 'date = "soon"', "not_a_date", "scenario.date"),
        ("date = 2026-11-30", "date = 12:30:00", "not_a_date", "scenario.date"),
        ('name = "涉企单位调整"', "name = 5", "not_text", "scenario.name"),
        ('name = "涉企单位调整"', 'name = " "', "not_text", "scenario.name"),
        ('roster = "tables"', "", "missing_key", "scenario.roster"),
        ('roster = "tables"', 'roster = "table"', "file_missing", "scenario.roster"),
        ('roster = "tables"', 'roster = "名册.xlsx"', "file_missing", "scenario.roster"),
        ("[scenario]", "[scenario]\nperiods = 2", "several_years", "scenario.periods"),
        ("[categories]", "[other]\n[categories]", "unknown_key", "other"),
    ],
)
def test_a_wrong_entry_is_told_by_its_key(
    tmp_path: Path, old: str, new: str, code: str, key: str
) -> None:
    assert old in TOML
    problems = _problems(_folder(tmp_path, TOML.replace(old, new)))
    assert (code, "scenario.toml", None, key) in [where(p) for p in problems]


def test_one_year_as_earlier_versions_wrote_it_is_passed_over(tmp_path: Path) -> None:
    earlier = TOML.replace("[scenario]", "[scenario]\nperiods = 1")
    scenario = _read(_folder(tmp_path, earlier))
    assert "periods" not in scenario_toml(scenario, roster="tables")


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("", "missing_section"),
        ("scenario = 3", "missing_section"),
        (TOML + "\n[scenarios", "toml_syntax"),
        (TOML.replace('"tables"', "tables"), "toml_unquoted"),
        (TOML + "[scenario]\n", "toml_twice"),
        (TOML + "x = " + "[" * 3000, "toml_too_deep"),
        (TOML.encode("gb18030"), "toml_not_utf8"),
        ("laws = 1\n" + TOML.split("[laws", maxsplit=1)[0], "not_a_section"),
        ("goals = [1]\n" + TOML.split("[laws", maxsplit=1)[0], "not_a_section"),
        ("categories = 1\n" + TOML.split("[laws", maxsplit=1)[0], "not_a_section"),
        (TOML.split("[laws", maxsplit=1)[0] + "[laws]\ntenure_limit = 5\n", "not_a_section"),
        (b"#" * (2**20 + 1), "file_too_large"),
    ],
)
def test_a_toml_that_is_none_or_lacks_its_sections_is_told(
    tmp_path: Path, toml: str | bytes, code: str
) -> None:
    assert code in [p.code for p in _problems(_folder(tmp_path, toml))]


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    (problem,) = _problems(_folder(tmp_path, TOML.replace("tier = 3", "tier 3")))
    assert where(problem) == ("toml_syntax", "scenario.toml", 15, None)
    assert "第15行" in describe(problem, "zh")


@pytest.mark.parametrize(
    ("old", "new", "line", "marks"),
    [
        ('"涉企单位调整"', "“涉企单位调整”", 2, "“”"),
        ('"涉企单位调整"', '"涉企单位调整”', 2, "”"),
        ('"涉企单位调整"', '“涉企单位调整"', 2, "“"),
        ('"tables"', "‘tables’", 4, "‘’"),
        ('"waivable"', "“waivable”  # 说明“可豁免”", 9, "“”"),
        ("share = 0.34", "“share” = 0.34", 8, "“”"),
    ],
)
def test_chinese_quotes_around_a_text_are_told_with_their_line(
    tmp_path: Path, old: str, new: str, line: int, marks: str
) -> None:
    (problem,) = _problems(_folder(tmp_path, TOML.replace(old, new)))
    assert where(problem) == ("toml_characters", "scenario.toml", line, None)
    assert describe(problem, "zh").startswith(f"scenario.toml第{line}行：“{marks}”应改为英文半角的")


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("tier = 2", "tier ＝ 2", 11, "toml_characters"),
        ("tier = 2", "tier = ２", 11, "toml_characters"),
        ("tier = 2", "tier：2", 11, "toml_characters"),
        ("tier = 2", "tier: 2", 11, "toml_characters"),
        ("I = 5, ", "I = 5，", 6, "toml_characters"),
        ("[goals.few_moves]", "［goals.few_moves］", 14, "toml_characters"),
        ("tier = 2", "tier\u00a0= 2", 11, "toml_unseen"),
        ("team_turnover", "team\u200b_turnover", 7, "toml_unseen"),
        ('"tables"', '"tab\u2060les"', 4, "toml_unseen"),
        ("2026-11-30", "2026.11.30", 3, "toml_date"),
        ("2026-11-30", "2026/11/30", 3, "toml_date"),
        ("2026-11-30", "2026年11月30日", 3, "toml_date"),
        ("2026-11-30", "2026-11-3", 3, "toml_date"),
        ('"tables"', "名册.xlsx", 4, "toml_unquoted"),
        ("tier = 2", "tier = " + "9" * 5000, 11, "toml_line_too_long"),
        ("tier = 2", "a." * 50_000 + "b = 1", 11, "toml_line_too_long"),
    ],
)
def test_a_slip_of_the_pen_in_the_toml_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, code: str
) -> None:
    (problem,) = _problems(_folder(tmp_path, TOML.replace(old, new)))
    assert where(problem) == (code, "scenario.toml", line, None)


def test_the_slips_of_all_lines_are_told_at_once(tmp_path: Path) -> None:
    toml = TOML.replace("2026-11-30", "2026.11.30").replace("tier = 3", "tier＝3")
    assert [(p.code, p.row) for p in _problems(_folder(tmp_path, toml))] == [
        ("toml_date", 3),
        ("toml_characters", 15),
    ]


def test_a_number_of_thousands_of_digits_is_shown_by_its_first(tmp_path: Path) -> None:
    toml = TOML.replace("tier = 2", "tier = 0x" + "f" * 3000)
    (problem,) = _problems(_folder(tmp_path, toml))
    assert (problem.code, len(problem.value or "")) == ("too_high", 501)


def test_a_pipe_is_no_scenario_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "scenario.toml")
    assert [p.code for p in _problems(tmp_path)] == ["not_a_file"]


def test_a_name_with_a_nul_is_no_files(tmp_path: Path) -> None:
    toml = TOML.replace('"tables"', '"tab\\u0000les"')
    assert [p.code for p in _problems(_folder(tmp_path, toml))] == ["file_missing"]


def test_a_chinese_quote_at_the_end_of_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    (problem,) = _problems(_folder(tmp_path, '[scenario]\nname = "涉企”'))
    assert where(problem) == ("toml_characters", "scenario.toml", 2, None)


def test_chinese_quotes_within_a_text_or_a_comment_are_no_fault(tmp_path: Path) -> None:
    toml = TOML.replace('"涉企单位调整"', '"“涉企”单位调整"  # “涉企”')
    assert _read(_folder(tmp_path, toml)).name == "“涉企”单位调整"


def test_another_fault_beside_quotes_within_a_text_is_told_as_what_it_is(tmp_path: Path) -> None:
    toml = TOML.replace('name = "涉企单位调整"', 'name "“涉企”单位"  # “涉企”')
    (problem,) = _problems(_folder(tmp_path, toml))
    assert where(problem) == ("toml_syntax", "scenario.toml", 2, None)


def test_a_folder_where_the_scenario_file_is_due_is_told_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "scenario.toml").mkdir()
    (problem,) = _problems(tmp_path)
    assert where(problem) == ("folder_not_file", "scenario.toml", None, None)
    assert "文件夹" in describe(problem, "zh")


def test_a_folder_where_a_table_is_due_is_told_as_a_folder(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "tables" / "fits.csv").unlink()
    (folder / "tables" / "fits.csv").mkdir()
    problem = _problems(folder)[0]
    assert problem.code == "folder_not_file"
    assert "“fits.csv”是文件夹" in describe(problem, "zh")


def test_a_folder_without_a_scenario_is_told(tmp_path: Path) -> None:
    assert [p.code for p in _problems(tmp_path)] == ["scenario_missing"]
    assert [p.code for p in _problems(tmp_path / "nothing")] == ["scenario_missing"]


def test_an_unknown_key_comes_with_the_key_that_looks_like_it(tmp_path: Path) -> None:
    (problem,) = _problems(_folder(tmp_path, TOML.replace("share =", "shares =")))
    assert problem.values["nearest"] == ("share",)
    assert "share" in describe(problem, "zh")


def test_faults_of_the_toml_of_the_tables_and_of_the_parameters_are_told_at_once(
    tmp_path: Path,
) -> None:
    folder = _folder(tmp_path, TOML.replace("minimum = 1", "minimun = 1"))
    cadres = csv_files(with_cell("cadres", 2, "birth", "1975.13"))["cadres.csv"]
    (folder / "tables" / "cadres.csv").write_bytes(cadres)
    fault = Problem("unknown_key", "scenario.toml", column="laws.tenure_limit.years", value="-1")
    with pytest.raises(InvalidInput) as refused:
        read_scenario(folder, law_codes=LAWS, goal_codes=GOALS, validate=lambda _: [fault])
    codes = [p.code for p in refused.value.problems]
    assert codes == ["unknown_key", "unknown_key", "no_such_month"]


def test_what_a_waiver_lacks_is_told_beside_other_faults(tmp_path: Path) -> None:
    folder = _folder(tmp_path, TOML.replace("minimum = 1", "minimun = 1"))
    cadres = csv_files(with_cell("cadres", 3, "birth", "1975.13"))["cadres.csv"]
    (folder / "tables" / "cadres.csv").write_bytes(cadres)
    with pytest.raises(InvalidInput) as refused:
        read_scenario(
            folder, law_codes=LAWS, goal_codes=GOALS,
            authority=lambda scenario, decision: (
                [("waiver_barred", "rule")] if scenario.roster.cadre[decision.cadre_id] else []
            ),
        )  # fmt: skip
    codes = [p.code for p in refused.value.problems]
    assert codes == ["unknown_key", "no_such_month", "waiver_barred", "waiver_barred"]


def test_a_decision_may_waive_any_law_there_is_and_no_goal(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    sheets = with_cell("decisions", 3, "rule", "women_in_team")
    (folder / "tables" / "decisions.csv").write_bytes(csv_files(sheets)["decisions.csv"])
    (problem,) = _problems(folder)
    assert where(problem) == ("unknown_rule", "decisions", 3, "rule")


def test_notices_come_with_the_scenario(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "tables" / "工资.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    _, notices = read_scenario(folder, law_codes=LAWS, goal_codes=GOALS)
    assert [(p.code, p.severity) for p in notices] == [("unknown_table", "notice")]


def test_a_date_before_the_tables_holds_their_dates_against_it(tmp_path: Path) -> None:
    problems = _problems(_folder(tmp_path, TOML.replace("2026-11-30", "2019-06-30")))
    assert {p.code for p in problems} == {"in_future", "year_in_future"}
