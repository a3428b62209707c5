"""`rotation sensitivity`."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.io.changes_asked import variations_asked
from rotation.options.sensitivity import Sensitivity
from rotation.options.sensitivity import sensitivity as find_sensitivity
from rotation.options.sweep import Row
from rotation.parallel.where import where
from rotation.rules.variations import Variation
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.answer import DEFECT, DONE, STOPPED, Answer
from rotation.terminal.paths import scenario_at
from rotation.terminal.progress import following
from rotation.terminal.sensitivity import Swept, show_sensitivity
from rotation.terminal.sensitivity_document import sensitivity_document
from rotation.terminal.stopping import ending_early
from rotation.usage import (
    ALL,
    JSON,
    SCENARIO,
    Asked,
    ChangesTogether,
    Switch,
    apart,
    at_once,
    limits,
)


def run(options: Asked) -> Answer:
    """Read, solve the scenario and every variation of it."""
    started = time.monotonic()
    scenario, _ = scenario_at(options.scenario)
    variations = variations_asked(scenario, [apart(each) for each in options.settings]) or None
    found = _found(scenario, variations, options)
    swept = Swept(found, time.monotonic() - started, options.all)
    return Answer(_code(found), sensitivity_document(swept), lambda on: show_sensitivity(on, swept))


def _found(
    scenario: Scenario,
    variations: Sequence[Sequence[Variation]] | None,
    options: Asked,
) -> Sensitivity:
    watch = Watch()
    with ending_early(watch), following(watch, scenario, options.progress) as teller:

        def ready(_: Row, done: int, of: int) -> None:
            teller.stage = teller.page.say("sensitivity.stage", done=done, of=of)
            watch.seen(None, None)

        teller.stage = teller.page.say("sensitivity.starting")
        return find_sensitivity(
            scenario,
            variations,
            limits=Limits(seconds=options.seconds, workers=options.workers, seed=options.seed),
            engine=options.engine,
            at=where(options.processes, options.cluster, apart=True),
            watch=watch,
            ready=ready,
        )


def _code(found: Sensitivity) -> int:
    rows = [row for row in (found.base, *found.rows) if row is not None]
    if any(row.status is Status.DEFECT for row in rows):
        return DEFECT
    return DONE if rows else STOPPED


COMMAND = ChangesTogether(
    run,
    SCENARIO,
    Switch("--set", "settings", metavar="PATH=VALUE ...", multiple=True),
    *at_once("cli.sensitivity.processes"),
    *limits(60.0),
    ALL,
    JSON,
)
