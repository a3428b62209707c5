"""What a command may be told: click's options and arguments, with help and faults in the reader's
language. Imports nothing heavy."""

from __future__ import annotations

import importlib
import math
import os
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn

import click

import rotation.commands
from rotation.locales import LANGUAGES, catalogue, default_lang, text

if TYPE_CHECKING:
    from rotation.draw.terminal import Page
    from rotation.terminal.answer import Answer

PROG = "rotation"
MOST_SECONDS = 86_400
MOST_WORKERS = 256
MOST_SEED = 2**31 - 1
MOST_YEARS = 20
_WIDEST = 120
_KEPT_TOGETHER = "\xa0"
"""A blank at which a line of usage is not broken."""


class UsageFault(Exception):  # noqa: N818 - what happened, in the reader's words
    """The command line cannot be understood."""


class Asked(SimpleNamespace):
    """What a command was told, by name; and `lang`, `json`, `debug`."""

    @cached_property
    def progress(self) -> Page:
        """Where it is told how far the work is."""
        from rotation.draw.terminal import Page, console_on

        return Page(console_on(sys.stderr), self.lang)


Run = Callable[[Asked], "Answer"]


class Number(click.ParamType[float]):
    """Numbers from `low` to `high`."""

    name = "number"

    def __init__(self, low: float, high: float, *, whole: bool = True) -> None:
        self.low, self.high, self.whole = low, high, whole

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        try:
            found = int(value) if self.whole else float(value)
        except ValueError:
            found = math.nan
        if not self.low <= found <= self.high:
            key = "whole" if self.whole else "number"
            facts = {"value": value, "low": f"{self.low:g}", "high": f"{self.high:g}"}
            _refuse_value(ctx, param, key, **facts)
        return found


class Pair(click.ParamType[tuple[int, int]]):
    """ "KEY=VALUE", two whole numbers, the value from `low` to `high`."""

    name = "pair"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[int, int]:
        key, _, amount = value.partition("=")
        try:
            found = int(key), int(amount)
        except ValueError:
            found = (0, self.low - 1)
        if not self.low <= found[1] <= self.high or found[0] < 0:
            _refuse_value(ctx, param, "pair", value=value, low=self.low, high=self.high)
        return found


class OneOf(click.ParamType[str]):
    """One of these words."""

    name = "one_of"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        if value not in self.words:
            _refuse(ctx, "choice", one=param.opts[0], two=value, three=", ".join(self.words))
        return str(value)


class Rule(click.ParamType[str]):
    """The code of a law or a goal (of these kinds), from its code or its title; else the word."""

    name = "rule"

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        from rotation.rules.called import rule_called  # brings every rule along

        called = (rule_called(kind, value) for kind in self.kinds)
        return next((code for code in called if code != value), value)


