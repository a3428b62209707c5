"""Goals of a scenario: the tiers they are solved in, and what their amounts mean."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.domain.plan import GoalAmount, Plan, Status, TierResult
from rotation.domain.scenario import Scenario
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.rules.registry import active_goals
from rotation.terminal.legend import show_legend
from rotation.wording.proofs import proof_word
from rotation.wording.tiers import gap_words, goal_titles

TIERS = (
    Col("tier", right=True),
    Col("goals", ratio=4),
    Col("value", right=True),
    Col("bound", right=True),
    Col("gap", right=True),
    Col("status"),
    Col("proven_by"),
    Col("seconds", right=True),
)
GOALS = (
    Col("tier", right=True),
    Col("goal", ratio=2),
    Col("amount", right=True),
    Col("meaning", ratio=5),
)
_STYLE = {Status.OPTIMAL: "green", Status.FEASIBLE: "yellow"}


def show_tiers(page: Page, scenario: Scenario, plan: Plan) -> None:
    """The certificate: per tier its value, its proven bound and who proved it."""
    titles = goal_titles(scenario, page)
    page.heading("tier.heading")
    page.line(page.say("tier.note"), "dim", indent=1)
    page.table(TIERS, [_tier_row(page, titles, tier) for tier in plan.tiers])
    page.gap()
    show_legend(page, (tier.proven_by for tier in plan.tiers))


def _tier_row(page: Page, titles: dict[int, str], tier: TierResult) -> Sequence[Cell]:
    status = Prose(
        page.word("tier_status", tier.status.value), style=_STYLE.get(tier.status, "red")
    )
    return (
        str(tier.tier),
        titles.get(tier.tier, page.say("tier.no_goal")),
        _number(tier.value),
        _number(tier.bound),
        gap_words(tier),
        status,
        proof_word(page, tier.proven_by),
        f"{tier.seconds:.1f}",
    )


def _number(value: int | None) -> str:
    return "-" if value is None else str(value)


def show_goals(page: Page, scenario: Scenario, amounts: Sequence[GoalAmount]) -> None:
    """Each goal's amount as the audit counts it, and the sentence that says what is counted."""
    if not amounts:
        return
    page.heading("goal.heading")
    page.line(page.say("goal.note"), "dim", indent=1)
    rows = []
    for goal, amount in zip(active_goals(scenario), amounts, strict=True):
        title, sentence = goal.words.title.get(page.lang), goal.explain()[page.lang]
        shown = Prose(str(amount.amount), style="green" if amount.amount == 0 else "")
        rows.append((str(amount.tier), title, shown, sentence))
    page.table(GOALS, rows)
