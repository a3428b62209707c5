"""The page of `fairness`: what decides by a little, whom it favours, what counts twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rotation.draw.terminal import Page
from rotation.overview.fairness import Fairness
from rotation.overview.groups import CATEGORIES, DEEDS
from rotation.report.of_fairness import fairness_tables, told_of_fairness
from rotation.report.table import Table

MOST_ROWS = 15
_UNDER = {"near_thresholds": "threshold", "favoured": "goal"}
"""By table the column whose cells stand above the rows that share them."""


@dataclass(frozen=True)
class Treated:
    """What a page of `fairness` draws."""

    found: Fairness
    everything: bool = False


def show_fairness(page: Page, treated: Treated) -> None:
    found = treated.found
    told = told_of_fairness(found, page.lang)
    page.line(found.scenario.name, "bold")
    page.line(page.say("fairness.about", date=found.scenario.date, margin=found.margin))
    for table in fairness_tables(told, found):
        page.heading("items", title=table.title, count=len(table.rows))
        most = None if treated.everything else MOST_ROWS
        if table.key in _UNDER and table.rows:
            _show_parts(page, table, most)
        elif table.key == "by_group":
            _show_groups(page, table)
        else:
            page.report(table, grows=True, most=most)


def _show_parts(page: Page, table: Table, most: int | None) -> None:
    by = _UNDER[table.key]
    kept = [column.key for column in table.columns if column.key != by]
    for above, part in table.parts(by).items():
        page.gap()
        title = page.say("items", title=above.words, count=len(part.rows))
        page.line(title, "bold", indent=1)
        page.report(replace(part.only(*kept), note=""), stacked=True, grows=True, most=most)
    page.gap()
    page.line(table.note, "dim", indent=1)


def _show_groups(page: Page, table: Table) -> None:
    """Categories, and what the plan does, one below the other."""
    keys = [column.key for column in table.columns]
    first = keys.index(next(iter(CATEGORIES)))
    named, counted = keys[:first], keys[first:]
    deeds = [key for key in counted if key in DEEDS]
    page.report(replace(table.only(*named, *counted[: len(CATEGORIES)]), note=""), grows=True)
    page.gap()
    if deeds:
        page.report(replace(table.only(*named, *deeds), note=""), grows=True)
        page.gap()
    page.line(table.note, "dim", indent=1)
