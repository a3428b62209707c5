"""Imports point one way: domain <- model <- rules <- assemble <- solve <- jobs; audit and compare
know no solver and no model; what is kept in the store is known to nobody below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "rotation"
ABOVE = {
    "explain",
    "options",
    "overview",
    "report",
    "wording",
    "terminal",
    "cli",
    "generate",
    "store",
    "jobs",
    "ui",
}
FORBIDDEN = {
    "domain": {"rules", "model", "assemble", "solve", "audit", "io", "compare", "locales", *ABOVE},
    "rules": {"model", "assemble", "solve", "audit", "io", "compare", *ABOVE},
    "assemble": {"solve", "audit", "io", "compare", *ABOVE},
    "model": {"rules", "assemble", "solve", "audit", "io", "compare", *ABOVE},
    "audit": {"model", "assemble", "solve", "compare", *ABOVE},
    "compare": {"model", "assemble", "solve", "io", *ABOVE},
    "solve": {"io", "compare", *ABOVE},
    "io": {"model", "assemble", "solve", *ABOVE},
    "explain": {"io", *ABOVE} - {"explain"},
    "options": {"io", *ABOVE} - {"options"},
    "overview": {"model", "assemble", "solve", "io", *ABOVE} - {"overview"},
    "wording": {"model", "assemble", "io", *ABOVE} - {"wording", "explain"},
    "report": {
        "model",
        "assemble",
        "solve",
        "explain",
        "options",
        "cli",
        "generate",
        "store",
        "jobs",
        "ui",
    },
    "terminal": {"ui"},
    "generate": {"store", "jobs", "ui"},
    "store": {
        "rules",
        "model",
        "assemble",
        "solve",
        "audit",
        "terminal",
        "cli",
        "generate",
        "jobs",
        "ui",
    },
    "jobs": {"terminal", "cli", "generate", "ui"},
    "ui": {"cli", "generate"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    """Modules that a file imports when it runs; imports for type checking alone are left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_imports_point_one_way(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0]
    used = {name.split(".")[1] for name in imports(file) if name.startswith("rotation.")}
    assert not used & FORBIDDEN.get(room, set())


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_solvers_and_screens_keep_to_their_rooms(file: Path) -> None:
    used = {name.split(".")[0] for name in imports(file)}
    place = file.relative_to(PACKAGE).parts
    if place[:2] != ("solve", "engines"):
        assert "ortools" not in used
    if place[0] != "ui":
        assert "streamlit" not in used
    if place[0] != "compare":
        assert "networkx" not in used
    if place[0] != "store":
        assert not used & {"sqlalchemy", "alembic"}
    if place[0] == "domain":
        assert not used & {"pandas", "numpy", "pydantic"}


def test_no_file_reads_both_sides_of_a_rule() -> None:
    """Neither a rule's check nor the audit can lean on the board: they never import it."""
    for file in [*PACKAGE.glob("audit/*.py"), *PACKAGE.glob("rules/**/*.py")]:
        assert not [name for name in imports(file) if name.startswith("rotation.model")], file


def called_from(functions: dict[str, ast.FunctionDef], start: str) -> set[str]:
    """Functions of a file that one of them reaches, itself included."""
    seen: set[str] = set()
    todo = [start] if start in functions else []
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        calls = [node.func for node in ast.walk(functions[name]) if isinstance(node, ast.Call)]
        names = [getattr(call, "id", getattr(call, "attr", None)) for call in calls]
        todo += [found for found in names if found in functions]
    return seen


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("rules/*s/*.py")), ids=lambda f: f.stem)
def test_a_rules_check_shares_no_helper_with_what_builds_it(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    builds = {name for on in ("build", "removes", "narrows") for name in called_from(functions, on)}
    assert not builds & called_from(functions, "check")
