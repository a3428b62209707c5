"""Edits the text of a TOML file: what is changed is written, everything else stays to the byte."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import Array, Item

Path = tuple[str, ...]
Tables = Mapping[str, Mapping[str, object]]

_TEXT = r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'"""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    rf"|{_TEXT}|#[^\n]*|[\[{{\]}}\n]|[^\"'#\[{{\]}}\n]+",
    re.DOTALL,
)
_NAME = rf"(?:{_TEXT}|[A-Za-z0-9_-]+)"
_KEY = re.compile(rf"([ \t\[]*)({_NAME}(?:[ \t]*\.[ \t]*{_NAME})*)")
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}
Coded = Callable[[Path], Path]
"""A path whose last key may be a word for a code, with the code."""


def _as_written(path: Path) -> Path:
    return path


@dataclass
class _Statement:
    """A blank line, a comment, the header of a table, or a key with its value, over however many
    lines. header: of the table that it stands in. path: of the header or key, from the root."""

    text: str
    header: Path = ()
    path: Path = ()
    coded: Coded = _as_written

    @property
    def sign(self) -> str:
        """The first one: "[" of a header, "#" of a comment, "" of a blank line."""
        return self.text.strip()[:1]

    @property
    def is_key(self) -> bool:
        return self.path != () and self.sign != "["

    def edit(self, path: Path, value: object) -> None:
        """Set what stands at a path, which leads into this key's value; None takes it out."""
        key = _KEY.match(self.text)
        assert key is not None, "what has a path has a key"
        document = tomlkit.parse("x" + self.text[key.end() :])
        inner: Any = document["x"] if len(path) > len(self.path) else document
        for place in range(len(self.path), len(path) - 1):
            inner = inner[self._written(inner, path[: place + 1])]
        last = self._written(inner, path) if len(path) > len(self.path) else "x"
        if value is None:
            del inner[last]
        elif not (isinstance(inner.get(last), Array) and _edit_array(inner[last], value)):
            inner[last] = toml_item(value)
        text = key[0] + document.as_string()[1:]
        if self.text.endswith("\r\n"):
            text = re.sub(r"\r?\n", "\r\n", text)
        self.text = text

    def _written(self, inner: Any, path: Path) -> str:
        """The key of an inline table that a path in codes ends with."""
        names = (name for name in inner if self.coded((*path[:-1], name)) == path)
        return next(names, path[-1])


