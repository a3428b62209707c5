"""Which laws rule a choice out before anything is solved, and what breaks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rotation.assemble.ruled_out import ruled_out
from rotation.audit.structure import as_done
from rotation.domain.action import Action, ActionKind
from rotation.domain.placement import Placement
from rotation.domain.plan import Finding, FindingStatus
from rotation.explain.base import Base
from rotation.model.board import KINDS, Board, Bools
from rotation.model.facts import Facts
from rotation.model.pairs import Pairs
from rotation.rules.registry import active_laws

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Against:
    """A law that a choice breaks: its sentence with the scenario's parameters, by language, and
    its findings on the plan with that one choice changed."""

    law: str
    sentence: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Barrier:
    """A law and what it rules out. ids: posts for a cadre, cadres for a post; alone: those of them
    that no other law rules out."""

    law: str
    ids: Codes
    alone: Codes


def laws_by_choice(facts: Facts, cadre_id: str) -> dict[tuple[ActionKind, str | None], Codes]:
    """For all that could be done with a cadre (kind, post): codes of the laws that rule it
    out."""
    posts = facts.scenario.roster.posts
    board, broken = ruled_out(facts, np.array([facts.cadre_at[cadre_id]]))
    found: dict[tuple[ActionKind, str | None], Codes] = {}
    for row, codes in enumerate(_codes(board, broken)):
        end = int(board.to_post[row])
        found[KINDS[board.kind[row]], None if end < 0 else posts[end].post_id] = codes
    return found


def laws_by_cadre(facts: Facts, post_id: str) -> dict[str, Codes]:
    """For every cadre who does not hold a post: codes of the laws that keep them out of it."""
    cadres = facts.scenario.roster.cadres
    count = len(cadres)
    only = Pairs(np.arange(count + 1), np.full(count, facts.post_at[post_id]))
    board, broken = ruled_out(facts, np.arange(count), only)
    found: dict[str, Codes] = {}
    for row, codes in enumerate(_codes(board, broken)):
        cadre_id = cadres[board.cadre[row]].cadre_id
        if board.placing[row] and (cadre_id not in found or len(codes) < len(found[cadre_id])):
            found[cadre_id] = codes
    return found


def _codes(board: Board, broken: Mapping[str, Bools]) -> list[Codes]:
    """For every row the laws that it breaks by itself."""
    found: list[list[str]] = [[] for _ in range(len(board))]
    for code, mask in broken.items():
        for row in np.flatnonzero(mask).tolist():
            found[row].append(code)
    return [tuple(codes) for codes in found]


def barriers(laws: Mapping[str, Codes]) -> tuple[Barrier, ...]:
    """By law what it rules out, the law that rules out most first."""
    codes = dict.fromkeys(code for against in laws.values() for code in against)
    found = [
        Barrier(
            code,
            tuple(name for name, against in laws.items() if code in against),
            tuple(name for name, against in laws.items() if against == (code,)),
        )
        for code in codes
    ]
    return tuple(sorted(found, key=lambda barrier: -len(barrier.ids)))


def against(
    base: Base, cadre_id: str, choice: Placement, codes: Sequence[str]
) -> tuple[Against, ...]:
    """What these laws say to a choice: the base with this one action changed, audited."""
    scenario = base.bench.scenario
    old = base.plan.action_of[cadre_id]
    new = Action(cadre_id, choice.kind, old.from_post_id, choice.post_id)
    actions = tuple(new if action is old else action for action in base.plan.actions)
    plan = as_done(scenario, replace(base.plan, actions=actions))
    return tuple(
        Against(
            law.code,
            law.explain(),
            tuple(
                finding
                for finding in law.check(scenario, plan)
                if cadre_id in finding.cadre_ids and finding.status is FindingStatus.BROKEN
            ),
        )
        for law in active_laws(scenario)
        if law.code in codes
    )
