"""Small phrases that sentences of several rules are put together from."""

from __future__ import annotations

from collections.abc import Iterable

from rotation.domain.decision import Decision
from rotation.rules.words import Coded, Text, show

EVERYWHERE = Text(zh="各单位", en="all units")
NOT_SET = Text(zh="（未设）", en="(not set)")


def unit_kind(kind: str | None) -> Text | Coded:
    """A kind of unit by its word; None stands for all of them."""
    return EVERYWHERE if kind is None else Coded("unit_kind", kind)


def listed(amounts: Iterable[tuple[Text | Coded, int]], unit: Text) -> Text:
    """Each name with its amount: 乡镇30%、群团组织15%."""
    pairs = list(amounts)
    if not pairs:
        return NOT_SET
    return Text(
        zh="、".join(f"{show(name, 'zh')}{count}{unit.zh}" for name, count in pairs),
        en=", ".join(f"{show(name, 'en')} {count}{unit.en}" for name, count in pairs),
    )


def basis(decision: Decision) -> Text:
    """On what a decision rests, in brackets: body, day and document, as far as they are named."""
    known = (decision.decided_by, decision.decided_on, decision.document)
    named = [str(part) for part in known if part]
    if not named:
        return Text(zh="", en="")
    return Text(zh=f"（{'，'.join(named)}）", en=f" ({', '.join(named)})")
