"""A scenario's hard laws taken apart into cases, each of which can be kept or left out.

A case is one law as it binds one cadre, a pair of kin, a unit's team, ..., or one decision of the
planner's. All are priced in one lenient program; keeping a case bars the columns that break it.
Retirement at age is never left out: no planner can waive it, and quotas are counted by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rotation.assemble.assemble import Assembled, assemble
from rotation.assemble.facts import facts_of
from rotation.assemble.narrowing import pairs_left
from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.plan import Finding
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.model.board import Board
from rotation.model.program import Ints, Key
from rotation.rules.registry import active_laws, law_of, waivable_laws
from rotation.solve.run import lenient

DECISIONS = "planner_decisions"
RETIREMENT = "retirement_due"
ORDERS = frozenset({DecisionAction.PIN, DecisionAction.FORBID, *DOWN})
"""Decisions that say what happens to a cadre."""


@dataclass(frozen=True)
class Case:
    """One law in one case: ids of the cadres, units or other things that it is about.

    columns: of the lenient program; the case is kept where they are all zero. decision: its place
    in the scenario's decisions, for a decision. single: the law has no other case, so its ids are
    none of the roster's.
    """

    law: str
    ids: tuple[str, ...]
    columns: Ints
    decision: int | None = None
    single: bool = False

    def concerns(self, finding: Finding) -> bool:
        """Whether a finding of the scenario's audit is a breach of this case (not of a decision's:
        those are told apart by their own check)."""
        named = {*finding.cadre_ids, *finding.unit_ids, *finding.post_ids}
        if "part" in finding.values:
            named.add(str(finding.values["part"]))
        return finding.rule == self.law and (self.single or set(self.ids) <= named)


_PARTS = frozenset({"batch_limits"})
"""Laws on the whole plan that ask several things; their findings say which (`part`)."""
MOST_PAIRS = 5_000_000
"""Candidate pairs of cadre and post that a lenient program may be of."""


def kept_always(scenario: Scenario) -> frozenset[str]:
    """Codes of laws that are never left out: retirement at age; and in a roster so large that its
    pairs could not all be formed, the law that spares most of them.

    Raises InvalidInput where even so too many are left.
    """
    facts = facts_of(scenario)
    if len(facts.cadre_at) * len(facts.post_at) <= MOST_PAIRS:
        return frozenset({RETIREMENT})
    law, pairs = pairs_left(facts, active_laws(scenario))
    count = int(pairs.start[-1])
    if law is None or count > MOST_PAIRS:
        values = {"count": count, "most": MOST_PAIRS}
        raise InvalidInput([Problem("too_many_pairs", "scenario.toml", values=values)])
    return frozenset({RETIREMENT, law.code})


def priced(scenario: Scenario, kept: frozenset[str]) -> Scenario:
    """The scenario with every law priced but those kept, which stay as they are."""
    own = {choice.code: choice for choice in scenario.laws}
    laws = (c if c.code not in kept else own.get(c.code) for c in lenient(scenario).laws)
    return replace(scenario, laws=tuple(law for law in laws if law is not None), goals=())


@dataclass(frozen=True)
class Casebook:
    """A scenario's lenient program and the cases of its hard laws.

    scenario: without its goals, which cannot stand in any plan's way. kept: codes of the laws that
    are never left out, and so are no cases.
    """

    scenario: Scenario
    assembled: Assembled
    cases: tuple[Case, ...]
    kept: frozenset[str] = frozenset({RETIREMENT})

    def columns(self, kept: Iterable[int]) -> Ints:
        """Columns that are zero where these cases (places in `cases`) are kept."""
        parts = [self.cases[i].columns for i in kept]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)


def casebook(scenario: Scenario) -> Casebook:
    """Take a scenario's hard laws apart; those that it prices itself may break and are no cases.

    Raises InvalidInput for a roster that is too large.
    """
    scenario = replace(scenario, goals=())
    kept = kept_always(scenario)
    assembled = assemble(priced(scenario, kept))
    hard = {law.code for law in active_laws(scenario)} - waivable_laws(scenario) - kept
    cases = [*_by_cadre(assembled.board, hard - {DECISIONS}), *_by_row(assembled, hard)]
    if DECISIONS in hard:
        cases += _by_decision(scenario, assembled.board)
    return Casebook(scenario, assembled, tuple(_merged(cases)), kept)


def _by_cadre(board: Board, hard: set[str]) -> Iterator[Case]:
    """What each law forbids each cadre by itself."""
    cadres = board.facts.scenario.roster.cadres
    for code in sorted(hard & set(board.breaches)):
        rows = np.flatnonzero(board.breaches[code])
        owners = board.cadre[rows]
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        for part in np.split(rows, starts[1:]):
            if len(part):
                yield Case(code, (cadres[board.cadre[part[0]]].cadre_id,), part)


def _by_row(assembled: Assembled, hard: set[str]) -> Iterator[Case]:
    """What each law asks of several cadres together: the program's rows, by what they are about."""
    program, roster = assembled.program, assembled.scenario.roster
    for column in range(program.binaries, program.size):
        law, key = program.column_name(column)
        if law in hard:
            ids = ids_of(key, roster)
            named = any(i in roster.cadre or i in roster.unit or i in roster.post for i in ids)
            single = not named and law not in _PARTS
            yield Case(law, ids, np.array([column]), single=single)


def ids_of(key: Key, roster: Roster) -> tuple[str, ...]:
    """What a row is about: its cadres where it names some, else its unit and the like."""
    words = tuple(part for part in key if isinstance(part, str))
    return tuple(part for part in words if part in roster.cadre) or words


def _by_decision(scenario: Scenario, board: Board) -> Iterator[Case]:
    law = law_of(scenario, DECISIONS)
    assert law is not None  # it is always on
    for place, decision in enumerate(scenario.decisions):
        if decision.action not in ORDERS:
            continue
        against = law.removes(replace(scenario, decisions=(decision,)), board)
        assert against is not None  # decisions forbid one action at a time
        rows = np.flatnonzero(against & board.breaches[DECISIONS])
        if len(rows):
            yield Case(DECISIONS, (decision.cadre_id,), rows, place)


def _merged(cases: Sequence[Case]) -> Iterator[Case]:
    """One case for all columns of a law that are about the same."""
    found: dict[tuple[str, tuple[str, ...], int | None], list[Case]] = {}
    for case in cases:
        found.setdefault((case.law, case.ids, case.decision), []).append(case)
    for same in found.values():
        columns = np.unique(np.concatenate([case.columns for case in same]))
        yield replace(same[0], columns=columns)


def decision_of(scenario: Scenario, case: Case) -> Decision | None:
    return None if case.decision is None else scenario.decisions[case.decision]
