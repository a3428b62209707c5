"""Who moves where, by transfer category; who leaves; which seats stay empty; who stays."""

from __future__ import annotations

from rotation.draw.terminal import Page
from rotation.report.people import kept, leaving, moves, staying
from rotation.report.places import empty_count, vacancies
from rotation.report.told import Told

MOVES = ("name", "kind", "from", "to", "reasons")
LEAVING = ("name", "kind", "from", "reasons")
STAYING = ("name", "strength", "from", "reasons", "why_stays")
KEPT = ("name", "standing", "from", "reasons")
MOST_ROWS = 15


def show_moves(page: Page, told: Told, everything: bool) -> None:
    """A table per transfer category of those who take a new post."""
    table, gone = moves(told, brief=not everything), len(leaving(told).rows)
    key = "move.heading" if gone else "people"
    page.heading(key, title=table.title, count=len(table.rows), gone=gone)
    if not table.rows:
        page.line(table.empty, indent=1)
    for category, group in table.parts("category").items():
        words = page.say("move.group", category=category.words, count=len(group.rows))
        page.gap()
        page.line(words, "bold", indent=1)
        page.report(group.only(*MOVES), stacked=True, grows=True)


def show_leaving(page: Page, told: Told, everything: bool) -> None:
    """Those who retire or are released to a rank."""
    table = leaving(told, brief=not everything)
    if table.rows:
        page.heading("people", title=table.title, count=len(table.rows))
        page.report(table.only(*LEAVING), stacked=True, grows=True)


def show_vacancies(page: Page, told: Told, everything: bool) -> None:
    """Empty seats; those that must be filled are never left out."""
    table, (count, must) = vacancies(told), empty_count(told)
    page.heading("vacancy.heading", title=table.title, count=count, must=must)
    page.report(table, grows=True, most=None if everything else max(MOST_ROWS, must))


def show_staying(page: Page, told: Told, everything: bool) -> None:
    """Cadres whose category asks for a move but who stay, by how strongly it asks."""
    table = staying(told)
    if table.rows:
        page.heading("people", title=table.title, count=len(table.rows))
        page.report(table.only(*STAYING), grows=True, most=None if everything else MOST_ROWS)


def show_kept(page: Page, told: Told, everything: bool) -> None:
    """The frozen, those at a limit who need not move, and those who wait for a post."""
    table = kept(told)
    if table.rows:
        page.heading("people", title=table.title, count=len(table.rows))
        page.report(table.only(*KEPT), grows=True, most=None if everything else MOST_ROWS)
