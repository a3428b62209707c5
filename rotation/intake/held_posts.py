"""现任职务 as one text ("县水利局党组成员、副局长") into posts, by the units that are known.

Posts of one unit are one post: membership of its party group is part of it. Ranks (一级主任科员),
marks in brackets (试用期, 挂职, 正科级) and posts held beside another (兼) are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rotation.domain.problem import Problem
from rotation.intake.known_units import Found, KnownUnits, words
from rotation.intake.post_words import TITLE, parted


@dataclass(frozen=True)
class HeldPost:
    """A post. unit_id: None where no one unit is known, which is a doubt. unit: as written.

    title: what is held in that unit, joined by 、 ("党组成员、副局长"); "" for the holder of a rank
    without a post. concurrent: held beside the main one, which is the first.
    """

    unit_id: str | None
    unit: str
    title: str
    concurrent: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """What a person has to settle. text: the words it is about. candidates: ids of units.

    code: `unit_unknown`; `unit_of_several`; `unit_elsewhere` (the name of one of ours, with another
    place or level); `unit_not_said` (a title alone); `no_title`; `former_post` (原…, left out).
    """

    code: str
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldPosts:
    """posts: the main one first. rank: its word (一级主任科员), None where there is none."""

    posts: tuple[HeldPost, ...]
    rank: str | None
    doubts: tuple[Doubt, ...]


class _Segment(NamedTuple):
    """What stands between two separators, its brackets taken out of it."""

    text: str
    marks: tuple[str, ...]
    beside: bool


@dataclass
class _Group:
    """What is held in one unit."""

    unit_id: str | None
    unit: str
    titles: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    beside: list[bool] = field(default_factory=list)

    @property
    def county(self) -> bool:
        """Whether it is the committee or the government of the county itself."""
        return _COUNTY_BODY.search(self.unit) is not None

    @property
    def main(self) -> bool:
        """Whether it may be the main post: in a unit of ours, not held beside another, and more
        than a membership."""
        bare = all(map(_MEMBERSHIP.fullmatch, self.titles))
        return self.unit_id is not None and not bare and not all(self.beside)


COLUMN = "现任职务"
MOST_CHARACTERS = 500
_BRACKET = re.compile(r"[(（\[［【]([^()（）\[\]［］【】]*)(?:[)）\]］】]|$)")
_SEPARATOR = re.compile(r"[、，,；;。]|(?<=[长任记员席])(?=兼(?!职))")
_INNER = str.maketrans("、，,；;。", "\1\2\3\4\5\6")
_OUTER = str.maketrans("\1\2\3\4\5\6", "、，,；;。")
_GAP = re.compile(r"(?<=[长任记员席官])\s+(?=\S{3})")
_BESIDE = re.compile(r"^兼任?(?!职)")
_LEAD = re.compile(r"^(?:现任|担任|任)(?=..)")
_SENT = re.compile(r"^(?:挂职任?|挂任)(?=..)")
_FORMER = re.compile(r"^原|原(?=副?(?:局长|书记|主任|部长|镇长|乡长|主席|院长))")
_LEAGUE = re.compile(r"^(?:共青团|团)[一-鿿]{2,4}?(?=[县市区旗]委)")
_MARK = re.compile(r"主持.{0,6}工作|试用期.{0,6}|挂职.{0,4}|[正副](?:处|科|股|县|乡)级")
_RANK = re.compile(
    r"(?:[一二三四]级(?:高级)?(?:巡视员|调研员|主任科员|科员|警长|警员|法官|检察官|主办|行政执法员)"
    r"|[一二三]级警[监督司员])$"
)
_MEMBERSHIP = re.compile(r"(?:党组|党委|党工委|分党组)?(?:成员|委员|常委)")
_COUNTY_LEADER = re.compile(r"(?:代|常务)?副?([县区市旗州])长")
_COUNTY_BODY = re.compile(r"(?:[县市区旗州]|^)(?:委|政府|委员会|人民政府)$")
_TOWN = re.compile(r"(?:镇|乡|街道)$")
_ORGAN = re.compile(r"^(?:人民政府|政府|办事处)(?=.)")
_SECTION = re.compile(r"(?:科|股|室|办|组|队|站|所|处|中心)$")
_OF_A_PLACE = re.compile(r"[省旗州]|市(?![政场容区])|县(?![乡级域])|区(?![划域级])")
"""县国资中心 is no section of the bureau named before it; 市政科 and 区划科 are."""
_OTHER_BODY = re.compile(r"(?:校|学|院|公司|行|园|村|社区|集团)$")


def told(doubt: Doubt, name: str, units: KnownUnits) -> Problem:
    """A doubt as a notice in the file or of the person of that name, the candidates by name."""
    names = tuple(units.name[unit_id] for unit_id in doubt.candidates)
    values = {"nearest": names} if names else {}
    return Problem(doubt.code, name, None, COLUMN, doubt.text, values, "notice")


def held_posts(text: str, units: KnownUnits) -> HeldPosts:
    """The posts that a text names, by the units that are known; never a fault, only doubts."""
    reading = _Reading(units)
    for segment in _segments(text[:MOST_CHARACTERS]):
        reading.take(segment)
    return reading.result()


def inside(name: str, unit: str) -> bool:
    """Whether a name is that of a section of a unit: 县水利局办公室, but not 县委办公室."""
    section = name[len(unit) :] if name.startswith(unit) else ""
    own = _SECTION.search(section) is not None and not _OF_A_PLACE.match(section)
    return own and _COUNTY_BODY.search(unit) is None


def _segments(text: str) -> Iterator[_Segment]:
    """The text between separators; those inside brackets separate nothing."""
    flat = _GAP.sub("、", "".join(letter for letter in text if letter.isprintable()).strip())
    kept = _BRACKET.sub(lambda found: f"\0{found[1].translate(_INNER)}\0", flat)
    for part in _SEPARATOR.split("".join(kept.split(" "))):
        pieces = part.split("\0")
        bare, marks = "".join(pieces[::2]), [each.translate(_OUTER) for each in pieces[1::2]]
        beside = not {"兼", "兼任"}.isdisjoint(marks) or _BESIDE.match(bare) is not None
        bare = _LEAGUE.sub("共青团", _LEAD.sub("", _BESIDE.sub("", bare)))
        if _SENT.match(bare):
            bare, marks = _SENT.sub("", bare), [*marks, "挂职"]
        yield _Segment(
            bare, tuple(mark for mark in marks if mark not in ("", "兼", "兼任")), beside
        )


class _Reading:
    """What was read so far: titles by unit, ranks, doubts."""

    def __init__(self, units: KnownUnits) -> None:
        self.units = units
        self.groups: dict[str, _Group] = {}
        self.current: _Group | None = None
        self.ranks: list[str] = []
        self.doubts: list[Doubt] = []

    def take(self, segment: _Segment) -> None:
        """Enter a segment among what is held in its unit."""
        text, marks = segment.text, list(segment.marks)
        if found := _RANK.search(text):
            self.ranks.append(found[0])
            text = text[: found.start()]
        if _MARK.fullmatch(text):
            text, marks = "", [*marks, text]
        if _FORMER.search(text):
            self.doubts.append(Doubt("former_post", text))
            return
        title = self._into_its_unit(text) if text else ""
        if self.current is not None:
            self.current.marks += marks
            if title:
                self.current.titles.append(_ORGAN.sub("", title))
                self.current.beside.append(segment.beside)

    def result(self) -> HeldPosts:
        groups = list(self.groups.values())
        bare = [each for each in groups if not each.titles and not self.ranks]
        self.doubts += [Doubt("no_title", each.unit) for each in bare]
        groups.sort(key=lambda group: not group.main)  # stable: the first that may be it leads
        posts = tuple(
            HeldPost(each.unit_id, each.unit, "、".join(each.titles), place > 0, tuple(each.marks))
            for place, each in enumerate(groups)
        )
        return HeldPosts(posts, self.ranks[0] if self.ranks else None, tuple(self.doubts))

    def _into_its_unit(self, text: str) -> str:
        """Make the unit that a text begins with the current one; what is left is the title."""
        if leader := _COUNTY_LEADER.fullmatch(text):
            text = f"{leader[1]}政府{text}"
        found, whole = self._found(text)
        if self._goes_on(text, found):
            return text
        if found is None or _OTHER_BODY.search(parted(whole[found.end :])[0]):
            return self._unknown(text)
        name, before = whole[: found.end], self.current
        if not found.ours:
            self._open(None, name, "unit_elsewhere", found.unit_ids)
        elif len(found.unit_ids) > 1:
            self._open(None, name, "unit_of_several", found.unit_ids)
        else:
            self._open(found.unit_ids[0], name)
        return text if found.bare and self.current is before else whole[found.end :]

    def _found(self, text: str) -> tuple[Found | None, str]:
        """The unit that a text begins with, and the text from its beginning: 组织部部长 behind 县委
        is 县委组织部部长."""
        if self.current is not None and self.current.county:
            whole = self.current.unit + text
            found = self.units.at_the_beginning(whole)
            if found is not None and found.end > len(self.current.unit):
                return found, whole
        return self.units.at_the_beginning(text), text

    def _goes_on(self, text: str, found: Found | None) -> bool:
        """Whether a text goes on with the unit before: a title alone, or an organ inside it."""
        if self.current is None:
            return False
        internal = text.startswith(tuple(words()["internal"])) and not self.current.county
        if found is not None:
            return found.bare and (internal or _TOWN.search(self.current.unit) is not None)
        unit, _ = parted(text)
        section = _SECTION.search(unit) is not None and not _OF_A_PLACE.match(unit)
        return internal or section or not unit or TITLE.match(text) is not None

    def _unknown(self, text: str) -> str:
        unit, title = parted(text)
        if unit:
            self._open(None, unit, "unit_unknown", self.units.like(unit))
        else:
            self.doubts.append(Doubt("unit_not_said", title))
            self._open(None, "")
        return title

    def _open(
        self, unit_id: str | None, unit: str, doubt: str = "", candidates: tuple[str, ...] = ()
    ) -> None:
        if doubt:
            self.doubts.append(Doubt(doubt, unit, candidates))
        self.current = self.groups.setdefault(unit_id or f"?{unit}", _Group(unit_id, unit))
