"""Why somebody is appointed and relieved, as the national form has it: one sentence in the words of
a department, without figures of our own."""

from __future__ import annotations

from collections.abc import Mapping

from rotation.domain.action import DOWN, RISING, Action, ActionKind
from rotation.domain.category import Category
from rotation.domain.decision import DOWN as DECIDED_DOWN
from rotation.domain.decision import DecisionAction
from rotation.report.told import Told
from rotation.rules.base import Confidence
from rotation.rules.categories import LAW_OF_GROUND, Ground, assess
from rotation.rules.registry import law_of
from rotation.rules.words import show
from rotation.wording.names import category_word

_SETTLED = frozenset({DecisionAction.PIN, *DECIDED_DOWN})
_SAID_AS: Mapping[str, str] = {
    "tenure_limit": "limit",
    "long_in_team": "long_in_team",
    "long_in_unit": "long_in_unit",
    "planned": "planned",
    "kinship": "avoidance",
    "kinship_of_other": "avoidance",
    "business": "avoidance",
    "grade": "grade",
    "results": "results",
    "conduct": "results",
    "sanction": "sanction",
    "promising": "growth",
    "decided": "decided",
}
"""The sentence of a ground of a transfer category; others only add to one of these."""


def form_reason(told: Told, action: Action) -> str:
    """The sentence for one cadre."""
    if action.kind is ActionKind.RETIREMENT:
        return told.say("form_reason.retirement")
    for decision in told.scenario.decisions:
        if decision.cadre_id == action.cadre_id and decision.action in _SETTLED:
            body = decision.decided_by or ""
            return told.say("form_reason.settled", body=body, reason=decision.reason)
    assessed = assess(told.scenario)[action.cadre_id]
    ground = next((each for each in assessed.grounds if each.code in _SAID_AS), None)
    kind = told.names.kind(action)
    if ground is None:
        key = "raised" if action.kind in RISING else "need"
        return told.say(f"form_reason.{key}", kind=kind)
    said = _ground(told, action, ground)
    if action.kind in DOWN:
        law = _law(told, action, "incompetent_lowered")
        return told.say("form_reason.down", kind=kind, ground=said, law=law)
    named = assessed.category not in (Category.ORDINARY, Category.FROZEN)
    return told.say(
        "form_reason.moved" if named else "form_reason.ordinary",
        ground=said,
        category=category_word(assessed.category, told.lang),
    )


def _ground(told: Told, action: Action, ground: Ground) -> str:
    shown = {name: show(value, told.lang) for name, value in ground.values.items()}
    if "tenure" in ground.values:
        shown["years"] = str(ground.values["tenure"].months // 12)
    law = _law(told, action, LAW_OF_GROUND.get(ground.code, ""))
    return told.say(f"form_reason.ground.{_SAID_AS[ground.code]}", **shown, law=law)


def _law(told: Told, action: Action, code: str) -> str:
    """By which document; a rule of a place's own has no name that a form could give."""
    law = law_of(told.scenario, code)
    source = None if law is None else law.rests_on(told.scenario, action.cadre_id)
    if source is None or source.confidence is not Confidence.PRIMARY:
        return told.say("form_reason.by_rule")
    return told.say("form_reason.by_law", document=source.document)
