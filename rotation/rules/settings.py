"""The parameters of the rules as scenario.toml may set them, and faults in what it sets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ValidationError

from rotation.domain.problem import Problem
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.evidence.schemes import UnknownPresetError, faults, keys_at, scheme_of, shipped
from rotation.locales import LANGUAGES
from rotation.rules.base import Rule
from rotation.rules.categories import CategoryRules
from rotation.rules.evidence import filled
from rotation.rules.registry import goals, laws, switched_off

_FILE = "scenario.toml"
_FORMS = {
    "fraction_parsing": "parameter_not_a_share",
    "fraction_type": "parameter_not_a_share",
    "string_pattern_mismatch": "parameter_not_a_month",
    "missing": "missing_key",
}
_WANTED = {
    "int": "scheme_wants_whole",
    "float": "scheme_wants_number",
    "finite": "scheme_wants_number",
    "bool": "scheme_wants_yes_no",
    "string": "scheme_wants_text",
    "dict": "not_a_section",
    "model": "not_a_section",
}
"""What is wanted in a scheme, by how pydantic's types of faults begin."""
_BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "min_length": "≥", "max_length": "≤"}


def parameter_names(rules: Mapping[str, type[Rule]]) -> dict[str, set[str]]:
    """Names of the parameters of each rule, by code."""
    return {code: set(rule.model_fields) for code, rule in rules.items()}


def parameter_problems(scenario: Scenario) -> list[Problem]:
    """Every parameter of laws, goals and categories that its rule does not take."""
    problems: list[Problem] = []
    for choice in scenario.laws:
        problems += _problems(laws()[choice.code], choice.parameters, f"laws.{choice.code}")
        if choice.mode is Mode.WAIVABLE and laws()[choice.code].never_priced:
            where = f"laws.{choice.code}.mode"
            problems.append(Problem("never_waivable", _FILE, None, where, choice.mode.value))
    for goal in scenario.goals:
        problems += _problems(goals()[goal.code], goal.parameters, f"goals.{goal.code}")
    problems += _problems(CategoryRules, scenario.categories, "categories")
    problems += scheme_problems(scenario)
    return problems


def scheme_problems(scenario: Scenario) -> Iterator[Problem]:
    """Faults of the schemes; and what two of them would put in one place."""
    fed: dict[str, str] = {}
    for code, given in scenario.schemes.items():
        place = f"schemes.{code}"
        try:
            scheme = scheme_of(code, given)
        except UnknownPresetError as unknown:
            names = [scheme["name"] for scheme in shipped().values()]
            given_name = str(unknown)
            known = {"words": {lang: [name[lang] for name in names] for lang in LANGUAGES}}
            yield Problem("unknown_scheme", _FILE, None, f"{place}.preset", given_name, known)
            continue
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                yield _scheme_problem(place, fault)
            continue
        for key, where, value, said in faults(scheme):
            yield Problem(key, _FILE, None, f"{place}.{where}", value, said)
        for name in {code, *scheme.name.values()}:
            if (first := fed.setdefault(f"name {name}", code)) != code:
                yield Problem("schemes_named_alike", _FILE, None, place, name, {"other": first})
        if scheme.ranked is not None and (first := fed.setdefault(scheme.of, code)) != code:
            yield Problem("schemes_rank_twice", _FILE, None, place, code, {"other": first})
        if scheme.ranks is not None and scheme.of == "unit":
            yield Problem("scheme_of_units_ranks", _FILE, None, f"{place}.ranks", code)
        for element in dict.fromkeys(part.element for part in scheme.parts.values()):
            if element is not None and (first := fed.setdefault(element.value, code)) != code:
                values = {"element": element.value, "other": first}
                yield Problem("scheme_feeds_twice", _FILE, None, place, code, values)
            if element is not None and scheme.of == "unit":
                yield Problem(
                    "scheme_of_units_feeds", _FILE, None, place, code, {"element": element.value}
                )


def _scheme_problem(place: str, fault: Any) -> Problem:
    """A fault of a scheme's keys; the words say what is to stand there."""
    where = fault["loc"]
    if fault["type"] == "value_error" or where[-1] == "name" or "vetoes" in where[:-1]:
        return Problem("scheme_name", _FILE, None, ".".join((place, *map(str, where))), "")
    problem = _problem(place, fault)
    if fault["type"] == "too_short":
        return replace(problem, code="missing_key")
    if problem.code == "unknown_parameter":
        return replace(problem, code="scheme_unknown_key", values={"words": keys_at(where)})
    if problem.code == "parameter_wrong_type":
        wanted = fault["type"].partition("_")[0]
        return replace(problem, code=_WANTED.get(wanted, problem.code))
    return problem


