"""Nobody becomes chief of a township, a county or one of its five organs where they grew up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.cadre import Cadre
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.phrases import NOT_SET, unit_kind
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_WORD_FOR_PLACE = re.compile(r"(?<=..)(?:自治县|街道办事处|街道|县|区|市|旗|镇|乡)$")
"""What a name of a place may be written with or without: 清水县, 清水."""


class RegionalAvoidance(Law):
    code: ClassVar[str] = "regional_avoidance"
    reads = ("cadres.growth_place",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="地域回避", en="Regional avoidance"),
        sentence=Text(
            zh="不得在本人成长地担任{kinds}党委、政府正职，不得担任成长地县（市、区）党委、"
            "政府以及纪检监察机关、组织部门、法院、检察院、"
            "公安部门的正职（按单位名称的结尾认定：{names}；群团组织除外）。现任的可以留任，"
            "列出备查。成长地与所在地、本县名称，一个包含另一个的，视为同一地；成长地未填的不核对。",
            en="Nobody is made chief of units of these kinds: {kinds}, or of the county's party "
            "committee, government, discipline inspection, organisation department, court, "
            "procuratorate or public security (units whose name ends in: {names}; mass organs "
            "apart) in the place where they grew up. Who is chief already may stay and is "
            "listed. A place is where somebody grew up if one of the two names holds the other; "
            "the county's name counts for every unit. Who has no such place on file is not held "
            "against it.",
        ),
        finding=Text(
            zh="{cadre}的成长地为{growth}，任{post}不符合地域回避规定",
            en="{cadre} grew up in {growth}, and holds {post} against regional avoidance",
        ),
        demand=Text(
            zh="{cadre}的成长地为{growth}，不得任{post}",
            en="{cadre} grew up in {growth} and does not take {post}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第七十五条",
            "2018-12-29",
            "chief leaders of organs of townships, counties and cities with districts, and of "
            "their departments concerned, are subject to regional avoidance",
        ),
        Source(
            "党政领导干部任职回避暂行规定",
            Confidence.PRIMARY,
            "第五条",
            "2006-06-10",
            "in the place of growing up: not head of the county's party committee, government, "
            "discipline inspection, organisation department, court, procuratorate or public "
            "security",
        ),
        Source(
            "公务员回避规定",
            Confidence.SECONDARY,
            note="the chiefs of party committee and government of townships as well as counties",
        ),
        Source(
            "地名的比对、街道的适用",
            Confidence.PLANNERS_CHOICE,
            note="places are held against each other as texts; streets are taken with townships",
        ),
    )

    county: str = param(
        "",
        zh="本县（市、区）名称，如 清水县；各单位都按此核对，乡镇在本县以内的成长地也算在内",
        en="name of the county, such as 清水县; it is held against for every unit, so that having "
        "grown up anywhere in the county counts",
    )
    kinds: tuple[UnitKind, ...] = param(
        (UnitKind.TOWNSHIP, UnitKind.STREET),
        zh="正职须回避的单位类别",
        en="kinds of units whose chiefs are bound",
    )
    names: tuple[str, ...] = param(
        (
            "县委", "市委", "区委", "人民政府", "县政府", "市政府", "区政府", "纪委监委",
            "纪委监委机关", "纪律检查委员会", "监察委员会", "组织部", "法院", "检察院", "公安局",
            "公安分局",
        ),
        zh="正职须回避的单位（名称的结尾，群团组织除外）",
        en="units whose chiefs are bound, by the ending of the name (mass organs apart)",
    )  # fmt: skip

    def explain(self) -> Mapping[str, str]:
        kinds: list[Text | Coded] = [unit_kind(kind) for kind in self.kinds]
        values = {"kinds": kinds or [NOT_SET], "names": self.names or (NOT_SET,)}
        return render(self.words.sentence, values)

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        roster = scenario.roster
        homes = {place: i for i, place in enumerate(dict.fromkeys(map(_home, roster.cadres)))}
        home_of = np.array([homes[_home(cadre)] for cadre in roster.cadres], dtype=np.int64)
        clash = np.zeros((len(homes), len(roster.units)), dtype=np.bool_)
        for at, unit in enumerate(roster.units):
            ending = unit.kind is not UnitKind.MASS and unit.name.endswith(self.names)
            if unit.kind not in self.kinds and not ending:
                continue
            around = [_WORD_FOR_PLACE.sub("", name) for name in (unit.place, self.county) if name]
            for home, i in homes.items():
                clash[i, at] = home != "" and any(p in home or home in p for p in around)
        chief = board.facts.posts.chief[board.to_post] & board.placing
        return np.asarray(chief & clash[home_of[board.cadre], board.to_unit])

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            for post_id in action.held_post_ids:
                taken = post_id == action.held_post_id != cadre.post_id
                if self._avoids(scenario, cadre, scenario.roster.post[post_id]):
                    found.append(
                        self.finding(
                            scenario,
                            amount=1,
                            status=None if taken else FindingStatus.INHERITED,
                            cadres=(cadre.cadre_id,),
                            posts=(post_id,),
                            growth=cadre.growth_place or "",
                        )
                    )
        return found

    def _avoids(self, scenario: Scenario, cadre: Cadre, post: Post) -> bool:
        unit = scenario.roster.unit[post.unit_id]
        if post.role not in CHIEF_ROLES or not cadre.growth_place:
            return False
        named = any(unit.name.endswith(name) for name in self.names)
        if unit.kind not in self.kinds and (unit.kind is UnitKind.MASS or not named):
            return False
        return _same_place(cadre.growth_place, unit.place or "") or _same_place(
            cadre.growth_place, self.county
        )

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_of_the_county(), *_of_places(), *_of_organs()]


def _home(cadre: Cadre) -> str:
    return _WORD_FOR_PLACE.sub("", cadre.growth_place or "")


def _same_place(one: str, other: str) -> bool:
    """Whether one name holds the other, whatever word for the kind of place they end in."""
    short = [_WORD_FOR_PLACE.sub("", name) for name in (one, other)]
    return all(short) and (short[0] in short[1] or short[1] in short[0])


_ORGANS = ("县委", "纪委监委机关", "组织部", "人民法院", "人民检察院", "公安局", "公安分局")


def _from(growth: str | None, post_id: str | None = None, **parameters: object) -> Scenario:
    """A, who grew up there; a township, a street, and offices of the county."""
    units = [
        *(case.unit(name, name=f"清水{name}") for name in (*_ORGANS, "县委党校", "法院招待所")),
        case.unit("T1", name="芦河镇", kind=UnitKind.TOWNSHIP, place="清水县芦河镇"),
        case.unit("S1", name="城东街道", kind=UnitKind.STREET),
        case.unit("G1", name="县人民政府", kind=UnitKind.GOVERNMENT),
        case.unit("O1", name="县委组织部", kind=UnitKind.PARTY),
        case.unit("L1", name="共青团县委", kind=UnitKind.MASS),
        case.unit("F1", name="县财政局", kind=UnitKind.GOVERNMENT),
    ]
    posts = [
        *(
            case.post(f"{unit.unit_id} chief", unit.unit_id, role=Role.ADMIN_CHIEF)
            for unit in units
        ),
        case.post("T1 secretary", "T1", role=Role.PARTY_CHIEF),
        case.post("T1 deputy", "T1", role=Role.DEPUTY),
    ]
    cadres = [case.cadre("A", post_id, growth_place=growth)]
    laws = {RegionalAvoidance.code: parameters}
    return case.scenario(units=units, posts=posts, cadres=cadres, laws=laws)


def _moved(claim: str, scenario: Scenario, to: str, amount: int) -> Example:
    return Example(claim, scenario, case.plan(scenario, {"A": to}), amount)


def _of_the_county() -> list[Example]:
    native, short = _from("甘肃省清水县", county="清水县"), _from("甘肃清水", county="清水县")
    village, away = _from("清水县山阳镇", county="清水县"), _from("陕西陇县", county="清水县")
    unset, unknown = _from("甘肃清水"), _from(None, county="清水县")
    holder = _from("甘肃清水", "T1 chief", county="清水县")
    return [
        _moved("a native of the county heads a street", native, "S1 chief", 1),
        _moved("written without the word for county", short, "S1 chief", 1),
        _moved("grew up in another township of the county", village, "T1 chief", 1),
        _moved("party secretary", native, "T1 secretary", 1),
        _moved("a deputy is no chief", native, "T1 deputy", 0),
        _moved("grew up elsewhere", away, "S1 chief", 0),
        _moved("the county is not told, nor the unit's place", unset, "S1 chief", 0),
        _moved("nobody knows where", unknown, "S1 chief", 0),
        Example("who is chief already may stay", holder, case.plan(holder), 0, listed=1),
        _moved("but becomes no other", holder, "T1 secretary", 1),
        _moved("and may leave", holder, "F1 chief", 0),
    ]


def _of_places() -> list[Example]:
    same, county, next_door = _from("清水县芦河镇"), _from("清水县"), _from("清水县山阳镇")
    return [
        _moved("the township's own place", same, "T1 chief", 1),
        _moved("the county that the township is in", county, "T1 chief", 1),
        _moved("another township, the county not told", next_door, "T1 chief", 0),
    ]


def _of_organs() -> list[Example]:
    native, none = _from("甘肃清水", county="清水"), _from("甘肃清水", county="清水", names=())
    towns = _from("甘肃清水", county="清水", kinds=())
    return [
        _moved("the county's government", native, "G1 chief", 1),
        _moved("its organisation department", native, "O1 chief", 1),
        _moved("a mass organ whose name ends alike", native, "L1 chief", 0),
        *(_moved(f"the county's {name}", native, f"{name} chief", 1) for name in _ORGANS),
        _moved("a school of one of them", native, "县委党校 chief", 0),
        _moved("another place of one of them", native, "法院招待所 chief", 0),
        _moved("a bureau that is not named", native, "F1 chief", 0),
        _moved("where no organ is named", none, "O1 chief", 0),
        _moved("where no kind of unit is named", towns, "T1 chief", 0),
    ]
