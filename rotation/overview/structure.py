"""The cadres in numbers: by age, time in the post, education and transfer category."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rotation.domain.calendar import Month, age_years
from rotation.domain.category import Category, Strength
from rotation.domain.codes import table
from rotation.domain.scenario import Scenario
from rotation.rules.categories import assess

UNKNOWN = ""
AGES = (30, 35, 40, 45, 50, 55)
TENURE_YEARS = (1, 3, 5, 8, 10)


@dataclass(frozen=True)
class Share:
    """How many cadres fall in a band and a series. band: as in `bands`, or a code; UNKNOWN where
    the roster does not say."""

    band: str
    series: str
    count: int


def bands(edges: Sequence[int]) -> tuple[str, ...]:
    """The names of the bands between ascending edges: <30, 30–34, ..., ≥55."""
    middle = [
        f"{low}–{high - 1}" if high - low > 1 else str(low)
        for low, high in itertools.pairwise(edges)
    ]
    return (f"<{edges[0]}", *middle, f"≥{edges[-1]}")


def band_of(value: int | None, edges: Sequence[int]) -> str:
    """The band in which a value falls."""
    if value is None:
        return UNKNOWN
    return bands(edges)[sum(value >= edge for edge in edges)]


def ages(scenario: Scenario) -> tuple[Share, ...]:
    """Cadres by age band and sex (GB code)."""
    on = scenario.month
    pairs = [
        (band_of(age_years(cadre.birth, on), AGES), cadre.gender.value)
        for cadre in scenario.roster.cadres
    ]
    return _counted(pairs, bands(AGES), table("sex").entries)


def tenures(scenario: Scenario) -> tuple[Share, ...]:
    """Holders of posts by full years in the post and by whether it is a hot-spot post (1 or 0)."""
    roster, on = scenario.roster, scenario.month
    pairs = [
        (
            band_of(_years(cadre.since(post_id), on.index), TENURE_YEARS),
            str(int(roster.post[post_id].hot_spot)),
        )
        for cadre in roster.cadres
        for post_id in cadre.held_post_ids
    ]
    return _counted(pairs, (*bands(TENURE_YEARS), UNKNOWN), ("1", "0"))


def _years(since: Month | None, on: int) -> int | None:
    return None if since is None else max(0, on - since.index) // 12


def educations(scenario: Scenario) -> tuple[Share, ...]:
    """Cadres by education (GB/T 4658 code), the highest first."""
    pairs = [(cadre.education or UNKNOWN, "") for cadre in scenario.roster.cadres]
    known = table("education").entries
    order = sorted(known, key=lambda code: -int(known[code]["order"]))
    return _counted(pairs, (*order, UNKNOWN), ("",))


def categories(scenario: Scenario) -> tuple[Share, ...]:
    """Cadres by transfer category and by how strongly it asks for a move."""
    pairs = [(found.category.value, found.strength.value) for found in assess(scenario).values()]
    order = [Category.PROTECTIVE, Category.DEVELOPMENTAL, Category.MOTIVATING]
    rest = [Category.ORDINARY, Category.FROZEN]
    return _counted(pairs, [*order, *rest], list(Strength))


def _counted(
    pairs: Iterable[tuple[str, str]], order: Iterable[str], series: Iterable[str]
) -> tuple[Share, ...]:
    """The pairs counted, in this order of bands and series; pairs that do not occur left out."""
    counts = Counter(pairs)
    names = list(series)
    return tuple(
        Share(str(band), str(name), counts[band, name])
        for band in order
        for name in names
        if counts[band, name]
    )
