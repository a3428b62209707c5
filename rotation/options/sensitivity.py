"""sensitivity(): what each change of a setting does to every tier, many at once.

A row is solved like any scenario, apart from the others: one that dies takes nothing with it but
itself. Where a change leaves the program as it was, the row is the present one, unsolved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rotation.domain.scenario import Scenario
from rotation.options.sweep import ROWS, Row, Task
from rotation.parallel.pool import Pool, Where, each
from rotation.parallel.where import where
from rotation.rules.variations import Variation, usual_variations
from rotation.solve.engines import DEFAULT
from rotation.solve.engines.base import Limits, Watch


@dataclass(frozen=True)
class Sensitivity:
    """base: the scenario as it is. rows: one for each variation that was finished, in their order.
    undone: variations that a stop left out. died: those whose process died."""

    scenario: Scenario
    base: Row | None
    rows: tuple[Row, ...]
    undone: tuple[tuple[Variation, ...], ...] = ()
    died: tuple[tuple[Variation, ...], ...] = ()
    stopped: bool = False


def sensitivity(
    scenario: Scenario,
    variations: Sequence[Sequence[Variation]] | None = None,
    *,
    limits: Limits | None = None,
    engine: str = DEFAULT,
    at: Where | None = None,
    watch: Watch | None = None,
    ready: Callable[[Row, int, int], None] | None = None,
) -> Sensitivity:
    """Solve the scenario as it is and once for each variation (usual_variations if None).

    variations: each some changes made together. limits: for each row. at: where rows are solved, in
    a process for each core if None. ready: told each finished row, how many are finished, and of
    how many. A stop keeps what is finished.
    """
    if variations is None:
        variations = [(change,) for change in usual_variations(scenario)]
    limits, watch = limits or Limits(), watch or Watch()
    asked = enumerate([(), *variations])
    tasks = [Task(place, tuple(changes), limits, engine) for place, changes in asked]
    sweep = _Sweep(scenario, tasks)
    with (at or where(apart=True))(ROWS, scenario, watch.stop) as pool:
        sweep.run(pool, ready or (lambda *_: None))
    return sweep.answer(stopped=watch.stop.is_set())


class _Sweep:
    def __init__(self, scenario: Scenario, tasks: Sequence[Task]) -> None:
        self.scenario, self.tasks = scenario, tasks
        self.rows: dict[int, Row] = {}
        self.died: set[int] = set()

    def run(self, pool: Pool, ready: Callable[[Row, int, int], None]) -> None:
        for done in each(pool, self.tasks):
            if done.answer is None:
                self.died.add(done.place)
                continue
            self.rows[done.place] = done.answer
            ready(done.answer, len(self.rows), len(self.tasks))

    def answer(self, *, stopped: bool) -> Sensitivity:
        base, varied = self.rows.get(0), self.tasks[1:]
        finished = {
            place: row for place, row in self.rows.items() if base is not None or not row.same
        }
        return Sensitivity(
            self.scenario,
            base,
            tuple(whole(finished[t.place], base) for t in varied if t.place in finished),
            tuple(t.changes for t in varied if t.place not in {*finished, *self.died}),
            tuple(t.changes for t in varied if t.place in self.died),
            stopped,
        )


def whole(row: Row, base: Row | None) -> Row:
    """A row; one that leaves the program as it was has the present answer."""
    if not row.same or base is None:
        return row
    return replace(base, place=row.place, changes=row.changes, same=True, seconds=row.seconds)
