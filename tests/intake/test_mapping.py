"""Tables of no known kind are read by a mapping: proposed, written down, corrected, used again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rotation.errors import InvalidInput
from rotation.intake.mapping import FILE, Reading, mappings_toml, read_mappings
from rotation.intake.proposing import proposed
from rotation.intake.scenario_folder import Imported, import_files
from rotation.io.raw import RawTable
from tests.intake.papers import id_card, two_rows, write_xlsx
from tests.io.samples import say_all

HEADINGS = ["Full name", "M/F", "Date of birth", "Dept", "Position", "Years in post", "Shoe size"]
LINES = [
    ["张伟", "M", "1979.03", "县水利局", "局长", "6", "42"],
    ["李娜", "F", "1985.11", "县财政局", "副局长", "2.5", "37"],
]


def brought(tmp_path: Path, own: Path | None = None) -> Imported:
    file = tmp_path / "staff.csv"
    file.write_text("\n".join(map(",".join, [HEADINGS, *LINES])) + "\n", encoding="utf-8")
    return import_files([file], tmp_path / "情景", "zh", lambda _: {}, own)


def test_a_mapping_is_proposed_written_down_and_used_the_next_time(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as first:
        brought(tmp_path)
    codes = [problem.code for problem in first.value.problems]
    assert {"map_proposed", "nobody_in_files"} <= set(codes)
    say_all(first.value.problems)
    written = (tmp_path / "情景" / FILE).read_text(encoding="utf-8")
    assert '"Years in post" = "years:post_since"' in written
    assert '"Shoe size" = ""' in written
    assert "42" in written  # an example of what stands there
    found = brought(tmp_path)
    cadres = {row["name"]: row for row in found.sheets["cadres"].rows.values()}
    assert [cadres[name]["gender"] for name in ("张伟", "李娜")] == ["1", "2"]
    today = dt.date.today()
    since = f"{today.year - 6}.{today.month:02d}"
    assert cadres["张伟"]["post_since"] == since
    titles = {row["title"] for row in found.sheets["posts"].rows.values()}
    assert titles == {"局长", "副局长"}


def test_a_mapping_of_ones_own_goes_before_what_would_be_proposed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        brought(tmp_path)
    proposal = (tmp_path / "情景" / FILE).read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(proposal.replace('"Date of birth" = "birth"', '"Date of birth" = ""'), "utf-8")
    found = brought(tmp_path, own)
    assert not any(row.get("birth") for row in found.sheets["cadres"].rows.values())


def test_what_is_written_down_is_read_back() -> None:
    rows = [(n, line) for n, line in enumerate([HEADINGS, *LINES], 1)]
    reading = proposed(RawTable("staff", rows))
    assert reading is not None
    assert dict(reading.columns) == {
        "Full name": "name", "M/F": "gender", "Date of birth": "birth", "Dept": "unit",
        "Position": "held", "Years in post": "years:post_since", "Shoe size": "",
    }  # fmt: skip
    for lang in ("zh", "en"):
        (again,) = read_mappings(mappings_toml([reading], lang).encode(), FILE)
        kept = Reading(reading.paper, reading.columns, reading.values)
        assert (again.paper, again.columns, again.values) == (kept.paper, kept.columns, kept.values)


def test_what_is_like_the_heading_of_ids_is_not_taken_for_ids() -> None:
    rows = [(1, ["人员名", "男女", "生日"]), (2, ["张伟", "男", "1979.03"])]
    reading = proposed(RawTable("x", rows))
    assert reading is not None
    assert dict(reading.columns) == {"人员名": "name", "男女": "gender", "生日": "birth"}


def test_no_id_number_is_an_example() -> None:
    cards = [["张伟", id_card("1979.03", 1)], ["李娜", f" {id_card('1985.11', 2)}"]]
    rows = [(n, line) for n, line in enumerate([["Full name", "National ID"], *cards], 1)]
    reading = proposed(RawTable("staff", rows))
    assert reading is not None
    assert reading.columns["National ID"] == "id_card"
    written = mappings_toml([reading], "zh")
    assert f"…{cards[0][1][-4:]}" in written
    assert not any(card.strip() in written for _, card in cards)


def test_every_fault_of_a_mapping_is_told_at_once() -> None:
    toml = """
