"""Whether two posts are to be kept apart from kin, asked plainly of one pair of posts.

The law on kinship and the transfer categories both ask here; the program's side does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.roster import Roster
from rotation.rules.words import Text


class Tie(StrEnum):
    """What ties two posts so that kin do not hold them; `UNCLEAR` may be one and is to be found
    out, as nobody's portfolio is filled in."""

    TEAM = "team"
    SUPERIOR = "superior"
    SAME_LEADER = "same_leader"
    SENSITIVE = "sensitive"
    OVERSEES = "oversees"
    COLLEAGUES = "colleagues"
    UNCLEAR = "unclear"


TIE_WORDS: Mapping[Tie, Text] = {
    Tie.TEAM: Text(zh="同在一个领导班子，应当回避", en="both in one leading team, to be parted"),
    Tie.SUPERIOR: Text(
        zh="有直接上下级领导关系，应当回避", en="one leads the other directly, to be parted"
    ),
    Tie.SAME_LEADER: Text(
        zh="直接隶属于同一领导人员，应当回避", en="both report to the same leader, to be parted"
    ),
    Tie.SENSITIVE: Text(
        zh="一方担任领导职务，另一方在同一单位从事组织人事、纪检监察、审计或者财务工作，应当回避",
        en="one leads where the other does personnel, discipline, audit or finance work, "
        "to be parted",
    ),
    Tie.OVERSEES: Text(
        zh="一方分管另一方担任领导职务的单位，应当回避",
        en="one is in charge of the unit that the other leads, to be parted",
    ),
    Tie.COLLEAGUES: Text(
        zh="同在一个单位，按本方案的要求应当回避",
        en="both in one unit, to be parted as this scenario asks",
    ),
    Tie.UNCLEAR: Text(
        zh="同在一个单位而分管关系不详，请核实是否有直接上下级领导关系或者隶属于同一领导人员",
        en="both in one unit and who is in charge of what is not filled in: find out whether one "
        "leads the other or both report to the same leader",
    ),
}
_SENSITIVE = frozenset({"personnel", "discipline", "audit", "funds"})


def tie(roster: Roster, one: Post, other: Post, *, colleagues: bool) -> Tie | None:
    """What ties two posts (or two seats of one); None where kin may hold both.

    colleagues: any two posts of one unit are tied.
    """
    if one.unit_id != other.unit_id:
        across = _leads_over(roster, one, other) or _leads_over(roster, other, one)
        return Tie.OVERSEES if across else None
    found = _within(roster, one, other)
    return Tie.COLLEAGUES if colleagues and found in (None, Tie.UNCLEAR) else found


def _leads_over(roster: Roster, leader: Post, member: Post) -> bool:
    """Whether one is in charge of another unit, of whose team the other is."""
    return member.in_team and _names_unit(roster, leader, member)


def _names_unit(roster: Roster, leader: Post, member: Post) -> bool:
    unit = roster.unit_of_post(member.post_id)
    return not leader.oversees.isdisjoint((unit.unit_id, unit.name))


def _within(roster: Roster, one: Post, other: Post) -> Tie | None:
    if one.in_team and other.in_team:
        return Tie.TEAM
    if one.in_team:
        return _under(roster, one, other)
    return _under(roster, other, one) if other.in_team else _beside(roster, one, other)


def _under(roster: Roster, leader: Post, member: Post) -> Tie | None:
    """One is of the team, the other below it."""
    if member.fields & _SENSITIVE:
        return Tie.SENSITIVE
    if _has_own_head(roster, member):
        return None
    if leader.role in CHIEF_ROLES or _in_charge(roster, leader, member):
        return Tie.SUPERIOR
    return _unknown(roster, member)


def _beside(roster: Roster, one: Post, other: Post) -> Tie | None:
    """Both are below the team."""
    section = roster.sections.get(one.post_id)
    if section is not None and section == roster.sections.get(other.post_id):
        heads = Role.SECTION_HEAD in (one.role, other.role)
        return Tie.SUPERIOR if heads else Tie.SAME_LEADER
    if _in_charge(roster, one, other) or _in_charge(roster, other, one):
        return Tie.SUPERIOR
    if _has_own_head(roster, one) or _has_own_head(roster, other):
        return None
    for leader in roster.posts_of[one.unit_id]:
        if _in_charge(roster, leader, one) and _in_charge(roster, leader, other):
            return Tie.SAME_LEADER
    return _unknown(roster, one)


def _has_own_head(roster: Roster, post: Post) -> bool:
    """Whether the head of a section stands between this post and the unit's leaders."""
    section = roster.sections.get(post.post_id)
    return (
        section is not None
        and post.role is not Role.SECTION_HEAD
        and any(
            other.role is Role.SECTION_HEAD and roster.sections.get(other.post_id) == section
            for other in roster.posts_of[post.unit_id]
        )
    )


def _in_charge(roster: Roster, leader: Post, member: Post) -> bool:
    """Whether a post of the unit has another, below its team, directly in its portfolio."""
    named = roster.sections.get(member.post_id) in leader.oversees
    named = named or _names_unit(roster, leader, member)
    return named and not _has_own_head(roster, member)


def _unknown(roster: Roster, post: Post) -> Tie | None:
    """Unclear where no post of the unit says what it is in charge of."""
    told = any(other.oversees for other in roster.posts_of[post.unit_id])
    return None if told else Tie.UNCLEAR
