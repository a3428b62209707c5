"""The documents say what is there: commands, rules, keys, links and figures."""

from __future__ import annotations

import csv
import dataclasses
import importlib.util
import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docs import rules as rule_pages
from docs import schema
from rotation import Explainer, Workbench, load_scenario, solve_scenario
from rotation.compare import compare_plans
from rotation.compare.chains import Opening
from rotation.compare.dominance import Verdict
from rotation.compare.figures import Better
from rotation.compare.judged import unmoved
from rotation.domain.action import ActionKind
from rotation.domain.decision import DecisionAction
from rotation.domain.plan import FindingStatus, Plan, Status
from rotation.explain.alternative import Outcome
from rotation.explain.base import Standing
from rotation.explain.explainer import Why
from rotation.explain.infeasible import find_conflicts
from rotation.explain.price import Price
from rotation.explain.repairs import RepairKind
from rotation.generate.write import write_scenario
from rotation.io.plan_file import plan_document
from rotation.io.tables import TABLE, TABLES
from rotation.io.write_roster import decisions_csv
from rotation.report.compare_document import compare_document
from rotation.rules.registry import goals, laws
from rotation.terminal.conflict import Conflicted
from rotation.terminal.conflict_document import conflict_document
from rotation.terminal.why import Explained
from rotation.terminal.why_document import why_document
from rotation.usage import command_names, parse
from tests.notices import EVIDENCE

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
DOCUMENTS = (
    *READMES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/plan-json.md",
    "docs/compare-json.md",
    "docs/why-json.md",
    "docs/conflict-json.md",
    "docs/store.md",
)
SCENARIOS = ("jiangyan", "puyang", "qinghe", "qingshui", "wuzhong")


