"""Code tables as data: one TOML file per table beside this module, each naming its source.

A file has `source`, `confidence` and `[codes.<code>]` entries with `zh`, `en`, optional `aliases`
and whatever else that table needs (`order`, `months`, `kin`, ...). Values in a roster may be given
as code or as any of the words.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class CodeTable:
    """A closed list of codes with their words; `entries` keeps the file's order. `refused`:
    words of official lists that stand for no code here, as patterns."""

    name: str
    source: str
    confidence: str
    entries: Mapping[str, Mapping[str, Any]]
    refused: tuple[str, ...]

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        words: dict[str, str] = {}
        for code, entry in self.entries.items():
            for word in (code, entry["zh"], entry["en"], *entry.get("aliases", ())):
                for form in (word, unicodedata.normalize("NFKC", word)):
                    words[form.casefold()] = code
        return words

    def parse(self, text: str) -> str | None:
        """The code that a code or word stands for; None if it stands for none."""
        return self._by_word.get(text.strip().casefold())

    def refuses(self, text: str) -> bool:
        """Whether this is a word of an official list that has no place here."""
        return any(re.fullmatch(pattern, text) for pattern in self.refused)

    def word(self, code: str, lang: str) -> str:
        """The word for a code in a language ("zh", "en")."""
        return str(self.entries[code][lang])

    def get(self, code: str, key: str) -> Any:
        """A further fact of a code, None where the table does not give it."""
        return self.entries[code].get(key)

    def __contains__(self, code: object) -> bool:
        return code in self.entries


@cache
def table(name: str) -> CodeTable:
    """Read `<name>.toml` beside this module."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries = {code: MappingProxyType(entry) for code, entry in data["codes"].items()}
    refused = tuple(data.get("refused", ()))
    return CodeTable(name, data["source"], data["confidence"], MappingProxyType(entries), refused)


def level_order(code: str) -> int:
    """Place of a leadership level (GB/T 12407): 0 is the highest; one step down adds 1."""
    return int(table("level").entries[code]["order"])


def education_order(code: str) -> int:
    """Place of an education (GB/T 4658): a higher number is more education."""
    return int(table("education").entries[code]["order"])
