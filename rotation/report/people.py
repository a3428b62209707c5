"""Tables of a plan's people: who goes where and why, who leaves, who stays on, unit by unit."""

from __future__ import annotations

from typing import Any

from rotation.domain.action import PLACING, Action, ActionKind, Reason
from rotation.domain.calendar import tenure_months
from rotation.domain.category import Category, Strength
from rotation.domain.post import Post
from rotation.report.table import Cell, Column, Table, Value
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.rules.registry import law_of
from rotation.wording.names import category_word
from rotation.wording.reasons import KEEPS, main_reason, reasons

LEAVING = (ActionKind.RETIREMENT, ActionKind.RELEASE)
_STANDINGS = ("strength.not", "standing.exempt", "standing.waiting")
"""Keys of their words: frozen, at a limit without having to move, in the pool."""
_ORDER = [category.value for category in Category]


def moves(told: Told, *, brief: bool = False) -> Table:
    """Who takes a new post, by transfer category. brief: of the reasons the first."""
    placed = [action for action in told.judged.plan.actions if action.kind in PLACING]
    placed.sort(key=lambda action: _rank(action.category))
    columns = [
        told.column("number", 5, number=True),
        told.column("category", 12),
        *_person_columns(told),
        told.column("kind", 10),
        told.column("to", 30),
        told.column("reasons", 50),
    ]
    rows = [
        (
            number,
            _category(told, action.category),
            *_person(told, action),
            told.names.kind(action),
            told.names.post(action.to_post_id),
            _reasons(told, action, brief),
        )
        for number, action in enumerate(placed, start=1)
    ]
    return told.table("moves", columns, rows)


def leaving(told: Told, *, brief: bool = False) -> Table:
    """Who retires or is released to a rank. brief: of the reasons the first."""
    gone = [action for action in told.judged.plan.actions if action.kind in LEAVING]
    gone.sort(key=lambda action: LEAVING.index(action.kind))
    columns = [*_person_columns(told), told.column("kind", 10), told.column("reasons", 50)]
    rows = [
        (*_person(told, action), told.names.kind(action), _reasons(told, action, brief))
        for action in gone
    ]
    return told.table("leaving", columns, rows)


def by_unit(told: Told) -> Table:
    """For each unit who comes and who goes, in the order of the units; inside a unit both. A post
    beside the main one that is given up has a row of its own."""
    roster, found = told.scenario.roster, list[tuple[int, int, Action, Post | None]]()
    place = {unit.unit_id: i for i, unit in enumerate(roster.units)}
    for action in told.judged.plan.actions:
        found += [(place[post.unit_id], 1, action, post) for post in _given_up(told, action)]
        if action.kind in (ActionKind.STAY, ActionKind.POOL):
            continue
        ends = (action.to_post_id, action.from_post_id)
        units = [None if post is None else roster.post[post].unit_id for post in ends]
        if units[0] is not None and units[0] == units[1]:
            found.append((place[units[0]], 2, action, None))
            continue
        for side, unit_id in enumerate(units):
            if unit_id is not None:
                found.append((place[unit_id], side, action, None))
    found.sort(key=lambda row: row[:2])
    columns = [
        told.column("unit", 24),
        told.column("side", 10),
        told.column("name", 10),
        told.column("kind", 10),
        told.column("from", 30),
        told.column("to", 30),
    ]
    rows = [
        (
            Cell(roster.units[unit].name, code=roster.units[unit].unit_id),
            told.say(f"side.{('in', 'out', 'inside')[side]}"),
            told.person(action.cadre_id),
            told.say("side.gives_up") if beside else told.names.kind(action),
            told.names.post(beside.post_id if beside else action.from_post_id),
            told.say("leaves") if beside else told.goes_to(action.to_post_id),
        )
        for unit, side, action, beside in found
    ]
    return told.table("by_unit", columns, rows)


