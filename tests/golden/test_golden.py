"""What a reader gets, word by word, as it was last looked at: pages, documents, papers, screens.

A change that is meant shows in the difference of the files beside this one: write them anew with
`GOLDEN=write ./run test tests/golden`, and read what git says has changed.
"""

from __future__ import annotations

import difflib
import math
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from rotation.cli import main
from rotation.locales import LANGUAGES
from rotation.store import PlanEntry, ScenarioEntry, Store
from rotation.ui.navigation import PAGES
from rotation.ui.pages import ahead as ahead_page
from rotation.ui.pages import compare as compare_page
from rotation.ui.pages import plan as plan_page
from rotation.usage import command_names
from tests.cli.small import write
from tests.store.samples import INPUTS
from tests.ui.conftest import Page, main_module, new_database, page, store  # noqa: F401
from tests.ui.shown import best, without_newcomer

HERE = Path(__file__).parent
SCENARIOS = HERE.parent.parent / "scenarios"
CHANGING = (
    (r"(?m)^.*(已完成\d+/\d+项|done: \d+ of \d+)\n?", ""),  # how far a long work has come
    (r"(?m)^\d+(秒　| s [| ]).*\n?", ""),  # the same, of a run that other work has made a long one
    (r"[0-9a-f]{64}", "<digest>"),
    (r"(?<![\dA-Za-z.-])\d+(\.\d+)?(?= ?(秒|seconds|s\b))", "<n>"),
    (r'("(seconds|read|assemble|solve|audit)": )[\d.e-]+', r"\1<n>"),
    (r'("(python|ortools|rotation|version)": )"[^"]*"', r'\1"<version>"'),
    (r"(CP-SAT|HiGHS) \d+(\.\d+)+", r"\1 <version>"),
    (r"(\d{4}\\?-)?\d\d\\?-\d\d \d\d\\?:\d\d(:\d\d)?", "<moment>"),
    (r"(?m) +\d+\.\d$", " <n>"),  # the last column of a certificate: seconds
)
"""What differs from run to run, and what is put in its place."""


def compare(name: str, said: str) -> None:
    """Hold a text against its golden file, or write that file."""
    for pattern, instead in CHANGING:
        said = re.sub(pattern, instead, said)
    said = "\n".join(line.rstrip() for line in said.splitlines()) + "\n"
    file = HERE / name
    if os.environ.get("GOLDEN") == "write":
        file.write_text(said, encoding="utf-8")
        return
    kept = file.read_text(encoding="utf-8")
    told = difflib.unified_diff(kept.splitlines(), said.splitlines(), name, "now", lineterm="")
    assert said == kept, "\n".join(list(told)[:80])


