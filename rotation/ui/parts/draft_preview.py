"""What the changes that are not saved do, as far as that is seen without solving."""

from __future__ import annotations

import streamlit as st

from rotation.explain.outlook import foreseen, outlook, same_plans_allowed
from rotation.ui.draft import Draft
from rotation.ui.words import busy, language, plain, say


def preview(draft: Draft) -> None:
    """Laws by who is due to move and where they may go; that of goals only solving can tell."""
    if not same_plans_allowed(draft.before, draft.after):
        with busy("outlook"):
            before, after = outlook(draft.before), outlook(draft.after)
        st.info(plain(foreseen(draft.after, before, after).get(language())))
    if draft.before.goals != draft.after.goals:
        st.caption(say("save.goals"))
