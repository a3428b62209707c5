"""`rotation ahead`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rotation.ahead.ageing import WITHOUT, assumed_without
from rotation.ahead.monthly import months_of
from rotation.ahead.rolling import Year, ahead, level_of
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.io.load_scenario import load_scenario
from rotation.io.new_folder import write_new_folder
from rotation.io.plan_file import write_plan
from rotation.io.scenario_file import read_inputs
from rotation.io.write_scenario import edited
from rotation.locales import text
from rotation.report.annex_made import years_annex
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits
from rotation.solve.result import Result
from rotation.solve.run import solve
from rotation.terminal.ahead import Walked, ahead_document, show_ahead
from rotation.terminal.annexes import annex_file, keep_annex
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.paths import plan_at, scenario_at, scenario_folder, target_folder, written
from rotation.usage import (
    ALL,
    ANNEX,
    FORCE,
    JSON,
    MOST_YEARS,
    SCENARIO,
    Asked,
    Command,
    Number,
    OneOf,
    Switch,
    limits,
)

PLAN_FILE = "plan.json"


def run(options: Asked) -> Answer:
    """Solve this year, and the years that come of it."""
    folder = None
    if options.out is not None:
        folder = target_folder(options.out, force=options.force)
    annex = annex_file(options.annex, options.scenario, force=options.force)
    scenario, _ = scenario_at(options.scenario)
    plan = None if options.plan is None else plan_at(Path(options.plan), scenario)[1]
    solved = partial(_solved, options)
    assumed, most = assumed_without(options.without), options.most
    walk = partial(
        ahead, scenario, options.years, solved, plan=plan, assumed=assumed,
        dated=months_of if options.monthly else None,
    )  # fmt: skip
    before: list[Year] = []
    if most is None and not options.no_level:
        before = list(walk())
        most = level_of(before)
    years = []
    for year in walk(
        most=most,
        kept=None if folder is None else partial(_kept, options, scenario, folder),
    ):
        years.append(year)
        if folder is not None:
            _plan_kept(folder, year)
    walked = Walked(scenario, years, assumed, most, folder, options.all)
    if annex is not None:
        moved = [(year.scenario.date.isoformat(), year.moved) for year in before]
        kept = years_annex(years, assumed, most, due=walked.due, asked=options.years, before=moved)
        keep_annex(annex, kept, force=options.force)
    code = DONE if all(year.judged is not None for year in years) else NO
    return Answer(code, ahead_document(walked), lambda page: show_ahead(page, walked))


def _solved(options: Asked, scenario: Scenario) -> Result:
    limits = Limits(seconds=options.seconds, workers=options.workers, seed=options.seed)
    return solve(scenario, limits=limits, engine=engine_named(options.engine))


def _kept(options: Asked, first: Scenario, folder: Path, scenario: Scenario) -> Scenario:
    """The scenario of a year, written into a folder of its own and read back."""
    place = folder / str(scenario.date.year)
    inputs = read_inputs(scenario_folder(options.scenario))
    if scenario is not first:
        note = text("terminal.ahead.note", options.lang, name=first.name)
        inputs = edited(inputs, first, scenario, [note])
    folder.mkdir(parents=True, exist_ok=True)
    written(lambda: write_new_folder(place, inputs), place)
    return load_scenario(place)[0]


def _plan_kept(folder: Path, year: Year) -> None:
    if year.judged is None:
        return
    place = folder / str(year.scenario.date.year)
    place.mkdir(parents=True, exist_ok=True)
    plan: Plan = year.judged.plan
    written(lambda: write_plan(place / PLAN_FILE, plan, year.scenario), place / PLAN_FILE)


COMMAND = Command(
    run,
    SCENARIO,
    Switch("--years", metavar="N", default=5, type=Number(1, MOST_YEARS)),
    Switch("--plan", metavar="PLAN.json"),
    Switch("--most", metavar="N", type=Number(0, 100_000)),
    Switch("--no-level", is_flag=True),
    Switch("--monthly", is_flag=True),
    Switch(
        "--without",
        metavar="WHAT",
        multiple=True,
        type=OneOf(WITHOUT),
        facts={"words": ", ".join(WITHOUT)},
    ),
    Switch("--out", metavar="FOLDER"),
    ANNEX,
    FORCE,
    *limits(60.0),
    ALL,
    JSON,
)