@pytest.fixture
def told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., str]:
    """Runs a command in the folder of the test; what it prints, and its exit code."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)
    Path("scenarios").symlink_to(SCENARIOS)  # lines break alike wherever the checkout is

    def told(*argv: object) -> str:
        code = main([str(word) for word in argv])
        shown = capsys.readouterr()
        said = f"{shown.out}\n--- {code}\n{shown.err}"
        return said.replace(str(tmp_path), "<folder>")

    return told


def words_of(html: str) -> str:
    """A page of HTML without its tags and its looks."""
    html = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.S)
    cut = re.sub(r"</(p|tr|h\d|li|div)>", "\n", html)
    cut = re.sub(r"</t[hd]>", " | ", cut)
    return re.sub(r"\n\s*\n+", "\n", unescape(re.sub(r"<[^>]*>", "", cut)))


def cells_of(workbook: Path) -> str:
    """Every sheet of a workbook with what its cells hold."""
    lines = []
    for sheet in load_workbook(workbook):
        lines.append(f"=== {sheet.title}")
        for row in sheet.iter_rows(values_only=True):
            lines.append(" | ".join("" if value is None else str(value) for value in row))
    return "\n".join(lines)


LIMITS = ("--set", "laws.tenure_limit.years.I=4", "--set", "laws.tenure_limit.years.I=9")
EN = ("--lang", "en")
PAGES_OF_SMALL: dict[str, tuple[object, ...]] = {
    "check": ("check", "small"),
    "solve": ("solve", "small", "--out", "made.json", "--force"),
    "audit": ("audit", "small", "plan.json", "--all"),
    "verify": ("verify", "small", "plan.json"),
    "compare": ("compare", "small", "plan.json", "other.json", "--chains"),
    "why_cadre": ("why", "small", "plan.json", "--cadre", "C1"),
    "why_post": ("why", "small", "plan.json", "--post", "P8"),
    "why_pair": ("why", "small", "plan.json", "--cadre", "C2", "--post", "P8"),
    "move": ("move", "small", "plan.json", "--put", "C8=P6", "--put", "C6=P9"),
    "offers": ("move", "small", "plan.json", "--offers", "C8"),
    "options": ("options", "small"),
    "pareto": ("pareto", "small", "--goal", "few_moves", "--goal", "must_fill_posts"),
    "fairness": ("fairness", "small", "plan.json"),
    "ranks": ("ranks", "small"),
    "sensitivity": ("sensitivity", "small", "--processes", "1", *LIMITS),
    "replan": ("solve", "small", "--from", "plan.json", "--pin", "C8=P6", "--reason", "x"),
    "import": ("import", "small", "--out", "imported"),
    "carry_out": ("carry-out", "small", "plan.json", "--on", "2026-12-15", "--out", "next"),
    "attention": ("attention", "small", "--months", "6"),
    "evidence": ("evidence", "small"),
    "stress": ("stress", "small", "plan.json", "--draws", "4"),
    "ahead": ("ahead", "small", "--years", "2"),
    "rules": ("rules",),
    "presets": ("rules", "--presets"),
    "failure": ("audit", "small", "nowhere.json"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small scenario, its plan, and one made anew from it."""
    folder = tmp_path_factory.mktemp("made")
    small, plan, other = (folder / name for name in ("small", "plan.json", "other.json"))
    write(small)
    main(["solve", str(small), "--out", str(plan)])
    anew = ["--pin", "C8=P6", "--reason", "x", "--out", str(other)]
    main(["solve", str(small), "--from", str(plan), *anew])
    return folder


@pytest.mark.parametrize("name", PAGES_OF_SMALL)
def test_pages_and_documents_of_the_small_scenario(
    told: Callable[..., str], made: Path, tmp_path: Path, name: str
) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    command = PAGES_OF_SMALL[name]
    for lang in LANGUAGES:
        compare(f"small_{name}.{lang}.txt", told(*command, "--lang", lang))
        shutil.rmtree("next", ignore_errors=True)  # a folder is written once
    compare(f"small_{name}.json", told(*command, "--json"))


