"""How strong the sources of a law are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rotation.domain.scenario import Scenario
from rotation.rules.base import Confidence, Source
from rotation.rules.registry import law_of, laws


class Force(StrEnum):
    """From the planner's own choice up to a statute."""

    PLANNER = "planner"
    LOCAL = "local"
    REGULATION = "regulation"
    STATUTE = "statute"

    @property
    def rank(self) -> int:
        return list(Force).index(self)


_OWN = {Confidence.PLANNERS_CHOICE: Force.PLANNER, Confidence.LOCAL_PRACTICE: Force.LOCAL}


def force_of(source: Source) -> Force:
    """A statute by its name (公务员法), else what is said of it."""
    statute = Force.STATUTE if source.document.endswith("法") else Force.REGULATION
    return _OWN.get(source.confidence, statute)


def force_for(scenario: Scenario, code: str, ids: Sequence[str]) -> Force:
    """Of a law in a case of these cadres, units and posts."""
    law = law_of(scenario, code) or laws()[code]()
    cadres = [i for i in ids if i in scenario.roster.cadre]
    sources = [law.rests_on(scenario, i) for i in cadres] or [law.sources[0]]
    return max(map(force_of, sources), key=lambda force: force.rank)
