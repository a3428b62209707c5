"""What is computed once for a saved scenario and shown often; found again by its digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from rotation.domain.post import RiskGrade
from rotation.domain.scenario import Scenario
from rotation.io.template import template_bytes
from rotation.overview import posts, structure
from rotation.overview.attention import Attention, attention

_SCENARIOS_KEPT = 16


@dataclass(frozen=True)
class Overview:
    """A scenario before any plan."""

    sizes: posts.Sizes
    terms: Mapping[RiskGrade, Mapping[posts.Term, int]]
    units: tuple[posts.UnitNow, ...]
    ages: tuple[structure.Share, ...]
    tenures: tuple[structure.Share, ...]
    educations: tuple[structure.Share, ...]
    categories: tuple[structure.Share, ...]
    attention: tuple[Attention, ...]

    @property
    def concerns(self) -> Counter[str]:
        """How many of each concern."""
        return Counter(item.concern.value for item in self.attention)


def _digest(scenario: Scenario) -> str:
    return scenario.sha256


@st.cache_resource(max_entries=_SCENARIOS_KEPT, show_spinner=False, hash_funcs={Scenario: _digest})
def overview(scenario: Scenario) -> Overview:
    """The overview of a scenario as it was loaded, not of one changed in memory."""
    return Overview(
        sizes=posts.sizes(scenario),
        terms=posts.terms_by_grade(scenario),
        units=posts.units_now(scenario),
        ages=structure.ages(scenario),
        tenures=structure.tenures(scenario),
        educations=structure.educations(scenario),
        categories=structure.categories(scenario),
        attention=attention(scenario),
    )


@st.cache_resource(show_spinner=False)
def template(lang: str) -> bytes:
    """The empty roster."""
    return template_bytes(lang)
