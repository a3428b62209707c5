"""What the years to come rest on, in sentences."""

from __future__ import annotations

from rotation.ahead.ageing import CODES, Assumed
from rotation.domain.cadre import Status
from rotation.domain.codes import table
from rotation.locales import text
from rotation.wording.words import Words


def assumption_words(
    assumed: Assumed, most: int | None, lang: str, *, dated: bool = False
) -> list[str]:
    """most: persons to be moved in a year, None for any number. dated: in months of their own."""
    said = []
    for code in CODES:
        held = "assumed" if getattr(assumed, code) else "otherwise"
        said.append(text(f"report.ahead.{held}.{code}", lang, statuses=_statuses(assumed, lang)))
    said.append(text("report.ahead.assumed.people", lang))
    load = text(f"report.ahead.load.{'any' if most is None else 'most'}", lang, most=most or 0)
    months = [text("report.ahead.monthly", lang)] if dated else []
    return [*said, load, text("report.ahead.proof", lang), *months]


def _statuses(assumed: Assumed, lang: str) -> str:
    back = (table("status").word(each, lang) for each in Status if each in assumed.back)
    return Words(lang).join(back)