def staying(told: Told, *, brief: bool = False) -> Table:
    """Who stays although the category asks for a move, the most pressing first. brief: without how
    plans are weighed."""
    assessed, clause = assess(told.scenario), told.say("mark.clause")
    asked = (Strength.MUST, Strength.SHOULD)
    stay = [
        action
        for action in told.judged.plan.actions
        if action.kind is ActionKind.STAY and assessed[action.cadre_id].due
    ]
    stay.sort(key=lambda action: asked.index(assessed[action.cadre_id].strength))
    columns = [
        *_person_columns(told),
        told.column("category", 12),
        told.column("strength", 12),
        told.column("reasons", 50),
        told.column("why_stays", 40),
    ]
    rows = [
        (
            *_person(told, action),
            _category(told, assessed[action.cadre_id].category),
            told.say(f"strength.{assessed[action.cadre_id].strength}"),
            clause.join(r.text[told.lang] for r in assessed[action.cadre_id].reasons),
            clause.join(_keeps(told, r, brief) for r in action.reasons if r.code in KEEPS),
        )
        for action in stay
    ]
    return told.table("staying", columns, rows)


def _keeps(told: Told, reason: Reason, brief: bool) -> str:
    weighed = brief and reason.code == "outweighed"
    return told.say("meeting.outweighed") if weighed else reason.text[told.lang]


def kept(told: Told) -> Table:
    """Who is frozen, who stays at a limit without having to move, and who waits for a post."""
    found = [
        (standing, action)
        for action in told.judged.plan.actions
        if (standing := _standing(told, action)) is not None
    ]
    found.sort(key=lambda each: _STANDINGS.index(each[0]))
    columns = [
        *_person_columns(told),
        told.column("standing", 12),
        told.column("reasons", 50),
    ]
    rows = [
        (*_person(told, action), told.say(standing), _why_kept(told, action))
        for standing, action in found
    ]
    return told.table("kept", columns, rows)


def _standing(told: Told, action: Action) -> str | None:
    """Why somebody whom the plan leaves where they are is listed all the same."""
    if action.kind not in (ActionKind.STAY, ActionKind.POOL):
        return None
    assessed = assess(told.scenario)[action.cadre_id]
    if assessed.category is Category.FROZEN:
        return _STANDINGS[0]
    if action.kind is ActionKind.POOL:
        return _STANDINGS[2]
    return None if assessed.due or not at_limit(told, action.cadre_id) else _STANDINGS[1]


def at_limit(told: Told, cadre_id: str) -> bool:
    """Whether a limit of service is reached, exemptions apart."""
    scenario, cadre = told.scenario, told.scenario.roster.cadre[cadre_id]
    limit: Any = law_of(scenario, "tenure_limit")
    if limit is None or cadre.post_id is None or cadre.post_since is None:
        return False
    served = tenure_months(cadre.post_since, scenario.month)
    return bool(served >= limit.limit_months(scenario.roster.post[cadre.post_id]))


def _why_kept(told: Told, action: Action) -> str:
    said = [r.text[told.lang] for r in action.reasons if r.code != "ordinary"]
    return told.say("mark.clause").join(said) or told.say("no_post_found")


def _category(told: Told, category: str | None) -> Cell:
    return Cell(category_word(category, told.lang), code=category or "")


def _rank(category: str | None) -> int:
    return _ORDER.index(category) if category in _ORDER else len(_ORDER)


def _person_columns(told: Told) -> list[Column]:
    return [
        told.column("name", 10),
        told.column("sex", 6),
        told.column("age", 6, number=True),
        told.column("from", 30),
        told.column("tenure", 12),
    ]


def _person(told: Told, action: Action) -> tuple[Cell | Value, ...]:
    cadre = told.scenario.roster.cadre[action.cadre_id]
    return (
        told.person(action.cadre_id),
        told.sex(cadre),
        told.age(cadre),
        told.names.posts(cadre),
        told.tenure(cadre),
    )


def _reasons(told: Told, action: Action, brief: bool) -> str:
    asked = (told.words, told.names, action)
    said = [main_reason(*asked)] if brief else reasons(*asked)
    left = [told.names.post(post.post_id) for post in _given_up(told, action)]
    said += [told.say("gives_up", post=post) for post in left]
    return told.say("mark.clause").join(filter(None, said))


def _given_up(told: Told, action: Action) -> list[Post]:
    """Posts that were held beside the main one and no longer are."""
    main = told.scenario.roster.cadre[action.cadre_id].post_id
    return [p for p in told.scenario.roster.posts_left(action) if p.post_id != main]
