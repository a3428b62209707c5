"""The command line: `rotation COMMAND ...`.

Reads arguments, calls the same functions as the screen, prints one page or one JSON document.
Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 stopped without a plan, 4 defect.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rotation.interrupts import ctrl_c_ignored
from rotation.terminal.answer import BAD_INPUT, Answer
from rotation.terminal.arguments import parse
from rotation.terminal.usage import UsageFault, asked_lang, speak_utf8

if TYPE_CHECKING:
    from rotation.terminal.page import Page


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; `argv` is without the program's name. Returns the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    try:
        options = parse(given, asked_lang(given))
    except UsageFault as fault:
        print(fault, file=sys.stderr)
        return BAD_INPUT
    except SystemExit as finished:  # after --help or --version
        return int(finished.code or 0)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Answer a command and print the answer; no error leaves this function."""
    answer: Answer | None = None
    try:
        answer = COMMANDS[options.command](options)
        _print(answer, options)
    except BrokenPipeError:  # whoever read our output has left
        _discard_output()
    except (Exception, KeyboardInterrupt) as fault:
        if options.debug:
            traceback.print_exc()
        from rotation.terminal.failures import failure

        answer = failure(fault)
        _print(answer, options)
    return answer.code if answer is not None else 0


def _print(answer: Answer, options: argparse.Namespace) -> None:
    """The page or the document on stdout, remarks on stderr. Ctrl-C cuts no answer short."""
    with ctrl_c_ignored():
        _put(answer, options)


def _put(answer: Answer, options: argparse.Namespace) -> None:
    document = json.dumps(answer.document, ensure_ascii=False, indent=1) if options.json else ""
    if options.json:
        print(document, flush=True)
    else:
        answer.page(_page(options, sys.stdout))
        sys.stdout.flush()
    if answer.remarks is not None:
        answer.remarks(_page(options, sys.stderr))


def _page(options: argparse.Namespace, stream: object) -> Page:
    from rotation.terminal.page import Page, console_on

    return Page(console_on(stream), options.lang)  # type: ignore[arg-type]


def _discard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter ends in silence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _solve(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_solve import run_solve

    return run_solve(options, _page(options, sys.stderr))


def _options(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_options import run_options

    return run_options(options, _page(options, sys.stderr))


def _pareto(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_pareto import run_pareto

    return run_pareto(options, _page(options, sys.stderr))


def _sensitivity(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_sensitivity import run_sensitivity

    return run_sensitivity(options, _page(options, sys.stderr))


def _audit(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_audit import run_audit

    return run_audit(options)


def _compare(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_compare import run_compare

    return run_compare(options)


def _why(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_why import run_why

    return run_why(options, _page(options, sys.stderr))


def _export(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_export import run_export

    return run_export(options)


def _verify(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_verify import run_verify

    return run_verify(options)


def _conflict(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_conflict import run_conflict

    return run_conflict(options, _page(options, sys.stderr))


def _check(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_check import run_check

    return run_check(options)


def _rules(_: argparse.Namespace) -> Answer:
    from rotation.terminal.rules import rules_document, show_rules

    return Answer(0, rules_document(), show_rules)


def _generate(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_write import run_generate

    return run_generate(options)


def _template(options: argparse.Namespace) -> Answer:
    from rotation.terminal.run_write import run_template

    return run_template(options)


def _app(options: argparse.Namespace) -> Answer:
    from rotation.ui.command import run_app

    return run_app(options, _page(options, sys.stderr))


COMMANDS: Mapping[str, Callable[[argparse.Namespace], Answer]] = {
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
