"""What happens to a scenario from outside in the years of a walk: new people, new terms."""

from __future__ import annotations

from typing import Any

from rotation.ahead.ageing import a_year_after
from rotation.ahead.rolling import Year
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.rules.laws.term_of_office import TermOfOffice
from rotation.rules.registry import law_of


def came(year: Year) -> tuple[Cadre, ...]:
    """Who came in the year before its date; of the first year nobody, they are in the roster."""
    cadres = year.scenario.roster.cadres if year.number else ()
    return tuple(c for c in cadres if c.comes_on and a_year_after(c.comes_on) > year.scenario.date)


def term_began(year: Year) -> Month | None:
    """The month in which a new term began in the year before its date, if one did."""
    law: Any = law_of(year.scenario, TermOfOffice.code)
    began = None if law is None else law.term_began(year.scenario.month)
    recent = began is not None and began.months_until(year.scenario.month) < 12
    return began if recent else None
