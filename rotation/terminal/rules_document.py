"""Every rule as one JSON document."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from rotation.documents import By, Entry, Sentence, WordedEntry, every_language
from rotation.report.audit_document import SourceEntry
from rotation.rules.base import RuleKind
from rotation.terminal.rules import Rules, parameters


class NotedSourceEntry(SourceEntry):
    note: str


class ParameterEntry(Entry):
    name: str
    default: Any
    unit: str
    bounds: tuple[str, ...]
    words: Sentence = Field(alias="text")


class RuleEntry(WordedEntry):
    code: str
    kind: RuleKind
    title: Annotated[Sentence, By(lambda rule, _: every_language(rule.words.title.get))]
    sentence: Annotated[Sentence, By(lambda rule, _: rule().explain())]
    sources: tuple[NotedSourceEntry, ...]
    parameters: Annotated[tuple[ParameterEntry, ...], By(lambda rule, _: list(parameters(rule)))]


class RulesEntry(Entry):
    laws: tuple[RuleEntry, ...]
    goals: tuple[RuleEntry, ...]


def rules_document(asked: Rules) -> dict[str, Any]:
    """The rules as plain JSON values."""
    return RulesEntry.made_from(asked).plain_values()
