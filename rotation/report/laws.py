"""Which laws bind a scenario, and which are off."""

from __future__ import annotations

from typing import Annotated

from rotation.documents import By
from rotation.domain.scenario import Scenario
from rotation.rules.registry import active_laws, laws


def laws_on(scenario: Scenario) -> list[str]:
    """The codes of the laws that bind."""
    on = {law.code for law in active_laws(scenario)}
    return [code for code in laws() if code in on]


def laws_off(scenario: Scenario) -> list[str]:
    """The codes of the laws that do not bind."""
    on = laws_on(scenario)
    return [code for code in laws() if code not in on]


LawsOn = Annotated[tuple[str, ...], By(lambda given, _: laws_on(given.scenario))]
LawsOff = Annotated[tuple[str, ...], By(lambda given, _: laws_off(given.scenario))]