class Switch(click.Option):
    """An option. words: the key of its help, `cli.<command>.<option>` if not given, filled with
    `facts`. group: the heading it stands under. must: it has to be given."""

    def __init__(
        self,
        *names: str,
        words: str = "",
        facts: Mapping[str, object] | None = None,
        group: str = "cli.help.options",
        must: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(list(names), **given)
        self.words, self.facts, self.group, self.must = words, facts or {}, group, must

    @property
    def shown(self) -> str:
        """The option as a line of usage writes it."""
        return self.opts[0] if self.is_flag else f"{self.opts[0]} {self.metavar}"

    def help_line(self, command: str, lang: str) -> tuple[str, str]:
        key = self.words or f"cli.{command}.{self.opts[0].lstrip('-').replace('-', '_')}"
        value = "" if self.is_flag else f" {self.metavar}"
        return ", ".join(self.opts) + value, text(key, lang, **self.facts)


class Input(click.Argument):
    """What a command works on. between: how few and how many plans may be given. must: it has to be
    given."""

    def __init__(
        self,
        name: str,
        metavar: str,
        words: str = "",
        between: tuple[int, int] | None = None,
        *,
        must: bool = True,
        **given: Any,
    ) -> None:
        nargs = 1 if between is None else -1
        super().__init__([name], metavar=metavar, required=False, nargs=nargs, **given)
        self.words, self.between, self.must = words, between, must

    @property
    def shown(self) -> str:
        """The input as a line of usage writes it."""
        if self.between:
            return f"{self.metavar} [{self.metavar} ...]"
        return str(self.metavar) if self.must else f"[{self.metavar}]"

    def help_line(self, command: str, lang: str) -> tuple[str, str]:
        return str(self.metavar), text(self.words or f"cli.{command}.{self.name}", lang)

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        found = super().process_value(ctx, value)
        if self.between is not None and found:
            low, high = self.between
            if not low <= len(found) <= high:
                _refuse(ctx, "plans", low=low, high=high, count=len(found))
        return found


class Command(click.Command):
    """A command: what it may be told, and what answers it."""

    params: list[Switch | Input]  # type: ignore[assignment]

    def __init__(self, run: Run, *params: Switch | Input) -> None:
        always = (_HELP, Switch("--lang", metavar="{zh,en}", type=OneOf(LANGUAGES),
                                words="cli.help.lang"), _DEBUG)  # fmt: skip
        super().__init__(None, params=[*always, *params], add_help_option=False)
        self.run = run
        self.allow_extra_args = True  # told in our own words below

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _own_words(ctx):
            super().parse_args(ctx, args)
        missing = [
            _named(param)
            for param in self.params
            if param.must and ctx.params[str(param.name)] in (None, ())
        ]
        if missing:
            _refuse(ctx, "missing", one=", ".join(missing))
        if ctx.args:
            _refuse(ctx, "unrecognized", one=" ".join(ctx.args))
        return ctx.args

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what the command does, its inputs, its options by group, examples."""
        command, lang = _file(str(ctx.info_name)), ctx.obj
        self.format_usage(ctx, formatter)
        formatter.write(f"\n{text(f'cli.{command}.summary', lang)}\n")
        groups: dict[str, list[tuple[str, str]]] = {"cli.help.inputs": []}
        for param in self.params:
            group = param.group if isinstance(param, Switch) else "cli.help.inputs"
            groups.setdefault(group, []).append(param.help_line(command, lang))
        for group, lines in groups.items():
            _write_group(formatter, text(group, lang), lines)
        formatter.write(f"\n{text(f'cli.{command}.closing', lang)}")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [f"[{p.shown}]" for p in self.params if isinstance(p, Switch) and not p.must]
        needed = [p.shown for p in self.params if isinstance(p, Switch) and p.must]
        inputs = [p.shown for p in self.params if isinstance(p, Input)]
        _write_usage(ctx, formatter, [*options, *needed, *inputs])


_AND = "\0"
"""Between settings that are one change, once their words have been put together."""


class ChangesTogether(Command):
    """Settings that stand together after one `--set` are one change."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        together: list[str] = []
        for word in args:
            if not word.startswith("-") and "=" in word and together[-2:-1] == ["--set"]:
                together[-1] += f"{_AND}{word}"
            else:
                together.append(word)
        return super().parse_args(ctx, together)


def apart(settings: str) -> list[str]:
    """The settings of one change."""
    return settings.split(_AND)


def _named(param: Switch | Input) -> str:
    return param.opts[0] if isinstance(param, Switch) else str(param.metavar)


def _write_usage(ctx: click.Context, formatter: click.HelpFormatter, parts: Sequence[str]) -> None:
    said = " ".join(part.replace(" ", _KEPT_TOGETHER) for part in parts)
    written = click.HelpFormatter(width=formatter.width)
    written.write_usage(_called(ctx), said, text("cli.help.usage", ctx.obj))
    formatter.write(written.getvalue().replace(_KEPT_TOGETHER, " "))


def _called(ctx: click.Context) -> str:
    return PROG if ctx.parent is None else f"{PROG} {ctx.info_name}"


def _write_group(
    formatter: click.HelpFormatter, title: str, lines: Sequence[tuple[str, str]]
) -> None:
    if lines:
        formatter.write(f"\n{title}\n")
        with formatter.indentation():
            formatter.write_dl(lines, col_max=24)


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        print(ctx.get_help().rstrip("\n"))
        ctx.exit()


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from rotation import __version__

        print(f"{PROG} {__version__}")
        ctx.exit()


def _eager(*names: str, callback: Any) -> Switch:
    words = f"cli.help.{names[-1].lstrip('-')}"
    return Switch(*names, words=words, is_flag=True, is_eager=True, expose_value=False,
                  callback=callback)  # fmt: skip


_HELP = _eager("-h", "--help", callback=_show_help)
_DEBUG = Switch("--debug", words="cli.help.debug", is_flag=True)
SCENARIO = Input("scenario", "SCENARIO", "cli.help.scenario")
JSON = Switch("--json", words="cli.help.json", is_flag=True)
FORCE = Switch("--force", words="cli.help.force", is_flag=True)
ANNEX = Switch("--annex", metavar="FILE.json", words="cli.help.annex")
ALL = Switch("--all", "--verbose", "all", words="cli.help.all", is_flag=True)
SEED = Switch("--seed", metavar="K", default=0, words="cli.solve.seed", type=Number(0, MOST_SEED))


def seconds(usual: float) -> Switch:
    """How long it may take."""
    return Switch("--seconds", metavar="S", default=usual,
                  words="cli.help.seconds", facts={"default": f"{usual:g}"},
                  type=Number(0.1, MOST_SECONDS, whole=False))  # fmt: skip


def limits(usual: float) -> tuple[Switch, ...]:
    """How long, on how many threads, from which seed, and by which engine."""
    from rotation.solve.engines import DEFAULT, ENGINES

    workers = Switch("--workers", metavar="N", default=1, words="cli.solve.workers",
                     type=Number(1, MOST_WORKERS))  # fmt: skip
    engine = Switch(
        "--engine", metavar="NAME", type=OneOf(list(ENGINES)), default=DEFAULT,
        words="cli.solve.engine", facts={"names": ", ".join(ENGINES), "default": DEFAULT},
    )  # fmt: skip
    return seconds(usual), workers, SEED, engine


def at_once(words: str = "cli.help.processes") -> tuple[Switch, ...]:
    """Where many solves run: in so many processes, or on a cluster."""
    return (
        Switch("--processes", metavar="N", words=words, type=Number(1, MOST_WORKERS)),
        Switch("--cluster", metavar="ADDRESS", words="cli.help.cluster"),
    )


def years_after() -> tuple[Switch, ...]:
    """For how many years plans are followed, and where."""
    years = Switch("--years", metavar="N", words="cli.help.years", type=Number(2, MOST_YEARS))
    return years, *at_once()


class Program(click.Group):
    """The whole command line: its commands are the files of rotation/commands."""

    def __init__(self) -> None:
        version = _eager("--version", callback=_show_version)
        lang = Switch("--lang", metavar="{zh,en}", type=OneOf(LANGUAGES), words="cli.help.lang")
        super().__init__(params=[_HELP, lang, _DEBUG, version], add_help_option=False)
        self.no_args_is_help = False  # told by `parse`

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _own_words(ctx):
            return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = ctx.obj
        self.format_usage(ctx, formatter)
        options = [param for param in self.params if isinstance(param, Switch)]
        formatter.write(f"\n{text('cli.about', lang)}\n")
        inputs = [("COMMAND", text("cli.help.command", lang))]
        _write_group(formatter, text("cli.help.inputs", lang), inputs)
        lines = [param.help_line("", lang) for param in options]
        _write_group(formatter, text("cli.help.options", lang), lines)
        names = [(name, text(f"cli.{_file(name)}.summary", lang)) for name in command_names()]
        _write_group(formatter, text("cli.help.commands", lang), names)
        formatter.write(f"\n{text('cli.help.closing', lang)}")

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shown = [f"[{param.shown}]" for param in self.params if isinstance(param, Switch)]
        _write_usage(ctx, formatter, [*shown, "[COMMAND]"])


@cache
def command_names() -> tuple[str, ...]:
    """The files of rotation/commands, in the order in which the locale files tell of them."""
    there = {module.name for module in pkgutil.iter_modules(rotation.commands.__path__)}
    sections = (key.split(".")[1] for key in catalogue("zh") if key.startswith("cli."))
    found = (name for name in dict.fromkeys(sections) if name in there)
    return tuple(name.replace("_", "-") for name in found)


def _file(name: str) -> str:
    """The file of a command, which is also its section in the locale files."""
    return name.replace("-", "_")


def command(name: str) -> Command:
    """The command of this name; only its own file is imported."""
    found: Command = importlib.import_module(f"rotation.commands.{_file(name)}").COMMAND
    return found


def parse(argv: Sequence[str], lang: str) -> tuple[Command, Asked]:
    """The command and what it was told. Raises UsageFault, or click's Exit after help."""
    program = Program()
    settings: dict[str, Any] = {"obj": lang, "max_content_width": _WIDEST,
                                "terminal_width": min(_WIDEST, _columns())}  # fmt: skip
    top = program.make_context(PROG, list(argv), **settings)
    rest = [*top._protected_args, *top.args]
    if not rest:
        raise UsageFault(program.get_help(top).rstrip())
    if rest[0] not in command_names():
        raise UsageFault(_unknown_command(rest[0]))
    found = command(rest[0])
    ctx = found.make_context(rest[0], rest[1:], parent=top)
    told = ctx.params | {"command": rest[0], "lang": lang}
    told["debug"] = told["debug"] or top.params["debug"]
    return found, Asked(**{"json": False, **told})


def _columns() -> int:
    return shutil.get_terminal_size().columns


@contextmanager
def _own_words(ctx: click.Context) -> Iterator[None]:
    """What click finds wrong becomes a sentence of ours."""
    try:
        yield
    except click.NoSuchOption as fault:
        _refuse(ctx, "unrecognized", one=fault.option_name)
    except click.BadOptionUsage as fault:
        named = [param for param in ctx.command.params if fault.option_name in param.opts]
        flag = any(isinstance(param, Switch) and param.is_flag for param in named)
        _refuse(ctx, "flag" if flag else "no_value", one=fault.option_name)


def _refuse_value(ctx: click.Context, param: click.Parameter, key: str, **facts: object) -> None:
    said = text(f"cli.fault.{key}", ctx.obj, **facts)
    _refuse(ctx, "argument", one=param.opts[0], two=said)


def _refuse(ctx: click.Context, key: str, **facts: object) -> NoReturn:
    _stop(ctx, text(f"cli.fault.{key}", ctx.obj, **facts))


def _stop(ctx: click.Context, said: str) -> NoReturn:
    raise UsageFault(f"{said}\n{ctx.get_usage()}")


def _unknown_command(name: str) -> str:
    """In both languages, since whoever mistypes a command may not know of --lang."""
    said = [text("cli.unknown_command", lang, name=name) for lang in LANGUAGES]
    return "\n".join([*said, "  " + "  ".join(command_names())])


def asked_lang(argv: Sequence[str]) -> str:
    """The language that the arguments ask for, found before they are parsed."""
    for place, word in enumerate(argv):
        value = word.removeprefix("--lang=")
        if word == "--lang" and place + 1 < len(argv):
            value = argv[place + 1]
        if word.startswith("--lang") and value in LANGUAGES:
            return value
    return default_lang()


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a character that cannot be written is no error."""
    # A stream that was closed from outside is None; its place must not go to the next file opened.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - to the very end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
