"""Small phrases that sentences of several rules are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rotation.domain.cadre import Cadre, Gender
from rotation.domain.codes import table
from rotation.domain.decision import Decision
from rotation.domain.roster import Kinship
from rotation.rules.words import Coded, Text, show

_SEXES = (Gender.MALE, Gender.FEMALE)
EVERYWHERE = Text(zh="各单位", en="all units")
NOT_SET = Text(zh="（未设）", en="(not set)")
UNITS_ABOVE = Text(
    zh="不由本级管理的单位不计。", en="Units run by an authority above do not count."
)
IN_OTHER_HANDS = Text(
    zh="不由本级管理的单位和由本系统任免的岗位不计。",
    en="Units run by an authority above, and posts filled by their own line, do not count.",
)


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


def kin_word(kinship: Kinship, cadre: Mapping[str, Cadre]) -> Text:
    """What the relative is to the cadre: of a code that stands for several the one that sex and age
    tell."""
    words = table("kinship")
    zh, en = (words.word(kinship.relation, lang) for lang in ("zh", "en"))
    relative, lister = cadre[kinship.relative_id], cadre[kinship.cadre_id]
    told = words.get(kinship.relation, "by_sex_and_age")
    if told and relative.gender in _SEXES and relative.birth != lister.birth:
        zh = told[2 * _SEXES.index(relative.gender) + (relative.birth.index > lister.birth.index)]
    return Text(zh=zh, en=en)


def basis(decision: Decision) -> Text:
    """On what a decision rests, in brackets: body, day and document, as far as they are named."""
    known = (decision.decided_by, decision.decided_on, decision.document)
    named = [str(part) for part in known if part]
    if not named:
        return Text(zh="", en="")
    return Text(zh=f"（{'，'.join(named)}）", en=f" ({', '.join(named)})")
