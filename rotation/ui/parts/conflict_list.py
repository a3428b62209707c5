"""What cannot hold together: every conflict with its requirements, where they come from, and how
it is proven."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.domain.decision import Decision
from rotation.explain.cases import RETIREMENT
from rotation.explain.conflict import Conflict
from rotation.explain.infeasible import Explanation
from rotation.explain.sentences import Requirement
from rotation.store import Run
from rotation.ui.html import Cell, Row, Stack, show_table
from rotation.ui.navigation import link
from rotation.ui.parts.run_scenario import scenario_of
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.conflicts import proof_words
from rotation.wording.names import Names, rule_title
from rotation.wording.sources import origins, preset_words
from rotation.wording.words import Words

CONFLICTS_LISTED = 4
LISTED = 8
"""Conflicts, and requirements of one, that are shown before the rest is folded away."""
_WIDTHS = ("3.8rem", "14%", "", "40%")


def show_conflicts(run: Run, told: Explanation) -> None:
    _summary(told)
    names = Names(scenario_of(run), language())
    _several(told.conflicts[:CONFLICTS_LISTED], 1, names)
    rest = told.conflicts[CONFLICTS_LISTED:]
    if rest:
        with st.expander(say("way.more_conflicts", count=len(rest))):
            _several(rest, CONFLICTS_LISTED + 1, names)
    large = sorted(told.kept - {RETIREMENT})
    if large:
        titles = join([rule_title(code, language()) for code in large])
        st.info(say("conflict.kept", titles=titles))
    if not told.all_conflicts:
        st.warning(say("way.not_all_conflicts"))


def _summary(told: Explanation) -> None:
    """All of it in one line, to be read from afar."""
    apart = sum(not conflict.related for conflict in told.conflicts)
    people = len({i for conflict in told.conflicts for i in conflict.cadre_ids})
    values = {"conflicts": apart, "people": people, "ways": len(told.repairs)}
    key = "way.summary" if told.repairs else "way.summary_no_ways"
    st.error(say(key, **values, cases=min((r.cases for r in told.repairs), default=0)))


def _several(conflicts: Sequence[Conflict], first: int, names: Names) -> None:
    for number, conflict in enumerate(conflicts, first):
        _conflict(number, conflict, names)


def _conflict(number: int, conflict: Conflict, names: Names) -> None:
    count = len(conflict.requirements)
    key = "related" if conflict.related else "heading" if count > 1 else "heading_one"
    with st.container(border=True, gap="xsmall"):
        left, right = st.columns([7, 5], vertical_alignment="center")
        left.markdown(f"### {say(f'conflict.{key}', number=number, count=count)}")
        with right:
            _people(number, conflict, names)
        _requirements(names, conflict.requirements[:LISTED], 1)
        if count > LISTED:
            with st.expander(say("way.more_requirements", count=count - LISTED)):
                _requirements(names, conflict.requirements[LISTED:], LISTED + 1)
        if conflict.premises:
            mark = "；" if language() == "zh" else "; "
            premises = mark.join(premise.text[language()] for premise in conflict.premises)
            st.markdown(say("conflict.premises", premises=premises))
        st.caption(plain(f"✓ {proof_words(Words(language()), conflict)}"))


def _requirements(names: Names, requirements: Sequence[Requirement], first: int) -> None:
    lang = language()
    rows = [
        Row(
            (
                str(place),
                Cell(requirement.title[lang], "strong"),
                requirement.text[lang],
                _origin(names, requirement),
            )
        )
        for place, requirement in enumerate(requirements, first)
    ]
    headings = [say(f"column.{key}") for key in ("number", "law_or_decision", "asks", "origin")]
    show_table(headings, rows, right=(0,), widths=_WIDTHS)


def _origin(names: Names, requirement: Requirement) -> Stack:
    """Of a decision who took it and when; of a law the documents that it stands in."""
    if requirement.decision is not None:
        return Stack([[Cell(_decided(requirement.decision), "small")]])
    preset, sources = origins(names.scenario, requirement.law)
    lines = [] if preset is None else [Cell(preset_words(Words(language()), preset), "small")]
    lines += [
        Cell(
            bare(
                "way.source",
                document=source.document,
                article=source.article,
                confidence=say(f"confidence.{source.confidence.value}"),
            ),
            "small",
        )
        for source in sources
    ]
    return Stack([lines])


def _decided(decision: Decision) -> str:
    if decision.decided_by is None and decision.decided_on is None:
        return say("way.decided")
    parts = [decision.decided_by or "", str(decision.decided_on or "")]
    return bare("way.decided_by", who=" ".join(filter(None, parts)))


def _people(number: int, conflict: Conflict, names: Names) -> None:
    """A way to everybody concerned, whose category and decisions can be looked at there."""
    ids = [i for i in conflict.cadre_ids if i in names.roster.cadre][:LISTED]
    if not ids:
        return
    with st.container(horizontal=True, horizontal_alignment="right", key=f"people_of_{number}"):
        for cadre_id in ids:
            link("people", say("way.to_person", name=names.cadre(cadre_id)), cadre=cadre_id)
