"""`rotation attention`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from rotation.draw.calendar_file import calendar_bytes
from rotation.draw.meeting_workbook import meeting_bytes
from rotation.overview.reminders import MOST_MONTHS, reminders
from rotation.report.of_attention import Reminded, calendar_title, events, forms
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.attention import Due, show_attention
from rotation.terminal.attention_document import attention_document
from rotation.terminal.paths import no_input, put, refused, scenario_at, target
from rotation.usage import ALL, FORCE, JSON, SCENARIO, Asked, Command, Number, Switch


def run(options: Asked) -> Answer:
    """Tell what falls due within so many months, and write it into a file if one is named."""
    out = None if options.out is None else _target(options)
    scenario, _ = scenario_at(options.scenario)
    found = reminders(scenario, options.months)
    due = Due(scenario, options.months, found, out, options.all)
    if out is not None:
        content = WRITERS[out.suffix.lower()](due.told(options.lang))
        put(lambda beside: beside.write_bytes(content), out, force=options.force)
    return Answer(DONE, attention_document(due), lambda page: show_attention(page, due))


def _target(options: Asked) -> Path:
    suffix = Path(options.out).suffix.lower()
    if suffix not in WRITERS:
        raise refused("wrong_suffix", options.out, suffix=" / ".join(WRITERS))
    path = target(options.out, suffix)
    no_input(path, options.scenario)
    return path


def _calendar(said: Reminded) -> bytes:
    return calendar_bytes(calendar_title(said), said.told.scenario.date, events(said))


def _workbook(said: Reminded) -> bytes:
    return meeting_bytes(forms(said), said.told.lang)


WRITERS: Mapping[str, Callable[[Reminded], bytes]] = {".ics": _calendar, ".xlsx": _workbook}

COMMAND = Command(
    run,
    SCENARIO,
    Switch("--months", metavar="N", default=12, type=Number(0, MOST_MONTHS)),
    Switch("--out", metavar="FILE"),
    FORCE,
    ALL,
    JSON,
)
