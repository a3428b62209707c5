"""Why a plan made anew treats somebody otherwise than was published, in words."""

from __future__ import annotations

from rotation.domain.decision import Decision, DecisionAction
from rotation.locales import text
from rotation.solve.against_published import PublishedChange
from rotation.wording.names import Names, rule_title


def why(names: Names, change: PublishedChange) -> str:
    """What stood in the way of what was published, the weightiest first."""
    lang = names.lang
    if change.moot:
        return text("terminal.change.moot", lang)
    said = [_decided(names, decision) for decision in change.decisions]
    if change.laws:
        titles = ("、" if lang == "zh" else ", ").join(rule_title(c, lang) for c in change.laws)
        said.append(text("terminal.change.laws", lang, laws=titles))
    if not said and change.holders:
        who = ("、" if lang == "zh" else ", ").join(map(names.cadre, change.holders))
        said.append(text("terminal.change.holders", lang, names=who))
    return ("；" if lang == "zh" else "; ").join(said) or text("terminal.change.follows", lang)


def _decided(names: Names, decision: Decision) -> str:
    key = "struck" if decision.action is DecisionAction.FORBID else "decided"
    return text(f"terminal.change.{key}", names.lang, reason=decision.reason)
