"""What a page drawn without a browser says, and plans for it to say it of."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import select, update
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest

from rotation import load_scenario
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan
from rotation.locales import text
from rotation.solve.run import solve
from rotation.store import PlanEntry, Store
from rotation.store.schema import PLAN
from tests.store.samples import INPUTS

_KINDS = ("info", "success", "warning", "error", "markdown", "caption", "header", "text")


def shown(test: AppTest) -> str:
    """Everything the page says in words, but in tables that can be sorted."""
    found = [str(each.value) for kind in _KINDS for each in getattr(test, kind)]
    return "\n".join([*found, *(str(each.proto.body) for each in test.get("html"))])


def board(test: AppTest) -> dict[str, Any]:
    """What the browser is sent for the component of the page: its board, or its ladder of goals."""
    assert not test.exception
    (found,) = test.get("bidi_component")
    data: dict[str, Any] = json.loads(found.proto.json)
    return data


def send(drawn: AppTest, event: str, value: object) -> AppTest:
    """As the browser does."""
    (found,) = drawn.get("bidi_component")
    states = drawn._tree.get_widget_states()
    said = json.dumps([{"event": event, "value": value}])
    states.widgets.add(id=_make_trigger_id(found.proto.id, "events"), json_trigger_value=said)
    return drawn._run(states)


def links(test: AppTest) -> list[str]:
    """Where the page's links lead."""
    return [f"{each.proto.page}?{each.proto.query_string}" for each in test.get("page_link")]


def press(test: AppTest, key: str, lang: str = "zh") -> AppTest:
    """Click the button with the words `ui.<key>`."""
    words = text(f"ui.{key}", lang)
    return next(each for each in test.button if each.label == words).click().run()


def outdate(store: Store, entry: PlanEntry) -> None:
    """Make a plan one that an earlier version kept, with its actions in years."""
    with store.database.writing() as connection:
        document = json.loads(
            connection.execute(select(PLAN.c.document).where(PLAN.c.id == entry.id)).scalar_one()
        )
        document["scenario"]["periods"] = 1
        changed = update(PLAN).where(PLAN.c.id == entry.id)
        connection.execute(changed.values(document=json.dumps(document)))


@cache
def best() -> Plan:
    """The best plan of the small scenario: C1 and C4 change places, C9 takes P8."""
    scenario, _ = load_scenario(INPUTS)
    found = solve(scenario).plan
    assert found is not None
    return found


def with_action(plan: Plan, changed: Action) -> Plan:
    """The plan with one cadre treated otherwise, and no certificate."""
    actions = tuple(changed if a.cadre_id == changed.cadre_id else a for a in plan.actions)
    return replace(plan, actions=actions, tiers=(), certificate=None)


def without_newcomer() -> Plan:
    """The best plan, but C9 waits on."""
    return with_action(best(), Action("C9", ActionKind.POOL))


def unlawful() -> Plan:
    """The best plan, but C1 stays past the limit, and C4 with them."""
    stay = with_action(best(), Action("C1", ActionKind.STAY, "P1", "P1"))
    return with_action(stay, Action("C4", ActionKind.STAY, "P4", "P4"))
