"""What each command may be told."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from rotation.domain.published import MOST_CHANGES
from rotation.locales import LANGUAGES, text
from rotation.terminal.usage import Parser, UsageFault, number, pair, several

PROG = "rotation"
MOST_SECONDS = 86_400
MOST_WORKERS = 256
MOST_SEED = 2**31 - 1
MOST_REPAIRS = 9
MOST_ALTERNATIVES = 1000
MOST_OPTIONS, MOST_LEVELS = 50, 100
MOST_APART, MOST_LOSS = 100_000, 10**9


def parse(argv: Sequence[str], lang: str) -> argparse.Namespace:
    """The options of a command; `command` names it. Raises UsageFault, or SystemExit after help."""
    top = _top(lang).parse_args(argv)
    if top.command is None:
        raise UsageFault(_top(lang).format_help().rstrip())
    if top.command not in COMMANDS:
        raise UsageFault(_unknown_command(top.command))
    parser = _parser(top.command, lang)
    options = parser.parse_args(top.rest)
    options.command = top.command
    options.debug = options.debug or top.debug
    return options


def _top(lang: str) -> Parser:
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {name:<{width}}{text(f'cli.{name}.summary', lang)}" for name in COMMANDS]
    commands = "\n".join([text("cli.help.commands", lang), *lines])
    closing = text("cli.help.closing", lang)
    parser = Parser(PROG, text("cli.about", lang), lang, f"{commands}\n\n{closing}")
    parser.options.add_argument(
        "--version", action="version", version=_version(), help=text("cli.help.version", lang)
    )
    parser.inputs.add_argument(
        "command", nargs="?", metavar="COMMAND", help=text("cli.help.command", lang)
    )
    parser.inputs.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def _version() -> str:
    from rotation import __version__

    return f"{PROG} {__version__}"


def _unknown_command(name: str) -> str:
    """In both languages, since whoever mistypes a command may not know of --lang."""
    commands = "  ".join(COMMANDS)
    said = [text("cli.unknown_command", lang, name=name) for lang in LANGUAGES]
    return "\n".join([*said, f"  {commands}"])


def _parser(command: str, lang: str) -> Parser:
    parser = Parser(
        f"{PROG} {command}",
        text(f"cli.{command}.summary", lang),
        lang,
        text(f"cli.{command}.closing", lang),
    )
    COMMANDS[command](parser, lang)
    return parser


def _json(parser: Parser, lang: str) -> None:
    parser.options.add_argument("--json", action="store_true", help=text("cli.help.json", lang))


def _all(parser: Parser, lang: str) -> None:
    parser.options.add_argument(
        "--all", "--verbose", action="store_true", help=text("cli.help.all", lang)
    )


def _scenario(parser: Parser, lang: str, key: str = "cli.help.scenario") -> None:
    parser.inputs.add_argument("scenario", metavar="SCENARIO", help=text(key, lang))


def _solve(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    add = parser.options.add_argument
    add("--out", metavar="PLAN.json", help=text("cli.solve.out", lang))
    _limits(parser, lang, 60.0)
    _replan(parser, lang)
    add("--write-program", metavar="FILE.lp", help=text("cli.solve.write_program", lang))
    add("--profile", action="store_true", help=text("cli.solve.profile", lang))
    add("--confirm", action="store_true", help=text("cli.solve.confirm", lang))
    add("--deterministic", action="store_true", help=text("cli.solve.deterministic", lang))
    _all(parser, lang)
    _json(parser, lang)


def _limits(parser: Parser, lang: str, seconds: float) -> None:
    """How long, on how many threads, from which seed, and by which engine."""
    add = parser.options.add_argument
    add(
        "--seconds", metavar="S", default=seconds,
        type=number(lang, 0.1, MOST_SECONDS, whole=False),
        help=text("cli.help.seconds", lang, default=f"{seconds:g}"),
    )  # fmt: skip
    add(
        "--workers", metavar="N", default=1, help=text("cli.solve.workers", lang),
        type=number(lang, 1, MOST_WORKERS),
    )  # fmt: skip
    _seed(parser, lang)
    _engine(parser, lang)


def _options(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    add = parser.options.add_argument
    add("--out", metavar="DIR", help=text("cli.options.out", lang))
    add(
        "--count", metavar="N", default=5, help=text("cli.options.count", lang),
        type=number(lang, 0, MOST_OPTIONS),
    )  # fmt: skip
    add(
        "--alternatives", metavar="N", default=1, help=text("cli.options.alternatives", lang),
        type=number(lang, 0, MOST_OPTIONS),
    )  # fmt: skip
    add(
        "--profile", metavar="CODE", action="append", default=[], dest="profiles",
        help=text("cli.options.profile", lang),
    )  # fmt: skip
    add(
        "--apart", metavar="K", help=text("cli.options.apart", lang),
        type=number(lang, 1, MOST_APART),
    )  # fmt: skip
    add(
        "--loss", metavar="PERCENT", default=2.0, help=text("cli.options.loss", lang),
        type=number(lang, 0, 1000, whole=False),
    )  # fmt: skip
    add(
        "--loss-in", metavar="TIER=AMOUNT", action="append", default=[], dest="losses",
        help=text("cli.options.loss_in", lang), type=pair(lang, 0, MOST_LOSS),
    )  # fmt: skip
    _limits(parser, lang, 300.0)
    _json(parser, lang)


def _pareto(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    add = parser.options.add_argument
    add(
        "--goal", metavar="GOAL", action="append", default=[], dest="goals", required=True,
        help=text("cli.pareto.goal", lang),
    )  # fmt: skip
    add(
        "--hold", metavar="GOAL", action="append", default=[], dest="held",
        help=text("cli.pareto.hold", lang),
    )  # fmt: skip
    add("--hold-nothing", action="store_true", help=text("cli.pareto.hold_nothing", lang))
    add(
        "--grid", metavar="N", help=text("cli.pareto.grid", lang), type=number(lang, 1, MOST_LEVELS)
    )
    add("--out", metavar="DIR", help=text("cli.pareto.out", lang))
    _limits(parser, lang, 300.0)
    _json(parser, lang)


def _sensitivity(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    add = parser.options.add_argument
    add(
        "--set", metavar="PATH=VALUE", action="append", nargs="+", default=[], dest="settings",
        help=text("cli.sensitivity.set", lang),
    )  # fmt: skip
    add(
        "--processes", metavar="N", help=text("cli.sensitivity.processes", lang),
        type=number(lang, 1, MOST_WORKERS),
    )  # fmt: skip
    _limits(parser, lang, 60.0)
    _all(parser, lang)
    _json(parser, lang)


def _replan(parser: Parser, lang: str) -> None:
    add = parser.add_argument_group(text("cli.solve.replan", lang)).add_argument
    add("--from", dest="published", metavar="PLAN.json", help=text("cli.solve.published", lang))
    add("--keep", action="store_true", help=text("cli.solve.keep", lang))
    add(
        "--changes", metavar="N", help=text("cli.solve.changes", lang),
        type=number(lang, 0, MOST_CHANGES),
    )  # fmt: skip
    for option in ("strike", "pin"):
        add(
            f"--{option}", metavar="CADRE=POST" if option == "pin" else "CADRE[=POST]",
            action="append", default=[], help=text(f"cli.solve.{option}", lang),
        )  # fmt: skip
    add("--reason", metavar="TEXT", default="", help=text("cli.solve.reason", lang))


def _engine(parser: Parser, lang: str) -> None:
    from rotation.solve.engines import DEFAULT, ENGINES

    parser.options.add_argument(
        "--engine", metavar="NAME", choices=list(ENGINES), default=DEFAULT,
        help=text("cli.solve.engine", lang, names=", ".join(ENGINES), default=DEFAULT),
    )  # fmt: skip


def _audit(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    parser.inputs.add_argument("plan", metavar="PLAN.json", help=text("cli.audit.plan", lang))
    _all(parser, lang)
    _json(parser, lang)


def _verify(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    parser.inputs.add_argument("plan", metavar="PLAN.json", help=text("cli.verify.plan", lang))
    parser.options.add_argument(
        "--from", dest="published", metavar="PLAN.json", help=text("cli.verify.published", lang)
    )
    _json(parser, lang)


def _compare(parser: Parser, lang: str) -> None:
    from rotation.compare.comparison import FEWEST, MOST

    _scenario(parser, lang)
    parser.inputs.add_argument(
        "plans", metavar="PLAN.json", nargs="+", action=several(FEWEST, MOST, "cli.compare.number"),
        help=text("cli.compare.plans", lang),
    )  # fmt: skip
    parser.options.add_argument(
        "--chains", action="store_true", help=text("cli.compare.chains", lang)
    )
    _all(parser, lang)
    _json(parser, lang)


def _why(parser: Parser, lang: str) -> None:
    from rotation.explain.explainer import COUNT

    _scenario(parser, lang)
    parser.inputs.add_argument("plan", metavar="PLAN.json", help=text("cli.why.plan", lang))
    add = parser.options.add_argument
    for option in ("cadre", "post"):
        add(f"--{option}", metavar=option.upper(), help=text(f"cli.why.{option}", lang))
    add(
        "--count", metavar="K", default=COUNT, help=text("cli.why.count", lang, default=COUNT),
        type=number(lang, 1, MOST_ALTERNATIVES),
    )  # fmt: skip
    _seconds(parser, lang, "cli.why.seconds")
    _seed(parser, lang)
    _all(parser, lang)
    _json(parser, lang)


def _seconds(parser: Parser, lang: str, words: str) -> None:
    """How long it may take. words: the help's key."""
    parser.options.add_argument(
        "--seconds", metavar="S", default=60.0, help=text(words, lang),
        type=number(lang, 0.1, MOST_SECONDS, whole=False),
    )  # fmt: skip


