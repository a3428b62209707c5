"""`python -m rotation`: Ctrl-C is answered with a sentence at any time, and the end is clean."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import NoReturn

STOPPED = 3


def run() -> NoReturn:
    """Answer the command line."""
    try:
        from rotation.cli import main

        code = main()
    except KeyboardInterrupt:  # while it was starting; a command answers for itself
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _say_stopped()
        code = STOPPED
    finish(code)


def _say_stopped() -> None:
    from rotation.locales import text
    from rotation.terminal.usage import asked_lang, speak_utf8

    speak_utf8()
    print(text("cli.interrupted", asked_lang(sys.argv[1:])), file=sys.stderr)


def finish(code: int) -> NoReturn:
    """End the program with this code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if threading.active_count() == 1:
        sys.exit(code)
    # A solver that cannot be stopped may still be at work in a thread that was left to itself.
    # Where the interpreter takes its libraries down around it, the process aborts ("terminate
    # called without an active exception", code 134), though the answer has long been given.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # whoever read our output has left
            continue
    os._exit(code)


if __name__ == "__main__":
    run()