def test_the_plan_file(made: Path) -> None:
    for name in ("plan", "other"):
        compare(f"file_{name}.json", (made / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help(told: Callable[..., str], lang: str) -> None:
    pages = [told("--help", "--lang", lang), told("nonsense"), told("solve", "--nonsense")]
    pages += [told(command, "--help", "--lang", lang) for command in command_names()]
    compare(f"help.{lang}.txt", "\n\n".join(pages))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_scenario_without_a_plan(told: Callable[..., str], lang: str) -> None:
    folder = "scenarios/conflict"
    pages = [told("solve", folder, "--lang", lang), told("conflict", folder, "--lang", lang)]
    compare(f"conflict.{lang}.txt", "\n\n".join(pages))


def test_documents_of_a_scenario_without_a_plan(told: Callable[..., str]) -> None:
    compare("conflict.json", told("conflict", "scenarios/conflict", "--json"))


def test_a_district(told: Callable[..., str], tmp_path: Path) -> None:
    """The whole of a plan of jiangyan: solved, planned anew, audited, compared, taken along."""
    folder = "scenarios/jiangyan"
    compare("jiangyan_solve.zh.txt", told("solve", folder, "--out", "p.json"))
    anew = ("--strike", "C0005", "--strike", "C0009", "--reason", "x", "--out", "q.json")
    compare("jiangyan_replan.en.txt", told("solve", folder, "--from", "p.json", *anew, *EN))
    for lang in LANGUAGES:
        in_it = ("--lang", lang)
        said = told("audit", folder, "p.json", "--all", *in_it)
        compare(f"jiangyan_audit.{lang}.txt", said)
        said = told("compare", folder, "p.json", "q.json", "--chains", *in_it)
        compare(f"jiangyan_compare.{lang}.txt", said)
        told("export", folder, "p.json", "--out", f"{lang}.html", *in_it)
        html = (tmp_path / f"{lang}.html").read_text(encoding="utf-8")
        compare(f"jiangyan_html.{lang}.txt", words_of(html))
        for paper in ("meeting", "record"):
            file = f"{paper}.{lang}.xlsx"
            told("export", folder, "p.json", "--out", file, "--paper", paper, *in_it)
            compare(f"jiangyan_{paper}.{lang}.txt", cells_of(tmp_path / file))
        told("export", folder, "p.json", "--out", f"{lang}.docx", *in_it)
        said = [each.text for each in Document(str(tmp_path / f"{lang}.docx")).paragraphs]
        compare(f"jiangyan_memo.{lang}.txt", "\n".join(said))
        if lang == "zh":
            assert lines_of(said[3 : said.index("附表1　调整名单")]) <= LINES


LINES = 18
"""Of a page of an official document, below the title and what stands around it."""


def lines_of(story: Sequence[str]) -> int:
    """How many lines paragraphs take, of 28 characters; letters and figures are half as wide."""
    widths = (2 + sum(0.5 if char.isascii() else 1 for char in words) for words in story)
    return sum(math.ceil(width / 28) for width in widths)


def drawn(test: AppTest) -> Iterator[str]:
    """Everything on a screen in its order: its words, its controls, its tables, its links."""
    for element in test.main:
        kind = element.type
        if kind in ("arrow_data_frame", "dataframe", "table"):
            yield from element.value.to_csv(index=False).splitlines()
            continue
        proto: Any = getattr(element, "proto", None)
        texts = [getattr(proto, key, "") for key in ("label", "body", "help")]
        options = getattr(element, "options", ())
        said = " / ".join(str(each) for each in [*texts, *options] if each)
        said = said or str(getattr(element, "value", "") or "")
        if said.strip():
            yield f"[{kind}] {words_of(said).strip()}"


@pytest.fixture
def kept(store: Store) -> tuple[ScenarioEntry, PlanEntry, PlanEntry]:  # noqa: F811
    small = store.add_scenario(INPUTS, author="甲")
    plans = (best(), without_newcomer())
    return (small, *(store.add_plan(small.id, 1, plan, author="甲") for plan in plans))  # type: ignore[return-value]


IN_PARTS = ("plan", "compare", "rules", "scenario", "ahead")
SCREENS = [
    *((name, "") for names in PAGES.values() for name in names if name not in IN_PARTS),
    *(("plan", view) for view in plan_page.VIEWS),
    *(("compare", view) for view in compare_page.VIEWS),
    *(("ahead", kind) for kind in ahead_page.VIEWS),
    *(("rules", part) for part in ("laws", "goals", "categories")),
    *(
        ("scenario", part)
        for part in ("glance", "attention", "quotas", "roster", "problems", "history")
    ),
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_screens(
    page: Page,  # noqa: F811
    kept: tuple[ScenarioEntry, PlanEntry, PlanEntry],
    lang: str,
) -> None:
    small, one, other = kept
    said = []
    for name, view in SCREENS:
        ids = {"scenario": small.id, "plan": one.id, "plans": f"{one.id},{other.id}"}
        where = dict.fromkeys(("part", "view", "side", "ahead"), view)
        test = page(name, lang, **ids, **where)
        assert not test.exception
        said.append("\n".join([f"=== {name} {view}", *drawn(test)]))
    compare(f"screens.{lang}.txt", "\n\n".join(said))
