"""Ctrl-C outside the search, and the end of a program whose solver is still at work."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PRESSED_AT_IMPORT = """
import signal, sys

class Pressed:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            sys.meta_path.remove(self)
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Pressed())
"""
PRESSED_WHILE_PRINTING = """
import signal
import rotation.cli, rotation.usage
from rotation.terminal.answer import Answer

def page(on):
    on.line("first half")
    signal.raise_signal(signal.SIGINT)
    on.line("second half")

rotation.usage.command("rules").run = lambda _: Answer(0, {}, page)
"""
PRESSED_WHILE_READING = """
import signal
import rotation.commands.solve as module

def read(_):
    signal.raise_signal(signal.SIGINT)
    raise AssertionError("not reached")

module.scenario_at = read
"""
SLEEPING = """
import threading, time
import rotation.cli, rotation.usage

real = rotation.cli.main

def main():
    threading.Thread(target=time.sleep, args=(60,)).start()
    return real()

rotation.cli.main = main
"""


def started(before: str, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, after this code. It heeds Ctrl-C even where the
    tests run in the background of a shell, which has it ignored."""
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{heeds}\nimport rotation.__main__\n{before}\nrotation.__main__.run()"
    return subprocess.run(
        [sys.executable, "-c", code, *argv],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )


@pytest.mark.parametrize("name", ["rotation.cli", "rich"])
def test_ctrl_c_while_it_starts_is_a_sentence(small: Path, name: str) -> None:
    ran = started(PRESSED_AT_IMPORT.format(name=name), "solve", str(small))
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == "已按要求中止，没有得到方案。\n"


def test_ctrl_c_while_it_reads_is_a_sentence_in_the_language_asked_for(small: Path) -> None:
    ran = started(PRESSED_WHILE_READING, "solve", str(small), "--lang", "en")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr == "Stopped as asked; there is no plan.\n"


def test_ctrl_c_while_the_answer_is_printed_is_ignored() -> None:
    ran = started(PRESSED_WHILE_PRINTING, "rules")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == "first half\nsecond half\n"


@pytest.mark.parametrize(("path", "code"), [("", 0), ("nowhere", 2)])
def test_a_solver_still_at_work_does_not_hold_up_the_end(small: Path, path: str, code: int) -> None:
    began = time.monotonic()
    ran = started(SLEEPING, "check", str(small / path))
    assert ran.returncode == code
    assert ran.stdout.strip()
    assert time.monotonic() - began < 30
