"""The usual organs of a county or city, and names for made-up townships."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from rotation.domain.post import RiskGrade
from rotation.domain.unit import UnitKind


@dataclass(frozen=True)
class Section:
    """A section of a unit, what it deals with besides the unit's own field, and its risk grade."""

    name: str
    field: str
    grade: RiskGrade | None


@dataclass(frozen=True)
class Organ:
    """A kind of unit: its name without the place, the titles of its team, its sections."""

    key: str
    name: str
    kind: UnitKind
    field: str
    chief: str
    deputy: str
    business_facing: bool = False
    majors: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    weight: int = 0
    """By how much its leading posts are weightier than those of other units of the kind."""


@cache
def organs() -> dict[str, Organ]:
    """The organs of `catalogue.toml` by key, in its order."""
    text = resources.files(__package__).joinpath("catalogue.toml").read_text(encoding="utf-8")
    return {entry["key"]: _organ(entry) for entry in tomllib.loads(text)["units"]}


def _organ(entry: dict[str, Any]) -> Organ:
    sections = tuple(
        Section(name, field, RiskGrade(grade) if grade else None)
        for name, field, grade in entry.get("sections", ())
    )
    return Organ(
        entry["key"],
        entry["name"],
        UnitKind(entry["kind"]),
        entry["field"],
        entry["chief"],
        entry["deputy"],
        entry.get("business_facing", False),
        tuple(entry.get("majors", ())),
        sections,
        entry.get("weight", 0),
    )


def of_kind(*kinds: UnitKind) -> list[Organ]:
    """The organs of these kinds, in the order of the catalogue."""
    return [organ for organ in organs().values() if organ.kind in kinds]


def township(name: str) -> Organ:
    """A township (镇 or 乡) or a street (街道) by its name."""
    if name.endswith("街道"):
        return Organ(name, name, UnitKind.STREET, "grassroots", "办事处主任", "办事处副主任")
    head = "乡长" if name.endswith("乡") else "镇长"
    return Organ(name, name, UnitKind.TOWNSHIP, "grassroots", head, f"副{head}")


_FIRST = "云梅芦石柳青白沙黄松竹桃杏枣榆槐桐泉溪龙凤鹤雁金银玉红紫双三"
_SECOND = "溪墩港桥湾坪川岭塘洼沟渡泉原店堡寺岗湖滩坡峪集庄山林台门关河"


def place_names(rng: Random, count: int) -> list[str]:
    """So many different two-character place names (more than 900 of them get a third one)."""
    plain = [a + b for a in _FIRST for b in _SECOND if a != b]
    rng.shuffle(plain)
    made = list(plain)
    for side in "东西南北上下":
        if len(made) >= count:
            break
        made += [side + name for name in plain]
    if count > len(made):
        raise ValueError(f"no more than {len(made)} places")
    return made[:count]
