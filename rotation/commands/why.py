"""`rotation why`."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from rotation.domain.plan import Finding, Plan
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.errors import InvalidInput
from rotation.explain.base import Unlawful
from rotation.explain.explainer import COUNT, Explainer, Why
from rotation.io.asked import asked, cadre_asked, post_asked
from rotation.io.report import ProblemList
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.workbench import Workbench
from rotation.terminal.answer import DONE, NO, STOPPED, Answer
from rotation.terminal.findings import show_broken
from rotation.terminal.paths import plan_at, scenario_at
from rotation.terminal.stopping import ending_early
from rotation.terminal.why import Explained, show_why
from rotation.terminal.why_document import unlawful_document, why_document
from rotation.usage import (
    ALL,
    JSON,
    SCENARIO,
    SEED,
    Asked,
    Command,
    Input,
    Number,
    Switch,
    seconds,
)

MOST_ALTERNATIVES = 1000


def run(options: Asked) -> Answer:
    """Answer about a cadre, a pair, or a post."""
    if options.cadre is None and options.post is None:
        raise InvalidInput([Problem("asked_nothing", "--cadre / --post")])
    started = time.monotonic()
    scenario, _ = scenario_at(options.scenario)
    cadre_id, post_id = _asked(scenario.roster, options)
    path = Path(options.plan)
    scenario, plan = plan_at(path, scenario)
    watch = Watch()
    with ending_early(watch), _working(options.progress):
        try:
            explainer = _explainer(scenario, plan, options, watch)
            found = _found(explainer, cadre_id, post_id, options.count)
        except Unlawful as fault:
            return _unlawful(scenario, fault.broken, path.name)
    explained = Explained(
        found, path.name, explainer.base.report.claims, time.monotonic() - started, options.all
    )
    code = DONE if found.answered else STOPPED
    return Answer(code, why_document(explained), lambda on: show_why(on, explained))


def _asked(roster: Roster, options: Asked) -> tuple[str | None, str | None]:
    """The ids of the cadre and the post asked about. Raises InvalidInput."""
    report = ProblemList()
    cadre_id = asked(cadre_asked, roster, options.cadre, "--cadre", report)
    post_id = asked(post_asked, roster, options.post, "--post", report)
    report.stop_on_errors()
    return cadre_id, post_id


def _explainer(scenario: Scenario, plan: Plan, options: Asked, watch: Watch) -> Explainer:
    """The plan, audited and proven; what is left of the time is for the question."""
    limits = Limits(seconds=options.seconds, seed=options.seed)
    deadline = time.monotonic() + limits.seconds
    explainer = Explainer(Workbench(scenario, limits=limits, watch=watch), plan)
    explainer.limits = replace(limits, seconds=max(deadline - time.monotonic(), 0.1))
    return explainer


def _found(explainer: Explainer, cadre_id: str | None, post_id: str | None, count: int) -> Why:
    if cadre_id is not None and post_id is not None:
        return explainer.pair(cadre_id, post_id)
    if cadre_id is not None:
        return explainer.cadre(cadre_id, count)
    assert post_id is not None
    return explainer.post(post_id, count)


def _working(page: Page) -> Any:
    """A sign of life on a terminal."""
    if not page.console.is_terminal:
        return nullcontext()
    return page.console.status(page.say("why.working"))


def _unlawful(scenario: Scenario, broken: tuple[Finding, ...], file: str) -> Answer:
    def draw(page: Page) -> None:
        page.line(page.say("why.unlawful", file=file), "bold red")
        show_broken(page, scenario, broken)

    return Answer(NO, unlawful_document(broken), draw)


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json"),
    Switch("--cadre", metavar="CADRE"),
    Switch("--post", metavar="POST"),
    Switch("--count", metavar="K", default=COUNT, facts={"default": COUNT},
           type=Number(1, MOST_ALTERNATIVES)),
    seconds(60.0),
    SEED,
    ALL,
    JSON,
)  # fmt: skip