def _problems(model: type[BaseModel], given: Mapping[str, object], place: str) -> Iterator[Problem]:
    try:
        model(**dict(given))
    except ValidationError as error:
        found: dict[tuple[str, str | None], Problem] = {}
        for fault in error.errors(include_url=False):
            problem = _problem(place, fault)
            key = problem.code, problem.column
            found[key] = _with_words_of(found[key], problem) if key in found else problem
        yield from found.values()


def _with_words_of(first: Problem, other: Problem) -> Problem:
    """A word that is on none of several lists is one problem, with the words of them all."""
    words = [*_words(first), *_words(other)]
    return replace(first, values={"words": words}) if words else first


def _words(problem: Problem) -> Sequence[str]:
    words = problem.values.get("words", ())
    return words if isinstance(words, list) else ()


def _problem(place: str, fault: Any) -> Problem:
    """A fault of pydantic as a problem: what stands there, and what would be right."""
    # What follows "[key]" names the key's type, not a place in the file.
    parts = itertools.takewhile(lambda part: part != "[key]", fault["loc"])
    where = ".".join([place, *map(str, parts)])
    context = fault.get("ctx", {})
    bounds = [f"{sign} {_plain(context[key])}" for key, sign in _BOUNDS.items() if key in context]
    match fault["type"]:
        case "extra_forbidden":
            return Problem("unknown_parameter", _FILE, None, where, str(fault["loc"][-1]))
        case "enum" | "literal_error":
            # "'a', 'b' or 'c'", and of members of an enum "<Enum.A: 'a'> or <Enum.B: 'b'>"
            words = re.findall(r"'([^']*)'", str(context["expected"]))
            return Problem(
                "parameter_not_listed", _FILE, None, where, str(fault["input"]), {"words": words}
            )
        case "unknown_preset":
            code = "unknown_preset" if context["words"] else "no_preset"
            return Problem(code, _FILE, None, where, str(fault["input"]), context)
        case "value_error":
            given = ", ".join(f"{key} = {value}" for key, value in fault["input"].items())
            return Problem("parameters_disagree", _FILE, None, where, given)
        case _ if bounds:
            limit = ", ".join(bounds)
            return Problem(
                "parameter_out_of_bounds", _FILE, None, where, str(fault["input"]), {"limit": limit}
            )
        case _:
            code = _FORMS.get(fault["type"], "parameter_wrong_type")
            return Problem(code, _FILE, None, where, str(fault["input"]))


def _plain(bound: object) -> str:
    return f"{bound:g}" if isinstance(bound, float) else str(bound)


def with_defaults(scenario: Scenario) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario with the rules that no plan should do without, and notices of them; and of the
    laws of that kind that it switches off by name."""
    added: list[Problem] = []
    if all(goal.code != "few_moves" for goal in scenario.goals):
        last = 1 + max((goal.tier for goal in scenario.goals), default=0)
        scenario = replace(scenario, goals=(*scenario.goals, GoalChoice("few_moves", last)))
        added.append(_notice("few_moves_added", tier=last))
    structure = [goal.tier for goal in scenario.goals if goals()[goal.code].structure]
    if structure and all(goal.code != "unprompted_moves" for goal in scenario.goals):
        first = min(structure)
        later = (_later(goal) if goal.tier >= first else goal for goal in scenario.goals)
        scenario = replace(scenario, goals=(GoalChoice("unprompted_moves", first), *later))
        added.append(_notice("unprompted_moves_added", tier=first))
    listed = {law.code for law in scenario.laws}
    recent = laws()["recent_changes"]
    dated = any(filled(scenario.roster, place) for place in recent.reads)
    if dated and recent.code not in listed:
        scenario = replace(scenario, laws=(*scenario.laws, LawChoice(recent.code)))
        added.append(_notice("recent_changes_added"))
    missing = [code for code, law in laws().items() if law.statute and code not in listed]
    if missing:
        scenario = replace(scenario, laws=(*scenario.laws, *map(LawChoice, missing)))
        added.append(_notice("statutes_added", laws=missing))
    if off := switched_off(scenario):
        added.append(_notice("statutes_off", laws=list(off)))
    return scenario, tuple(added)


def _later(goal: GoalChoice) -> GoalChoice:
    return replace(goal, tier=goal.tier + 1)


def _notice(code: str, **values: object) -> Problem:
    return Problem(code, _FILE, values=values, severity="notice")
