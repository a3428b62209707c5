"""The facts of a scenario, and what only a rule can say of its cadres."""

from __future__ import annotations

import numpy as np

from rotation.assemble.kinds import placing_kinds
from rotation.domain.scenario import Scenario
from rotation.model.facts import Bools, Facts
from rotation.rules.categories import assess
from rotation.rules.registry import law_of


def facts_of(scenario: Scenario) -> Facts:
    """The scenario's roster as columns, with the categories that the rules find."""
    return Facts(scenario, assess(scenario), placing_kinds)


def must_retire(facts: Facts) -> Bools:
    """Whether each cadre must retire."""
    law = law_of(facts.scenario, "retirement_due")
    if law is None:
        return np.zeros(len(facts.cadres.post), dtype=np.bool_)
    ahead = law.months_ahead  # type: ignore[attr-defined]
    return np.asarray(facts.cadres.retires <= facts.scenario.month.index + ahead)
