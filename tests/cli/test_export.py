"""`rotation export`."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest

from rotation.draw import pdf
from rotation.intake.keys import Key, keys_bytes
from rotation.intake.lrmx import read_lrmx
from tests.cli.conftest import Run
from tests.intake.files import VALUES, encoded, lrm
from tests.intake.test_packed import zipped


def test_a_plan_and_a_comparison_are_written(run: Run, small: Path, tmp_path: Path) -> None:
    one, book, page = (str(tmp_path / name) for name in ("a.json", "a.xlsx", "a.html"))
    run("solve", small, "--out", one)
    told = run("export", small, one, "--out", book, "--json")
    assert told.code == 0
    assert json.loads(told.out) == {"status": "ok", "written": book}
    assert openpyxl.load_workbook(book).sheetnames[0] == "干部调配建议方案"
    record = str(tmp_path / "b.xlsx")
    assert run("export", small, one, "--out", record, "--paper", "record").code == 0
    assert "调整名单" in openpyxl.load_workbook(record).sheetnames
    for wrong in ((one, "--out", page), (one, one, "--out", record)):
        assert run("export", small, *wrong, "--paper", "meeting").code == 2
    assert run("export", small, one, one, "--out", page).code == 0
    assert "按层级逐级比较：各方案完全相同。" in Path(page).read_text(encoding="utf-8")


def test_only_workbooks_pages_and_memos_are_written(run: Run, small: Path, tmp_path: Path) -> None:
    told = run("export", small, "plan.json", "--out", tmp_path / "a.doc")
    assert told.code == 2
    assert ".xlsx / .html / .docx / .pdf" in told.err + told.out
    assert run("export", small, *["plan.json"] * 6, "--out", tmp_path / "a.xlsx").code == 2


def test_a_photo_that_is_not_there_is_told_and_a_meeting_is_named_on_its_papers_alone(
    run: Run, solved: Path, tmp_path: Path
) -> None:
    plan, book, table = solved / "plan.json", tmp_path / "a.xlsx", solved / "cadres.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines = [f"{line},{'photo' if i == 0 else 'C.jpg'}" for i, line in enumerate(lines)]
    table.write_text("\n".join(lines), encoding="utf-8")
    told = run("export", solved, plan, "--out", book, "--meeting", "部务会", "--force")
    assert told.code == 0
    assert "照片未能放入" in told.out
    assert "王建国" in told.out
    assert "部务会" in str(openpyxl.load_workbook(book).worksheets[0]["A3"].value)
    named = ("--meeting", "部务会", "--out")
    assert run("export", solved, plan, *named, tmp_path / "a.docx").code == 0
    assert "部务会" in docx.Document(str(tmp_path / "a.docx")).paragraphs[2].text
    assert run("export", solved, plan, *named, tmp_path / "a.html").code == 2
    assert run("export", solved, plan, "--paper", "data", *named, tmp_path / "data").code == 2


def test_a_memo_is_of_one_plan_and_needs_an_office_to_be_a_pdf(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, memo, printed = (str(tmp_path / name) for name in ("a.json", "a.docx", "a.pdf"))
    run("solve", small, "--out", plan)
    assert run("export", small, plan, "--out", memo).code == 0
    assert docx.Document(memo).paragraphs[0].text == "注意保密"
    told = run("export", small, plan, plan, "--out", printed)
    assert told.code == 2
    assert "汇报材料" in told.err
    monkeypatch.setattr(pdf, "office", lambda: None)
    told = run("export", small, plan, "--out", printed)
    assert told.code == 2
    assert "另存为 PDF" in told.err
    assert not Path(printed).exists()


PAPERS = {
    "a.xlsx": "meeting", "b.xlsx": "record", "a.html": "record", "a.docx": "meeting",
    "b.docx": "approval", "data": "data", "lrmx": "lrmx",
}  # fmt: skip


@pytest.mark.parametrize(("name", "paper"), PAPERS.items())
def test_every_paper_of_a_plan_made_before_says_that_the_scenario_has_changed(
    run: Run, solved: Path, tmp_path: Path, name: str, paper: str
) -> None:
    said = "方案编制时的名册、规则或决定与现在的情景不同"
    written = ("export", solved, solved / "plan.json", "--paper", paper, "--out", tmp_path / name)
    assert said not in run(*written).out
    toml = solved / "scenario.toml"
    toml.write_text(toml.read_text("utf-8").replace("seats = 2", "seats = 1"), "utf-8")
    told = run(*written, "--force")
    assert (told.code, said in told.out) == (0, True)
    assert said in run(*written, "--force", "--json").document["since"]
    if name == "a.xlsx":
        sheet = openpyxl.load_workbook(tmp_path / name).worksheets[0]
        assert said in str(sheet.cell(sheet.max_row, 1).value)


@pytest.mark.parametrize("command", ["audit", "verify", "compare", "carry-out"])
def test_every_command_says_that_the_scenario_has_changed(
    run: Run, solved: Path, tmp_path: Path, command: str
) -> None:
    plans = [solved / "plan.json"] * (2 if command == "compare" else 1)
    more = ("--on", "2026-12-15", "--out", tmp_path / "next") if command == "carry-out" else ()
    toml = solved / "scenario.toml"
    toml.write_text(toml.read_text("utf-8").replace("seats = 2", "seats = 1"), "utf-8")
    said = "".join(run(command, solved, *plans, *more).out.split())  # a column may break it
    assert "方案编制时的名册、规则或决定与现在的情景不同" in said


def test_data_for_other_systems_is_a_folder_and_never_an_input(
    run: Run, small: Path, tmp_path: Path
) -> None:
    plan, one, both = str(tmp_path / "a.json"), tmp_path / "one", tmp_path / "both"
    run("solve", small, "--out", plan)
    data = ("--paper", "data", "--out")
    assert run("export", small, plan, *data, one).code == 0
    found = {file.name: file.read_text(encoding="utf-8-sig") for file in one.iterdir()}
    assert found["actions.csv"].count("appointment") == found["plan.json"].count('"appointment"')
    assert json.loads(found["audit.json"])["broken"] == 0
    assert run("export", small, plan, plan, *data, both).code == 0
    assert json.loads((both / "compare.json").read_text(encoding="utf-8"))["cadres"] == []
    for wrong in (tmp_path / "a.xlsx", one, small):
        assert run("export", small, plan, *data, wrong).code == 2
    assert run("export", small, plan, plan, *data, small, "--force").code == 2
    assert not (small / "compare.json").exists()


def test_a_paper_quotes_no_proof_that_does_not_hold(run: Run, small: Path, tmp_path: Path) -> None:
    plan, forged, page = (tmp_path / name for name in ("a.json", "b.json", "a.html"))
    run("solve", small, "--out", plan)
    document = json.loads(plan.read_text(encoding="utf-8"))
    document["certificate"] = None
    forged.write_text(json.dumps(document), encoding="utf-8")
    proven = "全部证明最优"
    for plans, said in (((plan,), True), ((forged,), False), ((forged, forged), False)):
        page.unlink(missing_ok=True)
        assert run("export", small, *plans, "--out", page).code == 0
        assert (proven in page.read_text(encoding="utf-8")) is said
    assert proven not in run("compare", small, forged, forged).out


def test_personnel_files_are_filled_in_or_made(
    run: Run, small: Path, plan_of_small: Path, tmp_path: Path
) -> None:
    """Of the three who are moved one has a file, one has two, and one has none."""
    came_in, out = tmp_path / "in", tmp_path / "out"
    (came_in / "更多").mkdir(parents=True)
    person = {**VALUES, "name": "王 建国", "birth": "198005", "proposed_post": "旧"}
    (came_in / "更多" / "王.lrmx").write_bytes(encoded("gb2312", person))
    for name in ("一.lrmx", "二.LRMX"):
        twice = {**VALUES, "name": "赵敏", "birth": "1984.02"}
        (came_in / name).write_bytes(encoded("utf-8", twice))
    (came_in / "坏.lrm").write_bytes(b"x")
    (came_in / "旁人.lrm").write_bytes(lrm(name="王建国", birth="198006").encode("gb18030"))
    asked = ("export", small, plan_of_small, "--lrmx", came_in)
    told = run(*asked, "--paper", "lrmx", "--out", out)
    assert told.code == 0
    assert "其中填写现有任免审批表 1 份，由名册生成 2 份" in told.out
    assert "“赵敏”的任免审批表不能确定：文件 一.lrmx、二.LRMX" in told.out
    assert "坏.lrm：" in told.out
    assert sorted(path.name for path in out.iterdir()) == ["吴刚.lrmx", "王.lrmx", "赵敏.lrmx"]
    filled = {
        "proposed_post": "市场监督管理局执法科科长",
        "posts_to_leave": "发展和改革局审批科科长",
        "reason": "工作需要；任现职满5年，按规定应当交流（保护性交流）",
    }
    assert (out / "王.lrmx").read_bytes() == encoded("gb2312", {**person, **filled})
    packed = zipped({"区/王.lrmx": encoded("gb2312", person)}, tmp_path / "in.zip")
    asked_packed = (*asked[:-1], packed, "--paper", "lrmx", "--out", tmp_path / "packed")
    assert run(*asked_packed).code == 0
    assert (tmp_path / "packed" / "王.lrmx").read_bytes() == (out / "王.lrmx").read_bytes()
    gone = run(*asked[:-1], tmp_path / "gone.zip", "--paper", "lrmx", "--out", tmp_path / "gone")
    assert gone.code == 2
    new, _ = read_lrmx((out / "吴刚.lrmx").read_bytes(), "吴刚")
    assert (new.birth, new.proposed_post, new.posts_to_leave) == ("197810", "城东街道主任", "")
    assert run(*asked, "--paper", "lrmx", "--out", out).code == 2  # it has files now
    form = tmp_path / "a.docx"
    told = run(*asked, "--paper", "approval", "--out", form, "--json")
    assert [each["code"] for each in told.document["not_taken"]] == [
        "not_lrm", "personnel_file_not_sure",
    ]  # fmt: skip
    tables = docx.Document(str(form)).tables
    assert len(tables) == 2 * 3
    assert tables[0].cell(7, 5).text == filled["proposed_post"]
    assert tables[0].cell(8, 5).text == filled["posts_to_leave"]
    assert run("export", small, plan_of_small, "--paper", "approval", "--out", "a.xlsx").code == 2


@pytest.mark.parametrize("beside", [True, False])
def test_a_key_file_tells_apart_personnel_files_that_share_name_and_birth(
    run: Run, small: Path, plan_of_small: Path, tmp_path: Path, *, beside: bool
) -> None:
    came_in, out = tmp_path / "in", tmp_path / "out"
    came_in.mkdir()
    named = {**VALUES, "name": "赵敏", "birth": "198402"}
    numbers = {"一.lrmx": "110101198402150013", "二.lrmx": "110101198402150021"}
    for name, number in numbers.items():
        (came_in / name).write_bytes(encoded("utf-8", {**named, "identity_number": number}))
    keys = small.with_name(f"{small.name}.keys.csv") if beside else tmp_path / "own.csv"
    known = (Key("C4", numbers["二.lrmx"], "赵敏", "1984.02"),
             Key("X1", numbers["一.lrmx"], "赵敏", "1984.02"))  # fmt: skip
    keys.write_bytes(keys_bytes(known))
    asked = ("export", small, plan_of_small, "--paper", "lrmx", "--lrmx", came_in, "--out", out)
    told = run(*asked, *(() if beside else ("--keys", keys)))
    assert told.code == 0
    assert sorted(path.name for path in out.iterdir()) == ["二.lrmx", "吴刚.lrmx", "王建国.lrmx"]
    keys.write_text("cadre_id", encoding="utf-8")
    told = run(*asked, "--force", "--keys", keys)
    assert told.code == 2
    assert f"{keys.name}：不是身份证号与干部编号的对照表" in told.err
