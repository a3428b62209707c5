"""What the years to come rest on, in sentences."""

from __future__ import annotations

from rotation.ahead.ageing import CODES, Assumed
from rotation.locales import text


def assumption_words(
    assumed: Assumed, most: int | None, lang: str, *, dated: bool = False
) -> list[str]:
    """most: persons to be moved in a year, None for any number. dated: in months of their own."""
    held = [code for code in CODES if getattr(assumed, code)]
    said = [text(f"report.ahead.assumed.{code}", lang) for code in (*held, "people")]
    load = text(f"report.ahead.load.{'any' if most is None else 'most'}", lang, most=most or 0)
    months = [text("report.ahead.monthly", lang)] if dated else []
    return [*said, load, text("report.ahead.proof", lang), *months]