class TomlText:
    """The text, taken apart. sections: its uppermost tables, as one would look for them. coded:
    paths are in codes, whatever words the text has for them."""

    def __init__(self, text: str, sections: Sequence[str], coded: Coded = _as_written) -> None:
        self._coded = coded
        self._sections = list(sections)
        self._line_end = "\r\n" if "\r\n" in text else "\n"
        self._added = "" if text.endswith("\n") or not text else self._line_end
        self._statements = list(_statements(text + self._added, coded=coded))

    def __str__(self) -> str:
        return "".join(each.text for each in self._statements).removesuffix(self._added)

    def comment(self, lines: Sequence[str]) -> None:
        """Add lines of comment at the head."""
        if lines:
            self._insert(0, [*(f"# {line}" for line in lines), ""])

    def change(self, path: Path, old: object, new: object) -> None:
        """Write what differs between two values of one place; None: there is nothing."""
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            for name in dict.fromkeys([*old, *new]):
                self.change((*path, name), old.get(name), new.get(name))
        elif new is None:
            if old is not None:
                self.remove(path)
        elif old is None or value_text(old) != value_text(new):
            self._set(path, new)

    def remove(self, path: Path) -> None:
        """Take out a key, or a table with the comments that belong to it."""
        holder = self._holder(path)
        if holder is not None and holder.path != path:
            holder.edit(path, None)
            return
        owners = self._owners()
        for at in reversed(range(len(owners))):
            if _within(owners[at], path) or _within(self._statements[at].path, path):
                del self._statements[at]
                if self._blank(at) and (at == 0 or self._blank(at - 1)):
                    del self._statements[at]

    def arrange(self, section: str, wanted: Tables) -> None:
        """Bring the tables of a section into an order; what is missing is added in its place."""
        self._move(section, list(wanted))
        self._add_missing(section, wanted)
        now = self.codes(section)
        if now != list(wanted):  # some are no tables of their own
            agreed = [one == other for one, other in zip(now, wanted, strict=True)].index(False)
            for code in now[agreed:]:
                self.remove((section, code))
            self._add_missing(section, wanted)

    def codes(self, section: str) -> list[str]:
        """The keys of a section, in the order of the file."""
        there = tomllib.loads(str(self)).get(section, {})
        return [self._coded((section, key))[-1] for key in there]

    def _move(self, section: str, codes: Sequence[str]) -> None:
        """Put the tables into each other's places, if each is a stretch of the file."""
        owners = self._owners()
        found: dict[str, list[int]] = {code: [] for code in codes}
        for at, statement in enumerate(self._statements):
            table = owners[at] or ()
            if _within(table[1:] and table, (section,)):
                found[table[1]].append(at)
            elif _within(statement.path[1:] and statement.path, (section,)):
                return
        runs = [slice(at[0], at[-1] + 1) for at in found.values() if at]
        slots = sorted(runs, key=lambda run: run.start)
        if all(one.stop <= other.start for one, other in pairwise(slots)):
            moved = [self._statements[run] for run in runs]
            for slot, statements in reversed(list(zip(slots, moved, strict=True))):
                self._statements[slot] = statements

    def _add_missing(self, section: str, wanted: Tables) -> None:
        there, codes = self.codes(section), list(wanted)
        for place, code in enumerate(codes):
            if code in there:
                continue
            holder = self._holder((section, code))
            if holder is not None:
                holder.edit((section, code), wanted[code])
            else:
                before = [(section, other) for other in reversed(codes[:place])]
                after = [(section, other) for other in codes[place + 1 :]]
                self._add_table((section, code), wanted[code], self._between(before, after))

    def _set(self, path: Path, value: object) -> None:
        holder = self._holder(path)
        if holder is not None:
            holder.edit(path, value)
            return
        self.remove(path)
        last = next(
            (
                at
                for at, each in reversed(list(enumerate(self._statements)))
                if (each.is_key and _within(each.path, path[:-1]) and len(each.header) < len(path))
                or (each.sign == "[" and each.path == path[:-1])
            ),
            None,
        )
        if last is not None and len(path) > 1:
            found = self._statements[last]
            header = found.header if found.is_key else found.path
            line = f"{key_text(path[len(header) :])} = {value_text(value)}"
            self._insert(last + 1, [line], header)
        elif isinstance(value, Mapping):
            self._add_table(path, value, self._between([path[:1]], []))
        else:
            table = {path[-1]: value}
            self._add_table(path[:-1], table, self._between([path[:-1], path[:1]], []))

    def _add_table(self, path: Path, values: Mapping[str, object], at: int) -> None:
        """Write a new table, set apart by a blank line unless what it comes between is not."""
        lines = table_lines(path, values)
        if at < len(self._statements) and (at == 0 or self._blank(at - 1)):
            lines = [*lines, ""]
        elif at > 0 and (at == len(self._statements) or self._blank(at)):
            lines = ["", *lines]
        self._insert(at, lines)

    def _between(self, before: Sequence[Path], after: Sequence[Path]) -> int:
        """The place behind the first of `before` that there is, else in front of the first of
        `after`, else behind the sections that come earlier, else at the end."""
        owners = self._owners()
        for path in before:
            if found := [at for at, owner in enumerate(owners) if self._holds(at, owner, path)]:
                owner = owners[found[-1]]
                return 1 + max(at for at, other in enumerate(owners) if other == owner)
        for path in after:
            if path in owners:
                return owners.index(path)
        section = (*before, *after, ("",))[0][0]
        if section in self._sections:
            earlier = self._sections[: self._sections.index(section)]
            found = [at for at, owner in enumerate(owners) if owner and owner[0] in earlier]
            return 1 + found[-1] if found else len(owners)
        return len(owners)

    def _holds(self, at: int, owner: Path | None, path: Path) -> bool:
        return _within(owner, path) or _within(self._statements[at].path, path)

    def _holder(self, path: Path) -> _Statement | None:
        """The key in whose value the path ends."""
        keys = (each for each in self._statements if each.is_key)
        return next((key for key in keys if _within(path, key.path)), None)

    def _blank(self, at: int) -> bool:
        return 0 <= at < len(self._statements) and self._statements[at].sign == ""

    def _insert(self, at: int, lines: Sequence[str], header: Path = ()) -> None:
        text = "".join(line + self._line_end for line in lines)
        self._statements[at:at] = _statements(text, header, self._coded)

    def _owners(self) -> list[Path | None]:
        """Per statement the table that it belongs to; None for what stands between tables.

        Comments belong to the table that follows on the next line, else to the one just before.
        """
        signs = [each.sign for each in self._statements]
        owners: list[Path | None] = [None] * len(signs)
        heads = [at for at, sign in enumerate(signs) if sign == "["]
        for start, stop in pairwise([0, *heads, len(signs)]):
            paths = [at for at in range(start, stop) if self._statements[at].path]
            end = 1 + max(paths, default=start - 1)
            lead = stop
            while stop < len(signs) and lead > end and signs[lead - 1] == "#":
                lead -= 1
            while paths and end < lead and signs[end] == "#":
                end += 1
            first = self._statements[start] if paths else None
            table = first.path if first and first.sign == "[" else ()
            owners[start:end] = [table] * (end - start)
            if stop < len(signs):
                owners[lead:stop] = [self._statements[stop].path] * (stop - lead)
        return owners


