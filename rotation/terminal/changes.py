"""A plan beside the one published before it: how many are treated otherwise, who, and why."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.draw.prose import Prose
from rotation.draw.terminal import Col, Page
from rotation.rules.goals.few_changes import FewChanges
from rotation.rules.treatment import treatment
from rotation.solve.against_published import PublishedChange, PublishedChanges
from rotation.wording.changes import why
from rotation.wording.names import Names

CHANGES = (
    Col("name", least=10),
    Col("before", ratio=4),
    Col("this_plan", ratio=4),
    Col("why_changed", ratio=5),
)


def show_replan(page: Page, scenario: Scenario) -> None:
    """Lines of the header: what the plan was made anew from."""
    replan = scenario.replan
    if replan is None:
        return
    if replan.published is not None:
        key = "replan.few" if replan.most is None else "replan.bounded"
        published = replan.published
        page.line(
            page.say(
                key,
                name=published.scenario_name,
                date=published.scenario_date,
                digest=published.sha256[:8],
                most=replan.most,
            )
        )
    if replan.decisions:
        page.line(page.say("replan.decisions", count=len(replan.decisions)))


def show_changes(page: Page, names: Names, changes: PublishedChanges | None) -> None:
    """A table of those who are treated otherwise than published."""
    if changes is None:
        return
    page.heading("change.heading")
    words = page.say("change.count", count=len(changes.cadres), of=changes.of)
    page.line(words, "bold" if changes.cadres else "green", indent=1)
    if changes.cadres:
        page.table(CHANGES, [_row(page, names, change) for change in changes.cadres])
        if _come_first(names.scenario):
            page.gap()
            page.line(page.say("change.loosen"), "dim", indent=1)


def _come_first(scenario: Scenario) -> bool:
    """Whether the fewest changes come before every other goal."""
    first = min((goal.tier for goal in scenario.goals), default=0)
    return any(g.code == FewChanges.code and g.tier == first for g in scenario.goals)


def _row(page: Page, names: Names, change: PublishedChange) -> tuple[Prose, str, str, str]:
    return (
        Prose(names.cadre(change.now.cadre_id), "bold"),
        treatment(names.scenario, change.published).get(page.lang),
        treatment(names.scenario, change.now).get(page.lang),
        why(names, change),
    )
