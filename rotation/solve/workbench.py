"""An assembled scenario kept open: every question starts from what the ones before it learned."""

from __future__ import annotations

from collections.abc import Callable

from rotation.assemble.assemble import Assembled, assemble
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.model.program import Ints
from rotation.solve.confirm import confirmed_bounds, confirmed_infeasible
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Engine, Limits, Watch
from rotation.solve.lexicographic import Minimised, minimise_in_order
from rotation.solve.question import Question, own_question
from rotation.solve.rows import rows_of_plan


class Workbench:
    """One scenario's board and program, and an engine that has them open.

    own: the scenario's own question. Others are made from it (Question.taking, at_most, ...), with
    its objectives, so that they are recognised.
    """

    def __init__(
        self,
        scenario: Scenario | Assembled,
        *,
        engine: Engine | None = None,
        limits: Limits | None = None,
        watch: Watch | None = None,
    ) -> None:
        """limits: for every question, unless it brings its own. watch: follows them all."""
        self.assembled = scenario if isinstance(scenario, Assembled) else assemble(scenario)
        self.engine = engine or engine_named()
        self.limits, self.watch = limits or Limits(), watch or Watch()
        self.session = self.engine.open(self.assembled)
        self.own = own_question(self.assembled)

    @property
    def scenario(self) -> Scenario:
        return self.assembled.scenario

    def ask(
        self,
        question: Question | None = None,
        *,
        limits: Limits | None = None,
        watch: Watch | None = None,
        on_the_way: Callable[[Minimised], None] | None = None,
    ) -> Minimised:
        """Solve the question's tiers in order (the scenario's own if none is given).

        on_the_way: told after each tier but the last how far it is. That there is no solution is
        told only where exact arithmetic or a second engine says so too.
        """
        question, limits = question or self.own, limits or self.limits
        watch = watch or self.watch
        program = self.assembled.program
        reached = minimise_in_order(
            program, self.session, question, limits, watch, on_the_way=on_the_way
        )
        return confirmed_infeasible(self.assembled, question, reached, limits, watch)

    def confirm(self, reached: Minimised, limits: Limits) -> Minimised:
        """The answer to the scenario's own question, put to a second engine where it is a claim."""
        return confirmed_bounds(self.assembled, self.own, reached, limits, self.watch)

    def solution_of(self, plan: Plan) -> Ints | None:
        """A plan as a solution of the program; None where the program does not admit it."""
        rows = rows_of_plan(self.assembled.board, plan)
        return None if rows is None else self.assembled.program.complete(rows)
