"""Where a rule comes from, in words."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.rules.base import Source, preset_source
from rotation.rules.presets import Preset
from rotation.rules.registry import goal_of, law_of
from rotation.wording.names import rule_of
from rotation.wording.words import Words


def source_lines(words: Words, scenario: Scenario, code: str) -> list[str]:
    """Where a rule comes from; first where its parameters do, if they are those of a preset."""
    preset, sources = origins(scenario, code)
    first = [] if preset is None else [preset_words(words, preset)]
    return [*first, *(source_words(words, source) for source in sources)]


def origins(scenario: Scenario, code: str) -> tuple[Preset | None, tuple[Source, ...]]:
    """The preset that a rule's parameters are from, if they are from one, and its sources."""
    own, rule = law_of(scenario, code) or goal_of(scenario, code), rule_of(code)
    return None if own is None else own.origin, () if rule is None else rule.sources


def preset_words(words: Words, preset: Preset) -> str:
    """The name of a preset and where it comes from."""
    source = source_words(words, preset_source(preset))
    return words.say("source.preset", name=preset.name[words.lang], source=source)


def source_words(words: Words, source: Source) -> str:
    """What is cited, as a sentence of its own."""
    return words.say("source.line", cited=cited(words, source))


def cited(words: Words, source: Source) -> str:
    """Document, article and date, and how sure the source is."""
    return words.say(
        "source.cited",
        document=source.document,
        article=f" {source.article}" if source.article else "",
        date=words.say("source.date", date=source.date) if source.date else "",
        confidence=words.say(f"confidence.{source.confidence.value}"),
    )
