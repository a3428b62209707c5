"""Plans held against a scenario that was changed since."""

from __future__ import annotations

from dataclasses import replace

from rotation import load_scenario
from rotation.compare.fitted import fitted
from rotation.domain.scenario import Scenario
from tests.store.samples import INPUTS, plan


def scenario(text: str, other: str) -> Scenario:
    """The small scenario with one text of its cadres replaced."""
    changed = INPUTS.roster["cadres.csv"].replace(text.encode(), other.encode())
    return load_scenario(replace(INPUTS, roster={**INPUTS.roster, "cadres.csv": changed}))[0]


def test_a_plan_fits_where_only_facts_changed() -> None:
    assert fitted(scenario("张伟,1", "张伟,2"), plan()) == plan()


def test_actions_follow_the_order_of_the_roster() -> None:
    lines = INPUTS.roster["cadres.csv"].decode().splitlines(keepends=True)
    turned = "".join([lines[0], *reversed(lines[1:])]).encode()
    other, _ = load_scenario(replace(INPUTS, roster={**INPUTS.roster, "cadres.csv": turned}))
    found = fitted(other, plan())
    assert found is not None
    assert [a.cadre_id for a in found.actions] == [c.cadre_id for c in other.roster.cadres]
    assert found.actions == plan().actions[::-1]


def test_a_plan_of_others_or_from_elsewhere_does_not_fit() -> None:
    assert fitted(scenario("C9,吴刚", "C10,吴刚"), plan()) is None
    assert fitted(scenario("142,P3,2023.06", "142,,"), plan()) is None
