"""Where a rule comes from, in words."""

from __future__ import annotations

from rotation.rules.base import Source
from rotation.wording.words import Words


def source_words(words: Words, source: Source) -> str:
    """Document, article and date, and how sure the source is."""
    article = f" {source.article}" if source.article else ""
    date = words.say("source.date", date=source.date) if source.date else ""
    return words.say(
        "source.line",
        document=source.document,
        article=article,
        date=date,
        confidence=words.say(f"confidence.{source.confidence.value}"),
    )