def _statements(text: str, header: Path = (), coded: Coded = _as_written) -> Iterator[_Statement]:
    start = depth = 0
    for token in _TOKEN.finditer(text):
        depth += _DEPTH.get(token[0], 0)
        if token[0] == "\n" and depth == 0:
            statement = _Statement(text[start : token.end()], coded=coded)
            start = token.end()
            key = None if statement.sign == "#" else _KEY.match(statement.text)
            if key is not None and statement.sign == "[":
                statement.path = header = _path((), key[2], coded)
            elif key is not None:
                statement.path = _path(header, key[2], coded)
            statement.header = header
            yield statement


def _path(header: Path, key: str, coded: Coded) -> Path:
    found, path = tomllib.loads(f"[{key}]"), header
    while found:
        ((name, found),) = found.items()
        path = coded((*path, name))
    return path


def _within(path: Path | None, prefix: Path) -> bool:
    return path is not None and path[: len(prefix)] == prefix


def _edit_array(array: Array, value: object) -> bool:
    """Change the entries that differ, so that what is said about the others stays; False where
    the value is no list."""
    if not isinstance(value, list | tuple):
        return False
    old, new = list(map(value_text, array.unwrap())), list(map(value_text, value))
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = min(len(old), len(new)) if same is None else same
    stop, end = len(old), len(new)
    while min(stop, end) > start and old[stop - 1] == new[end - 1]:
        stop, end = stop - 1, end - 1
    for _ in range(start, stop):
        del array[start]
    for at in range(start, end):
        array.insert(at, toml_item(value[at]))
    return True


def table_lines(path: Path, values: Mapping[str, object]) -> list[str]:
    """A table as lines; what is None is left out."""
    given = {key: value for key, value in values.items() if value is not None}
    entries = [f"{key_text((key,))} = {value_text(value)}" for key, value in given.items()]
    return [f"[{key_text(path)}]", *entries]


def key_text(path: Path) -> str:
    """A key, its parts quoted where they have to be."""
    return ".".join(tomlkit.key(name).as_string() for name in path)


def value_text(value: object) -> str:
    """A value on one line."""
    return toml_item(value).as_string()


def toml_item(value: object) -> Item:
    """Text, number, yes or no, date, list, or table with text keys, tables inside a line.

    Sets are written as sorted lists, members of an enum as their values. Raises TypeError for what
    TOML has no word for.
    """
    match value:
        case Enum():
            return toml_item(value.value)
        case Mapping():
            table = tomlkit.inline_table()
            for key, inner in value.items():
                table.append(tomlkit.key(key), toml_item(inner))
            return table
        case set() | frozenset():
            return toml_item(sorted(value))
        case list() | tuple():
            array = tomlkit.array()
            for inner in value:
                array.append(toml_item(inner))
            return array
        case None:
            raise TypeError("TOML has no None")
        case _:
            return tomlkit.item(value)
