"""`rotation stress`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rotation.ahead.stress import Blow, Case, Repair, drawn, refusals, stress
from rotation.compare.judged import at_present, judge
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.parallel.where import where
from rotation.report.annex_made import stress_annex
from rotation.report.audit_document import audit_document
from rotation.report.told import Told
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.annexes import annex_file, keep_annex
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.audit import Audited, show_audit
from rotation.terminal.paths import plan_at, scenario_at
from rotation.terminal.progress import following
from rotation.terminal.stopping import ending_early
from rotation.terminal.stress import Stressed, show_stress, stress_document
from rotation.usage import (
    ALL,
    ANNEX,
    FORCE,
    JSON,
    SCENARIO,
    SEED,
    Asked,
    Command,
    Input,
    Number,
    Switch,
    at_once,
    seconds,
)

CHANCES = {Blow.REFUSES: 5.0, Blow.ILL: 1.0, Blow.REVIEW: 0.5, Blow.LEAVES: 1.0}
"""Percent, where nobody says otherwise."""


def run(options: Asked) -> Answer:
    """Repair a plan, which the audit accepts, after each refusal and after draws by chance."""
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    scenario, plan = plan_at(path, scenario)
    judged = judge(scenario, plan, path.name)
    audited = Audited(scenario, judged, everything=False)
    if judged.report.broken:
        return Answer(NO, audit_document(judged), lambda page: show_audit(page, audited))
    annex = annex_file(options.annex, options.scenario, force=options.force)
    chances = {blow: getattr(options, blow.value) / 100 for blow in CHANCES}
    singles = refusals(plan)
    cases = [*singles, *drawn(plan, chances, options.draws, options.seed)]
    limits = Limits(seconds=options.seconds, seed=options.seed)
    found = _repaired(options, scenario, plan, cases, limits)
    kept = [repair for place, repair in found.items() if place < len(singles)]
    rest = [repair for place, repair in found.items() if place >= len(singles)]
    shown = Stressed(scenario, judged, kept, rest, options.seed, options.all)
    if annex is not None:
        now = at_present(scenario)
        told = Told(scenario, judged, now, options.lang)
        asked = len(singles), len(cases) - len(singles)
        keep_annex(annex, stress_annex(told, kept, rest, of=asked), force=options.force)
    return Answer(DONE, stress_document(shown), lambda page: show_stress(page, shown))


def _repaired(
    options: Asked,
    scenario: Scenario,
    plan: Plan,
    cases: Sequence[tuple[Case, ...]],
    limits: Limits,
) -> Mapping[int, Repair]:
    watch = Watch()
    at = where(options.processes, options.cluster)
    with ending_early(watch), following(watch, scenario, options.progress) as teller:

        def ready(_place: int, _repair: Repair, done: int) -> None:
            teller.stage = teller.page.say("sensitivity.stage", done=done, of=len(cases))
            watch.seen(None, None)

        return stress(scenario, plan, cases, at=at, limits=limits, stop=watch.stop, ready=ready)


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json"),
    Switch("--draws", metavar="N", default=50, type=Number(0, 100_000)),
    *(
        Switch(f"--{blow.value}", metavar="PERCENT", default=chance,
               facts={"default": f"{chance:g}"}, type=Number(0, 100, whole=False))
        for blow, chance in CHANCES.items()
    ),
    *at_once(),
    seconds(30.0),
    SEED,
    ANNEX,
    FORCE,
    ALL,
    JSON,
)  # fmt: skip
