"""The sections of scenario.toml: header, laws and goals. Every fault goes to the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from rotation.domain.scenario import GoalChoice, LawChoice, Mode
from rotation.io.dates import parse_date
from rotation.io.report import ProblemList, Refused
from rotation.rules.called import titles

FILE = "scenario.toml"
DECISIONS_FILE = "decisions.csv"
"""What a scenario.toml of our own writing names as `decisions`."""
HEADER_KEYS = ("name", "date", "roster", "decisions", "appraised")
GOAL_KEYS = ("tier", "weight")
MOST_TIER, MOST_WEIGHT = 99, 1_000_000


@dataclass(frozen=True)
class Header:
    """[scenario]; None is what is missing or wrong (and reported).

    appraised: the last year whose appraisal is closed; it may be left out.
    decisions: a CSV that counts instead of the roster's table of decisions; it may be left out.
    """

    name: str | None
    date: dt.date | None
    roster: str | None
    decisions: str | None = None
    appraised: int | None = None

    @property
    def complete(self) -> bool:
        return self.name is not None and self.date is not None


def read_header(data: Mapping[str, Any], report: ProblemList) -> Header:
    """The section [scenario]."""
    section = data.get("scenario")
    if not isinstance(section, dict):
        report.error("missing_section", FILE, column="scenario")
        return Header(None, None, None)
    asked = dict(section)
    periods = asked.pop("periods", 1)  # written by earlier versions
    if periods != 1:
        report.error("several_years", FILE, column="scenario.periods", value=periods)
    known_keys(asked, HEADER_KEYS, "scenario", report)
    return Header(
        _text(section, "name", report), _date(section, report), _text(section, "roster", report),
        _text(section, "decisions", report) if "decisions" in section else None,
        _year(section, report) if "appraised" in section else None,
    )  # fmt: skip


def _year(section: Mapping[str, Any], report: ProblemList) -> int | None:
    """The last year whose appraisal is closed: no later than the scenario's own."""
    year, date = section["appraised"], section.get("date")
    least, most = 1950, date.year if isinstance(date, dt.date) else 2100
    if isinstance(year, int) and not isinstance(year, bool) and least <= year <= most:
        return year
    report.error("wrong_year", FILE, column="scenario.appraised", value=year, most=most)
    return None


def read_laws(
    data: Mapping[str, Any], codes: Mapping[str, Set[str]], report: ProblemList
) -> tuple[LawChoice, ...]:
    """The laws that are on, in the file's order; `mode` apart, their keys are parameters."""
    laws = []
    for code, section in _rules(data, "laws", codes, report):
        key = f"laws.{code}"
        known_keys(section, ("mode", *codes[code]), key, report)
        mode = section.get("mode", Mode.HARD.value)
        if mode not in tuple(Mode):
            known = tuple(Mode)
            near = report.nearest(str(mode), known)
            report.error("unknown_mode", FILE, column=f"{key}.mode", value=mode, nearest=near)
            mode = Mode.HARD
        parameters = {name: value for name, value in section.items() if name != "mode"}
        laws.append(LawChoice(code, parameters, Mode(mode)))
    return tuple(laws)


def read_goals(
    data: Mapping[str, Any], codes: Mapping[str, Set[str]], report: ProblemList
) -> tuple[GoalChoice, ...]:
    """The goals that are on; `tier` must be given, `weight` is 1 unless given."""
    goals = []
    for code, section in _rules(data, "goals", codes, report):
        key = f"goals.{code}"
        known_keys(section, (*GOAL_KEYS, *codes[code]), key, report)
        tier = whole_number(section, "tier", key, (1, MOST_TIER), report)
        weight = whole_number(section, "weight", key, (1, MOST_WEIGHT), report, default=1)
        parameters = {name: value for name, value in section.items() if name not in GOAL_KEYS}
        goals.append(GoalChoice(code, tier or 1, weight or 1, parameters))
    return tuple(goals)


def _rules(
    data: Mapping[str, Any], kind: str, codes: Mapping[str, Set[str]], report: ProblemList
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The sections [laws.CODE] or [goals.CODE] of known codes."""
    section = data.get(kind, {})
    if not isinstance(section, dict):
        report.error("not_a_section", FILE, column=kind, value=section)
        return
    for code, rule in section.items():
        if not isinstance(rule, dict):
            report.error("not_a_section", FILE, column=f"{kind}.{code}", value=rule)
        elif code not in codes:
            near = report.nearest(code, [*codes, *titles(kind)])
            report.error("unknown_rule", FILE, column=f"{kind}.{code}", value=code, nearest=near)
        else:
            yield code, rule


def known_keys(
    section: Mapping[str, Any], known: Iterable[str], key: str, report: ProblemList
) -> None:
    """An error for every other key, with the nearest of those that there are."""
    known = tuple(known)
    for name in section:
        if name not in known:
            near = report.nearest(name, known)
            report.error("unknown_key", FILE, column=f"{key}.{name}", value=name, nearest=near)


def _text(section: Mapping[str, Any], name: str, report: ProblemList) -> str | None:
    value = section.get(name)
    if value is None:
        report.error("missing_key", FILE, column=f"scenario.{name}")
    elif not isinstance(value, str) or not value.strip():
        report.error("not_text", FILE, column=f"scenario.{name}", value=value)
    else:
        return value.strip()
    return None


def _date(section: Mapping[str, Any], report: ProblemList) -> dt.date | None:
    value = section.get("date")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if value is None:
        report.error("missing_key", FILE, column="scenario.date")
        return None
    try:
        return parse_date(str(value))
    except Refused as refused:
        report.refuse(refused, FILE, column="scenario.date", value=value)
    return None


def whole_number(
    section: Mapping[str, Any],
    name: str,
    key: str,
    bounds: tuple[int, int],
    report: ProblemList,
    *,
    default: int | None = None,
) -> int | None:
    """A whole number within bounds; None if it is wrong, or missing without a default."""
    low, high = bounds
    value = section.get(name, default)
    if value is None:
        report.error("missing_key", FILE, column=f"{key}.{name}")
    elif isinstance(value, bool) or not isinstance(value, int):
        report.error("not_whole", FILE, column=f"{key}.{name}", value=value)
    elif not low <= value <= high:
        code = "too_low" if value < low else "too_high"
        report.error(code, FILE, column=f"{key}.{name}", value=value, low=low, high=high)
    else:
        return value
    return None
