"""What a table and a column are: the words of the one schema of the roster (see `tables`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from rotation.io.invisible import cleaned


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    ID = "id"
    WHOLE = "whole"  # a whole number
    NUMBER = "number"
    YES_NO = "yes_no"
    MONTH = "month"
    MONTH_OR_NOW = "month_or_now"  # 至今 or an empty cell: it lasts
    DATE = "date"
    PERIOD = "period"  # a year, a month or a day
    CODE = "code"
    CODES = "codes"
    FIELD = "field"  # one word of the field list
    FIELDS = "fields"
    WORDS = "words"  # several words of no fixed list
    LAW = "law"  # its code or its title
    PICTURE = "picture"  # the name of a file beside the tables


MOST_OF_HEADING = 200
"""Characters: what is longer heads nothing, and brackets in it would be looked for at length."""
_ENGLISH = re.compile(r"[A-Za-z]+")
_NO_CHINESE = re.compile(r"[A-Za-z'.&/|,;、，；]")
_NUMBERS = ("号", "码")
_OF_IT = frozenset({"id", "no", "code", "number", "num", "pinyin", "abc"})
"""What makes another column of a heading in Chinese (姓名 Pinyin), where it is no number itself."""
_ASKED_AGAIN = 4096
"""Headings that are kept as they were understood: each is held against dozens of tables."""
DATED = (Kind.MONTH, Kind.MONTH_OR_NOW, Kind.DATE)


@dataclass(frozen=True)
class Column:
    """A column. `codes`: the code table of CODE and CODES; `low` and `high` are inclusive;
    `counters` may follow the number. `names`: headings of names, read where the ids are not there.

    The English heading is the id; `zh` is the Chinese one, `aliases` are read but not written.
    """

    id: str
    zh: str
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    codes: str | None = None
    counters: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def heading(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.id

    @property
    def words(self) -> tuple[str, ...]:
        """Every heading that is understood."""
        return (self.zh, self.id, *self.aliases)


@dataclass(frozen=True)
class Table:
    """A table: a sheet of a workbook, or a CSV file. A required one must be there and have rows."""

    id: str
    zh: str
    columns: tuple[Column, ...]
    required: bool = False
    aliases: tuple[str, ...] = ()

    def heading(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.id

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.id: column for column in self.columns}

    @cached_property
    def _by_heading(self) -> dict[str, Column]:
        return {whole(word): column for column in self.columns for word in reversed(column.words)}

    def find(self, heading: str) -> Column | None:
        """The column that a heading stands for, in one language or in two; None if it stands for
        none."""
        return self.find_exactly(heading) or self._in_two_languages(heading)

    def find_exactly(self, heading: str) -> Column | None:
        """The same for a heading in one language."""
        if not 0 < len(heading) <= MOST_OF_HEADING:
            return None
        return self._by_heading.get(whole(heading)) or self._by_heading.get(plain(heading))

    def _in_two_languages(self, heading: str) -> Column | None:
        """姓名 Name: the Chinese says which column it is, the English must not say another one."""
        if not 0 < len(heading) <= MOST_OF_HEADING:
            return None
        chinese = in_chinese(heading)
        english = _ENGLISH.findall(unicodedata.normalize("NFKC", heading))
        if not english or not chinese:
            return None
        column, other = self.find_exactly(chinese), self.find_exactly(" ".join(english))
        of_it = not chinese.endswith(_NUMBERS) and not _OF_IT.isdisjoint(map(str.lower, english))
        return None if of_it or other not in (None, column) else column


@lru_cache(_ASKED_AGAIN)
def in_chinese(heading: str) -> str:
    """What a heading says in Chinese, without marks."""
    return whole(_NO_CHINESE.sub(" ", unicodedata.normalize("NFKC", heading)))


@lru_cache(_ASKED_AGAIN)
def plain(heading: str) -> str:
    """A heading without what people add to it: remarks in brackets, stars, spaces, line breaks."""
    return whole(re.sub(r"\([^)]*\)", "", unicodedata.normalize("NFKC", heading)))


@lru_cache(_ASKED_AGAIN)
def whole(heading: str) -> str:
    """A heading without marks alone: 学历（在职） is 学历在职."""
    return re.sub(r"[\s_*:()\-]", "", unicodedata.normalize("NFKC", cleaned(heading)).casefold())
