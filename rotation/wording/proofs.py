"""Who proved a bound: a word for a column of a table, and a sentence for the line below it."""

from __future__ import annotations

import re

from rotation.wording.words import Words

_WHOLE = {"LP duals, exact": "duals", "bounds of the columns": "columns"}
_SOLVER = re.compile(
    r"(?P<duals>LP duals and )?(?P<solver>(?P<name>CP-SAT|HiGHS)\b.*?)"
    r"(, confirmed by (?P<second>.+))?"
)
"""Engines say in English who proved a tier; these are the ways they say it."""


def by_solver(proven_by: str) -> bool:
    """Whether a solver's word stands for the bound, or for the last part of it."""
    return proven_by not in _WHOLE


def solver_of(proven_by: str) -> str:
    """The solver with its version; what was said, where it is none that we know."""
    found = _SOLVER.fullmatch(proven_by)
    return found["solver"] if found else proven_by


def proof_word(page: Words, proven_by: str) -> str:
    """Who proved a bound, short enough for a column."""
    if proven_by in _WHOLE:
        return page.say(f"proof.{_WHOLE[proven_by]}.word")
    found = _SOLVER.fullmatch(proven_by)
    if found is None:
        return proven_by or "-"
    word = page.say("proof.duals_and.word", name=found["name"]) if found["duals"] else found["name"]
    second = found["second"]
    return page.say("proof.confirmed.word", word=word, second=second) if second else word


def proof_meaning(page: Words, proven_by: str) -> str:
    """What a way of proof means, as a sentence; "" for one that is not known."""
    if proven_by in _WHOLE:
        return page.say(f"proof.{_WHOLE[proven_by]}.meaning")
    found = _SOLVER.fullmatch(proven_by)
    if found is None:
        return ""
    key = "duals_and" if found["duals"] else "solver"
    said = page.say(f"proof.{key}.meaning", solver=found["solver"])
    second = found["second"]
    return page.say("proof.confirmed.meaning", said=said, second=second) if second else said