@pytest.mark.parametrize("name", schema.DOCUMENTS)
def test_the_schema_of_a_document_is_that_of_its_model(name: str) -> None:
    written = (schema.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert written == schema.schema_text(name), "run docs/schema.py"


@pytest.mark.parametrize("lang", rule_pages.FILES)
def test_the_page_of_the_rules_is_what_they_say(lang: str) -> None:
    written = rule_pages.FILES[lang].read_text(encoding="utf-8")
    assert written == rule_pages.page_text(lang), "run docs/rules.py"


def words(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", words(name), re.MULTILINE | re.DOTALL)


def commands(name: str) -> Iterator[list[str]]:
    """The arguments of every `./run ...` in a document; comments, placeholders and the language,
    which goes before the command, apart."""
    shown = "\n".join(blocks(name, "sh"))
    inline = re.findall(r"`(\./run [^`<]+)`", words(name))
    for line in [*shown.splitlines(), *inline]:
        if line.startswith("./run "):
            arguments = shlex.split(line, comments=True)[1:]
            yield arguments[2:] if arguments[0] == "--lang" else arguments


@pytest.fixture(scope="module")
def developer_commands() -> tuple[str, ...]:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    bootstrap = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bootstrap)
    found: tuple[str, ...] = bootstrap.DEVELOPER_COMMANDS
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "small"
    write_scenario(folder, units=3, posts_per_unit=4, seed=1)
    return folder


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_in_a_document_can_be_given(
    name: str, developer_commands: tuple[str, ...]
) -> None:
    for arguments in commands(name):
        if arguments[0] in developer_commands:
            continue
        assert arguments[0] in command_names()
        if len(arguments) > 1 or arguments[0] == "rules":
            parse(arguments, "en")


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_the_two_commands_and_every_other(name: str) -> None:
    given = list(commands(name))
    assert ["test"] in given
    assert {arguments[0] for arguments in given} >= set(command_names())


@pytest.mark.parametrize("name", READMES)
def test_the_scenario_of_a_readme_loads_as_it_stands(name: str, small: Path) -> None:
    (example,) = blocks(name, "toml")
    (small / "scenario.toml").write_text(example, encoding="utf-8")
    scenario, notices = load_scenario(small)
    assert {notice.code for notice in notices} <= EVIDENCE
    assert scenario.name == tomllib.loads(example)["scenario"]["name"]


def test_both_readmes_show_the_same_scenario() -> None:
    english, chinese = (tomllib.loads(blocks(name, "toml")[0]) for name in READMES)
    for example in (english, chinese):
        del example["scenario"]["name"]
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_the_decisions_of_a_readme_are_rows_of_the_table(name: str) -> None:
    (example,) = blocks(name, "csv")
    rows = list(csv.DictReader(example.splitlines()))
    assert list(rows[0]) == [column.id for column in TABLE["decisions"].columns]
    assert {row["action"] for row in rows} <= {action.value for action in DecisionAction}
    assert {row["rule"] for row in rows} - {""} <= set(laws())
    assert all(f"`{action.value}`" in words(name) for action in DecisionAction)


def test_the_english_readme_names_every_table() -> None:
    assert all(f"`{table.id}`" in words("README.md") for table in TABLES)


def test_the_chinese_readme_names_every_table() -> None:
    assert all(table.zh in words("README.zh.md") for table in TABLES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_rule_that_a_document_names_exists(name: str) -> None:
    text = words(name)
    for shown in blocks(name, "text"):  # the program's own output, with faults on purpose
        text = text.replace(shown, "")
    named = re.findall(r"\b(laws|goals)[./]([a-z_]+[a-z])", text)
    named += [("laws", code) for code in re.findall(r"-k ([a-z]+_[a-z_]+)", text)]
    known = {"laws": laws(), "goals": goals()}
    assert [code for kind, code in named if code not in known[kind]] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", words(name)):
        path, _, anchor = link.partition("#")
        if path.startswith("https:"):
            continue
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.is_file(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", READMES)
def test_a_readme_shows_pictures_that_are_light(name: str) -> None:
    """One of the terminal, three of the screen, in the language of the document."""
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", words(name))
    lang = "zh" if name.endswith(".zh.md") else "en"
    assert len(pictures) == 4
    for picture in pictures:
        assert picture.endswith(f"-{lang}.png")
        assert 10_000 < (ROOT / picture).stat().st_size < 300_000


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_sizes_and_values_in_a_readme_are_those_of_the_scenario(
    name: str, scenario: str
) -> None:
    row = re.search(rf"^\| `{scenario}`(.*)$", words(name), re.MULTILINE)
    assert row is not None
    cells = [cell.strip() for cell in row[1].split("|")][1:]
    sizes = [table_size(ROOT / "scenarios" / scenario, i) for i in ("units", "posts", "cadres")]
    assert [int(cell) for cell in cells[:3]] == sizes
    expected = tomllib.loads(words(f"scenarios/{scenario}/expected.toml"))
    assert expected["status"] == "optimal"
    assert [int(value) for value in re.split("[,、]", cells[3])] == list(expected["tiers"].values())


def test_the_document_of_the_store_names_what_the_program_listens_to() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "rotation").rglob("*.py")]
    for variable in re.findall(r"^\| `(ROTATION_\w+)`", words("docs/store.md"), re.MULTILINE):
        assert any(f'"{variable}"' in source for source in sources), variable


def test_a_scenario_with_decisions_of_its_own_loads_as_it_is_shown(small: Path) -> None:
    (example,) = blocks("docs/store.md", "toml")
    example = example.replace("roster.xlsx", "roster")
    (small / "scenario.toml").write_text(example, encoding="utf-8")
    (small / "decisions.csv").write_bytes(decisions_csv(()))
    assert load_scenario(small)[0].decisions == ()


def table_size(folder: Path, table: str) -> int:
    """Rows of a table below its headings."""
    if (folder / "roster").is_dir():
        with (folder / "roster" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1
    book = load_workbook(folder / "roster.xlsx", read_only=True)
    rows = book[TABLE[table].zh].iter_rows(min_row=2, max_col=1, values_only=True)
    count = sum(value is not None for (value,) in rows)
    book.close()
    return count


def test_the_counts_of_rules_in_the_changelog_are_right() -> None:
    assert f"{len(laws())} laws and {len(goals())} goals" in words("CHANGELOG.md")


def test_plan_json_is_described_key_by_key() -> None:
    text = words("docs/plan-json.md")
    keys = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert keys == list(plan_document(Plan("", "", "", Status.OPTIMAL)))
    (action,) = (json.loads(block) for block in blocks("docs/plan-json.md", "json"))
    assert action["action"] in tuple(ActionKind)
    assert all(f"`{word.value}`" in text for word in (*ActionKind, *FindingStatus))


def test_the_document_of_why_is_described_key_by_key(small: Path) -> None:
    scenario, _ = load_scenario(small)
    result = solve_scenario(scenario)
    assert result.plan is not None
    explainer = Explainer(Workbench(scenario), result.plan)
    cadre, post = scenario.roster.cadres[0].cadre_id, scenario.roster.posts[-1].post_id
    parts = re.split(r"^(?:In every|With) .*:$", words("docs/why-json.md"), flags=re.MULTILINE)
    common, *own = [re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE) for part in parts[1:]]
    asked: list[Why] = [explainer.cadre(cadre), explainer.pair(cadre, post), explainer.post(post)]
    for why, rows in zip(asked, own, strict=True):
        document = why_document(Explained(why, "plan.json"))
        keys = [key for row in (*common, *rows) for key in re.findall(r"\w+", row)]
        assert sorted(keys) == sorted(document)
    shown = words("docs/why-json.md")
    alternative = why_document(Explained(explainer.cadre(cadre), "x"))["planned"]
    assert all(f"`{key}`" in shown for key in alternative)
    assert all(f"`{word.value}`" in shown for word in (*Outcome, *Standing))
    assert all(f"`{field.name}`" in shown for field in dataclasses.fields(Price))


def test_the_document_of_conflict_is_described_key_by_key() -> None:
    scenario, _ = load_scenario(ROOT / "scenarios" / "conflict")
    document = conflict_document(Conflicted(scenario, find_conflicts(scenario), "conflict"))
    parts = re.split(r"^(?:In the|A) .*:$", words("docs/conflict-json.md"), flags=re.MULTILINE)
    rows = [re.findall(r"^\| (`[^|]+`) \|", part, re.MULTILINE) for part in parts[1:]]
    told = [[key for row in part for key in re.findall(r"\w+", row)] for part in rows]
    conflict, repair = document["conflicts"][0], document["repairs"][0]
    shown = (document, conflict, conflict["requirements"][0], repair, repair["steps"][0])
    assert told == [list(part) for part in shown]
    text = words("docs/conflict-json.md")
    facts = [key for way in document["repairs"] for s in way["steps"] for key in s["facts"]]
    codes = [step["code"] for way in document["repairs"] for step in way["steps"]]
    assert all(
        f"`{word}`" in text for word in (*facts, *codes, *(kind.value for kind in RepairKind))
    )


def test_the_document_of_compare_is_described_key_by_key(small: Path) -> None:
    scenario, _ = load_scenario(small)
    text = words("docs/compare-json.md")
    rows = re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE)
    keys = [key for row in rows for key in re.findall(r"\w+", row)]
    document = compare_document(compare_plans(scenario, [unmoved(scenario)] * 2))
    assert keys == list(document)
    shown = ("plans", "tiers", "figures", "goals", "teams")
    assert all(f"`{key}`" in text for name in shown for key in document[name][0])
    assert all(f"`{key}`" in text for key in document["verdict"])
    coded = (*Better, *Opening, *Verdict)
    assert all(f"`{code.value}`" in text for code in coded)


def test_the_picture_of_the_house_shows_every_room() -> None:
    drawn = (ROOT / "docs/architecture.svg").read_text(encoding="utf-8")
    rooms = {face.parent.name for face in (ROOT / "rotation").glob("*/__init__.py")}
    assert set(re.findall(r'font-weight="700" fill="#1f5582">(\w+)<', drawn)) == rooms
