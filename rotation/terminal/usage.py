"""Command-line arguments, with help and faults in the reader's language. Imports nothing heavy."""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from rotation.locales import LANGUAGES, default_lang, text

_FAULTS = (
    (r"the following arguments are required: (.+)", "missing"),
    (r"unrecognized arguments: (.+)", "unrecognized"),
    (r"argument (.+?): expected one argument", "no_value"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "choice"),
    (r"argument (.+?): (.+)", "argument"),
)
"""The parser's own words, and the key below `cli.fault` that says the same in both languages."""


class UsageFault(Exception):  # noqa: N818 - what happened, in the reader's words
    """The command line cannot be understood."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language."""

    def __init__(self, prog: str, description: str, lang: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.lang = lang
        self.inputs = self.add_argument_group(text("cli.help.inputs", lang))
        self.options = self.add_argument_group(text("cli.help.options", lang))
        self.options.add_argument("-h", "--help", action="help", help=text("cli.help.help", lang))
        self.options.add_argument(
            "--lang", choices=LANGUAGES, default=lang, help=text("cli.help.lang", lang)
        )
        self.options.add_argument("--debug", action="store_true", help=text("cli.help.debug", lang))

    def format_usage(self) -> str:
        return _own_heading(super().format_usage(), self.lang)

    def format_help(self) -> str:
        return _own_heading(super().format_help(), self.lang)

    def error(self, message: str) -> NoReturn:
        raise UsageFault(f"{_fault(message, self.lang)}\n{self.format_usage().rstrip()}")


def _own_heading(words: str, lang: str) -> str:
    return words.replace("usage: ", text("cli.help.usage", lang), 1)


def _fault(message: str, lang: str) -> str:
    for pattern, key in _FAULTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = dict(zip(("one", "two", "three"), found.groups(), strict=False))
            return text(f"cli.fault.{key}", lang, **parts)
    return message


def asked_lang(argv: Sequence[str]) -> str:
    """The language that the arguments ask for, found before they are parsed."""
    for place, word in enumerate(argv):
        value = word.removeprefix("--lang=")
        if word == "--lang" and place + 1 < len(argv):
            value = argv[place + 1]
        if word.startswith("--lang") and value in LANGUAGES:
            return value
    return default_lang()


def number(lang: str, low: float, high: float, *, whole: bool = True) -> Callable[[str], float]:
    """A reader of numbers from `low` to `high`, for `type=`."""

    def read(word: str) -> float:
        try:
            value = int(word) if whole else float(word)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            key = "cli.fault.whole" if whole else "cli.fault.number"
            raise argparse.ArgumentTypeError(
                text(key, lang, value=word, low=f"{low:g}", high=f"{high:g}")
            )
        return value

    return read


def pair(lang: str, low: int, high: int) -> Callable[[str], tuple[int, int]]:
    """A reader of "KEY=VALUE", two whole numbers, the value from `low` to `high`."""

    def read(word: str) -> tuple[int, int]:
        key, _, value = word.partition("=")
        try:
            found = int(key), int(value)
        except ValueError:
            found = (0, low - 1)
        if not low <= found[1] <= high or found[0] < 0:
            raise argparse.ArgumentTypeError(
                text("cli.fault.pair", lang, value=word, low=low, high=high)
            )
        return found

    return read


def several(low: int, high: int, key: str) -> type[argparse.Action]:
    """For `action=`: from `low` to `high` values, or the fault that `key` says."""

    class Several(argparse.Action):
        def __call__(
            self,
            parser: argparse.ArgumentParser,
            namespace: argparse.Namespace,
            values: Any,
            option_string: str | None = None,
        ) -> None:
            if isinstance(parser, Parser) and not low <= len(values) <= high:
                parser.error(text(key, parser.lang, low=low, high=high, count=len(values)))
            setattr(namespace, self.dest, values)

    return Several


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a character that cannot be written is no error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
