"""What to do next: of how far the work on the open scenario is, one sentence and one way on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from rotation.domain.plan import Status
from rotation.errors import InvalidInput, NotThere
from rotation.jobs.kinds import BESIDE
from rotation.jobs.ways_out import CONFLICT
from rotation.report.annex import AHEAD, FOLLOWED, STRESS
from rotation.store import PlanEntry, Run, ScenarioEntry
from rotation.ui import address, draft, mending
from rotation.ui.kept import apart_from_fronts, store
from rotation.ui.navigation import link
from rotation.ui.words import say

STEPS: Mapping[str, tuple[str, str]] = {
    "faults": ("scenario", "mend"),
    "roster": ("scenario", "save"),
    "rules": ("rules", "save"),
    "running": ("solve", "follow"),
    "walking": ("ahead", "follow"),
    "searching": ("way_out", "follow"),
    "stuck": ("way_out", "ways"),
    "outdated": ("solve", "again"),
    "example": ("solve", "start"),
    "unsolved": ("solve", "start"),
    "one": ("plan", "open"),
    "story": ("story", "read"),
    "options": ("solve", "options"),
    "several": ("compare", "compare"),
    "chosen": ("plan", "open"),
}
"""The page that a step leads to, and the words on the way there. A state of the work is the name of
the step that follows from it."""
UNDER_WAY = {CONFLICT: "searching", AHEAD: "walking", STRESS: "walking", FOLLOWED: "walking"}
"""The step while a run of this kind goes on; "running" for the others."""
FROM: Mapping[str, Mapping[str, str]] = {
    "one": {"plan": "story", "story": "options", "compare": "options"},
    "chosen": {"plan": "story"},
}
"""Another step, by state and by the page that is shown."""
_QUIET = {"rules": frozenset({"scenario"})}
"""Steps told on these pages alone: the others tell by themselves of changes that are not saved."""
_APART = frozenset({"papers"})
"""Pages of another work."""


@dataclass(frozen=True)
class Work:
    """How far the work on a scenario is. unsaved: "rules" or "roster", what was changed and is not
    saved; runs: newest first; example: one that comes with the program."""

    revision: int
    faults: int = 0
    unsaved: str = ""
    runs: Sequence[Run] = ()
    plans: Sequence[PlanEntry] = ()
    example: bool = False

    @property
    def state(self) -> str:
        under_way = next((run for run in self.runs if run.under_way), None)
        if self.faults or self.unsaved:
            return "faults" if self.faults else self.unsaved
        if under_way is not None:
            return UNDER_WAY.get(under_way.kind, "running")
        return self._of_plans()

    def _of_plans(self) -> str:
        if not any(plan.revision == self.revision for plan in self.plans):
            if self._found_none():
                return "stuck"
            return "outdated" if self.plans else "example" if self.example else "unsolved"
        if any(plan.chosen for plan in self.plans):
            return "chosen"
        return "one" if len(self.plans) == 1 else "several"

    def _found_none(self) -> bool:
        """Whether the newest run that solved has proven that there is no plan."""
        solved = (run for run in self.runs if run.kind not in BESIDE)
        newest = next((run for run in solved if run.revision == self.revision), None)
        return newest is not None and newest.result.get("status") == Status.INFEASIBLE


def next_step(work: Work, page: str) -> str | None:
    """The step that leads on from this page; None where there is none, or it leads to it."""
    step = FROM.get(work.state, {}).get(page, work.state)
    there = page in _APART or page == STEPS[step][0] or page not in _QUIET.get(step, {page})
    return None if there else step


def show_next(page: str) -> None:
    """The sentence and the way on; nothing where there is none."""
    entry = _open_now()
    work = None if entry is None else _work(entry)
    step = None if work is None else next_step(work, page)
    if work is None or step is None:
        return
    values = {"faults": work.faults, "plans": len(work.plans), "number": work.revision}
    st.caption(say(f"next.{step}", **values), width="content")
    to, words = STEPS[step]
    ids = {"part": "roster"} if step == "roster" else {}
    with st.container(key="next_step", width="content"):
        link(to, say(f"next.go.{words}"), **ids)


def _open_now() -> ScenarioEntry | None:
    number = address.number("scenario")
    try:
        return None if number is None else store().scenario(number)
    except NotThere:
        return None


def _work(entry: ScenarioEntry) -> Work:
    number = entry.current.number
    try:
        store().load(entry.id, number)
    except InvalidInput as fault:
        errors = sum(problem.severity == "error" for problem in fault.problems)
        return Work(number, faults=errors)
    plans = store().plans(entry.id)
    changed = {"roster": mending.unsaved(entry.id), "rules": draft.unsaved(entry.id)}
    return Work(
        number,
        unsaved=next((what for what, is_so in changed.items() if is_so), ""),
        runs=store().runs(entry.id),
        plans=apart_from_fronts(plans, ()) or plans,
        example=any(shipped.scenario_id == entry.id for shipped in store().shipped()),
    )
