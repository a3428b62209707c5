"""The roster at a glance: sizes, hot-spot posts by grade, structure."""

from __future__ import annotations

import streamlit as st

from rotation.domain.category import Category, Strength
from rotation.domain.codes import table
from rotation.domain.post import RiskGrade
from rotation.domain.scenario import Scenario
from rotation.overview.posts import Sizes, Term
from rotation.overview.structure import AGES, TENURE_YEARS, UNKNOWN, Share, bands
from rotation.ui.charts import stacked_bars
from rotation.ui.kept import Overview
from rotation.ui.words import language, say
from rotation.wording.names import category_word

BLUE, ORANGE, RED, GREY, GREEN, PALE = (
    "#1f5582",
    "#c8772e",
    "#a33b3b",
    "#7a828c",
    "#4f8a5b",
    "#5b8db8",
)


def show_glance(scenario: Scenario, found: Overview) -> None:
    _sizes(scenario, found.sizes)
    for left, right in ((_hot_spots, _categories), (_ages, _tenures)):
        for place, part in zip(st.columns(2, gap="large"), (left, right), strict=True):
            with place:
                part(found)
    _educations(found)


def _sizes(scenario: Scenario, sizes: Sizes) -> None:
    shown = (
        ("units", sizes.units),
        ("cadres", sizes.cadres),
        ("pool", sizes.pool),
        ("seats", sizes.seats),
        ("vacant", sizes.vacant),
        ("hot_spots", sizes.hot_spots),
        ("decisions", len(scenario.decisions)),
    )
    for place, (key, value) in zip(st.columns(len(shown)), shown, strict=True):
        place.metric(say(f"glance.{key}"), value)


def _hot_spots(found: Overview) -> None:
    st.header(say("glance.hot_spots_by_grade"))
    grades = [grade for grade in RiskGrade if any(found.terms[grade].values())]
    if not grades:
        st.caption(say("glance.no_hot_spots"))
        return
    words = {grade: table("risk_grade").word(grade, language()) for grade in grades}
    terms = [t for t in Term if any(found.terms[grade].get(t) for grade in grades)]
    colour = dict(zip(Term, (GREEN, ORANGE, RED, GREY, "#9aa3ad"), strict=True))
    stacked_bars(
        [
            (words[grade], say(f"term.{term}"), found.terms[grade][term])
            for grade in grades
            for term in terms
            if found.terms[grade].get(term)
        ],
        bands=list(words.values()),
        series=[say(f"term.{term}") for term in terms],
        titles=(say("column.grade"), say("glance.term"), say("glance.seats")),
        colours=[colour[term] for term in terms],
        lying=True,
    )


def _categories(found: Overview) -> None:
    st.header(say("group.categories"))
    lang = language()
    strengths = [s for s in Strength if any(share.series == s for share in found.categories)]
    colour = dict(zip(Strength, (RED, ORANGE, PALE, GREY), strict=True))
    stacked_bars(
        [
            (category_word(share.band, lang), say(f"strength.{share.series}"), share.count)
            for share in found.categories
        ],
        bands=[category_word(category.value, lang) for category in _IN_ORDER],
        series=[say(f"strength.{strength}") for strength in strengths],
        titles=(say("glance.category"), say("column.asks"), say("column.persons")),
        colours=[colour[strength] for strength in strengths],
        lying=True,
    )


_IN_ORDER = (
    Category.PROTECTIVE,
    Category.DEVELOPMENTAL,
    Category.MOTIVATING,
    Category.ORDINARY,
    Category.FROZEN,
)


def _ages(found: Overview) -> None:
    st.header(say("glance.ages"))
    sexes = {code: table("sex").word(code, language()) for code in ("1", "2")}
    stacked_bars(
        [(share.band, sexes[share.series], share.count) for share in found.ages],
        bands=bands(AGES),
        series=list(sexes.values()),
        titles=(say("column.age"), say("column.sex"), say("column.persons")),
        colours=(BLUE, ORANGE),
    )


def _tenures(found: Overview) -> None:
    st.header(say("glance.tenures"))
    kinds = {"1": say("glance.hot_spot_posts"), "0": say("glance.other_posts")}
    stacked_bars(
        [(_band(share), kinds[share.series], share.count) for share in found.tenures],
        bands=(*bands(TENURE_YEARS), say("unknown")),
        series=list(kinds.values()),
        titles=(say("glance.years"), say("column.post"), say("column.persons")),
        colours=(RED, BLUE),
    )


def _educations(found: Overview) -> None:
    st.header(say("column.education"))
    shown = [(_education(share), "", share.count) for share in found.educations]
    stacked_bars(
        shown,
        bands=[band for band, _, _ in shown],
        series=[""],
        titles=(say("column.education"), "series", say("column.persons")),
        colours=(BLUE,),
        lying=True,
    )


def _band(share: Share) -> str:
    return say("unknown") if share.band == UNKNOWN else share.band


def _education(share: Share) -> str:
    if share.band == UNKNOWN:
        return say("unknown")
    return table("education").word(share.band, language())
