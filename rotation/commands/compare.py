"""`rotation compare`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rotation.compare.comparison import FEWEST, MOST, compare_plans
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.errors import InvalidInput
from rotation.parallel.where import where
from rotation.report.compare_document import compare_document
from rotation.solve.engines.base import Limits
from rotation.solve.verify import quotable
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.compare import Compared, show_compare
from rotation.terminal.consequences import Years, followed, followed_document, show_followed
from rotation.terminal.paths import plan_at, scenario_at
from rotation.usage import (
    ALL,
    JSON,
    SCENARIO,
    Asked,
    Command,
    Input,
    Switch,
    seconds,
    years_after,
)


def run(options: Asked) -> Answer:
    """Compare plan files, whoever made them."""
    scenario, _ = scenario_at(options.scenario)
    plans, named = plans_at(options.plans, scenario), labels(options.plans)
    compared = compare_plans(scenario, plans, named)
    at = where(options.processes, options.cluster)
    each = Limits(seconds=options.seconds)
    years = Years(options.years, each, at, options.progress)
    after = followed(scenario, plans, years)
    shown = Compared(compared, options.chains, options.all)

    def page(on: Page) -> None:
        show_compare(on, shown)
        show_followed(on, after, everything=options.all)

    return Answer(DONE, compare_document(compared) | followed_document(after, named), page)


def plans_at(paths: Sequence[str], scenario: Scenario) -> list[Plan]:
    """The plans of these files. Raises InvalidInput with the problems of every file at once."""
    plans: list[Plan] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            made_from, plan = plan_at(Path(path), scenario)
            plans.append(quotable(made_from, plan))
        except InvalidInput as fault:
            problems += fault.problems
    if problems:
        raise InvalidInput(problems)
    return plans


def labels(paths: Sequence[str]) -> list[str]:
    """The files' names; where two have the same, the paths as they were given."""
    names = [Path(path).name for path in paths]
    return list(paths) if max(Counter(names).values()) > 1 else names


COMMAND = Command(
    run,
    SCENARIO,
    Input("plans", "PLAN.json", between=(FEWEST, MOST)),
    Switch("--chains", is_flag=True),
    *years_after(),
    seconds(60.0),
    ALL,
    JSON,
)
