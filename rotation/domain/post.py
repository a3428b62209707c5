"""Posts: positions in a unit, with a number of seats and, for hot-spot posts, a risk grade."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from rotation.domain.cadre import Career, Gender
from rotation.domain.calendar import Month


class Role(StrEnum):
    PARTY_CHIEF = "party_chief"
    ADMIN_CHIEF = "admin_chief"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECTION_HEAD = "section_head"
    STAFF = "staff"


CHIEF_ROLES = frozenset({Role.PARTY_CHIEF, Role.ADMIN_CHIEF})
DEPUTY_ROLES = frozenset({Role.DEPUTY, Role.MEMBER})
TEAM_ROLES = CHIEF_ROLES | DEPUTY_ROLES
"""Roles that make up the leading team (领导班子) of a unit."""


class RiskGrade(StrEnum):
    I = "I"  # noqa: E741 - the grade's own name
    II = "II"
    III = "III"


_SECTION = re.compile(
    r"(.+(?:中心|大队|支队|中队|科|股|室|所|站|队|处|(?<!干)部(?!门)|(?<![主督])办|(?<!党)组))(?![长员级技事公])"
)
"""A title's beginning up to the last word for a section; 科长, 主任科员 and 办事员 hold none."""


def section_in(title: str) -> str | None:
    """The section that a title names (行政审批科科长: 行政审批科); None where it names none.

    Of several offices in one title the first that names a section counts.
    """
    for office in re.split(r"[、，,；;（(兼]", title):
        found = _SECTION.match(office.strip())
        if found is not None:
            return found[1]
    return None


@dataclass(frozen=True)
class Post:
    """A post. `level` is a GB/T 12407 code; `headcount` counts seats; `importance` is 0 to 100.

    `affiliation`: GB/T 4762 codes, one of which is asked for. `own_line`: its own line of authority
    fills it, and the plan leaves it and its holder alone.
    section: as the table has it, None where the title has to tell (Roster.sections). oversees: the
    sections of the own unit, and the units by id or name, that its holder is in charge of.
    graded_on: when importance and risk grade were last set.
    """

    post_id: str
    unit_id: str
    title: str
    level: str
    role: Role = Role.MEMBER
    risk_grade: RiskGrade | None = None
    fields: frozenset[str] = frozenset()
    headcount: int = 1
    front_line: bool = False
    must_fill: bool = False
    importance: int = 50
    party_member_only: bool = False
    reserved_for_non_party: bool = False
    min_education: str | None = None
    majors: frozenset[str] = frozenset()
    experience_fields: frozenset[str] = frozenset()
    tenure_limit_years: float | None = None
    max_age: int | None = None
    sex: Gender | None = None
    affiliation: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    establishment: str | None = None
    own_line: bool = False
    section: str | None = None
    oversees: frozenset[str] = frozenset()
    graded_on: dt.date | None = None

    def service(self, since: Month) -> Career:
        """Service in this post, lasting still."""
        return Career(
            start=since,
            unit_id=self.unit_id,
            title=self.title,
            level=self.level,
            fields=self.fields,
            front_line=self.front_line,
        )

    @property
    def hot_spot(self) -> bool:
        return self.risk_grade is not None

    @property
    def second_in_section(self) -> bool:
        """Whether the title is that of a section's deputy head, such as 副科长."""
        return not self.in_team and re.search(r"副(?!本)|[Dd]eputy", self.title) is not None

    @property
    def in_team(self) -> bool:
        return self.role in TEAM_ROLES
