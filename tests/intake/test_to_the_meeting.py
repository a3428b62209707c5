"""From a department's papers to those of a meeting, counted at every step: the collection workbook,
personnel files with a table of quotas, a messy 名册 with its lists; sixty people each."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from rotation import audit_plan, load_scenario, solve_scenario
from rotation.draw.lrmx import PROPOSED
from rotation.draw.meeting_workbook import meeting_bytes
from rotation.draw.memo import memo_bytes
from rotation.intake.lrmx import read_lrmx
from rotation.intake.scenario_folder import Imported, import_files
from rotation.papers.personnel_files import found_in, lrmx_files
from rotation.report.meeting import meeting_of
from rotation.report.memo import memo
from rotation.report.of_plan import told_of
from rotation.report.told import Told
from tests.intake.files import lrmx
from tests.intake.papers import PEOPLE, official, quotas, roster_sheet, write_xlsx
from tests.intake.test_personnel import values

DATE = "2029-06-30"
"""Some have ten years in their post by then."""


def workbook(folder: Path) -> list[Path]:
    return [write_xlsx(folder / "采集表.xlsx", official())]


def personnel_files(folder: Path) -> list[Path]:
    files = [folder / f"{one.name}.lrmx" for one in PEOPLE]
    for one, path in zip(PEOPLE, files, strict=True):
        path.write_text(lrmx(values(one)), encoding="utf-8")
    return [*files, write_xlsx(folder / "职数.xlsx", {"第1页": quotas()})]


def roster_and_lists(folder: Path) -> list[Path]:
    return [write_xlsx(folder / f"{name}.xlsx", {"S": rows})
            for name, rows in (("名册", roster_sheet()), ("职数", quotas()))]  # fmt: skip


SOURCES: dict[str, tuple[Callable[[Path], Sequence[Path]], list[tuple[str, str, int]]]] = {
    "workbook": (workbook, []),
    "personnel files": (personnel_files, []),
    "roster and lists": (roster_and_lists, [("posts", "level", 1)]),
}
"""What makes the files, and what a hand has to fill in before a plan can be made."""


def told_of_files(found: Imported) -> Told:
    """The plan for what was imported, where a hand has filled in the levels that no paper has."""
    toml, posts = found.folder / "scenario.toml", found.folder / "roster" / "posts.csv"
    toml.write_text(re.sub(r"(?m)^date = .*$", f"date = {DATE}", toml.read_text("utf-8")), "utf-8")
    filled = re.sub(r"(?m)^(U[^,]*,[^,]*,[^,]*),,", r"\1,142,", posts.read_text("utf-8-sig"))
    posts.write_text(filled, encoding="utf-8")
    scenario, _ = load_scenario(found.folder)
    plan = solve_scenario(scenario).plan
    assert plan is not None
    return told_of(scenario, plan, "zh")


@pytest.mark.parametrize(("make", "by_hand"), SOURCES.values(), ids=SOURCES)
def test_sixty_people_come_into_the_papers_of_a_meeting(
    make: Callable[[Path], Sequence[Path]], by_hand: list[tuple[str, str, int]], tmp_path: Path
) -> None:
    files = make(tmp_path)
    found = import_files(files, tmp_path / "情景", "zh", lambda _: {})
    assert len(found.sheets["cadres"].rows) == 60
    required = [(g.table, g.column, g.rows) for g in found.told.gaps if g.why == "required"]
    assert (found.told.faults, required) == ([], by_hand)
    told = told_of_files(found)
    scenario, plan = told.scenario, told.judged.plan
    assert len(scenario.roster.cadres) == len(plan.actions) == 60
    assert not audit_plan(scenario, plan).broken
    moved = {action.cadre_id for action in plan.actions if action.kind != "stay"}
    at_limit = {one.name for one in PEOPLE if one.since <= "2019.06"}
    assert len(moved) >= len(at_limit) - 1 > 10
    proposal = load_workbook(io.BytesIO(meeting_bytes(meeting_of(told), "zh"))).worksheets[0]
    numbered = [row[0] for row in proposal.values if isinstance(row[0], int)]
    assert len(numbered) == len(moved)
    paper = docx.Document(io.BytesIO(memo_bytes(memo(told), "zh")))
    assert f"共调整{len(moved)}人" in paper.paragraphs[3].text
    placed = {a.cadre_id for a in plan.actions if a.cadre_id in moved and a.to_post_id}
    assert len(paper.tables[0].rows) == 1 + len(placed)
    came_in = [path for path in files if path.suffix == ".lrmx"]
    filled = found_in(came_in, told, {}, place="")
    assert len(filled.came_in) == (len(moved) if came_in else 0)
    made = lrmx_files(told, filled)
    assert len(made) == len(moved)
    read = {name: read_lrmx(content, name)[0] for name, content in made.items()}
    assert sum(bool(out.proposed_post) for out in read.values()) == len(placed)
    for name, out in read.items():
        assert out.posts_to_leave
        assert out.reason.startswith("工作需要" if out.proposed_post else "达到法定退休年龄")
        if came_in:
            before, _ = read_lrmx((tmp_path / name).read_bytes(), name)
            assert replace(out, **{field: getattr(before, field) for field in PROPOSED}) == before
