"""Arguments, help, and output whatever the terminal."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rotation.cli import main
from rotation.commands.solve import CODES
from rotation.domain.plan import Status
from rotation.domain.post import RiskGrade
from rotation.draw.terminal import Page, console_on
from rotation.locales import LANGUAGES, has
from rotation.rules.base import Confidence
from rotation.rules.registry import goals, laws
from rotation.terminal.rules import parameters
from rotation.usage import command, command_names
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
SAID = re.compile(r'\bsay\(\s*"([\w.]+)"|page\.heading\(\s*"([\w.]+)"|\bCol\("(\w+)"')
TOLD = re.compile(r'\btext\(\s*"(cli\.[\w.]+)"')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_that_the_pages_use_is_there(lang: str) -> None:
    sources = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "rotation/terminal").glob("*.py")
    )
    keys = {f"terminal.{said or told or f'column.{column}'}" for said, told, column in
            SAID.findall(sources)} | set(TOLD.findall(sources))  # fmt: skip
    assert len(keys) > 60
    assert {key for key in keys if not has(key, lang)} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_that_the_pages_show_has_its_word(lang: str) -> None:
    units = {
        item.unit
        for rule in (*laws().values(), *goals().values())
        for item in parameters(rule)
        if item.unit
    }
    assert {unit for unit in units if not has(f"parameter.unit.{unit}", lang)} == set()
    codes = {
        *(f"no_plan.{status}" for status in Status if CODES.get(status)),
        *(f"confidence.{confidence}" for confidence in Confidence),
        *(f"header.grade_{grade}" for grade in RiskGrade),
    }
    assert {code for code in codes if not has(f"terminal.{code}", lang)} == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_not_a_no(small: Path) -> None:
    """Exit code 1 would say that a law is broken, or that there is no plan."""
    command = [sys.executable, "-m", "rotation", "check", str(small), "--lang", "en"]
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("The answer could not be written: No space left on device")


def test_every_file_of_commands_is_a_command() -> None:
    paths = (ROOT / "rotation/commands").glob("*.py")
    files = {path.stem.replace("_", "-") for path in paths if path.stem != "__init__"}
    assert set(command_names()) == files
    assert all(command(name).run for name in command_names())


def test_a_command_brings_no_other_along() -> None:
    code = "import sys, rotation.usage; rotation.usage.command('audit'); print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    brought = ran.stdout.split()
    assert "rotation.commands.audit" in brought
    assert not [name for name in brought if name.startswith(("rotation.solve.engines", "ortools"))]


@pytest.mark.parametrize("command", ["", *command_names()])
def test_help_is_in_the_language_asked_for(run: Run, command: str) -> None:
    words = [command] if command else []
    chinese, english = run(*words, "--help"), run(*words, "--help", "--lang", "en")
    assert chinese.code == english.code == 0
    assert chinese.out.startswith("用法：rotation")
    assert english.out.startswith("Usage: rotation")
    assert not re.search(r"[\u4e00-\u9fff]", english.out)


@pytest.mark.parametrize("name", ["apply", "slove"])
def test_an_unknown_command_is_answered_by_the_list_in_both_languages(run: Run, name: str) -> None:
    ran = run(name)
    assert (ran.code, ran.out) == (2, "")
    assert f"没有“{name}”这个命令" in ran.err
    assert f'There is no command "{name}"' in ran.err
    assert all(command in ran.err for command in command_names())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "命令："),
        (["solve"], "缺少参数：SCENARIO"),
        (["solve", "x", "--seconds", "soon"], "“soon”不对，应为 0.1 至 86400 的数"),
        (["solve", "x", "--seconds", "nan"], "“nan”不对"),
        (["solve", "x", "--workers", "0"], "应为 1 至 256 的整数"),
        (["solve", "x", "--seed"], "--seed 后面应填一个值"),
        (["solve", "x", "--lang", "fr"], "--lang 不能是"),
        (["solve", "x", "--loud"], "不认识的参数：--loud"),
        (["audit", "x"], "缺少参数：PLAN.json"),
        (["generate", "--out", "x"], "缺少参数：--units, --posts-per-unit"),
    ],
)
def test_a_fault_of_usage_is_exit_code_2_in_words(run: Run, argv: list[str], said: str) -> None:
    ran = run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("rotation ")


def test_output_is_utf_8_whatever_the_locale_says(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)  # a long path would be wrapped into the words looked for
    for encoding in ("ascii", "gbk", "latin-1"):
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
        assert main(["check", ".", "--lang", "zh"]) == 0
        assert "没有错误" in written.getvalue().decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = [sys.executable, "-m", "rotation", "rules"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == b""
        assert child.wait(timeout=60) == 0


def test_names_from_a_roster_cannot_steer_the_terminal() -> None:
    out = io.StringIO()
    page = Page(console_on(out), "zh")
    page.line("王\x1b[31m五\x07[bold]\u202e")
    assert out.getvalue() == "王[31m五[bold]\n"


def test_wrapped_lines_keep_their_indent_and_no_line_ends_in_blanks() -> None:
    out = io.StringIO()
    page = Page(console_on(out), "zh")
    page.console.width = 40
    page.line("很长的一句话，" * 10, indent=4)
    lines = out.getvalue().splitlines()
    assert len(lines) > 2
    assert all(line.startswith("    ") and line == line.rstrip() for line in lines)
