"""The city of the shipped scenario `puyang`: 28 units with approval powers, 112 cadres due.

Every unit has four posts whose holders are due, at or past the limit or at their planned years:
each of another section, as head and deputy of one section are not to leave together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random

from rotation.domain.cadre import Gender, Grade, Status
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import Evaluation, Evidence
from rotation.domain.post import Post, RiskGrade
from rotation.generate import draft as drawing
from rotation.generate.catalogue import Organ, organs
from rotation.generate.county import Made
from rotation.generate.draft import Draft
from rotation.generate.families import draw_families
from rotation.generate.posts import CHIEF, DEPUTY, section_deputy, section_head, sections
from scenarios.makers import records
from scenarios.makers.stage import Stage, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = ("河南濮阳", "河南濮阳", "河南清丰", "河南南乐", "河南范县", "河南台前", "山东聊城")
WITH_POWERS = (
    "economy", "education", "science", "industry", "civil_affairs", "justice", "finance",
    "human_resources", "land", "environment", "construction", "urban_management", "transport",
    "water", "agriculture", "commerce", "culture", "health", "emergency", "market",
    "medical_security", "approval", "forestry", "state_assets", "financial_work", "housing_fund",
    "air_defence", "grain",
)  # fmt: skip
AROUND = ("audit", "statistics", "veterans", "sports", "religion")
_HOT_SECTIONS = 3
DUE_IN_A_UNIT = 4
VACANT_EVERY = 19
"""Every nineteenth post that nobody due holds is vacant."""
POOL = (CHIEF, *(DEPUTY,) * 7, CHIEF, *(DEPUTY,) * 5)

# Tenure in months of somebody due: past the limit or at its edge, or at the planned years.
_AT_LIMIT = {
    RiskGrade.I: (60, 84),
    RiskGrade.II: (96, 118),
    RiskGrade.III: (120, 136),
    None: (120, 136),
}
_PLANNED = {RiskGrade.I: (36, 59), RiskGrade.II: (60, 95)}
_NOT_YET = {RiskGrade.I: 35, RiskGrade.II: 59, RiskGrade.III: 119, None: 114}


def puyang() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("puyang", DATE)
    for key in WITH_POWERS:
        stage.add_unit(_city(organs()[key]), partial(_posts, _HOT_SECTIONS), business_facing=True)
    for key in AROUND:
        stage.add_unit(_city(organs()[key]), partial(_posts, 0), business_facing=False)
    due = _due_posts(stage)
    stage.seat(_vacant(stage, due), POOL)
    _draw(stage, due)
    _decide(stage, due)
    evaluations = tuple(_evaluations(Random("puyang evaluations"), stage))
    return records.with_evidence(stage.made(NATIVE_PLACES), Evidence(evaluations))


def _city(organ: Organ) -> Organ:
    return replace(organ, name=f"市{organ.name}")


def _posts(hot: int, organ: Organ, unit_id: str) -> list[Post]:
    """So many of the unit's own sections with head and deputy, then its office and law section.

    Sections that approve come first, then the others in the order of the catalogue.
    """
    own: list[Post] = []
    for section in sorted(organ.sections, key=lambda s: s.field != "approval")[:hot]:
        head = section_head(organ, unit_id, len(own) + 1, section, CHIEF)
        head = replace(head, must_fill=section.grade is RiskGrade.I)
        own += [head, section_deputy(replace(head, must_fill=False), len(own) + 2, section)]
    office, law = (
        next(s for s in islice(sections(organ), 20) if s.name == name)
        for name in ("办公室", "政策法规科")
    )
    head = section_head(organ, unit_id, len(own) + 1, office, CHIEF)
    own.append(replace(head, party_member_only=True))  # confidential papers pass through it
    own.append(section_deputy(head, len(own) + 1, office))
    own.append(section_head(organ, unit_id, len(own) + 1, law, CHIEF))
    return own


def _due_posts(stage: Stage) -> Mapping[str, tuple[int, int]]:
    """The posts whose holders are due: range of their tenure by post id, four in each unit.

    The heads of the two sections with the highest grades, the deputy of the third (where no third
    has one, the head of the law section) and of the office, in turn at the limit and at the planned
    years.
    """
    found: dict[str, tuple[int, int]] = {}
    for unit in stage.units[: len(WITH_POWERS)]:
        hot = [p for p in stage.posts if p.unit_id == unit.unit_id and p.risk_grade is not None]
        hot.sort(key=lambda p: (str(p.risk_grade), p.post_id))
        third = [p for p in hot if p.level == DEPUTY][2:]
        chosen = [
            *[p for p in hot if p.level == CHIEF][:2],
            *(third or [stage.post(f"{unit.name}/政策法规科科长")]),
            stage.post(f"{unit.name}/办公室副主任"),
        ]
        for place, post in enumerate(chosen):
            found[post.post_id] = _range_of_tenure(post, planned=place % 2 == 1)
    return found


def _range_of_tenure(post: Post, *, planned: bool) -> tuple[int, int]:
    grade = post.risk_grade
    return _PLANNED[grade] if planned and grade in _PLANNED else _AT_LIMIT[grade]


def _vacant(stage: Stage, due: Mapping[str, tuple[int, int]]) -> list[str]:
    """Names of vacant posts, spread over the units."""
    able = [p for p in stage.posts if p.post_id not in due and not p.must_fill]
    names = {u.unit_id: u.name for u in stage.units}
    return [f"{names[p.unit_id]}/{p.title}" for p in able[7::VACANT_EVERY]]


def _draw(stage: Stage, due: Mapping[str, tuple[int, int]]) -> None:
    rng, drafts = stage.rng, stage.drafts
    drawing.draw_ages(rng, drafts)
    for draft in drafts:
        _set_tenure(stage, draft, due)
    drawing.draw_genders(rng, drafts)
    for draft in drafts:
        if draft.post is not None and draft.post.post_id in due and draft.gender is Gender.FEMALE:
            draft.age = min(draft.age, years(52))
    drawing.draw_politics(rng, drafts)
    drawing.draw_schooling(rng, drafts)
    others = [d for d in drafts if d.post is None or d.post.post_id not in due]
    drawing.draw_statuses(rng, others)
    drawing.draw_results(rng, drafts)
    drawing.draw_sanctions(rng, others)
    drawing.draw_reserves(rng, others)
    draw_families(rng, drafts, pairs=5)
    notes = (
        "援派期满返回，待安排",
        "机构改革后待安排",
        "军队转业干部，待安置",
        "借调期满返回，待安排",
    )
    for place, draft in enumerate(d for d in drafts if d.post is None):
        draft.notes = notes[place % len(notes)]


def _set_tenure(stage: Stage, draft: Draft, due: Mapping[str, tuple[int, int]]) -> None:
    if draft.post is None:
        return
    if draft.post.post_id in due:
        draft.tenure = stage.rng.randint(*due[draft.post.post_id])
    else:
        draft.tenure = min(draft.tenure, _NOT_YET[draft.post.risk_grade])
    # Heads of a city's sections are younger than chiefs of units; nobody due is near retirement.
    oldest = years(56) if draft.post.post_id in due else years(59)
    draft.age = min(max(draft.age - years(3), draft.tenure + years(29)), oldest)


def _evaluations(rng: Random, stage: Stage) -> Iterator[Evaluation]:
    """What everybody with a post was given in the six parts of the ranking; two units have not
    sent theirs in."""
    given = (
        ("民主测评", "单位干部职工"), ("实绩考核", "市考核办"), ("自我评价", "本人"),
        ("专项考察", "市委组织部"), ("分管领导评定", "分管领导"), ("单位考核", "市考核办"),
    )  # fmt: skip
    late = {unit.unit_id for unit in stage.units[-2:]}
    for draft in stage.drafts:
        if draft.unit is None or draft.unit.unit_id in late:
            continue
        for dimension, by in given:
            mean = 92 if by == "本人" else 84
            value = records.marked(rng, draft.quality, mean)
            yield Evaluation(
                "分类排位", dimension, value, dt.date(2026, 6, 30), draft.cadre_id, by=by
            )


def _decide(stage: Stage, due: Mapping[str, tuple[int, int]]) -> None:
    """Two near retirement, one under review past the planned years, and what planners decided."""
    stage.change(
        "市审计局/办公室主任",
        gender=Gender.MALE,
        age=years(60, 5),
        tenure=70,
        status=Status.SERVING,
        notes="2026年11月到龄",
    )
    stage.change(
        "市统计局/政策法规科科长", gender=Gender.MALE, age=years(58, 11), status=Status.SERVING
    )
    for lawyer in ("市财政局/办公室副主任", "市退役军人事务局/政策法规科科长"):
        stage.change(lawyer, major="法学")
    weak = {2023: Grade.COMPETENT, 2024: Grade.COMPETENT, 2025: Grade.BASIC}
    stage.change("市退役军人事务局/办公室主任", grades=weak, score=57, status=Status.SERVING)
    by = "市委组织部部务会"
    stage.decide(
        "市发展和改革委员会/办公室主任",
        DecisionAction.PIN,
        "承担“十五五”规划编制统稿，2027年3月前不宜调整",
        by=by,
    )
    stage.decide(
        "市住房和城乡建设局/行政审批科科长",
        DecisionAction.FORBID,
        "配偶在该系统所属事业单位任职，不宜到该岗位",
        "市住房公积金管理中心/贷款审批科科长",
        by=by,
    )
    stage.decide(
        "市体育局/办公室主任",
        DecisionAction.CATEGORY,
        "连续两年民主测评靠后，列入鞭策性交流",
        category="motivating",
        by=by,
    )
    assert len(due) == DUE_IN_A_UNIT * len(WITH_POWERS)
