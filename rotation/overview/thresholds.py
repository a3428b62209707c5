"""Who stands just below or above a threshold that decides something, and what it decides.

A threshold of the categories decides where the cadre, with that one value moved across it, would be
in another category, or asked for more or less. One of a law bars something on one of its sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from operator import attrgetter
from typing import Any, Literal

from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.category import Strength
from rotation.domain.codes import level_order
from rotation.domain.post import RiskGrade, Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules.categories import Assessment, CategoryRules, assess, assess_as
from rotation.rules.registry import law_of
from rotation.rules.variations import place_of

_IN_MONTHS: Mapping[str, int] = {"years": 12, "age": 12, "months": 1}
"""Months in the unit of a parameter; others count points."""
_ANCIENT = 100 * 12


@dataclass(frozen=True)
class Measure:
    """of: the value of a cadre in a month, in points or months. moved: the cadre with another."""

    of: Callable[[Cadre, Month], int | None]
    moved: Callable[[Cadre, Month, int], Cadre]


def _tenure(cadre: Cadre, on: Month) -> int | None:
    known = cadre.post_id is not None and cadre.post_since is not None
    return cadre.post_since.months_until(on) if known and cadre.post_since else None


def _left(cadre: Cadre, on: Month) -> int:
    return on.months_until(retires_in(cadre))


def _retiring(cadre: Cadre, on: Month, left: int) -> Cadre:
    """Born so much later or earlier; who is born a month later retires a month or two later."""
    step = 1 if left > _left(cadre, on) else -1
    while (left - _left(cadre, on)) * step > 0:
        cadre = replace(cadre, birth=cadre.birth.plus(step))
    return cadre


SCORE = Measure(lambda c, _: c.score, lambda c, _, to: replace(c, score=to))
CONDUCT = Measure(lambda c, _: c.conduct, lambda c, _, to: replace(c, conduct=to))
AGE = Measure(
    lambda c, on: c.birth.months_until(on), lambda c, on, to: replace(c, birth=on.plus(-to))
)
TENURE = Measure(_tenure, lambda c, on, to: replace(c, post_since=on.plus(-to)))
LEFT = Measure(_left, _retiring)
Limit = Callable[[Any, Scenario, Cadre], int | None]


@dataclass(frozen=True)
class Probe:
    """place: the parameter as scenario.toml names it. bars: on which side a law bars; "" where the
    categories decide. limit: what the threshold is for a cadre (None: none) where the parameter
    alone does not say it."""

    place: str
    measure: Measure
    bars: Literal["", "below", "from"] = ""
    limit: Limit | None = None

    @property
    def law(self) -> str:
        return place_of(self.place).code

    @property
    def in_months(self) -> bool:
        return self.measure not in (SCORE, CONDUCT)

    def limits(self, scenario: Scenario) -> Callable[[Cadre], int | None] | None:
        """What the threshold is for a cadre; None where the law is off."""
        rules: Any = law_of(scenario, self.law) if self.law else _categories(scenario)
        if rules is None:
            return None
        if self.limit is not None:
            return partial(self.limit, rules, scenario)
        field = place_of(self.place).field
        assert field is not None
        usual = ceil(attrgetter(field.name)(rules) * _IN_MONTHS.get(field.unit, 1))
        return lambda _: usual


def _categories(scenario: Scenario) -> CategoryRules:
    return CategoryRules.model_validate(dict(scenario.categories))


def _planned(
    grade: RiskGrade, rules: CategoryRules, scenario: Scenario, cadre: Cadre
) -> int | None:
    """Of a post of this grade."""
    years = {
        RiskGrade.I: rules.protective.planned_years,
        RiskGrade.II: rules.protective.planned_years_grade_2,
    }
    held = scenario.roster.post[cadre.post_id or ""].risk_grade
    return 12 * years[grade] if held is grade else None


def _of_post(law: Any, scenario: Scenario, cadre: Cadre) -> int | None:
    limit: int = law.limit_months(scenario.roster.post[cadre.post_id or ""])
    return limit


def _least_stay(law: Any, scenario: Scenario, cadre: Cadre) -> int | None:
    exempt = assess(scenario)[cadre.cadre_id].category in law.exempt
    return None if exempt else ceil(12 * law.years)


def _office(
    field: str, roles: frozenset[Role], law: Any, scenario: Scenario, cadre: Cadre
) -> int | None:
    """Of an office that is there for somebody of this level or the next one below."""
    oldest: int = getattr(law, field)
    near = any(
        post.role in roles
        and scenario.roster.unit[post.unit_id].kind in law.kinds
        and post.post_id != cadre.post_id
        and level_order(cadre.level) - level_order(post.level) in (0, 1)
        for post in scenario.roster.posts
    )
    return 12 * (oldest + 1) if oldest and near else None


def _leaves(law: Any, scenario: Scenario, cadre: Cadre) -> int | None:
    """Of somebody whom the law would take out of a leading post."""
    old = AGE.moved(cadre, scenario.month, _ANCIENT)
    return 12 * law.reached(scenario, old) if law.leaves(scenario, old) else None


_SECRETARY, _HEAD = frozenset({Role.PARTY_CHIEF}), frozenset({Role.ADMIN_CHIEF})
_DEPUTY = frozenset({Role.DEPUTY, Role.MEMBER})
PROBES = (
    Probe("categories.motivating.score_below", SCORE),
    Probe("categories.motivating.conduct_below", CONDUCT),
    Probe("categories.developmental.score_at_least", SCORE),
    Probe("categories.developmental.conduct_at_least", CONDUCT),
    Probe("categories.developmental.age_below", AGE),
    Probe("categories.developmental.tenure_years", TENURE),
    Probe("categories.protective.planned_years", TENURE, limit=partial(_planned, RiskGrade.I)),
    Probe(
        "categories.protective.planned_years_grade_2", TENURE, limit=partial(_planned, RiskGrade.II)
    ),
    Probe("laws.tenure_limit", TENURE, limit=_of_post),
    Probe("laws.tenure_limit.exempt_months", LEFT),
    Probe("laws.near_retirement.months", LEFT, "below"),
    Probe("laws.minimum_stay.years", TENURE, "below", _least_stay),
    Probe("laws.township_ages.secretary", AGE, "from", partial(_office, "secretary", _SECRETARY)),
    Probe("laws.township_ages.chief", AGE, "from", partial(_office, "chief", _HEAD)),
    Probe("laws.township_ages.deputy", AGE, "from", partial(_office, "deputy", _DEPUTY)),
    Probe("laws.leadership_age", AGE, "from", _leaves),
)
"""What is looked at; another threshold is another line."""


@dataclass(frozen=True)
class Near:
    """value, limit: in points or months. now, across: the category as it is, and with the value on
    the other side of the threshold; None where a law bars on one side."""

    cadre_id: str
    probe: Probe
    value: int
    limit: int
    now: Assessment | None = None
    across: Assessment | None = None

    @property
    def barred(self) -> bool:
        """Whether the law bars now; it does not on the other side, and the other way round."""
        return (self.value >= self.limit) == (self.probe.bars == "from")


def near(scenario: Scenario, margin: int) -> tuple[Near, ...]:
    """Everybody within a margin, in points and in months, of a threshold, by threshold."""
    return tuple(each for probe in PROBES for each in _near(scenario, probe, margin))


def _near(scenario: Scenario, probe: Probe, margin: int) -> Iterator[Near]:
    limit_of, on, assessed = probe.limits(scenario), scenario.month, assess(scenario)
    if limit_of is None:
        return
    for cadre in scenario.roster.cadres:
        value, now = probe.measure.of(cadre, on), assessed[cadre.cadre_id]
        limit = None if value is None or now.strength is Strength.NOT else limit_of(cadre)
        if value is None or limit is None or abs(value - limit) > margin:
            continue
        found = Near(cadre.cadre_id, probe, value, limit)
        if probe.bars:
            yield found
            continue
        other = probe.measure.moved(cadre, on, limit if value < limit else limit - 1)
        across = assess_as(scenario, other)
        if _asks(now) != _asks(across):
            yield replace(found, now=now, across=across)


def _asks(found: Assessment) -> tuple[object, ...]:
    return found.category, found.strength, found.binding
