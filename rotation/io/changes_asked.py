"""`--set PATH=VALUE …`: changes of settings as they are typed, each fault told with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from rotation.domain.scenario import Mode, Scenario
from rotation.io.report import ProblemList
from rotation.io.scenario_table import MOST_TIER, MOST_WEIGHT
from rotation.rules.called import whole_path
from rotation.rules.registry import laws
from rotation.rules.settings import parameter_problems
from rotation.rules.share import plain_share
from rotation.rules.variations import OFF, ON, Variation, settings, varied

OPTION = "--set"
_MOST = {"tier": MOST_TIER, "weight": MOST_WEIGHT}


def variations_asked(scenario: Scenario, asked: Sequence[Sequence[str]]) -> list[list[Variation]]:
    """The changes of every `--set`. Raises InvalidInput with every fault of all of them."""
    report = ProblemList()
    found = [_variation(scenario, words, report) for words in asked]
    report.stop_on_errors()
    return found


def _variation(scenario: Scenario, words: Sequence[str], report: ProblemList) -> list[Variation]:
    """Changes made together; a later one sees what an earlier one did."""
    changes: list[Variation] = []
    for word in words:
        path, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not value:
            report.error("change_without_value", OPTION, value=word)
            continue
        path = ".".join(whole_path(tuple(path.split("."))))
        for change in _changes(scenario, path, value, report):
            changes.append(change)
            scenario = varied(scenario, change)
    for problem in parameter_problems(scenario):
        report.take([replace(problem, table=OPTION)])
    return changes


def _changes(scenario: Scenario, path: str, value: str, report: ProblemList) -> list[Variation]:
    """One change, or one for each member of a group that is given a single number."""
    known = settings(scenario)
    if path not in known:
        _unknown(path, known, report)
        return []
    kind, *parts = path.split(".")
    if kind != "categories" and len(parts) == 1:
        return _switched(path, known[path], value, report)
    after = _value(value)
    if path.endswith(".mode") and after not in tuple(Mode):
        report.error("unknown_mode", OPTION, column=path, value=value)
        return []
    if kind == "goals" and parts[1] in _MOST:
        return _placed(path, known[path], after, _MOST[parts[1]], report)
    members = _members(path, known)
    if members and isinstance(after, int | float):
        return [Variation(member, known[member], after) for member in members]
    return [Variation(path, known[path], after)]


def _unknown(path: str, known: Mapping[str, object], report: ProblemList) -> None:
    """A setting that there is not: of a law that is off, or misspelt."""
    kind, _, rest = path.partition(".")
    code = rest.partition(".")[0]
    if kind == "laws" and known.get(f"laws.{code}") == OFF:
        report.error("change_of_law_off", OPTION, value=path, law=f"laws.{code}")
        return
    near = report.nearest(path, list(known))
    report.error("unknown_setting", OPTION, value=path, nearest=near)


def _switched(path: str, before: object, value: str, report: ProblemList) -> list[Variation]:
    """A rule switched on or off."""
    kind, code = path.split(".")
    if value not in (ON, OFF):
        report.error("change_on_or_off", OPTION, column=path, value=value)
    elif kind == "laws" and laws()[code].always_on:
        report.error("change_of_always_on", OPTION, value=path)
    elif value != before:
        return [Variation(path, before, value)]
    else:
        report.error("change_of_nothing", OPTION, column=path, value=value)
    return []


def _placed(
    path: str, before: object, after: object, most: int, report: ProblemList
) -> list[Variation]:
    """A goal's tier or weight."""
    if isinstance(after, bool) or not isinstance(after, int):
        report.error("not_whole", OPTION, column=path, value=after)
    elif not 1 <= after <= most:
        code = "too_low" if after < 1 else "too_high"
        report.error(code, OPTION, column=path, value=after, low=1, high=most)
    else:
        return [Variation(path, before, after)]
    return []


def _members(path: str, known: Mapping[str, object]) -> list[str]:
    """The numbers in a group of parameters; none if it is no group."""
    if not isinstance(known[path], Mapping):
        return []
    return [
        other
        for other, value in known.items()
        if other.startswith(f"{path}.") and isinstance(value, int | float)
    ]


def _value(word: str) -> object:
    """What a value means as TOML does; a fraction exactly; anything else as a text."""
    try:
        return tomllib.loads(f"value = {word}")["value"]
    except tomllib.TOMLDecodeError:
        pass
    try:
        return plain_share(Fraction(word))
    except (ValueError, ZeroDivisionError):
        return word
