"""What a plan says of itself that does not hold, as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rotation.domain.codes import table
from rotation.locales import text
from rotation.wording.comparisons import joined
from rotation.wording.names import Names, rule_title


def changed_words(names: Names, claims: Iterable[tuple[str, object, object]]) -> str:
    """What has changed in the scenario since the plan was made; "" where nothing has."""
    told = [claim_words(names, c) for c in claims if c[0].startswith("scenario")]
    if not told:
        return ""
    mark = text("common.mark.clause", names.lang)
    return text("terminal.claim.changed", names.lang, told=mark.join(told))


def claim_words(names: Names, claim: tuple[str, object, object]) -> str:
    """What the plan says of itself and what was recomputed, as a sentence."""
    what, claimed, found = claim
    values: dict[str, object] = {"claimed": claimed, "found": found}
    tier, vacancy = re.fullmatch(r"tier (\d+)", what), re.fullmatch(r"vacancy (.+)", what)
    action = re.fullmatch(r"action (.+)", what)
    beside = re.fullmatch(r"concurrent (.+)", what)
    if what == "scenario":
        key = "scenario" if claimed else "no_scenario"
    elif what == "published":
        key = what
    elif what.startswith("scenario "):
        key = f"scenario_{what.removeprefix('scenario ')}"
        values = {name: _state_words(state, names.lang) for name, state in values.items()}
    elif tier:
        key, values["what"] = "tier", tier[1]
    elif action:
        words = table("action")
        key, values["what"] = "action", names.roster.cadre[action[1]].name
        values["claimed"] = words.word(str(claimed), names.lang)
        values["found"] = words.word(str(found), names.lang)
    elif beside:
        key, values["what"] = "concurrent", names.roster.cadre[beside[1]].name
        values |= {name: _posts(names, ids) for name, ids in values.items() if name != "what"}
    elif vacancy:
        known = vacancy[1] in names.roster.post
        key, values["what"] = "vacancy", names.post(vacancy[1]) if known else vacancy[1]
    else:
        key, values["what"] = "goal", rule_title(what, names.lang)
    return text(f"terminal.claim.{key}", names.lang, **values)


def _state_words(state: object, lang: str) -> str:
    """A name or a date; of goals, which stand in which tier and with what weight."""
    if not isinstance(state, list):
        return str(state)
    goals = [
        text(
            "terminal.claim.goal_order", lang, goal=rule_title(code, lang), tier=tier, weight=weight
        )
        for code, tier, weight in state
    ]
    return joined(goals, lang)


def _posts(names: Names, ids: object) -> str:
    held = [names.post(post_id) for post_id in ids] if isinstance(ids, tuple) else []
    return joined(held, names.lang) or text("terminal.claim.no_posts", names.lang)
