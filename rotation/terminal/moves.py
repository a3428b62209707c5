"""Who moves where, by transfer category; who leaves; which seats stay empty; who stays on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.category import Strength
from rotation.domain.plan import Plan, Vacancy
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.rules.categories import assess
from rotation.wording.names import Names, category_word
from rotation.wording.reasons import main_reason, reasons

MOVES = (Col("name", least=10), Col("from", ratio=4), Col("to", ratio=4), Col("reason", ratio=5))
LEAVING = (Col("name", least=10), Col("kind"), Col("from", ratio=4), Col("reason", ratio=5))
VACANCIES = (Col("post", ratio=3), Col("seats", right=True), Col("remark", ratio=2))
CATEGORIES = ("protective", "developmental", "motivating", "ordinary")
LEAVE = (ActionKind.RETIREMENT, ActionKind.RELEASE)
MOST_VACANCIES = 15
MOST_NAMES = 20


def show_moves(page: Page, names: Names, plan: Plan, everything: bool) -> None:
    """A table per transfer category of those who take a new post."""
    moves = [action for action in plan.actions if action.kind in PLACING]
    page.heading("move.heading", count=len(moves))
    if not moves:
        page.line(page.say("move.none"), indent=1)
    found = {code: [a for a in moves if a.category == code] for code in _categories(moves)}
    for code, group in found.items():
        word = category_word(code, page.lang)
        page.gap()
        page.line(page.say("move.group", category=word, count=len(group)), "bold", indent=1)
        page.table(MOVES, [_move(page, names, plan, action, everything) for action in group])


def _categories(moves: Sequence[Action]) -> list[str | None]:
    """The categories that occur: the four first, in their order, then any other."""
    others = dict.fromkeys(action.category for action in moves)
    known: list[str | None] = [code for code in CATEGORIES if code in others]
    return [*known, *(code for code in others if code not in known)]


def _move(page: Page, names: Names, plan: Plan, action: Action, everything: bool) -> Sequence[Cell]:
    name = Prose(names.cadre(action.cadre_id), "bold")
    return (
        Group(name, Prose(names.kind(action), _kind_style(action.kind))),
        names.post(action.from_post_id),
        names.post(action.to_post_id),
        reason_words(page, names, plan, action, everything),
    )


def _kind_style(kind: ActionKind) -> str:
    styles = {ActionKind.PROMOTION: "green", ActionKind.STEP_DOWN: "yellow"}
    return styles.get(kind, "dim")


def reason_words(page: Page, names: Names, plan: Plan, action: Action, everything: bool) -> str:
    """The first reason, which weighs most, and how many more there are; or all of them."""
    if everything:
        return "\n".join(reasons(page, names, plan, action))
    return main_reason(page, names, plan, action)


def show_leaving(page: Page, names: Names, plan: Plan, everything: bool) -> None:
    """Those who retire or are released to a rank."""
    leaving = sorted(
        (action for action in plan.actions if action.kind in LEAVE),
        key=lambda action: LEAVE.index(action.kind),
    )
    if not leaving:
        return
    page.heading("leave.heading", count=len(leaving))
    rows = [
        (
            Prose(names.cadre(action.cadre_id), style="bold"),
            names.kind(action),
            names.post(action.from_post_id),
            reason_words(page, names, plan, action, everything),
        )
        for action in leaving
    ]
    page.table(LEAVING, rows)


def show_vacancies(page: Page, names: Names, plan: Plan, everything: bool) -> None:
    """Empty seats; those that must be filled first."""
    posts = names.roster.post
    empty = sorted(
        plan.vacancies,
        key=lambda v: (not posts[v.post_id].must_fill, -posts[v.post_id].importance),
    )
    must = sum(v.seats for v in empty if posts[v.post_id].must_fill)
    page.heading("vacancy.heading", count=sum(v.seats for v in empty), must=must)
    if not empty:
        page.line(page.say("vacancy.none"), "green", indent=1)
        return
    shown = empty if everything else empty[: max(MOST_VACANCIES, must)]
    page.table(VACANCIES, [_vacancy(page, names, vacancy) for vacancy in shown])
    if len(shown) < len(empty):
        page.line(page.say("more", count=len(empty) - len(shown)), "dim", indent=1)


def _vacancy(page: Page, names: Names, vacancy: Vacancy) -> Sequence[Cell]:
    must = names.roster.post[vacancy.post_id].must_fill
    remark = Prose(page.say("vacancy.must_fill") if must else "", style="red")
    return names.post(vacancy.post_id), str(vacancy.seats), remark


def show_staying(page: Page, names: Names, plan: Plan, everything: bool) -> None:
    """Cadres whose category asks for a move but who stay, by how strongly it asks."""
    assessed = assess(names.scenario)
    stay = [action for action in plan.actions if action.kind is ActionKind.STAY]
    for strength in (Strength.MUST, Strength.SHOULD):
        ids = [a.cadre_id for a in stay if assessed[a.cadre_id].strength is strength]
        if not ids:
            continue
        page.heading(f"stay.{strength.value}", count=len(ids))
        shown = ids if everything else ids[:MOST_NAMES]
        words = page.join(names.cadre(i) for i in shown)
        if len(shown) < len(ids):
            words = page.say("stay.and_others", names=words, count=len(ids))
        page.line(words, indent=1)
