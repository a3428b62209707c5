"""A memo: its story against counts from the plan and the tables alone, and its layout."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import docx
import pytest

from rotation import load_scenario
from rotation.compare.judged import unmoved
from rotation.draw import pdf
from rotation.draw.memo import memo_bytes
from rotation.draw.pdf import NoPdf, pdf_bytes
from rotation.io.plan_file import plan_document
from rotation.report.memo import Memo, memo
from rotation.report.of_plan import told_of
from rotation.report.said import Said
from rotation.report.story import Chapter, story
from rotation.report.table import Cell, Column, Table
from rotation.report.told import Told
from rotation.solve.run import solve
from tests.cli.small import CADRES, POSTS, write

FONTS = {
    "Classification": ("黑体", 16),
    "Title": ("方正小标宋简体", 22),
    "Subtitle": ("楷体_GB2312", 16),
    "Body Text": ("仿宋_GB2312", 16),
    "Heading 1": ("黑体", 16),
    "Table Text": ("仿宋_GB2312", 10.5),
    "Footer": ("宋体", 14),
}
GROUP = {"zh": "正职", "en": "Chiefs"}
SOLVERS_WORDS = ("最优", "下界", "求解", "目标值", "层级", "optimal", "bound", "solver", "tier")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("memo") / "small")


@pytest.fixture(scope="module", params=["zh", "en"])
def told(request: pytest.FixtureRequest, folder: Path) -> Told:
    scenario, _ = load_scenario(folder)
    plan = solve(scenario).plan
    assert plan is not None
    return told_of(scenario, plan, request.param)


@pytest.fixture(scope="module")
def written(told: Told) -> Any:
    return docx.Document(io.BytesIO(memo_bytes(memo(told), told.lang)))


def counts(told: Told) -> dict[str, Any]:
    """What the plan file and the tables say, read without the program's own code."""
    actions = json.loads(json.dumps(plan_document(told.judged.plan, told.scenario)))["actions"]
    posts = {row["post_id"]: row for row in csv.DictReader(io.StringIO(POSTS))}
    cadres = {row["cadre_id"]: row for row in csv.DictReader(io.StringIO(CADRES))}
    team = {i for i, post in posts.items() if post["role"] in ("admin_chief", "deputy")}
    ends = {a["cadre_id"]: a["to_post_id"] for a in actions}
    return {
        "kinds": Counter(a["action"] for a in actions),
        "members": (
            sum(c["post_id"] in team for c in cadres.values()),
            sum(end in team for end in ends.values()),
        ),
        "empty": (
            len(posts) - sum(bool(c["post_id"]) for c in cadres.values()),
            len(posts) - sum(bool(end) for end in ends.values()),
        ),
        "frozen": sum(c["status"] == "under_review" for c in cadres.values()),
    }


def figures(told: Told, key: str) -> list[int]:
    chapter = next(chapter for chapter in story(told) if chapter.key == key)
    return [int(n) for said in chapter.sentences for n in re.findall(r"\d+", said.words)]


def test_the_story_counts_what_the_plan_and_the_tables_say(told: Told) -> None:
    said, known = figures(told, "moves"), counts(told)
    kinds = known["kinds"]
    placed = [kinds["transfer"], kinds["appointment"]]
    assert said[:4] == [sum(placed), *placed, kinds["stay"]]
    teams = figures(told, "teams")
    assert (teams[0], tuple(teams[1:3]), tuple(teams[-2:])) == (3, known["members"], known["empty"])
    assert figures(told, "left")[0] == known["frozen"]


def test_every_figure_keeps_whom_it_counts(told: Told) -> None:
    found = [figure for part in story(told) for said in part.sentences for figure in said.figures]
    counted = {figure.key: figure.cadre_ids for figure in found}
    assert counted["moves"] == ("C1", "C4", "C9")
    assert (counted["protective"], counted["ordinary"]) == (("C1", "C4"), ("C9",))
    assert counted["frozen"] == ("C7",)


