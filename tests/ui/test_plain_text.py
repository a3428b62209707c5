"""Text from people is never read as markup: whatever a widget reads as markup is a sentence of ours
(`say`, whose values are escaped) or escaped text (`plain`)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import PACKAGE

FILES = sorted((PACKAGE / "ui").rglob("*.py"))
BODY = {
    "button", "caption", "checkbox", "date_input", "dialog", "download_button", "error",
    "expander", "file_uploader", "header", "info", "link_button", "markdown", "metric",
    "multiselect", "number_input", "pills", "popover", "radio", "segmented_control",
    "select_slider", "selectbox", "slider", "spinner", "subheader", "success", "tabs",
    "text_input", "title", "toast", "toggle", "warning", "write",
}  # fmt: skip
"""Calls whose first argument is read as markup."""
SECOND = {"progress", "link"}
"""Calls whose second argument is."""
NAMED = {"label", "help", "text", "captions"}
CHOICES = {"radio", "segmented_control", "pills", "select_slider"}
"""Calls whose choices are read as markup."""
WRAPPED = {"picked_part": 1, "tables.picked": 0, "tables.searched": 1}
"""Functions of ours that show an argument, by its place, as markup; there it is a parameter."""
PARAMETERS = {("navigation", "words"), ("navigation", "label"), ("tables", "label")}
SAFE = {"say", "plain", "fault_words"}


def called(node: ast.AST) -> str:
    """The name of the function that a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that are read as markup."""
    name = called(call)
    place = WRAPPED.get(ast.unparse(call.func))
    if place is not None and len(call.args) > place:
        yield call.args[place]
    if name in BODY and call.args:
        yield call.args[0]
    if name in SECOND and len(call.args) > 1:
        yield call.args[1]
    if name in BODY | SECOND:
        yield from (word.value for word in call.keywords if word.arg in NAMED)
    if name in CHOICES:
        yield from (word.value for word in call.keywords if word.arg == "format_func")


def assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What names are given, also piece by piece."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            for each, value in zip(names, values, strict=True):
                yield from ((each.id, value) for _ in [0] if isinstance(each, ast.Name))
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append")):
            yield name, node.args[0]


def parts(node: ast.expr) -> list[ast.expr] | None:  # noqa: PLR0911 - one for each kind
    """What an expression is made of; None where it is not known to be made of its parts."""
    match node:
        case ast.Constant():
            return []
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join")):
            return node.args
        case ast.JoinedStr(values=several) | ast.Dict(values=several) | ast.BoolOp(values=several):
            return several
        case ast.List(elts=several) | ast.Tuple(elts=several):
            return several
        case ast.FormattedValue(value=one) | ast.Starred(value=one) | ast.Subscript(value=one):
            return [one]
        case ast.ListComp(elt=one) | ast.GeneratorExp(elt=one) | ast.DictComp(value=one):
            return [one]
        case ast.Attribute(value=one, attr="__getitem__"):
            return [one]
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            return [one, other]
    return None


class Reader:
    """Whether expressions of a file are made of sentences and escaped text alone."""

    def __init__(self, file: Path) -> None:
        self.stem = file.stem
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        found = [node for node in self.tree.body if isinstance(node, ast.FunctionDef)]
        self.functions = {function.name: function for function in found}

    def safe(self, node: ast.expr, scope: ast.AST) -> bool:
        """scope: the function that it stands in."""
        if isinstance(node, ast.Name):
            return self._named(node.id, scope)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id in SAFE or self._returned(node.func.id)
        if isinstance(node, ast.Call) and called(node) == "say":  # of no values to be escaped
            return not node.keywords
        made_of = parts(node)
        return made_of is not None and all(self.safe(part, scope) for part in made_of)

    def _named(self, name: str, scope: ast.AST) -> bool:
        if (self.stem, name) in PARAMETERS:
            return True
        given = [v for each in ast.walk(scope) for n, v in assigned(each) if n == name]
        given = given or [v for each in self.tree.body for n, v in assigned(each) if n == name]
        return bool(given) and all(self.safe(value, scope) for value in given)

    def _returned(self, name: str) -> bool:
        function = self.functions.get(name)
        if function is None:
            return False
        given = [n.value for n in ast.walk(function) if isinstance(n, ast.Return)]
        return all(value is None or self.safe(value, function) for value in given)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_whatever_is_read_as_markup_is_a_sentence_or_escaped(file: Path) -> None:
    reader = Reader(file)
    assert not {
        (call.lineno, ast.unparse(value))
        for function in reader.functions.values()
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for value in shown(call)
        if not reader.safe(value, function)
    }
