"""Posts of a unit: its leading team by the usual order of seats, then its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.unit import UnitKind
from rotation.generate.catalogue import Organ, Section

CHIEF, DEPUTY, SECTION = "141", "142", "150"
FRONT_LINE = frozenset({UnitKind.TOWNSHIP, UnitKind.STREET})
_COLLEGE, _BACHELOR = "31", "21"
_DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Seat:
    """A seat of a team: what the post says of it; `fields` without the unit's own."""

    title: str
    role: Role
    level: str = DEPUTY
    importance: int = 60
    fields: tuple[str, ...] = ()
    party: bool = False
    must_fill: bool = False
    grade: RiskGrade | None = None
    own_field: bool = False
    own_line: bool = False


def team(organ: Organ, unit_id: str, size: int) -> list[Post]:
    """The leading team: chiefs first, then so many other seats that there are `size` in all."""
    seats = _TEAMS[organ.kind](organ)
    chosen = [seat for _, seat in zip(range(size), seats, strict=False)]
    return [_team_post(organ, unit_id, seat, n) for n, seat in enumerate(chosen, 1)]


def _team_post(organ: Organ, unit_id: str, seat: Seat, number: int) -> Post:
    fields = {*seat.fields, *((organ.field,) if seat.own_field else ())}
    return Post(
        post_id=f"{unit_id}-{number:02d}",
        unit_id=unit_id,
        title=seat.title,
        level=seat.level,
        role=seat.role,
        risk_grade=seat.grade,
        fields=frozenset(fields),
        front_line=organ.kind in FRONT_LINE,
        must_fill=seat.must_fill,
        importance=seat.importance + organ.weight,
        party_member_only=seat.party,
        min_education=_BACHELOR if seat.level == CHIEF else _COLLEGE,
        own_line=seat.own_line,
    )


def _township_seats(organ: Organ) -> Iterator[Seat]:
    street = organ.kind is UnitKind.STREET
    party = "党工委" if street else "党委"
    people = "人大工委主任" if street else "人大主席"
    discipline = "纪工委书记" if street else "纪委书记"
    head = organ.chief if street else f"党委副书记、{organ.chief}"
    yield Seat(f"{party}书记", Role.PARTY_CHIEF, CHIEF, 88, ("grassroots",), True, True)
    yield Seat(head, Role.ADMIN_CHIEF, CHIEF, 84, ("grassroots", "economy"), True, True)
    yield Seat(f"{party}副书记", Role.DEPUTY, DEPUTY, 70, ("politics_law", "petition"), True)
    yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 62, ("construction", "land"))
    yield Seat(f"{party}委员、{discipline}", Role.MEMBER, DEPUTY, 64, ("discipline",), True)
    yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 60, ("agriculture", "civil_affairs"))
    yield Seat(f"{party}委员、组织委员", Role.MEMBER, DEPUTY, 62, ("organization",), True)
    yield Seat(people, Role.MEMBER, CHIEF, 66, ("grassroots",), True)
    yield Seat(
        f"{party}委员、宣传委员", Role.MEMBER, DEPUTY, 56, ("publicity", "united_front"), True
    )
    yield Seat(f"{party}委员、武装部长", Role.MEMBER, DEPUTY, 56, ("emergency",), True)
    while True:
        yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 58, ("economy", "environment"))


def _bureau_seats(organ: Organ) -> Iterator[Seat]:
    risky = organ.business_facing
    grade = RiskGrade.II if risky else None
    weight = 8 if risky else 0
    approval = ("approval",) if risky else ()
    chief, deputy = f"党组书记、{organ.chief}", f"党组成员、{organ.deputy}"
    yield Seat(chief, Role.ADMIN_CHIEF, CHIEF, 74 + weight, (), True, True, None, True)
    yield Seat(deputy, Role.DEPUTY, DEPUTY, 60 + weight, approval, True, False, grade, True)
    yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 56 + weight, ("enforcement",), own_field=True)
    # The commission for discipline inspection fills it, not the department that rotates.
    yield Seat(
        "党组成员、派驻纪检监察组组长",
        Role.MEMBER,
        DEPUTY,
        62,
        ("discipline",),
        True,
        own_line=True,
    )
    yield Seat(deputy, Role.DEPUTY, DEPUTY, 58 + weight, ("funds",), True, False, grade, True)
    yield Seat("党组成员、机关党委书记", Role.MEMBER, DEPUTY, 52, ("organization",), True)
    while True:
        yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 56, own_field=True)


def _party_seats(organ: Organ) -> Iterator[Seat]:
    yield Seat(organ.chief, Role.PARTY_CHIEF, CHIEF, 78, (), True, True, own_field=True)
    for fields in (("general_office",), ("grassroots",), ("personnel",)):
        yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 64, fields, True, own_field=True)
    while True:
        yield Seat("机关党委书记", Role.MEMBER, DEPUTY, 52, ("organization",), True)


