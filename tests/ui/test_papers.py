"""The papers that the page of a plan offers to take along."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from rotation.draw.pdf import NoPdf
from rotation.intake.keys import Key, keys_bytes
from rotation.io.archive import archive
from rotation.locales import LANGUAGES, text
from rotation.papers.personnel_files import found_in, lrmx_files
from rotation.report.of_plan import told_of
from rotation.solve.run import solve
from rotation.store import PlanEntry, ScenarioEntry, Store
from rotation.ui.parts import report_files
from tests.intake.files import PHOTO, VALUES, encoded, lrm
from tests.report.test_meeting import PNG
from tests.store.samples import with_photos
from tests.ui.conftest import Page
from tests.ui.shown import best, press, shown

PERSON = {**VALUES, "name": "王建国", "birth": "198005", "identity_number": "110101198005150013"}
PAPERS = ("meeting", "memo_docx", "approval", "lrmx", "workbook", "page", "plan_file", "data")
GROUPS = ("meeting", "memo", "forms", "record", "data")
NO_PDF = {
    "no_office": ("没有安装 LibreOffice", "not installed"),
    "office_failed": ("没有转成 PDF", "made no PDF"),
    "office_too_long": ("超过120秒", "more than 120 seconds"),
}


@pytest.fixture
def kept(store: Store, small: ScenarioEntry) -> PlanEntry:
    return store.add_plan(small.id, 1, best(), author="甲")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_paper_is_offered_with_what_it_is_for_and_why_there_is_no_pdf(
    page: Page, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    drawn = page("plan", scenario=kept.scenario_id, plan=kept.id, lang=lang)
    labels = {each.proto.label for each in drawn.get("download_button")}
    assert {text(f"ui.export.{paper}", lang) for paper in PAPERS} <= labels
    said = shown(drawn)
    assert all(text(f"ui.export.about_{group}", lang) in said for group in GROUPS)
    assert text("ui.export.forms_new", lang) in said
    for code, words in NO_PDF.items():

        def fails(_: bytes, code: str = code) -> bytes:
            raise NoPdf(code, seconds=120)

        monkeypatch.setattr(report_files, "pdf_bytes", fails)
        press(drawn, "export.make_pdf", lang)
        (told,) = drawn.warning
        assert words[lang == "en"] in told.value
        assert "docx" in told.value
    monkeypatch.setattr(report_files, "pdf_bytes", lambda _: b"%PDF")
    press(drawn, "export.make_pdf", lang)
    labels = {each.proto.label for each in drawn.get("download_button")}
    assert text("ui.export.memo_pdf", lang) in labels


def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the buttons of papers make, by their keys, once a page is drawn."""
    made: dict[str, Any] = {}
    monkeypatch.setattr(
        report_files, "_offer", lambda key, make, *_, **__: made.update({key: make})
    )
    return made


def test_the_data_hold_the_audit_and_of_several_plans_the_comparison(
    page: Page, store: Store, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = offered(monkeypatch)
    page("plan", scenario=kept.scenario_id, plan=kept.id)
    with zipfile.ZipFile(io.BytesIO(made["data"]())) as data:
        assert json.loads(data.read("audit.json"))["broken"] == 0
        assert {"plan.json", "actions.csv", "findings.csv", "goals.csv"} < set(data.namelist())
    other = store.add_plan(kept.scenario_id, 1, best(), author="甲")
    page("compare", scenario=kept.scenario_id, plans=f"{kept.id},{other.id}")
    with zipfile.ZipFile(io.BytesIO(made["data"]())) as data:
        assert "compare.json" in data.namelist()


def test_photos_that_the_scenario_has_are_in_papers_and_on_cards(
    page: Page, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of C1, who moves, and of C4, whose photo is no picture."""
    made = offered(monkeypatch)
    photos = {"王.png": PNG, "赵.jpg": b"x"}
    inputs = with_photos({"C1": "王.png", "C4": "赵.jpg"}, {})
    entry = store.add_scenario(inputs, author="甲")
    plan = solve(store.load(entry.id)[0]).plan
    assert plan is not None
    kept = store.add_plan(entry.id, 1, plan, author="甲")
    store.save(entry.id, based_on=1, inputs=replace(inputs, photos=photos), author="甲")
    drawn = page("plan", scenario=entry.id, plan=kept.id, view="teams", unit="U1")
    assert text("ui.photos_left_out", "zh", names="赵敏", most_mb=2) in shown(drawn)
    assert base64.b64encode(PNG).decode() in shown(drawn)
    sheet = openpyxl.load_workbook(io.BytesIO(made["meeting"]())).worksheets[0]
    assert len(sheet._images) == 1
    form = docx.Document(io.BytesIO(made["approval"]()))
    assert len(form.inline_shapes) == 1


@pytest.mark.parametrize("packed", [False, True])
def test_personnel_files_that_are_picked_are_filled_in(
    page: Page, kept: PlanEntry, monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    made = offered(monkeypatch)
    drawn = page("plan", scenario=kept.scenario_id, plan=kept.id)
    files = {"王.lrmx": encoded("gb2312", PERSON), "坏.lrmx": b"<Person>", "无关.csv": b"a,b"}
    if packed:
        files = {"任免表.zip": archive({f"区/{name}": each for name, each in files.items()})}
    drawn.file_uploader[0].set_value([(*each, "") for each in files.items()]).run()
    assert not drawn.exception
    assert text("ui.export.forms_filled", "zh", filled=1, new=2) in shown(drawn)
    told = [each.value for each in drawn.warning if "坏" in each.value or "无关" in each.value]
    assert len(told) == (1 if packed else 2)
    with zipfile.ZipFile(io.BytesIO(made["lrmx"]())) as papers:
        assert "王.lrmx" in papers.namelist()


def test_an_archive_without_personnel_files_is_told(page: Page, kept: PlanEntry) -> None:
    drawn = page("plan", scenario=kept.scenario_id, plan=kept.id)
    drawn.file_uploader[0].set_value([("a.zip", archive({"a.docx": b"x"}), "")]).run()
    assert [each.value for each in drawn.warning if "没有找到任免审批表" in each.value]


def test_what_is_picked_changes_in_three_fields_and_keeps_its_photo_and_its_owner(
    store: Store, kept: PlanEntry, tmp_path: Path
) -> None:
    plan, scenario = store.load_plan(kept.id)
    told = told_of(scenario, plan, "zh")
    files = {
        "王.lrmx": encoded("gb2312", PERSON),
        "他人.lrmx": encoded("gb2312", {**PERSON, "identity_number": "110101198005150021"}),
        "赵.lrm": lrm(name="赵敏", birth="198402").encode("gb18030"),
        "赵.pic": PHOTO,
        "情景.keys.csv": keys_bytes([Key("C1", PERSON["identity_number"], "王建国", "1980.05"),
                                   Key("X9", "110101198005150021", "王建国", "1980.05")]),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = found_in(list(tmp_path.iterdir()), told, {}, place="")
    assert {i: each.name for i, each in found.came_in.items()} == {"C1": "王.lrmx", "C4": "赵.lrm"}
    assert found.came_in["C4"].file.photo == PHOTO
    made = lrmx_files(told, found)
    lines = [set(data.splitlines()) for data in (files["王.lrmx"], made["王.lrmx"])]
    assert [len(lines[0] - lines[1]), len(lines[1] - lines[0])] == [3, 3]
