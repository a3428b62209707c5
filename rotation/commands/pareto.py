"""`rotation pareto`."""

from __future__ import annotations

import time
from pathlib import Path

from rotation.commands.solve import CODES
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.io.plan_file import write_plan
from rotation.io.report import ProblemList
from rotation.options.pareto_front import Front, Point
from rotation.options.pareto_front import front as find_front
from rotation.parallel.where import where
from rotation.rules.called import titles
from rotation.rules.registry import goals as every_goal
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.consequences import Years, followed, followed_document, show_followed
from rotation.terminal.pareto import Traced, point_file, show_pareto
from rotation.terminal.pareto_document import pareto_document
from rotation.terminal.paths import scenario_at, target_folder, written
from rotation.terminal.progress import following
from rotation.terminal.solve import Shown, show_solve
from rotation.terminal.stopping import ending_early
from rotation.usage import (
    FORCE,
    JSON,
    SCENARIO,
    Asked,
    Command,
    Number,
    Rule,
    Switch,
    limits,
    years_after,
)

FEWEST, MOST = 2, 3

MOST_LEVELS = 100


def run(options: Asked) -> Answer:
    """Read, find the front, write each point's plan as soon as it is there."""
    folder = target_folder(options.out, force=options.force) if options.out else None
    started = time.monotonic()
    scenario, notices = scenario_at(options.scenario)
    check_goals(scenario, options)
    saved: set[Path] = set()
    found = _found(scenario, options, folder, saved)
    traced = Traced(found, folder, time.monotonic() - started)
    kept = {point_file(point.amounts) for point in found.points}
    for path in saved:
        if path.name not in kept:  # turned out not to be on the front
            path.unlink()
    if found.none is not None and not found.points:
        none = found.none
        shown = Shown(scenario, none, notices, seconds=traced.seconds)
        return Answer(CODES[none.status], pareto_document(traced), lambda on: show_solve(on, shown))
    code = DONE if found.none is None else CODES[found.none.status]
    at = where(options.processes, options.cluster)
    each = Limits(seconds=options.seconds, seed=options.seed)
    years = Years(options.years, each, at, options.progress)
    after = followed(scenario, [point.plan for point in found.points], years)
    document = followed_document(after, [point_file(point.amounts) for point in found.points])

    def page(on: Page) -> None:
        show_pareto(on, traced)
        show_followed(on, after)

    return Answer(code, pareto_document(traced) | document, page)


def check_goals(scenario: Scenario, options: Asked) -> None:
    """Raises InvalidInput for goals that are unknown, off, twice, too few or too many."""
    report, on = ProblemList(), [goal.code for goal in scenario.goals]
    for option, codes in (("--goal", options.goals), ("--hold", options.held)):
        for code in dict.fromkeys(codes):
            if code in on:
                continue
            known = code in every_goal()
            near = () if known else report.nearest(code, [*on, *titles("goals")])
            report.error(
                "goal_off" if known else "unknown_goal", option, value=code, nearest=near, known=on
            )
    if not FEWEST <= len(set(options.goals)) <= MOST or len(set(options.goals)) != len(
        options.goals
    ):
        report.error("goals_of_front", "--goal", value=", ".join(options.goals))
    for code in dict.fromkeys(options.held):
        if code in options.goals:
            report.error("held_and_asked", "--hold", value=code)
    if options.held and options.hold_nothing:
        report.error("held_and_nothing", "--hold", value=options.held[0])
    report.stop_on_errors()


def _found(scenario: Scenario, options: Asked, folder: Path | None, saved: set[Path]) -> Front:
    watch = Watch()
    held = options.held or ([] if options.hold_nothing else None)
    with ending_early(watch), following(watch, scenario, options.progress) as teller:
        count = 0
        teller.stage = teller.page.say("pareto.stage", count=count)

        def ready(point: Point) -> None:
            nonlocal count
            count += 1
            teller.stage = teller.page.say("pareto.stage", count=count)
            if folder is not None:
                saved.add(save(folder, point, scenario))

        return find_front(
            scenario,
            options.goals,
            held=held,
            grid=options.grid,
            limits=Limits(seconds=options.seconds, workers=options.workers, seed=options.seed),
            engine=engine_named(options.engine),
            watch=watch,
            at=where(options.processes, options.cluster),
            ready=ready,
        )


def save(folder: Path, point: Point, scenario: Scenario) -> Path:
    """Write a point's plan into the folder, which is made for the first. Raises InvalidInput."""
    path = folder / point_file(point.amounts)
    written(lambda: folder.mkdir(exist_ok=True), folder)
    written(lambda: write_plan(path, point.plan, scenario), path)
    return path


COMMAND = Command(
    run,
    SCENARIO,
    Switch("--goal", "goals", metavar="GOAL", multiple=True, must=True, type=Rule("goals")),
    Switch("--hold", "held", metavar="GOAL", multiple=True, type=Rule("goals")),
    Switch("--hold-nothing", is_flag=True),
    Switch("--grid", metavar="N", type=Number(1, MOST_LEVELS)),
    Switch("--out", metavar="DIR"),
    FORCE,
    *years_after(),
    *limits(300.0),
    JSON,
)
