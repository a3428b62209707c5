"""Quotas and teams, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.domain.codes import table
from rotation.overview.posts import Quota, UnitNow
from rotation.ui import tables
from rotation.ui.words import bare, language, say

_STATES = ("over", "short", "even")


# A filter draws its own list anew, not the charts of the page.
@st.fragment
def show_quotas(units: Sequence[UnitNow]) -> None:
    st.caption(say("quotas.about"))
    states = {state: bare(f"quotas.{state}") for state in _STATES}
    left, right = st.columns([2, 1])
    with left:
        wanted = tables.picked(say("quotas.state"), states, "quota_state")
    with right:
        typed = tables.searched("quota_search")
    rows = [_row(unit) for unit in units if wanted & _states(unit)]
    shown = [row for row in rows if tables.holds(row, typed)]
    if not shown:
        st.info(say("filter.nothing"))
        return
    st.caption(say("filter.count", shown=len(shown), count=len(units)))
    tables.show(shown, say("tab.quotas"), widths={say("quotas.state"): "medium"})


def _row(now: UnitNow) -> dict[str, object]:
    team = now.team
    age = None if team is None or team.mean_age is None else round(team.mean_age, 1)
    return {
        say("column.unit"): now.unit.name,
        say("quotas.kind"): table("unit_kind").word(now.unit.kind, language()),
        say("quotas.state"): _state(now),
        say("quotas.chiefs"): _held(now.chiefs),
        say("quotas.deputies"): _held(now.deputies),
        say("quotas.members"): None if team is None else team.members,
        say("figure.women"): None if team is None else team.women,
        say("quotas.non_party"): None if team is None else team.non_party,
        say("quotas.young"): None if team is None else team.young,
        say("quotas.age"): age,
    }


def _held(quota: Quota) -> str:
    """Present and approved: 3/4; without a quota only who is present."""
    if quota.approved is None:
        return str(quota.present) if quota.present else ""
    return f"{quota.present}/{quota.approved}"


def _states(now: UnitNow) -> set[str]:
    over = [quota.over for quota in (now.chiefs, now.deputies) if quota.over]
    return {"over" if count > 0 else "short" for count in over} or {"even"}


def _state(now: UnitNow) -> str:
    """In words, so that it does not hang on a colour: 副职超配1名."""
    said = [
        bare(f"quotas.{'over' if quota.over > 0 else 'short'}_by", role=role, count=abs(quota.over))
        for role, quota in (
            (say("conflict.part.chief"), now.chiefs),
            (say("conflict.part.deputy"), now.deputies),
        )
        if quota.over
    ]
    return say("quotas.mark").join(said) or say("quotas.even")
