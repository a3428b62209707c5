"""What a planner is told to do is done to the letter, and it helps."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from io import StringIO
from pathlib import Path

import pytest

from rotation import load_scenario, rules
from rotation.domain.decision import DOWN
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page, console_on
from rotation.io.replan_request import Request, planned_anew
from rotation.io.tables import TABLES
from rotation.locales import catalogue
from rotation.rules.presets import presets
from rotation.rules.registry import goals, laws
from rotation.terminal.obstacles import show_obstacles
from rotation.usage import command, command_names
from tests.cli.conftest import Run
from tests.cli.small import CADRES, TOML, write
from tests.io.samples import report_of, with_table

AWAY = CADRES.replace("P4,2021.11,serving", "P4,2021.11,maternity")
"""赵敏, with whom alone 王建国 can change places, is not to be moved."""
AUTHORITY = {"决定人": "县委常委会", "决定日期": "2026-11-20", "文号": "12号"}
AUTHORITY |= dict(zip(("decided_by", "decided_on", "document"), AUTHORITY.values(), strict=True))
ROW = {
    "zh": (r"在“(.+?)”表中逐人加一行：(.+)，“(理由)”写明缘由", r"“(\S+?)”填 (.+?)(?=，|$)"),
    "en": (
        r"in the table (.+?), a row for each of them: (.+), and the (reason)",
        r"(\w+) = ([^,]+)",
    ),
}


def rows_told(said: str, lang: str) -> tuple[str, dict[str, str]]:
    """The table, and the row that is to be added to it."""
    row, cell = ROW[lang]
    found = re.search(row, said)
    assert found is not None
    cells = dict(re.findall(cell, found[2])) | {found[3]: "防汛"}
    own = re.search(r"(?:同一行还要填写|the same row names)(.+)", said)
    asked = {} if own is None else {k: v for k, v in AUTHORITY.items() if k in own[1]}
    return found[1], cells | asked


def follow(folder: Path, table: str, cells: dict[str, str]) -> None:
    """Write the row; of “C1 (name)” the id is what the column takes."""
    cells = {heading: re.sub(r" ?[（(].*", "", cell) for heading, cell in cells.items()}
    text = "\n".join([",".join(cells), ",".join(cells.values())])
    (folder / f"{table}.csv").write_text(text, encoding="utf-8")


def told_of(scenario: Scenario, law: str, *cadre_ids: str, lang: str = "zh") -> str:
    """What is advised about a breach of a law."""
    page = Page(console_on(StringIO()), lang)
    page.console.width = 500
    show_obstacles(page, scenario, [Finding(law, FindingStatus.BROKEN, 1, cadre_ids)])
    return page.console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_waiver_as_advised_gives_a_plan(run: Run, tmp_path: Path, lang: str) -> None:
    folder = write(tmp_path / "s", cadres=AWAY)
    assert run("solve", folder).code == 1
    said = told_of(load_scenario(folder)[0], "tenure_limit", "C1", lang=lang)
    follow(folder, *rows_told(said, lang))
    assert run("solve", folder).code == 0


def test_a_law_made_waivable_as_advised_gives_a_plan(run: Run, tmp_path: Path) -> None:
    scenario, _ = load_scenario(write(tmp_path / "s", cadres=AWAY))
    said = told_of(scenario, "tenure_limit", "C1")
    found = re.search(
        r"scenario.toml 的 (\[.+?\]) 之下（没有这一节的先加上）写一行 (mode = \"\w+\")", said
    )
    assert found is not None
    toml = TOML.replace(found[1], f"{found[1]}\n{found[2]}")
    folder = write(tmp_path / "s", cadres=AWAY, toml=toml)
    assert run("solve", folder).code == 0
    assert found[2] not in told_of(load_scenario(folder)[0], "tenure_limit", "C1")  # it is already


@pytest.mark.parametrize("who", ["王建国", "王 建国", "C1", "王建国（C1）"])
def test_whoever_is_struck_or_pinned_may_be_named(small: Path, who: str) -> None:
    scenario, _ = load_scenario(small)
    request = Request(pins=(f"{who}=市场监督管理局执法科科长",), reason="熟悉")
    anew, _ = planned_anew(scenario, request)
    assert anew.replan is not None
    assert [(d.cadre_id, d.post_id) for d in anew.replan.decisions] == [("C1", "P4")]


@pytest.mark.parametrize("option", ["--strike", "--pin"])
def test_a_shared_name_comes_with_everybody_who_bears_it(
    run: Run, tmp_path: Path, option: str
) -> None:
    folder = write(tmp_path / "s", cadres=CADRES.replace("赵敏", "王建国"))
    ran = run("solve", folder, option, "王建国=P4", "--reason", "熟悉")
    assert ran.code == 2
    for candidate in ("C1 王建国 发展和改革局审批科科长", "C4 王建国 市场监督管理局执法科科长"):
        assert candidate in ran.err.replace("\n", "")


@pytest.mark.parametrize(("word", "code"), [("任职年限", 0), ("Few moves", 0), ("任职年年", 2)])
def test_a_rule_is_shown_by_its_title(run: Run, word: str, code: int) -> None:
    ran = run("rules", word)
    assert ran.code == code
    assert ("任职年限" in ran.err) if code else ("依据" in ran.out)


@pytest.mark.parametrize(
    ("lang", "words", "mark"),
    [("zh", r"“决定事项”填 (.+?)，", r"、| 或 "), ("en", r"action = (.+?), with", r", | or ")],
)
def test_who_goes_down_is_decided_in_the_words_that_are_advised(
    tmp_path: Path, lang: str, words: str, mark: str
) -> None:
    scenario, _ = load_scenario(write(tmp_path / "s", cadres=AWAY))
    said = told_of(scenario, "release_with_cause", "C1", lang=lang)
    found = re.search(words, said)
    assert found is not None
    columns = [w for w in re.findall(r"“(\w+?)”|(\w+)", said) for w in w if w in AUTHORITY]
    ways = re.split(mark, found[1])
    assert (len(ways), len(columns)) == (len(DOWN), 3)
    for way in ways:
        row = {"cadre_id": "C1", "action": way, "reason": "防汛"}
        row |= {column: AUTHORITY[column] for column in columns}
        assert report_of(with_table("decisions", [[*row], [*row.values()]])).errors == []


SAID_BY = {"terminal.why.": "why", "terminal.conflict.": "conflict", "terminal.options.": "options",
           "terminal.pareto.": "pareto", "terminal.sensitivity.": "sensitivity",
           "terminal.change.": "solve", "terminal.obstacle.": "solve", "terminal.no_plan.": "solve",
           "terminal.written.": "solve", "terminal.stuck.": "solve"}  # fmt: skip
"""The command whose answer a sentence is part of, where the sentence names an option alone."""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_commands_and_options_that_sentences_name_are_there(lang: str) -> None:
    options = {name: {o for p in command(name).params for o in p.opts} for name in command_names()}
    every = set().union(*options.values(), {"--version"})
    for key, sentence in catalogue(lang).items():
        own = key.split(".")[1].replace("_", "-") if key.startswith("cli.") else ""
        usual = next((by for start, by in SAID_BY.items() if key.startswith(start)), own)
        for line in sentence.splitlines():
            named = re.search(rf"\brotation ({'|'.join(options)})\b", line)
            known = options.get(usual if named is None else named[1], every)
            assert known.issuperset(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line)), key


MEANT = {
    "_", "下", "相当", "至今", "警告", "保护导向", "交流过于频繁", "一刀切", "35岁左右",
    "干部—岗位", "单位+岗位名称", "实有/核定", "填表说明", "now", "as few as can be",
    "替换", "Replace", "文件夹名.keys.csv",
    "CSV UTF-8（逗号分隔）", "CSV UTF-8 (comma delimited)",
}  # fmt: skip
"""Quoted as words of ours or others', not as what is to be looked for in the program; and how a
choice begins that names the scenario behind it."""
EXAMPLES = re.compile(r"1/3|\d{4}-\d\d|(?<=--reason )\".+?\"|(?<=--meeting )\".+?\"|\[\[.+?\]\]")
_SNAKE = re.compile(r"(?<![\w./{-])[a-z]+(?:_[a-z]+)+(?![\w}/])")
_NAMED = (
    (r"“([^”{}]+)”页|page “([^”{}]+)”", "page"),
    (r"“([^”{}]+)”表|(?:table|sheet) “([^”{}]+)”", "table"),
    (r"“([^”{}]+)”[列栏]|表“([^”{}]+)”|column “([^”{}]+)”", "column"),
)
"""How a page, a table and a column are named."""


def words_of(node: object) -> Iterator[str]:
    """Every key and text of a TOML file."""
    if isinstance(node, dict):
        yield from map(str, node)
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from words_of(each)
    elif isinstance(node, str):
        yield node


def real(lang: str) -> dict[str, set[str]]:
    """What there is, by what it is."""
    files = resources.files("rotation.domain.codes").iterdir()
    tables = {word for each in TABLES for word in (each.zh, each.id, *each.aliases)}
    columns = {w for t in TABLES for c in t.columns for w in (*c.words, *c.names)}
    codes = {
        word
        for file in files
        if file.name.endswith(".toml")
        for word in words_of(tomllib.loads(file.read_text("utf-8")))
    }
    titles = {
        word
        for rule in (*laws().values(), *goals().values())
        for word in (rule.code, rule.words.title.get(lang))
    }
    short = {said for said in catalogue(lang).values() if len(said) < MOST_NAME}
    settings = {"hard", "waivable", "off", "own", "even", *presets()}
    settings |= {word for each in presets().values() for word in each.name.values()}
    return {
        "page": {said for key, said in catalogue(lang).items() if key.startswith("ui.page.")},
        "table": tables,
        "column": columns,
        "word": codes | settings | titles | short,
    }


MOST_NAME = 30
"""Sentences of ours that are shorter than this may be the names of parts of a page."""


def quoted(sentence: str) -> list[str]:
    """The words in quotation marks, and those of programs, that a sentence names."""
    plain = EXAMPLES.sub("", sentence)
    straight = re.sub(r"“[^”]*”", "", plain).split('"')[1::2]
    found = [*re.findall(r"“([^”]+)”", plain), *straight, *_SNAKE.findall(plain)]
    return [word for word in found if "{" not in word and word not in MEANT]


def told_by_rules() -> Iterator[str]:
    """The texts that rules hold, as they are written."""
    for file in Path(rules.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "“" in node.value:
                yield node.value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_columns_pages_and_words_that_sentences_name_are_there(lang: str) -> None:
    there = real(lang)
    every = set().union(*there.values(), *real("en").values())
    lost = {
        key: odd
        for key, sentence in catalogue(lang).items()
        if (odd := {*quoted(sentence)} - every)
    }
    of_rules = {word for said in told_by_rules() for word in quoted(said)}
    assert (lost, of_rules - every - set().union(*real("zh").values())) == ({}, set())
    for key, sentence in (*catalogue(lang).items(), *(("", said) for said in told_by_rules())):
        for pattern, kind in _NAMED:
            found = {w for m in re.findall(pattern, sentence) for w in m if w} - MEANT
            assert found <= there[kind], (key, kind)


def test_every_command_that_a_sentence_names_is_there() -> None:
    said = " ".join(catalogue("zh").values())
    named = set(re.findall(r"\brotation ([a-z][a-z-]*)", said))
    assert named
    assert named <= {*command_names()}