def _mass_seats(organ: Organ) -> Iterator[Seat]:
    yield Seat(organ.chief, Role.ADMIN_CHIEF, CHIEF, 66, (), True, True, own_field=True)
    while True:
        yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 50, (), own_field=True)


def _vertical_seats(organ: Organ) -> Iterator[Seat]:
    chief = f"党组书记、{organ.chief}"
    yield Seat(chief, Role.ADMIN_CHIEF, CHIEF, 70, (), True, True, own_field=True)
    yield Seat(f"党组成员、{organ.deputy}", Role.DEPUTY, DEPUTY, 56, (), True, own_field=True)
    yield Seat(
        "党组成员、纪检组组长", Role.MEMBER, DEPUTY, 56, ("discipline",), True, own_line=True
    )
    while True:
        yield Seat(organ.deputy, Role.DEPUTY, DEPUTY, 54, (), own_field=True)


_TEAMS = {
    UnitKind.TOWNSHIP: _township_seats,
    UnitKind.STREET: _township_seats,
    UnitKind.GOVERNMENT: _bureau_seats,
    UnitKind.OTHER: _bureau_seats,
    UnitKind.PLATFORM: _bureau_seats,
    UnitKind.PARTY: _party_seats,
    UnitKind.MASS: _mass_seats,
    UnitKind.VERTICAL: _vertical_seats,
}
_OFFICES = (
    Section("党政办公室", "general_office", None),
    Section("综合行政执法局", "enforcement", RiskGrade.III),
    Section("建设管理办公室", "construction", None),
    Section("经济发展办公室", "economy", None),
    Section("便民服务中心", "approval", RiskGrade.III),
    Section("社会事务办公室", "civil_affairs", None),
    Section("平安法治办公室", "politics_law", None),
    Section("财政所", "funds", RiskGrade.II),
)
_COMMON = (
    Section("办公室", "general_office", None),
    Section("组织人事科", "personnel", None),
    Section("政策法规科", "politics_law", None),
    Section("财务科", "funds", None),
)


def sections(organ: Organ) -> Iterator[Section]:
    """The sections of a unit without end: its own, those every unit has, then numbered ones."""
    if organ.kind in FRONT_LINE:
        yield from _OFFICES
    else:
        yield from organ.sections
        yield from _COMMON
    number = 0
    while True:
        number += 1
        yield Section(f"业务{_numeral(number)}科", organ.field, None)


def _numeral(number: int) -> str:
    """一 to 九十九, then plain digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


_IMPORTANCE = {RiskGrade.I: 58, RiskGrade.II: 52, RiskGrade.III: 46, None: 42}


_EXPERIENCE = {
    "组织人事科": ("personnel", "organization"),
    **dict.fromkeys(("财务科", "计划财务科", "规划财务科"), ("funds", "finance", "audit")),
}
LAWYER = "法律职业资格"
LICENCES = {"行政复议科": (LAWYER,)}


def head_title(section: Section, deputy: bool = False) -> str:
    """The title of a section's head or deputy head: 科长, 局长, 所长 or 主任 by its name."""
    heads = {"科": "科长", "局": "局长", "所": "所长"}
    head = heads.get(section.name[-1], "主任")
    return f"{section.name}{'副' if deputy else ''}{head}"


def section_head(
    organ: Organ, unit_id: str, number: int, section: Section, level: str = SECTION
) -> Post:
    """The post of a section's head."""
    township = organ.kind in FRONT_LINE
    own = section.grade is not None and not township
    return Post(
        post_id=f"{unit_id}-{number:02d}",
        unit_id=unit_id,
        title=head_title(section),
        level=level,
        role=Role.SECTION_HEAD,
        risk_grade=section.grade,
        fields=frozenset({section.field, *((organ.field,) if own else ())}),
        front_line=township,
        importance=_IMPORTANCE[section.grade] - (4 if township else 0),
        party_member_only=section.name == "组织人事科",
        min_education=_BACHELOR if section.grade is RiskGrade.I else _COLLEGE,
        majors=frozenset(organ.majors) if section.grade is RiskGrade.I else frozenset(),
        experience_fields=frozenset(_EXPERIENCE.get(section.name, ())),
        licences=frozenset(LICENCES.get(section.name, ())),
    )


def section_deputy(head: Post, number: int, section: Section) -> Post:
    """The post of a section's deputy head, one level below the head's."""
    return replace(
        head,
        post_id=f"{head.unit_id}-{number:02d}",
        title=head_title(section, deputy=True),
        level=DEPUTY,
        importance=head.importance - 8,
        experience_fields=frozenset(),
    )
