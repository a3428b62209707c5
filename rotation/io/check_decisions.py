"""Checks on decisions: complete for their action, of known rules, and not against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from rotation.domain.scenario import DecisionAction
from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row

STAY_PUT = "(stay)"


def check_decisions(tables: RosterRows) -> None:
    """Every check on the table of decisions."""
    by_cadre: dict[str, list[Row]] = defaultdict(list)
    for row in tables["decisions"]:
        _check_complete(tables, row)
        if row.get("cadre_id") is not None:
            by_cadre[row.get("cadre_id")].append(row)
    for rows in by_cadre.values():
        for one, other in combinations(rows, 2):
            if _contradict(tables, one, other):
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
    if action is not DecisionAction.WAIVE:
        return
    rule = row.get("rule")
    if row.lacks("rule"):
        report.error("waive_without_rule", "decisions", row.number, "rule")
    elif tables.rule_codes is not None and rule is not None and rule not in tables.rule_codes:
        near = report.nearest(rule, tables.rule_codes)
        report.error("unknown_rule", "decisions", row.number, "rule", rule, nearest=near)


def _target(tables: RosterRows, row: Row) -> str:
    """The post of a pin or a forbid; without one the cadre's own post is meant."""
    if row.get("post_id") is not None:
        return str(row.get("post_id"))
    cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
    own = None if cadre is None else cadre.get("post_id")
    return own or STAY_PUT


def _contradict(tables: RosterRows, one: Row, other: Row) -> bool:
    """Two pins, two categories, a pin and a release, a pin of what is forbidden, a release of
    somebody who is not to move."""
    actions = (one.get("action"), other.get("action"))
    if actions[0] == actions[1]:
        return actions[0] in (DecisionAction.PIN, DecisionAction.CATEGORY)
    by_action = dict(zip(actions, (one, other), strict=True))
    pin = by_action.get(DecisionAction.PIN)
    forbid = by_action.get(DecisionAction.FORBID)
    released = DecisionAction.RELEASE in by_action
    if forbid is None:
        return pin is not None and released
    must_stay = forbid.lacks("post_id")
    if pin is None:
        return released and must_stay
    same = _target(tables, pin) == _target(tables, forbid)
    return not same if must_stay else same


def _check_pinned_seats(tables: RosterRows) -> None:
    """No more cadres are pinned to a post than it has seats."""
    pinned: Counter[str] = Counter()
    for row in tables["decisions"]:
        if row.get("action") is not DecisionAction.PIN:
            continue
        post_id = _target(tables, row)
        post = tables.row_of["posts"].get(post_id)
        if post is None or "headcount" in post.bad:
            continue
        pinned[post_id] += 1
        if pinned[post_id] > (seats := post.values.get("headcount", 1)):
            tables.report.error(
                "too_many_pins", "decisions", row.number, "post_id", post_id, seats=seats
            )
