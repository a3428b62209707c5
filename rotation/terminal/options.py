"""The page of `options`: the plans in one view, each goal across them, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.domain.plan import Status
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.locales import text
from rotation.options.offer import Left, Option, Options
from rotation.report.of_comparison import marked, plan_key
from rotation.report.table import MARK, Column, Table, row_of
from rotation.rules.profiles import known_profiles
from rotation.terminal.solve import show_header
from rotation.wording.comparisons import plan_word
from rotation.wording.names import rule_title
from rotation.wording.profiles import option_name
from rotation.wording.proofs import conclusion_word

PLANS = (
    Col("number", right=True),
    Col("then", least=10),
    Col("purpose", ratio=1),
    Col("moved", right=True),
    Col("differs", right=True),
    Col("proof"),
)
ABREAST = 8
"""Plans side by side in one table."""


@dataclass(frozen=True)
class Offered:
    """What a page of `options` draws. folder: where the plans were written; seconds: in all."""

    found: Options
    folder: Path | None = None
    seconds: float = 0.0


def show_options(page: Page, offered: Offered) -> None:
    """Header, the plans, the goals across them, what was left out, where they were written."""
    found = offered.found
    show_header(page, found.scenario)
    page.gap()
    proven = sum(option.plan.status is Status.OPTIMAL for option in found.options)
    key = "options.all_proven" if proven == len(found.options) else "options.found"
    if found.stopped:
        key = "options.stopped"
    words = page.say(key, count=len(found.options), proven=proven, seconds=f"{offered.seconds:.1f}")
    page.line(words, "bold green" if not found.stopped else "bold yellow")
    _show_plans(page, found)
    _show_goals(page, found)
    _show_left(page, found)
    _show_where(page, offered)


def _show_plans(page: Page, found: Options) -> None:
    page.heading("options.plans")
    rows = [_plan_row(page, found, place) for place in range(len(found.options))]
    page.table(PLANS, rows)


def _plan_row(page: Page, found: Options, place: int) -> Sequence[Cell]:
    option = found.options[place]
    optimal = option.plan.status is Status.OPTIMAL
    key = "optimal" if optimal else "near" if option.loss else "open"
    style = "yellow" if key == "open" else "green"
    return (
        str(place + 1),
        Prose(option_name(option.label, option.profile, page.lang), "bold"),
        _purpose(page, option),
        str(option.plan.adjusted),
        str(option.differs) if place else "-",
        Prose(conclusion_word(page, key), style),
    )


def _purpose(page: Page, option: Option) -> str:
    if option.profile is not None:
        return option.profile.purpose.get(page.lang, "")
    if not option.loss:
        return page.say("options.own")
    lost = {tier: loss for tier, loss in option.loss.items() if loss}
    if not lost:
        return page.say("options.no_loss")
    parts = (page.say("options.loss", tier=tier, loss=loss) for tier, loss in lost.items())
    words = page.say("options.losses", losses=page.join(parts))
    return words + (page.say("options.least") if option.least else "")


def _show_goals(page: Page, found: Options) -> None:
    """Every goal's amount in each plan; the best are marked."""
    page.heading("options.goals")
    page.line(page.say("options.goals_note", mark=MARK), "dim", indent=1)
    table = _amounts(page, found)
    goal, *plans = (column.key for column in table.columns)
    for first in range(0, len(plans), ABREAST):
        if first:
            page.gap()
        page.report(table.only(goal, *plans[first : first + ABREAST]))


def _amounts(page: Page, found: Options) -> Table:
    plans = [option.plan for option in found.options]
    lines = [
        (rule_title(goal.code, page.lang), [plan.goals[place].amount for plan in plans])
        for place, goal in enumerate(plans[0].goals)
    ]
    waivers = [plan.tiers[0].value or 0 for plan in plans if plan.tiers and not plan.tiers[0].tier]
    if len(waivers) == len(plans):
        lines.insert(0, (page.say("figure.needs_approval"), waivers))
    columns = [
        Column(plan_key(place), plan_word(place, page.lang), number=True)
        for place in range(len(plans))
    ]
    goal = Column("goal", text("common.column.goal", page.lang), width=34)
    rows = (row_of((title, *marked(amounts, _best(amounts)))) for title, amounts in lines)
    return Table("amounts", "", (goal, *columns), tuple(rows))


def _best(amounts: Sequence[int]) -> Sequence[int]:
    """The places of the least, where not all are alike."""
    best = [place for place, amount in enumerate(amounts) if amount == min(amounts)]
    return best if len(best) < len(amounts) else ()


def _show_left(page: Page, found: Options) -> None:
    if not found.left:
        return
    page.heading("options.left", count=len(found.left))
    for left in found.left:
        page.item(left_words(left, found, page.lang), indent=1)


def left_words(left: Left, found: Options, lang: str) -> str:
    """Why a plan is not among the options, as a sentence."""
    return text(
        f"terminal.options.why.{left.why.value}",
        lang,
        name=option_name(left.label, left.profile, lang),
        like=_like(left.like, found, lang),
        apart=found.apart,
    )


def _like(label: str | None, found: Options, lang: str) -> str:
    """Another plan by its number, or by its name where it is not among the options."""
    labels = [option.label for option in found.options]
    if label in labels:
        return plan_word(labels.index(label), lang)
    profile = known_profiles(found.scenario).get(label or "")
    return option_name(label or "", profile, lang)


def _show_where(page: Page, offered: Offered) -> None:
    page.gap()
    if offered.found.apart:
        page.line(page.say("options.near_note", apart=offered.found.apart), "dim")
    if offered.folder is None:
        page.line(page.say("options.nowhere"), "dim")
        return
    files = page.join(f"{option.label}.json" for option in offered.found.options)
    page.line(page.say("options.written", path=str(offered.folder), files=files))
