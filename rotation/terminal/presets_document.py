"""Every preset as one JSON document."""

from __future__ import annotations

from typing import Annotated, Any

from rotation.documents import By, Entry, Sentence, WordedEntry
from rotation.rules.base import preset_source
from rotation.rules.presets import presets
from rotation.terminal.presets import settings_of
from rotation.terminal.rules_document import NotedSourceEntry


class SettingEntry(Entry):
    """place: the table of scenario.toml. rule: the code; null for the categories."""

    place: str
    rule: str | None
    parameter: str
    value: Any


class PresetEntry(WordedEntry):
    code: str
    name: Sentence
    source: Annotated[NotedSourceEntry, By(lambda preset, _: preset_source(preset))]
    settings: Annotated[tuple[SettingEntry, ...], By(lambda preset, _: list(settings_of(preset)))]


class PresetsEntry(Entry):
    presets: tuple[PresetEntry, ...]


def presets_document() -> dict[str, Any]:
    """Every preset as plain JSON values."""
    return PresetsEntry.made_from({"presets": list(presets().values())}).plain_values()
