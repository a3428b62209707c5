"""The command line: `rotation COMMAND ...`.

Reads arguments, calls the same functions as the screen, prints one page or one JSON document.
Exit codes: 0 done, 1 the answer is no, 2 bad input or usage, 3 stopped without a plan, 4 defect,
5 claimed by a solver and not proven here.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from click.exceptions import Exit

from rotation.interrupts import ctrl_c_ignored
from rotation.locales import text
from rotation.terminal.answer import BAD_INPUT, DONE, Answer
from rotation.usage import Asked, Command, UsageFault, asked_lang, parse, speak_utf8

if TYPE_CHECKING:
    from rotation.draw.terminal import Page


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; `argv` is without the program's name. Returns the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    speak_utf8()
    lang = asked_lang(given)
    try:
        command, options = parse(given, lang)
    except UsageFault as fault:
        _tell(str(fault))
        return BAD_INPUT
    except (Exit, BrokenPipeError):  # after --help or --version
        return _shown(DONE, lang)
    except OSError as fault:
        return _not_shown(fault, lang)
    return _run(command, options)


def _shown(code: int, lang: str) -> int:
    """The code, once everything that was printed has gone out."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    except OSError as fault:
        return _not_shown(fault, lang)
    return code


def _not_shown(fault: OSError, lang: str) -> int:
    """Nobody can read the answer: the disk is full, say. No code says what it would have been."""
    _discard_output()
    _tell(text("cli.unwritten", lang, detail=fault.strerror or type(fault).__name__))
    return BAD_INPUT


def _tell(sentence: str) -> None:
    with suppress(OSError):  # where nobody reads the errors either
        print(sentence, file=sys.stderr, flush=True)


def _run(command: Command, options: Asked) -> int:
    """Answer a command and print the answer; no error leaves this function."""
    answer: Answer | None = None
    try:
        answer = command.run(options)
        _print(answer, options)
    except BrokenPipeError:  # whoever read our output has left
        _discard_output()
    except Unwritten as fault:
        return _not_shown(fault.fault, options.lang)
    except (Exception, KeyboardInterrupt) as fault:
        if options.debug:
            traceback.print_exc()
        from rotation.terminal.failures import failure

        answer = failure(fault)
        try:
            _print(answer, options)
        except BrokenPipeError:
            _discard_output()
        except Unwritten as unwritten:
            return _not_shown(unwritten.fault, options.lang)
    return answer.code if answer is not None else 0


def _print(answer: Answer, options: Asked) -> None:
    """The page or the document on stdout, remarks on stderr. Ctrl-C cuts no answer short."""
    with ctrl_c_ignored():
        try:
            _put(answer, options)
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise Unwritten(fault) from fault


class Unwritten(Exception):  # noqa: N818 - what happened
    """The answer is there, but nobody can read it: the disk is full, say."""

    def __init__(self, fault: OSError) -> None:
        super().__init__(str(fault))
        self.fault = fault


def _put(answer: Answer, options: Asked) -> None:
    document = json.dumps(answer.document, ensure_ascii=False, indent=1) if options.json else ""
    if options.json:
        print(document, flush=True)
    else:
        answer.page(_page(options, sys.stdout))
        sys.stdout.flush()
    if answer.remarks is not None:
        answer.remarks(_page(options, sys.stderr))


def _page(options: Asked, stream: object) -> Page:
    from rotation.draw.terminal import Page, console_on

    return Page(console_on(stream), options.lang)  # type: ignore[arg-type]


def _discard_output() -> None:
    """Let what is still buffered go nowhere, so that the interpreter ends in silence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
