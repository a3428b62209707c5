"""`python -m rotation`: Ctrl-C is answered with a sentence at any time, and the end is clean."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

from rotation.interrupts import finish

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
    from rotation.usage import asked_lang, speak_utf8

    speak_utf8()
    print(text("cli.interrupted", asked_lang(sys.argv[1:])), file=sys.stderr)


if __name__ == "__main__":
    run()