def _seed(parser: Parser, lang: str) -> None:
    parser.options.add_argument(
        "--seed", metavar="K", default=0, help=text("cli.solve.seed", lang),
        type=number(lang, 0, MOST_SEED),
    )  # fmt: skip


def _conflict(parser: Parser, lang: str) -> None:
    _scenario(parser, lang)
    add = parser.options.add_argument
    _seconds(parser, lang, "cli.conflict.seconds")
    _seed(parser, lang)
    add(
        "--apply", metavar="N", help=text("cli.conflict.apply", lang),
        type=number(lang, 1, MOST_REPAIRS),
    )  # fmt: skip
    add("--out", metavar="DIR", help=text("cli.conflict.out", lang))
    _all(parser, lang)
    _json(parser, lang)


def _export(parser: Parser, lang: str) -> None:
    from rotation.compare.comparison import MOST

    _scenario(parser, lang)
    parser.inputs.add_argument(
        "plans", metavar="PLAN.json", nargs="+", action=several(1, MOST, "cli.export.number"),
        help=text("cli.export.plans", lang),
    )  # fmt: skip
    parser.options.add_argument(
        "--out", metavar="FILE", required=True, help=text("cli.export.out", lang)
    )
    _json(parser, lang)


def _check(parser: Parser, lang: str) -> None:
    _scenario(parser, lang, "cli.check.scenario")
    _json(parser, lang)