def test_a_plan_that_breaks_a_law_says_so_and_counts_anew(folder: Path) -> None:
    scenario, _ = load_scenario(folder)
    chapters = {c.key: c.sentences for c in story(told_of(scenario, unmoved(scenario), "zh"))}
    assert "共调整0人" in chapters["moves"][0].words
    assert chapters["left"][0].words.startswith("有2项违反刚性规则（任职年限）")
    broken = next(chapters["left"][0].figures).findings
    assert [finding.cadre_ids for finding in broken] == [("C1",), ("C4",)]
    assert len(chapters["moves"]) == 1


def test_it_is_laid_out_as_an_official_document(told: Told, written: Any) -> None:
    section = written.sections[0]
    edges = ("page_width", "page_height", "top_margin", "left_margin", "bottom_margin")
    assert [round(getattr(section, edge).mm) for edge in edges] == [210, 297, 37, 28, 35]
    fonts = {
        name: (style.element.xpath("w:rPr/w:rFonts/@w:eastAsia"), style.font.size.pt)
        for name, style in ((name, written.styles[name]) for name in FONTS)
    }
    assert fonts == {name: ([font], size) for name, (font, size) in FONTS.items()}
    assert [p.style.name for p in written.paragraphs[:4]] == [*FONTS][:4]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE "]
        assert footer._element.xpath(".//w:jc/@w:val") == [side]


def test_the_tables_repeat_their_heads_and_part_no_row(told: Told, written: Any) -> None:
    kept = memo(told).tables
    heads = [1 + any(column.group for column in table.columns) for table in kept]
    rows = [len(table.rows) + head for table, head in zip(kept, heads, strict=True)]
    assert [len(table.rows) for table in written.tables] == rows
    assert sorted(heads)[-2:] == [1, 2]  # the quotas' has two rows
    assert len(kept[0].rows) == counts(told)["kinds"].total() - counts(told)["kinds"]["stay"]
    for table, head in zip(written.tables, heads, strict=True):
        assert len(table._tbl.xpath("w:tr/w:trPr/w:tblHeader")) == head
        assert len(table._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == len(table.rows)
        assert abs(sum(int(w) for w in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")) - 8845) < 9


def test_no_word_of_a_solver_stands_in_it(written: Any) -> None:
    said = [paragraph.text for paragraph in written.paragraphs]
    said += [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert not [word for word in SOLVERS_WORDS for words in said if word in words]


def test_whatever_a_name_holds_is_text() -> None:
    name = "<w:p/>&\x01\x0b]]>\ud800王" * 40
    rows = ((Cell(name), Cell(name)),)
    table = Table("t", name, (Column("a", name), Column("b", name, 30)), rows)
    chapters = (Chapter("moves", name, (Said((name,)),)),)
    document = docx.Document(
        io.BytesIO(memo_bytes(Memo(name, name, name, name, chapters, (table,)), "zh"))
    )
    clean = "<w:p/>&]]>王" * 40
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [clean] * 4
    assert document.paragraphs[1].text == clean


SCRIPTS = {
    "makes one": ("cp /dev/null memo.log; printf %s made > memo.pdf", 5.0, "made"),
    "makes none": ("exit 3", 5.0, "office_failed"),
    "never ends": ("sleep 9", 0.05, "office_too_long"),
}


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize(("script", "seconds", "told"), SCRIPTS.values(), ids=SCRIPTS)
def test_the_office_makes_a_pdf_or_it_is_said_that_it_did_not(
    script: str, seconds: float, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "office"
    program.write_text(f'#!/bin/sh\nfor last; do :; done\ncd "${{last%/*}}"\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "office", lambda: str(program))
    monkeypatch.setattr(pdf, "SECONDS", seconds)
    try:
        said = pdf_bytes(b"").decode()
    except NoPdf as fault:
        said = fault.code
    assert said == told


def test_headings_that_go_together_stand_under_their_group(told: Told, written: Any) -> None:
    place = [table.key for table in memo(told).tables].index("quotas")
    above, below = (row.cells for row in written.tables[place].rows[:2])
    assert [cell.text for cell in above[:2]] == [cell.text for cell in below[:1]] + [
        GROUP[told.lang]
    ]
    assert len({cell._tc for cell in above}) == 4  # the unit, two groups, the remark
    assert len({cell._tc for cell in below}) == 14
