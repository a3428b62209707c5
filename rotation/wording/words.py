"""Sentences of a page in one language, without anything that draws."""

from __future__ import annotations

from collections.abc import Iterable

from rotation.domain.calendar import Month
from rotation.locales import has, text


class Words:
    """Every sentence has a key below `terminal.`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def say(self, key: str, **values: object) -> str:
        return text(f"terminal.{key}", self.lang, **values)

    def word(self, group: str, code: str) -> str:
        """The word for a code in a group of sentences; the code itself where there is none yet."""
        return self.say(f"{group}.{code}") if has(f"terminal.{group}.{code}", self.lang) else code

    @property
    def comma(self) -> str:
        """Between words in a row."""
        return "、" if self.lang == "zh" else ", "

    def join(self, words: Iterable[str]) -> str:
        return self.comma.join(words)

    def month(self, month: Month) -> str:
        return self.say("month", year=month.year, month=month.month)
