"""Plans made from another state of a scenario, brought to this one where they fit it."""

from __future__ import annotations

from dataclasses import replace

from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario


def fitted(scenario: Scenario, plan: Plan) -> Plan | None:
    """The plan with its actions in the order of this roster; None where it is of other cadres,
    begins from other posts, or leads to posts that there are not."""
    roster, actions = scenario.roster, plan.action_of
    if actions.keys() != roster.cadre.keys():
        return None
    for cadre in roster.cadres:
        action = actions[cadre.cadre_id]
        known = action.to_post_id is None or action.to_post_id in roster.post
        if action.from_post_id != cadre.post_id or not known:
            return None
    return replace(plan, actions=tuple(actions[cadre.cadre_id] for cadre in roster.cadres))
