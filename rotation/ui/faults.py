"""What went wrong, as a sentence. No traceback reaches a person; it goes to the log."""

from __future__ import annotations

import logging

import streamlit as st

from rotation.errors import InvalidInput, RotationError, StoreError
from rotation.store.wording import sentence
from rotation.ui.words import language, plain, say

_LOG = logging.getLogger("rotation")


def told(fault: Exception) -> str:
    """The fault as a sentence, to be shown as it stands."""
    match fault:
        case StoreError():
            return plain(sentence(fault, language()))
        case InvalidInput():
            return say("fault.invalid", count=len(fault.problems))
        case _:
            return say("fault.unexpected")


def show(fault: Exception) -> bool:
    """Log a fault and show its sentence, wherever in a page it came up; True: it is dealt with."""
    if not isinstance(fault, RotationError):
        _LOG.error("a page failed", exc_info=fault)
    st.error(told(fault))
    return True
