"""Categories, and what a plan does with whom, by sex, age, party and kind of unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rotation.domain.action import DOWN, MOVING, ActionKind
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import age_years
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.overview.structure import AGES, UNKNOWN, band_of, bands
from rotation.rules.categories import assess

CATEGORIES = (
    Category.PROTECTIVE,
    Category.DEVELOPMENTAL,
    Category.MOTIVATING,
    Category.ORDINARY,
    Category.FROZEN,
)
DEEDS: Mapping[str, frozenset[ActionKind]] = {
    "promoted": frozenset({ActionKind.PROMOTION}),
    "advanced": frozenset({ActionKind.ADVANCEMENT}),
    "moved": MOVING,
    "down": DOWN,
}
"""What a plan does, by what it is counted under; a move may be under several."""
EVERYBODY = "all"
PARTY, NON_PARTY = "party", "non_party"


@dataclass(frozen=True)
class Group:
    """by: sex, age, party or kind; all for everybody. code: of the group, UNKNOWN where the roster
    does not say. counts: by category and deed."""

    by: str
    code: str
    total: int
    counts: Mapping[str, int]

    def percent(self, key: str) -> float:
        """The plain share of the group, to one decimal."""
        return round(100 * self.counts[key] / self.total, 1)


def groups(scenario: Scenario, plan: Plan | None) -> tuple[Group, ...]:
    """Everybody first; then each group that has anybody in it. Kinds of actions are those done."""
    keys = {cadre.cadre_id: set(_keys(scenario, plan, cadre)) for cadre in scenario.roster.cadres}
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cadre in scenario.roster.cadres:
        for by, code in _of(scenario, cadre):
            members[by, code].append(cadre.cadre_id)
    named = [*map(str, CATEGORIES), *(DEEDS if plan is not None else ())]
    found = []
    for group in _order():
        ids = members.get(group, ())
        counts = Counter(key for i in ids for key in keys[i])
        if ids:
            found.append(Group(*group, len(ids), {key: counts[key] for key in named}))
    return tuple(found)


def _keys(scenario: Scenario, plan: Plan | None, cadre: Cadre) -> Iterator[str]:
    yield str(assess(scenario)[cadre.cadre_id].category)
    if plan is not None:
        kind = plan.action_of[cadre.cadre_id].kind
        yield from (name for name, kinds in DEEDS.items() if kind in kinds)


def _of(scenario: Scenario, cadre: Cadre) -> Iterator[tuple[str, str]]:
    unit = scenario.roster.unit_of_cadre(cadre.cadre_id)
    party = PARTY if cadre.party_member else NON_PARTY if cadre.non_party else UNKNOWN
    yield EVERYBODY, ""
    yield "sex", cadre.gender.value
    yield "age", band_of(age_years(cadre.birth, scenario.month), AGES)
    yield "party", party
    yield "kind", UNKNOWN if unit is None else unit.kind.value


def _order() -> Iterator[tuple[str, str]]:
    codes: Mapping[str, Iterable[str]] = {
        EVERYBODY: ("",),
        "sex": table("sex").entries,
        "age": bands(AGES),
        "party": (PARTY, NON_PARTY, UNKNOWN),
        "kind": (*table("unit_kind").entries, UNKNOWN),
    }
    return ((by, code) for by, each in codes.items() for code in each)
