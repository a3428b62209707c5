"""The county of the shipped scenario `conflict`: a small round that cannot be put together.

Three contradictions are set by hand, each among few people; without them the round has a plan. The
township, the village and all people are made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from rotation.domain.cadre import Gender, Grade
from rotation.domain.decision import DecisionAction
from rotation.domain.post import Post
from rotation.generate import draft as drawing
from rotation.generate.catalogue import Organ, organs, township
from rotation.generate.county import Made
from rotation.generate.draft import Draft
from rotation.generate.families import relate
from rotation.generate.posts import DEPUTY, SECTION, section_head, sections, team
from scenarios.makers.stage import Stage, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = ("安徽宁国", "安徽宁国", "安徽广德", "安徽泾县", "浙江安吉")
UNITS: Mapping[str, tuple[int, int]] = {
    # Seats of the team, and sections that are in the roster.
    "agriculture": (4, 4),
    "finance": (4, 4),
    "water": (4, 4),
    "land": (4, 4),
    "approval": (4, 4),
    "audit": (4, 3),
    "forestry": (4, 3),
    "supply_marketing": (2, 1),
}
TOWNS = ("青坪镇", "松河乡")
VACANT = (
    "农业农村局/副局长",
    "供销合作社联合社/党组成员、副主任",
    "水利局/副局长",
    "林业局/党组成员、派驻纪检监察组组长",
    "审计局/办公室主任",
    "林业局/办公室主任",
    "青坪镇/副镇长",
)
POOL_NOTES = (
    "援藏期满返回，待安排",
    "驻村任职期满，待安排",
    "军队转业干部，待安置",
    "挂职期满，待安排",
)
POOL = (DEPUTY, DEPUTY, SECTION, SECTION)
_OFFICES = ("党政办公室", "经济发展办公室")
_LONGEST = years(4, 6)
"""Nobody has been in a post for longer but those named below."""
_DUE: Mapping[str, int] = {
    # Months in post of heads of grade I sections who must leave, and can.
    "自然资源和规划局/用途管制与审批科科长": 66,
    "水利局/工程建设科科长": 63,
}


def conflict() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("conflict", DATE)
    known = organs()
    for key, (size, count) in UNITS.items():
        stage.add_unit(known[key], partial(_posts, size, count))
    for name in TOWNS:
        stage.add_unit(township(name), partial(_town, 5))
    stage.seat(VACANT, POOL)
    _draw(stage)
    _couple(stage)
    _no_quota(stage)
    _nowhere_to_go(stage)
    return _without_deputies(stage.made(NATIVE_PLACES), "供销合作社联合社")


def _posts(size: int, count: int, organ: Organ, unit_id: str) -> list[Post]:
    """A team without risk grades, some of the unit's own sections, and its office."""
    own = [replace(post, risk_grade=None) for post in team(organ, unit_id, size)]
    chosen = list(islice(organ.sections, count - 1))
    chosen += [s for s in islice(sections(organ), 20) if s.name == "办公室"]
    for section in chosen:
        own.append(section_head(organ, unit_id, len(own) + 1, section))
    return [replace(post, majors=frozenset()) for post in own]


def _town(size: int, organ: Organ, unit_id: str) -> list[Post]:
    own = [replace(post, risk_grade=None) for post in team(organ, unit_id, size)]
    for section in (s for s in islice(sections(organ), 12) if s.name in _OFFICES):
        own.append(section_head(organ, unit_id, len(own) + 1, section))
    return own


def _draw(stage: Stage) -> None:
    rng, drafts = stage.rng, stage.drafts
    drawing.draw_ages(rng, drafts)
    for draft in drafts:
        draft.tenure = min(draft.tenure, _LONGEST)
        draft.age = min(draft.age, years(57))
    for name, tenure in _DUE.items():
        stage.change(name, tenure=tenure, age=years(44, 5))
    drawing.draw_genders(rng, drafts)
    drawing.draw_politics(rng, drafts)
    drawing.draw_schooling(rng, drafts)
    drawing.draw_results(rng, drafts)
    for draft in drafts:
        _sound(draft)
    for draft, note in zip((d for d in drafts if d.post is None), POOL_NOTES, strict=True):
        draft.notes = note


def _sound(draft: Draft) -> None:
    """No other difficulty: nobody has results that would ask for a move by themselves."""
    weak = (Grade.BASIC, Grade.INCOMPETENT)
    draft.grades = {y: Grade.COMPETENT if g in weak else g for y, g in draft.grades.items()}
    draft.score = max(draft.score or 70, 66)
    draft.conduct = max(draft.conduct or 70, 66)


def _couple(stage: Stage) -> None:
    """A husband who has to stay, and a wife who has been promised a seat in his bureau."""
    man: dict[str, Any] = {"gender": Gender.MALE, "political_status": "01"}
    husband = stage.change("农业农村局/党组成员、副局长", age=years(46, 4), tenure=40, **man)
    wife = stage.change(
        "财政局/副局长",
        gender=Gender.FEMALE,
        political_status="01",
        age=years(44, 1),
        tenure=50,
        education="21",
    )
    relate(husband, wife, "11")
    husband.relatives = []
    stage.decide(
        "农业农村局/党组成员、副局长",
        DecisionAction.PIN,
        "分管高标准农田建设，项目明年5月竣工验收，验收前不作调整",
        by="县委组织部部务会",
    )
    stage.decide(
        "财政局/副局长",
        DecisionAction.PIN,
        "熟悉涉农资金管理，充实农业农村局班子并配备女干部",
        "农业农村局/副局长",
        by="县委组织部部务会",
    )


def _no_quota(stage: Stage) -> None:
    """Back from Tibet, to be placed where the quota of deputies is none."""
    stage.change("pool#1", gender=Gender.MALE, political_status="01", age=years(41, 7))
    stage.decide(
        "pool#1",
        DecisionAction.PIN,
        "援藏期满返回，按援派干部安置意见安排",
        "供销合作社联合社/党组成员、副主任",
        by="县委组织部部务会",
    )


def _nowhere_to_go(stage: Stage) -> None:
    """Past the limit of a grade I post, and too close to retirement for another."""
    stage.change(
        "行政审批局/投资项目审批科科长",
        gender=Gender.MALE,
        political_status="01",
        age=years(59, 10),  # born 1967-01, a man goes 24 // 4 + 1 = 7 months after 2027-01
        tenure=68,
        notes="2027年8月到龄",
    )


def _without_deputies(made: Made, name: str) -> Made:
    """The unit of this name approved for no deputy at all."""
    units = tuple(
        replace(unit, deputy_quota=0) if unit.name == name else unit for unit in made.roster.units
    )
    return replace(made, roster=replace(made.roster, units=units))
