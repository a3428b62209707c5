"""Checks on decisions: complete for their action, of known rules, and not against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

from rotation.domain.decision import DOWN, Decision, DecisionAction
from rotation.domain.roster import Roster
from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row
from rotation.rules.called import titles

STAY_PUT = "(stay)"


@dataclass(frozen=True)
class Wish:
    """What a decision asks for. own: the post that its cadre holds."""

    action: DecisionAction
    post_id: str | None
    own: str | None

    @property
    def target(self) -> str:
        """The post of a pin or a forbid; without one the cadre's own post is meant."""
        return self.post_id or self.own or STAY_PUT


def check_decisions(tables: RosterRows) -> None:
    """Every check on the table of decisions."""
    by_cadre: dict[str, list[Row]] = defaultdict(list)
    for row in tables["decisions"]:
        _check_complete(tables, row)
        if row.get("cadre_id") is not None:
            by_cadre[row.get("cadre_id")].append(row)
    for rows in by_cadre.values():
        for one, other in combinations(rows, 2):
            if contradict(_wish(tables, one), _wish(tables, other)):
                tables.report.error(
                    "decisions_contradict", "decisions", other.number, "action",
                    action=other.get("action"), other_action=one.get("action"),
                    other_row=one.number,
                )  # fmt: skip
    _check_pinned_seats(tables)


def _check_complete(tables: RosterRows, row: Row) -> None:
    action, report = row.get("action"), tables.report
    if action is DecisionAction.CATEGORY and row.lacks("category"):
        report.error("decision_without_category", "decisions", row.number, "category")
    if action in DOWN:
        for column in ("decided_by", "decided_on", "document"):
            if row.lacks(column):
                report.error("decision_without_authority", "decisions", row.number, column)
    if action is not DecisionAction.WAIVE:
        return
    rule = row.get("rule")
    if row.lacks("rule"):
        report.error("waive_without_rule", "decisions", row.number, "rule")
    elif tables.rule_codes is not None and rule is not None and rule not in tables.rule_codes:
        near = report.nearest(rule, [*tables.rule_codes, *titles("laws")])
        report.error("unknown_rule", "decisions", row.number, "rule", rule, nearest=near)


def _wish(tables: RosterRows, row: Row) -> Wish:
    cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
    own = None if cadre is None else cadre.get("post_id")
    return Wish(row.get("action"), row.get("post_id"), own)


def wish_of(decision: Decision, roster: Roster) -> Wish:
    """A decision of a cadre of the roster, for `contradict`."""
    own = roster.cadre[decision.cadre_id].post_id
    return Wish(decision.action, decision.post_id, own)


def contradict(one: Wish, other: Wish) -> bool:
    """Whether two decisions on one cadre cannot both be carried out.

    Two pins, two categories, two ways down, a way down and a pin to the own post (a release and any
    pin), a pin of what is forbidden, a way down for somebody who is not to move.
    """
    if one.action == other.action:
        return one.action in (DecisionAction.PIN, DecisionAction.CATEGORY)
    by_action = {wish.action: wish for wish in (one, other)}
    pin = by_action.get(DecisionAction.PIN)
    forbid = by_action.get(DecisionAction.FORBID)
    down = DOWN & by_action.keys()
    if len(down) > 1:
        return True
    if forbid is None and pin is not None and down == {DecisionAction.STEP_DOWN}:
        return pin.target in (pin.own, STAY_PUT)
    released = bool(down)
    if forbid is None:
        return pin is not None and released
    must_stay = forbid.post_id is None
    if pin is None:
        return released and must_stay
    same = pin.target == forbid.target
    return not same if must_stay else same


def _check_pinned_seats(tables: RosterRows) -> None:
    """No more cadres are pinned to a post than it has seats."""
    pinned: Counter[str] = Counter()
    for row in tables["decisions"]:
        if row.get("action") is not DecisionAction.PIN:
            continue
        post_id = _wish(tables, row).target
        post = tables.row_of["posts"].get(post_id)
        if post is None or "headcount" in post.bad:
            continue
        pinned[post_id] += 1
        if pinned[post_id] > (seats := post.values.get("headcount", 1)):
            tables.report.error(
                "too_many_pins", "decisions", row.number, "post_id", post_id, seats=seats
            )
