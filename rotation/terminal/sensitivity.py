"""The page of `sensitivity`: what each change does to every tier, in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.domain.plan import Status
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.options.sensitivity import Sensitivity
from rotation.options.sweep import Row
from rotation.terminal.solve import show_header
from rotation.wording.names import rule_title
from rotation.wording.settings import changes_words, parts_words
from rotation.wording.tiers import goal_titles

_STYLE = {Status.OPTIMAL: "green", Status.FEASIBLE: "yellow", Status.INFEASIBLE: "red"}

_CHANGE = {-1: "green", 0: "dim", 1: "red"}


@dataclass(frozen=True)
class Swept:
    """What a page of `sensitivity` draws. seconds: of the whole run."""

    found: Sensitivity
    seconds: float = 0.0
    everything: bool = False


def show_sensitivity(page: Page, swept: Swept) -> None:
    """Header, the tiers as they are, the changes that have an effect, and those that have none."""
    found = swept.found
    show_header(page, found.scenario)
    page.gap()
    key = "stopped" if found.stopped else "found"
    count = len(found.rows)
    words = page.say(
        f"sensitivity.{key}",
        count=count,
        of=count + len(found.undone) + len(found.died),
        seconds=f"{swept.seconds:.1f}",
    )
    page.line(words, "bold yellow" if found.stopped or found.died else "bold green")
    _show_tiers(page, found)
    shown = [row for row in found.rows if swept.everything or not idle(row, found.base)]
    if shown or found.base is not None:
        _show_rows(page, found, shown)
    _show_idle(page, [row for row in found.rows if row not in shown])
    _show_rest(page, found)


def idle(row: Row, base: Row | None) -> bool:
    """Whether a row has the same value in every tier as the scenario as it is, both proven."""
    if row.same:
        return True
    if base is None or row.status is not Status.OPTIMAL or base.status is not Status.OPTIMAL:
        return False
    return [(t.tier, t.value) for t in row.tiers] == [(t.tier, t.value) for t in base.tiers]


def _show_tiers(page: Page, found: Sensitivity) -> None:
    page.heading("sensitivity.tiers")
    for tier, title in sorted(goal_titles(found.scenario, page).items()):
        page.line(page.say("sensitivity.tier", tier=tier, title=title), indent=1)


def tiers_of(found: Sensitivity) -> list[int]:
    """Every tier that a row has."""
    rows = [row for row in (found.base, *found.rows) if row is not None]
    return sorted({tier.tier for row in rows for tier in row.tiers})


def _show_rows(page: Page, found: Sensitivity, shown: Sequence[Row]) -> None:
    page.heading("sensitivity.rows")
    page.line(page.say("sensitivity.note"), "dim", indent=1)
    tiers = tiers_of(found)
    columns = [Col("change", ratio=1)]
    columns += [Col("tier_number", right=True, values={"tier": tier}) for tier in tiers]
    columns += [Col("moved", right=True), Col("status")]
    rows: list[Sequence[Cell]] = []
    if found.base is not None:
        rows.append(_row(page, found.base, found.base, tiers))
    before = ""
    for row in shown:
        title = parts_words(row.changes, page.lang)[0]
        if title != before:
            rows.append((Prose(title, "bold"), *[""] * (len(columns) - 1)))
        rows.append(_row(page, found.base, row, tiers))
        before = title
    page.table(columns, rows)
    stuck = [row for row in shown if row.breaches]
    if stuck:
        page.gap()
    for row in stuck:
        page.item(_breaches(page, row), indent=1)


def _row(page: Page, base: Row | None, row: Row, tiers: Sequence[int]) -> Sequence[Cell]:
    words = page.say("sensitivity.base")
    if row.changes:
        words = page.say("sensitivity.below", change=parts_words(row.changes, page.lang)[1])
    cells = [_cell(row, base, tier) for tier in tiers]
    moved = "-" if row.moved is None else str(row.moved)
    status = Prose(page.word("sensitivity.status", row.status.value), _STYLE.get(row.status, "red"))
    return (Prose(words, "" if row.changes else "bold"), *cells, moved, status)


def _cell(row: Row, base: Row | None, tier: int) -> Prose:
    """A tier's difference from the present value; the value itself where there is nothing to
    compare it with, and in the first row."""
    value = {found.tier: found.value for found in row.tiers}.get(tier)
    if value is None:
        return Prose("-")
    if not row.changes:
        return Prose(str(value), "bold")
    change = difference(row, base, tier)
    if change is None:
        return Prose(f"[{value}]")
    return Prose(f"{change:+d}" if change else "0", _CHANGE[(change > 0) - (change < 0)])


def difference(row: Row, base: Row | None, tier: int) -> int | None:
    """By how much a tier is worse than at present; None where the two mean different things."""
    now = {found.tier: found.value for found in base.tiers}.get(tier) if base else None
    then = {found.tier: found.value for found in row.tiers}.get(tier)
    if now is None or then is None or not comparable(row, base, tier):
        return None
    return then - now


def comparable(row: Row, base: Row | None, tier: int) -> bool:
    """Whether a tier still counts the same goals, measured and weighed in the same way."""
    touched = {c.path.split(".")[1] for c in row.changes if c.path.startswith("goals.")}
    ours = {(g.code, g.weight) for g in row.goals if g.tier == tier}
    theirs = {(g.code, g.weight) for g in (base.goals if base else ()) if g.tier == tier}
    return ours == theirs and not touched & {code for code, _ in ours}


def _breaches(page: Page, row: Row) -> str:
    laws = (
        page.say("sensitivity.breach", title=rule_title(code, page.lang), count=count)
        for code, count in row.breaches.items()
    )
    words = changes_words(row.changes, page.lang) or page.say("sensitivity.base")
    return page.say("sensitivity.breaches", change=words, laws=page.join(laws))


def _show_idle(page: Page, rows: Sequence[Row]) -> None:
    if not rows:
        return
    page.heading("sensitivity.idle", count=len(rows))
    groups: dict[str, list[str]] = {}
    for row in rows:
        (title, words) = parts_words(row.changes, page.lang)
        groups.setdefault(title, []).append(words)
    for title, each in groups.items():
        page.item(page.say("sensitivity.group", title=title, changes=page.join(each)), indent=1)


def _show_rest(page: Page, found: Sensitivity) -> None:
    for key, rest in (("undone", found.undone), ("died", found.died)):
        if rest:
            page.heading(f"sensitivity.{key}", count=len(rest))
            for changes in rest:
                page.item(changes_words(changes, page.lang), indent=1)
