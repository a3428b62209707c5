"""Sentences in both languages, and the small forms they are filled with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rotation.domain.codes import table

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Text:
    """A template in each language."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    def __add__(self, following: Text) -> Text:
        """This sentence, and another after it."""
        return Text(zh=self.zh + following.zh, en=f"{self.en} {following.en}")


@dataclass(frozen=True)
class Months:
    """A span of months, shown in years and months."""

    months: int


@dataclass(frozen=True)
class Coded:
    """A code shown by the word of its table."""

    table: str
    code: str


def show(value: Any, lang: str) -> str:  # noqa: PLR0911 - one for each form of a value
    """A value as it stands in a sentence."""
    match value:
        case Text():
            return value.get(lang)
        case Months():
            return duration(value.months, lang)
        case Coded():
            return table(value.table).word(value.code, lang)
        case str():
            return value
        case Mapping():
            pairs = (f"{key} {show(item, lang)}" for key, item in value.items())
            return ("、" if lang == "zh" else ", ").join(pairs)
        case Sequence() | frozenset():
            return ("、" if lang == "zh" else ", ").join(show(item, lang) for item in value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def duration(months: int, lang: str) -> str:
    """Months as years and months: 63 -> 5年3个月 / 5 years 3 months."""
    years, rest = divmod(months, 12)
    if lang == "zh":
        parts = [f"{years}年" if years else "", f"{rest}个月" if rest or not years else ""]
        return "".join(parts)
    words = [_plural(years, "year") if years else "", _plural(rest, "month") if rest else ""]
    return " ".join(word for word in words if word) or "0 months"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


class Sentence(Mapping[str, str]):
    """A template with what fills it, by language; filled when it is read, as most never are."""

    __slots__ = ("_filling", "_template")

    def __init__(self, template: Text, filling: Mapping[str, Any]) -> None:
        self._template, self._filling = template, filling

    def __getitem__(self, lang: str) -> str:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        shown = {key: show(item, lang) for key, item in self._filling.items()}
        return self._template.get(lang).format(**shown)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def render(template: Text, values: Mapping[str, Any]) -> dict[str, str]:
    """The template in every language, filled with `values`."""
    return dict(Sentence(template, values))
