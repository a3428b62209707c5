"""`rotation stress`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rotation.ahead.cases import Expected, cases_at, too_likely
from rotation.ahead.stress import CHANCES, Blow, Repair, stress
from rotation.ahead.tried import Cases, trial_of
from rotation.commands.compare import labels
from rotation.compare.comparison import MOST
from rotation.compare.judged import Judged, at_present, judge
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
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
from rotation.terminal.stress import Stressed, Struck, show_stress, stress_document
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

Repaired = Callable[[Scenario, Plan, Sequence[Cases]], Mapping[int, Repair]]


def run(options: Asked) -> Answer:
    """Repair plans, which the audit accepts, after named cases, after each refusal of a plan that
    is alone, and after draws by chance."""
    scenario, _ = scenario_at(options.scenario)
    judged = _judged(scenario, options.plans)
    plans = [each.plan for each in judged]
    usual = {blow: getattr(options, blow.value) / 100 for blow in CHANCES}
    expected = _expected(options, scenario, plans, usual)
    annex = _annex_file(options)
    broken = next((each for each in judged if each.report.broken), None)
    if broken is not None:
        audited = Audited(broken.scenario, broken, everything=False)
        return Answer(NO, audit_document(broken), lambda page: show_audit(page, audited))
    given = expected, usual, options.draws, options.seed
    trials = [trial_of(plan, *given, singles=len(plans) == 1) for plan in plans]
    with _repairing(options, scenario, sum(len(each.cases) for each in trials)) as repaired:
        struck = [
            Struck(each, trial.tried(partial(repaired, each.scenario, each.plan)))
            for each, trial in zip(judged, trials, strict=True)
        ]
    if annex is not None:
        keep_annex(annex, _annexed(struck[0], options.lang), force=options.force)
    shown = Stressed(struck, options.seed, expected.notices, options.all)
    return Answer(DONE, stress_document(shown), lambda page: show_stress(page, shown))


def _annex_file(options: Asked) -> Path | None:
    if options.annex is not None and len(options.plans) > 1:
        raise InvalidInput([Problem("annex_of_several", "--annex")])
    return annex_file(options.annex, options.scenario, force=options.force)


def _annexed(struck: Struck, lang: str) -> dict[str, Any]:
    judged = struck.judged
    told = Told(judged.scenario, judged, at_present(judged.scenario), lang)
    return stress_annex(told, struck.tried)


def _judged(scenario: Scenario, paths: Sequence[str]) -> list[Judged]:
    """The plans, audited. Raises InvalidInput with the problems of every file at once."""
    found: list[Judged] = []
    problems: list[Problem] = []
    for path, label in zip(paths, labels(paths), strict=True):
        try:
            made_from, plan = plan_at(Path(path), scenario)
            found.append(judge(made_from, plan, label))
        except InvalidInput as fault:
            problems += fault.problems
    if problems:
        raise InvalidInput(problems)
    return found


def _expected(
    options: Asked, scenario: Scenario, plans: Sequence[Plan], usual: Mapping[Blow, float]
) -> Expected:
    """What the table of cases says. Raises InvalidInput, also for chances of more than 100 %."""
    file = None if options.cases is None else Path(options.cases)
    expected = Expected() if file is None else cases_at(file, scenario, plans)
    switches = ", ".join(f"--{blow.value}" for blow in usual)
    problems = []
    for name, total in too_likely(usual, expected.chances, scenario):
        values = {"percent": f"{100 * total:g}", "options": switches}
        if name and file is not None:
            problems.append(Problem("too_likely", file.name, value=name, values=values))
        else:
            problems.append(Problem("too_likely_usual", switches, values=values))
    if problems:
        raise InvalidInput(problems)
    return expected


@contextmanager
def _repairing(options: Asked, scenario: Scenario, total: int) -> Iterator[Repaired]:
    """Repairs cases of one plan after another, and tells how far it is."""
    watch, before = Watch(), 0
    at = where(options.processes, options.cluster)
    limits = Limits(seconds=options.seconds, seed=options.seed)
    with ending_early(watch), following(watch, scenario, options.progress) as teller:

        def ready(_place: int, _repair: Repair, done: int) -> None:
            teller.stage = teller.page.say("sensitivity.stage", done=before + done, of=total)
            watch.seen(None, None)

        def repaired(
            made_from: Scenario, plan: Plan, cases: Sequence[Cases]
        ) -> Mapping[int, Repair]:
            nonlocal before
            found = stress(
                made_from, plan, cases, at=at, limits=limits, stop=watch.stop, ready=ready
            )
            before += len(cases)
            return found

        yield repaired


COMMAND = Command(
    run,
    SCENARIO,
    Input("plans", "PLAN.json", "cli.stress.plan", between=(1, MOST)),
    Switch("--cases", metavar="FILE"),
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
