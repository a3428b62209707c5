"""Small scenarios with evidence, made in memory; the scenario's date is 2026-11-30."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rotation.domain.cadre import Cadre
from rotation.domain.evidence import Evaluation, Evidence, Score
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.evidence.weighed import weighed
from rotation.rules import casework as case


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def rated(scheme: str, who: str, date: str = "2026-01-31", **values: Any) -> list[Evaluation]:
    """Evaluations of a cadre (C…) or a unit (U…) by dimension."""
    key = "unit_id" if who.startswith("U") else "cadre_id"
    return [
        Evaluation(scheme, dimension, str(value), day(date), **{key: who}, by="考核组")
        for dimension, value in values.items()
    ]


def scenario(
    *schemes: str,
    cadres: Sequence[Cadre] = (),
    units: Sequence[Unit] = (),
    posts: Sequence[Post] = (),
    sections: Mapping[str, Mapping[str, Any]] | None = None,
    laws: Mapping[str, Mapping[str, Any]] | None = None,
    **evidence: Sequence[Any],
) -> Scenario:
    """A scenario with these schemes, weighed."""
    every = {unit.unit_id for unit in units} | {"U1"}
    posts = [*posts] or [
        case.post(f"P-{unit_id}", unit_id, role=Role.DEPUTY) for unit_id in sorted(every)
    ]
    people = cadres or [case.cadre("C1", "P-U1")]
    made = case.scenario(posts=posts, cadres=people, units=units, laws=laws)
    tables = Evidence(**{name: tuple(rows) for name, rows in evidence.items()})
    given: dict[str, Mapping[str, Any]] = {code: {} for code in schemes}
    roster = replace(made.roster, evidence=tables)
    return weighed(replace(made, roster=roster, schemes={**given, **(sections or {})}))


def score(made: Scenario, who: str = "C1") -> Score:
    of = "unit" if who.startswith("U") else "cadre"
    (found,) = made.roster.evidence.scores[of, who]
    return found
