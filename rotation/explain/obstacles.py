"""Why a choice that no law rules out by itself is in no plan: the fewest breaches that allow it."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from rotation.audit.report import audit
from rotation.domain.plan import Finding, FindingStatus, Status
from rotation.explain.pricing import Pricer
from rotation.model.board import Board
from rotation.model.program import Ints, Linear
from rotation.rules.registry import waivable_laws
from rotation.solve.decode import plan_of
from rotation.solve.run import lenient
from rotation.solve.workbench import Workbench


def obstacles_to(pricer: Pricer, rows: Ints) -> tuple[Finding, ...]:
    """The fewest breaches of binding laws with which a plan takes one of these rows of the board.

    Empty where that was not found in time.
    """
    left = pricer.deadline - time.monotonic()
    if left <= 0:
        return ()
    bench, scenario = pricer.base.bench, lenient(pricer.base.bench.scenario)
    other = Workbench(scenario, engine=bench.engine, watch=bench.watch)
    board = other.assembled.board
    allowed = at_least_one(_same_rows(pricer.base.assembled.board, rows, board))
    question = other.own.at_most(allowed, -1)
    reached = other.ask(question, limits=replace(pricer.limits, seconds=left))
    if reached.x is None:
        return ()
    plan = plan_of(scenario, board, reached.x, Status.FEASIBLE)
    priced = waivable_laws(bench.scenario)
    return tuple(
        finding
        for finding in audit(scenario, plan).findings
        if finding.status is FindingStatus.NEEDS_APPROVAL and finding.rule not in priced
    )


def at_least_one(columns: Ints) -> Linear:
    """An expression that is -1 or less where one of these columns is taken."""
    return Linear(columns, np.full(len(columns), -1, dtype=np.int64))


def _same_rows(board: Board, rows: Ints, other: Board) -> Ints:
    """The places on another board of some rows of this one."""

    def keys(of: Board, among: Ints) -> list[tuple[int, ...]]:
        columns = (of.cadre, of.kind, of.to_post)
        return list(zip(*(column[among].tolist() for column in columns), strict=True))

    among = np.flatnonzero(np.isin(other.cadre, board.cadre[rows]))
    place = dict(zip(keys(other, among), among.tolist(), strict=True))
    return np.array([place[key] for key in keys(board, rows)], dtype=np.int64)