[[sheet]]
paper = ["person"]
columns = { a = "name" }
[[sheet]]
paper = "nonsense"
columns = { a = "name" }
[[sheet]]
paper = "person"
columns = { a = "nmae", b = "birth", c = "years:birth" }
[[sheet]]
paper = "person"
columns = [1]
"""
    with pytest.raises(InvalidInput) as caught:
        read_mappings(toml.encode(), FILE)
    told = [(problem.code, problem.value) for problem in caught.value.problems]
    assert ("map_paper", "nonsense") in told
    assert ("map_field", "nmae") in told
    assert ("map_field_twice", "birth") in told
    assert "not_a_map" in dict(told)
    say_all(caught.value.problems)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"sheet = 1", b"", b"[[", b"\0", b"sheet = [1, 'a']"]
)
def test_what_is_no_mapping_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_mappings(data, FILE)
    say_all(caught.value.problems)


def test_a_sheet_without_two_columns_of_any_kind_has_no_proposal() -> None:
    blank = proposed(RawTable("x", [(1, ["甲", "乙"]), (2, ["1", "2"])]))
    assert blank is not None
    assert not blank.reads_something
    assert blank.examples == {"甲": ["1"], "乙": ["2"]}
    assert proposed(RawTable("x", [(1, ["姓名", "性别"])])) is None
    assert proposed(RawTable("x", [])) is None


def known_roster(tmp_path: Path, own: Path | None = None) -> Imported:
    book = write_xlsx(tmp_path / "名册.xlsx", {"名册": two_rows()})
    return import_files([book], tmp_path / "情景", "zh", lambda _: {}, own)


def test_columns_of_a_known_paper_that_are_not_read_can_be_settled(tmp_path: Path) -> None:
    first = known_roster(tmp_path)
    file = tmp_path / "情景" / FILE
    written = file.read_text(encoding="utf-8")
    assert '"任副科（任职时间）" = ""  # 2012.06' in written
    assert "姓名" not in written.split("# 可用")[0].split("[sheet.columns]")[1]
    again = known_roster(tmp_path)  # what is written down but not settled changes nothing
    assert again.sheets["cadres"].rows == first.sheets["cadres"].rows
    assert not again.told.settled
    file.write_text(
        written.replace('职时间）" = ""', '职时间）" = "level_since"'), encoding="utf-8"
    )
    settled = known_roster(tmp_path)
    (cadre,) = settled.sheets["cadres"].rows.values()
    assert (cadre["level_since"], cadre["name"], cadre["birth"]) == ("2012.06", "张伟", "1979.03")
    assert [each.heading for each in settled.told.unread] == ["入列"]
    assert "level_since" in file.read_text(encoding="utf-8")


def test_what_is_settled_of_one_paper_is_not_said_of_another(tmp_path: Path) -> None:
    """A list of appraisals with a column of the same name is still one."""
    file = tmp_path / "考核.csv"
    file.write_text("姓名,考核年度,考核结论,入列\n张伟,2024,优秀,x\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('[[sheet]]\npaper = "person"\n[sheet.columns]\n"入列" = "notes"\n', "utf-8")
    book = write_xlsx(tmp_path / "名册.xlsx", {"名册": two_rows()})
    found = import_files([book, file], tmp_path / "情景", "zh", lambda _: {}, own)
    assert found.told.forms["考核.csv"] == "appraisal"
    assert len(found.sheets["appraisals"].rows) == 1
    (cadre,) = found.sheets["cadres"].rows.values()
    assert cadre["notes"] == "20"
