"""`rotation options`."""

from __future__ import annotations

import time
from pathlib import Path

from rotation.commands.solve import CODES
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.io.plan_file import write_plan
from rotation.io.report import ProblemList
from rotation.options.offer import Loss, Option, Options
from rotation.options.options import options as find_options
from rotation.parallel.where import where
from rotation.rules.profiles import known_profiles
from rotation.rules.registry import waivable_laws
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.question import WAIVER_TIER
from rotation.terminal.answer import Answer
from rotation.terminal.consequences import Years, followed, followed_document, show_followed
from rotation.terminal.options import Offered, show_options
from rotation.terminal.options_document import options_document
from rotation.terminal.paths import scenario_at, target_folder, written
from rotation.terminal.progress import Teller, following
from rotation.terminal.solve import Shown, show_solve
from rotation.terminal.stopping import ending_early
from rotation.usage import (
    FORCE,
    JSON,
    SCENARIO,
    Asked,
    Command,
    Number,
    Pair,
    Switch,
    limits,
    years_after,
)
from rotation.wording.profiles import option_name

MOST_OPTIONS = 50
MOST_APART, MOST_LOSS = 100_000, 10**9


def run(options: Asked) -> Answer:
    """Read, make the plans, write each as soon as it is there."""
    folder = target_folder(options.out, force=options.force) if options.out else None
    started = time.monotonic()
    scenario, notices = scenario_at(options.scenario)
    check_profiles(scenario, options.profiles)
    check_tiers(scenario, [tier for tier, _ in options.losses])
    found = _found(scenario, options, folder)
    offered = Offered(found, folder, time.monotonic() - started)
    if not found.options:
        shown = Shown(scenario, found.own, notices, seconds=offered.seconds)
        return Answer(
            CODES[found.own.status], options_document(offered), lambda on: show_solve(on, shown)
        )
    at = where(options.processes, options.cluster)
    each = Limits(seconds=options.seconds, seed=options.seed)
    years = Years(options.years, each, at, options.progress)
    after = followed(scenario, [option.plan for option in found.options], years)
    document = followed_document(after, [option.label for option in found.options])

    def page(on: Page) -> None:
        show_options(on, offered)
        show_followed(on, after)

    return Answer(CODES[found.own.status], options_document(offered) | document, page)


def check_profiles(scenario: Scenario, codes: list[str]) -> None:
    """Raises InvalidInput for a profile that is not known, with the nearest that is."""
    report, known = ProblemList(), list(known_profiles(scenario))
    for code in codes:
        if code not in known:
            near = report.nearest(code, known)
            report.error("unknown_profile", "--profile", value=code, nearest=near, known=known)
    report.stop_on_errors()


def check_tiers(scenario: Scenario, tiers: list[int]) -> None:
    """Raises InvalidInput for a tier of a loss that the scenario does not have."""
    report, known = ProblemList(), sorted({goal.tier for goal in scenario.goals})
    known = [WAIVER_TIER, *known] if waivable_laws(scenario) else known
    for tier in dict.fromkeys(tiers):
        if tier not in known:
            report.error("unknown_tier", "--loss-in", value=tier, known=[str(k) for k in known])
    report.stop_on_errors()


def _found(scenario: Scenario, options: Asked, folder: Path | None) -> Options:
    watch = Watch()

    def ready(option: Option) -> None:
        if folder is not None:
            save(folder, option, scenario)

    with ending_early(watch), following(watch, scenario, options.progress) as teller:
        return find_options(
            scenario,
            count=options.count,
            alternatives=options.alternatives,
            profiles=list(dict.fromkeys(options.profiles)) or None,
            apart=options.apart,
            loss=Loss(options.loss, dict(options.losses)),
            limits=Limits(seconds=options.seconds, workers=options.workers, seed=options.seed),
            engine=engine_named(options.engine),
            watch=watch,
            at=where(options.processes, options.cluster),
            starting=lambda label, place, of: _tell(teller, scenario, label, place, of),
            ready=ready,
        )


def _tell(teller: Teller, scenario: Scenario, label: str, place: int, of: int) -> None:
    profile = known_profiles(scenario).get(label)
    name = option_name(label, profile, teller.page.lang)
    teller.stage = teller.page.say("options.stage", place=place, count=of, name=name)


def save(folder: Path, option: Option, scenario: Scenario) -> None:
    """Write a plan into the folder, which is made for the first one. Raises InvalidInput."""
    path = folder / f"{option.label}.json"
    written(lambda: folder.mkdir(exist_ok=True), folder)
    written(lambda: write_plan(path, option.plan, scenario), path)


COMMAND = Command(
    run,
    SCENARIO,
    Switch("--out", metavar="DIR"),
    FORCE,
    Switch("--count", metavar="N", default=5, type=Number(0, MOST_OPTIONS)),
    Switch("--alternatives", metavar="N", default=1, type=Number(0, MOST_OPTIONS)),
    Switch("--profile", "profiles", metavar="CODE", multiple=True),
    Switch("--apart", metavar="K", type=Number(1, MOST_APART)),
    Switch("--loss", metavar="PERCENT", default=2.0, type=Number(0, 1000, whole=False)),
    Switch("--loss-in", "losses", metavar="TIER=AMOUNT", multiple=True, type=Pair(0, MOST_LOSS)),
    *years_after(),
    *limits(300.0),
    JSON,
)
