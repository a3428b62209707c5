"""The reader's language, and sentences in it: also of what went wrong and of what is going on."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput, RotationError, StoreError
from rotation.locales import LANGUAGES, default_lang, text
from rotation.store.wording import sentence
from rotation.ui import address

_MARKUP = frozenset(r"\`*_{}[]<>()#+-!|$~:&")
_LINK = re.compile(
    r"(?<=//)(?=\w)|(?i:(?<=www))(?=\.)|(?<=@)(?=\w)|(?<=:)(?=[\w+/\\-]+:)|(?<=-)(?=\\>)"
)
"""Where addresses, names of emoji and arrows are parted: Streamlit looks for them once more when
the escapes are gone."""
_APART = "\u2060"  # a word joiner, which is not seen


def language() -> str:
    """ "zh" or "en": as the URL says, else as the browser asks for."""
    chosen = address.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    locale = st.context.locale
    if locale is None:
        return default_lang()
    return "zh" if locale.lower().startswith("zh") else "en"


def say(key: str, /, **values: object) -> str:
    """The sentence `ui.<key>` in the reader's language, for the many places where Streamlit reads
    markup. Texts among the values are shown as they stand."""
    shown = {name: plain(each) if isinstance(each, str) else each for name, each in values.items()}
    return bare(key, **shown)


def bare(key: str, /, **values: object) -> str:
    """The same for a place that reads no markup: the choices of a list, cells, HTML, file names; or
    as a part of other words."""
    return text(f"ui.{key}", language(), **values)


def plain(words: str) -> str:
    """Text that is shown as it stands, whatever it holds that could be read as markup."""
    escaped = "".join(f"\\{char}" if char in _MARKUP else char for char in words)
    return _LINK.sub(_APART, escaped)


def shorten(words: str, most: int = 20) -> str:
    """A name that has little room; a Chinese character takes the room of two letters."""
    room = 0
    for place, char in enumerate(words):
        room += 2 if ord(char) > 0x2E80 else 1
        if room > most:
            return f"{words[:place]}…"
    return words


def moment(at: dt.datetime) -> str:
    """A point in time as the clock on the wall shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def short_moment(at: dt.datetime) -> str:
    """The same without the year."""
    return at.astimezone().strftime("%m-%d %H:%M")


def join(parts: list[str]) -> str:
    """Words in a row."""
    return ("、" if language() == "zh" else ", ").join(parts)


_LOG = logging.getLogger("rotation")


def fault_words(fault: Exception) -> str:
    """The fault as a sentence, to be shown as it stands."""
    match fault:
        case StoreError():
            return plain(sentence(fault, language()))
        case InvalidInput():
            return say("fault.invalid", count=len(fault.problems))
        case _:
            return say("fault.unexpected")


def show_fault(fault: Exception) -> bool:
    """Log a fault and show its sentence, wherever in a page it came up; True: it is dealt with."""
    if not isinstance(fault, RotationError):
        _LOG.error("a page failed", exc_info=fault)
    st.error(fault_words(fault))
    return True


@contextmanager
def busy(what: str) -> Iterator[None]:
    """A spinner with the sentence `ui.busy.<what>` while the block lasts."""
    with st.spinner(say(f"busy.{what}")):
        yield


_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 80


def file_name(kind: str, scenario: Scenario, detail: str = "") -> str:
    """A name without suffix that every system takes: what it is, of which scenario."""
    return safe_name(bare(f"export.file_{kind}", scenario=scenario.name, detail=detail))


def safe_name(words: str) -> str:
    """Words as the name of a file."""
    return _NOT_IN_NAMES.sub("-", words).strip(" .-")[:_LONGEST]