def _rules(parser: Parser, lang: str) -> None:
    _json(parser, lang)


def _generate(parser: Parser, lang: str) -> None:
    add = parser.options.add_argument
    add(
        "--units", metavar="U", required=True, help=text("cli.generate.units", lang),
        type=number(lang, 1, 5000),
    )  # fmt: skip
    add(
        "--posts-per-unit", metavar="K", required=True, help=text("cli.generate.posts", lang),
        type=number(lang, 1, 200),
    )  # fmt: skip
    add(
        "--seed", metavar="S", default=0, help=text("cli.generate.seed", lang),
        type=number(lang, 0, MOST_SEED),
    )  # fmt: skip
    add(
        "--nominations", metavar="N", default=0, help=text("cli.generate.nominations", lang),
        type=number(lang, 0, 500),
    )  # fmt: skip
    add("--out", metavar="DIR", required=True, help=text("cli.generate.out", lang))
    _json(parser, lang)


def _template(parser: Parser, lang: str) -> None:
    add = parser.options.add_argument
    add("--out", metavar="FILE.xlsx", required=True, help=text("cli.template.out", lang))
    _json(parser, lang)


def _app(parser: Parser, lang: str) -> None:
    add = parser.options.add_argument
    add("--port", metavar="P", help=text("cli.app.port", lang), type=number(lang, 1, 65_535))
    add("--address", metavar="A", default="127.0.0.1", help=text("cli.app.address", lang))
    add("--headless", action="store_true", help=text("cli.app.headless", lang))
    _json(parser, lang)


COMMANDS: Mapping[str, Callable[[Parser, str], None]] = {
    "solve": _solve,
    "audit": _audit,
    "options": _options,
    "pareto": _pareto,
    "sensitivity": _sensitivity,
    "compare": _compare,
    "why": _why,
    "conflict": _conflict,
    "export": _export,
    "verify": _verify,
    "check": _check,
    "rules": _rules,
    "generate": _generate,
    "template": _template,
    "app": _app,
}
