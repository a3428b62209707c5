"""What two people changed, each otherwise, side by side: one of the two is chosen for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from rotation.overview.merging import Clash
from rotation.ui.words import bare, plain, say

MINE, THEIRS = "mine", "theirs"


def settle(
    clashes: Sequence[Clash],
    who: str,
    about: str,
    words: Callable[[Clash, str], str],
    key: str,
) -> list[Clash] | None:
    """Draw each with both values; gives those in which one's own is to hold, None while one is not
    chosen. who: the other person. about: what is asked. words: of a clash what MINE or THEIRS says.
    """
    if not clashes:
        return []
    st.markdown(f"**{say('clash.title', count=len(clashes))}**")
    mine: list[Clash] = []
    unsettled = 0
    for place, clash in enumerate(clashes):
        said = {
            THEIRS: plain(bare("clash.theirs", who=who, value=words(clash, THEIRS))),
            MINE: plain(bare("clash.mine", value=words(clash, MINE))),
        }
        side = st.radio(
            plain(about),
            list(said),
            format_func=said.__getitem__,
            index=None,
            horizontal=True,
            key=f"{key}:clash:{place}",
        )
        mine += [clash] if side == MINE else []
        unsettled += side is None
    return None if unsettled else mine
