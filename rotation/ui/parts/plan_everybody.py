"""Everybody of the roster, with what the plan does and why: also who stays, is frozen or pinned, or
waits in the pool."""

from __future__ import annotations

from rotation.domain.action import Action, ActionKind
from rotation.overview.edits import decision_words
from rotation.report.table import Cell, Table, row_of
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.ui.words import bare, say
from rotation.wording.names import category_word
from rotation.wording.reasons import reasons

KEYS = ("id", "name", "kind", "from", "to", "category", "reasons")


def everybody(told: Told) -> Table:
    columns = tuple(told.column(key, 10) for key in KEYS)
    rows = tuple(row_of(_row(told, action)) for action in told.judged.plan.actions)
    return Table("everybody", say("moves.everybody", count=len(rows)), columns, rows)


def _row(told: Told, action: Action) -> tuple[Cell | str, ...]:
    assessed = assess(told.scenario)[action.cadre_id]
    post_id = action.held_post_id
    return (
        action.cadre_id,
        told.person(action.cadre_id),
        Cell(told.names.kind(action), code=action.kind.value),
        told.names.post(action.from_post_id),
        told.names.post(post_id) if post_id else "",
        category_word(assessed.category.value, told.lang),
        told.say("mark.clause").join(_why(told, action)),
    )


def _why(told: Told, action: Action) -> list[str]:
    """Decisions first; of who takes no new post what speaks for moving or against it."""
    own = [d for d in told.scenario.decisions if d.cadre_id == action.cadre_id]
    said = [
        bare(
            "moves.decided",
            decision=decision_words(told.scenario, d).get(told.lang),
            reason=d.reason,
        )
        for d in own
    ]
    of_move = reasons(told.words, told.names, action)
    of_them = [r.text[told.lang] for r in assess(told.scenario)[action.cadre_id].reasons]
    said += of_move or of_them
    return said or [say("moves.waits" if action.kind is ActionKind.POOL else "moves.not_due")]
