"""Imports point one way, from room to room and from file to file: domain <- model <- rules <-
assemble <- solve <- jobs <- ui. Imports for type checking alone and those inside functions count,
and so does what the face of a package (its `__init__`) brings along."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import rotation

PACKAGE = Path(__file__).parent.parent / "rotation"
FACE = "rotation"
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): file
    for file in FILES
}
FOUNDATION = {"domain", "errors", "locales"}
SOLVER = {"model", "rules", "assemble", "audit", "solve", *FOUNDATION}
READER = {
    "ahead", "compare", "explain", "options", "overview", "io", "rules", "audit", *FOUNDATION
}  # fmt: skip
RESTS_ON: Mapping[str, set[str]] = {
    "domain": set(),
    "errors": {"domain"},
    "locales": set(),
    "collecting": set(),
    "interrupts": set(),
    "shipped": set(),
    "documents": {"locales"},
    "model": {"domain"},
    "evidence": {"domain", "locales"},
    "rules": {"domain", "model", "evidence", "locales"},
    "assemble": {"domain", "model", "rules", "collecting"},
    "parallel": {"interrupts", "errors"},
    "ahead": {"domain", "rules", "audit", "compare", "solve", "parallel", "io", "errors"},
    "audit": {"domain", "rules", "collecting"},
    "compare": {"domain", "rules", "audit"},
    "solve": SOLVER - {"locales"},
    "io": {"rules", "evidence", "collecting", "documents", *FOUNDATION},
    "intake": {"io", *FOUNDATION},
    "explain": {"documents", *SOLVER},
    "options": {"parallel", "io", "compare", *SOLVER},
    "overview": {"rules", "evidence", "audit", "compare", *FOUNDATION},
    "wording": {"rules", "compare", "explain", "solve", *FOUNDATION},
    "report": {
        "ahead",
        "overview",
        "rules",
        "audit",
        "compare",
        "explain",
        "wording",
        "io",
        "intake",
        "documents",
        *FOUNDATION,
    },
    "papers": {"intake", "report", "draw", "io", *FOUNDATION},
    "draw": {"domain", "report", "wording", "io", "locales"},
    "store": {"io", "shipped", *FOUNDATION},
    "jobs": {
        "store",
        "ahead",
        "report",
        "io",
        "intake",
        "options",
        "compare",
        "explain",
        "wording",
        "documents",
        "interrupts",
        "parallel",
        *SOLVER,
    },
    "generate": {"io", "collecting", *FOUNDATION},
    FACE: {*READER, "solve"},
    "terminal": {
        FACE,
        "parallel",
        "intake",
        "documents",
        "papers",
        "report",
        "draw",
        "wording",
        "generate",
        "store",
        "shipped",
        "assemble",
        "solve",
        *READER,
    },
    "usage": {FACE, "commands", "draw", "terminal", "solve", *READER},
    "commands": {
        FACE,
        "parallel",
        "usage",
        "terminal",
        "papers",
        "report",
        "draw",
        "wording",
        "generate",
        "intake",
        "ui",
        "assemble",
        "solve",
        *READER,
    },
    "cli": {"usage", "draw", "terminal", "interrupts", "locales"},
    "__main__": {"cli", "usage", "interrupts", "locales"},
    "ui": {
        "intake",
        "jobs",
        "store",
        "papers",
        "report",
        "draw",
        "wording",
        "solve",
        "shipped",
        *READER,
    },
}
"""By room the rooms that it may import."""


def imports(file: Path, *, typing: bool = True) -> frozenset[str]:
    """What a file imports, by dotted names. typing: also for type checking alone."""
    run, for_typing = _imports(file)
    return run | for_typing if typing else run


@cache
def _imports(file: Path) -> tuple[frozenset[str], frozenset[str]]:
    """What a file imports when it runs, and for type checking alone."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    typing_only = {
        node
        for block in nodes
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for node in nodes:
        if isinstance(node, ast.Import):
            names[node in typing_only].update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name their package in full"
            names[node in typing_only].update(f"{node.module}.{a.name}" for a in node.names)
    return frozenset(names[False]), frozenset(names[True])


def ours(name: str) -> str | None:
    """The module of ours that a dotted name stands for or is in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


@cache
def arrows(module: str) -> set[str]:
    """Modules of ours that a module imports, and the faces that Python runs on the way to them."""
    found = {target for name in imports(MODULES[module]) if (target := ours(name))}
    on_the_way = {
        target[:dot]
        for target in found
        for dot, letter in enumerate(target)
        if letter == "." and not module.startswith(f"{target[:dot]}.")
    }
    return (found | on_the_way) - {module}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else module


@cache
def rooms_of(module: str) -> set[str]:
    """The rooms that a module imports, by itself or through the face of a package."""
    found = arrows(module)
    behind = [target for target in found if MODULES[target].stem == "__init__"]
    return {room(target) for target in found}.union(*(rooms_of(target) for target in behind))


def test_imports_point_one_way() -> None:
    above = {m: rooms_of(m) - {room(m), *RESTS_ON[room(m)]} for m in MODULES}
    assert {module: rooms for module, rooms in above.items() if rooms} == {}


def test_no_circle_of_files() -> None:
    """Raises CycleError, which names the files in the order of their imports. (Modules that the
    registry of rules, the engines and the pages load by name are not seen.)"""
    TopologicalSorter({module: arrows(module) for module in MODULES}).prepare()


def test_the_face_names_for_type_checking_what_it_loads_by_name() -> None:
    named = {f"{module}.{name}" for module, name in rotation._HOMES.values()}
    assert named == {name for name in imports(MODULES[FACE]) if ours(name)}


KEPT_TO = {
    "ortools": ("solve/engines/",),
    "distributed": ("parallel/",),
    "streamlit": ("ui/",),
    "networkx": ("compare/",),
    "jinja2": ("draw/",),
    "rich": ("draw/", "terminal/"),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
}
"""Where alone a library may be imported."""


def test_solvers_and_screens_keep_to_their_rooms() -> None:
    for file in FILES:
        used = {name.split(".")[0] for name in imports(file)}
        place = file.relative_to(PACKAGE).as_posix()
        astray = [name for name in used & KEPT_TO.keys() if not place.startswith(KEPT_TO[name])]
        assert not astray, place
        assert not (place.startswith("domain/") and used & {"pandas", "numpy", "pydantic"}), place


def test_no_file_reads_both_sides_of_a_rule() -> None:
    """Neither a rule's check nor the audit can lean on the board: when they run, they never
    import it."""
    for file in [*PACKAGE.glob("audit/*.py"), *PACKAGE.glob("rules/**/*.py")]:
        run = imports(file, typing=False)
        assert not [name for name in run if name.startswith("rotation.model")], file


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
    builds, checks = (
        {name for on in functions if on.startswith(begins) for name in called_from(functions, on)}
        for begins in (("build", "removes", "narrows"), ("check",))
    )
    assert not builds & checks
