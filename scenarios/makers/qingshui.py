"""The county of the shipped scenario `qingshui`: 102 units and about 600 cadres.

18 townships, 18 party and mass organs, 41 government departments, 25 vertically managed units.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from rotation.domain.cadre import Gender, Status
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import Evaluation, Evidence, Task
from rotation.domain.post import Post, RiskGrade
from rotation.domain.unit import Unit, UnitKind
from rotation.generate.catalogue import Organ, of_kind, organs, place_names, township
from rotation.generate.county import POOL_NOTES, Made
from rotation.generate.draft import Draft
from rotation.generate.families import draw_families, relate
from rotation.generate.posts import CHIEF, DEPUTY, SECTION, team
from scenarios.makers import records
from scenarios.makers.stage import Stage, fitted, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = (
    "甘肃清水",
    "甘肃清水",
    "甘肃清水",
    "甘肃秦安",
    "甘肃张家川",
    "甘肃甘谷",
    "陕西陇县",
)
TOWNS, GOVERNMENT, VERTICAL = 18, 41, 25
REMOTE_TOWNS = 5
ENTERPRISES = frozenset(
    {
        "power", "post", "telecom", "mobile", "unicom", "policy_bank", "rural_bank", "insurance",
        "grain_depot", "cable",
    }
)  # fmt: skip
_OWN_NAMES = {
    "economy": "县发展和改革局",
    "land": "县自然资源局",
    "water": "县水务局",
    "urban_management": "县城市管理综合执法局",
    "health": "县卫生健康局",
    "state_assets": "县国有资产监督管理局",
    "forestry": "县林业和草原局",
    "youth_league": "共青团县委",
    "survey": "国家统计局清水调查队",
    "grain_depot": "国家粮食储备库清水直属库",
    "policy_bank": "农业发展银行清水支行",
    "rural_bank": "清水农村商业银行",
    "insurance": "人民财产保险清水支公司",
}
"""Names that differ from the catalogue's with 县 before it."""
HOT_UNITS = (
    "economy", "finance", "construction", "land", "approval", "market", "water", "transport",
    "urban_management", "audit", "civil_affairs", "human_resources",
)  # fmt: skip
"""Departments whose leading posts deal with people, money, projects and approvals."""
LARGE = ("government_office", "public_security", "education")
SPECIALISED = ("audit", "public_security", "education", "health")
"""Departments whose leaders must have served in the line before."""
_GRADES = {
    "approval": RiskGrade.I,
    "funds": RiskGrade.I,
    "enforcement": RiskGrade.II,
    "personnel": RiskGrade.II,
}
OFFICES = ("party_office", "government_office")
"""Who heads one has worked in an office or a township."""
VACANT_EVERY = 27
POOL = (*(CHIEF,) * 5, *(DEPUTY,) * 24, *(SECTION,) * 19)


def qingshui() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("qingshui", DATE)
    _set_up(stage)
    stage.seat(_vacant(stage), POOL)
    stage.draw(POOL_NOTES)
    _retirements(stage)
    _families(stage)
    _spread_limits(stage)
    _decide(stage)
    made = stage.made(NATIVE_PLACES, over_quota={"县农业农村局": 1, "县文化广电和旅游局": 1})
    return records.with_evidence(made, _evidence(Random("qingshui evidence"), made.roster.units))


# --- Units and posts ------------------------------------------------------------------------------


def _set_up(stage: Stage) -> None:
    for number, organ in enumerate(_towns()):
        size = 7 if number % 5 else 8
        stage.add_unit(organ, partial(_team, size), remote=number >= TOWNS - REMOTE_TOWNS)
    for organ in of_kind(UnitKind.PARTY, UnitKind.MASS):
        _add(stage, organ, 5)
    departments = [o for o in _government() if o.key not in HOT_UNITS]
    for organ in (*(organs()[key] for key in HOT_UNITS), *departments):
        _add(stage, organ, 6 if organ.key in HOT_UNITS or organ.key in LARGE else 5)
    for organ in of_kind(UnitKind.VERTICAL)[:VERTICAL]:
        _add(stage, organ, 4 if organ.key in ENTERPRISES else 5)
    for name in (
        "县教育局/副局长",
        "县卫生健康局/副局长",
        "县人民法院/副院长",
        "县工商业联合会/主席",
    ):
        stage.change_post(name, reserved_for_non_party=True, party_member_only=False)


def _towns() -> list[Organ]:
    """Made-up townships: twelve 镇 and six 乡."""
    names = place_names(Random("qingshui towns"), TOWNS)
    return [township(f"{name}{'镇' if i < 12 else '乡'}") for i, name in enumerate(names)]


def _government() -> list[Organ]:
    """The departments of a county: the catalogue's without those that only cities have."""
    of_cities = {"financial_work", "housing_fund", "air_defence", "religion", "sports"}
    found = [o for o in of_kind(UnitKind.GOVERNMENT) if o.key not in of_cities]
    return found[:GOVERNMENT]


def _add(stage: Stage, organ: Organ, size: int) -> None:
    name = _OWN_NAMES.get(organ.key, f"县{organ.name}")
    organ = replace(organ, name=name)
    if name.endswith("局") and organ.chief == "主任":
        organ = replace(organ, chief="局长", deputy="副局长")
    stage.add_unit(organ, partial(_team, size))


def _team(size: int, organ: Organ, unit_id: str) -> list[Post]:
    return [_fitted(organ, post) for post in team(organ, unit_id, size)]


def _fitted(organ: Organ, post: Post) -> Post:
    """The post with the county's risk grade; posts of vertical units ask for their own line."""
    post = fitted(organ, post)
    if organ.kind is UnitKind.VERTICAL:
        return replace(post, risk_grade=None, experience_fields=frozenset({organ.field}))
    if organ.key in OFFICES and post.level == CHIEF:
        post = replace(post, experience_fields=frozenset({"general_office", "grassroots"}))
    if organ.key in SPECIALISED:
        post = replace(post, experience_fields=frozenset({organ.field}))
    if organ.key not in HOT_UNITS:
        return replace(post, risk_grade=None)
    grades = [_GRADES.get(field) for field in sorted(post.fields)]
    graded = next((grade for grade in grades if grade is not None), None)
    return replace(post, risk_grade=graded or (RiskGrade.II if post.level == CHIEF else None))


def _vacant(stage: Stage) -> list[str]:
    """Names of vacant deputies' posts, spread over the units."""
    names = {u.unit_id: u.name for u in stage.units}
    seen: dict[str, int] = defaultdict(int)
    found = []
    for place, post in enumerate(stage.posts):
        name = f"{names[post.unit_id]}/{post.title}"
        seen[name] += 1
        if post.level == DEPUTY and place % VACANT_EVERY == VACANT_EVERY - 1:
            found.append(f"{name}#{seen[name]}")
    return found


# --- People ---------------------------------------------------------------------------------------


def _spread_limits(stage: Stage) -> None:
    """No team must give up more people than may be moved at once: a third, and one of two chiefs.

    Whoever is one too many has been in the post for less long. Where kin must be parted, one
    leaves already.
    """
    for own in _teams(stage):
        kin = {r.relative_id for d in own for r in d.relatives} & {d.cadre_id for d in own}
        most = max(len(own) * 34 // 100, 1) - len(kin)
        over = [d for d in own if d.tenure >= _limit(d)]
        over.sort(key=lambda d: (d.level, -d.tenure))
        for place, draft in enumerate(over):
            second_chief = draft.level == CHIEF and place > 0
            if place >= most or second_chief or draft.age_years > 56:
                draft.tenure = _limit(draft) - stage.rng.randrange(6, 30)
                draft.newly_promoted = False


def _teams(stage: Stage) -> Iterator[list[Draft]]:
    for unit in stage.units:
        yield [d for d in stage.drafts if d.unit is unit]


def _limit(draft: Draft) -> int:
    grade = None if draft.post is None else draft.post.risk_grade
    return {RiskGrade.I: 60, RiskGrade.II: 96}.get(grade, 120) if grade else 120


def _retirements(stage: Stage) -> None:
    """Two who are due by the date, a man and a woman; near ones come by chance."""
    for name, gender, age in (
        ("县供销合作社联合社/副主任", Gender.MALE, years(60, 5)),
        ("县民政局/副局长", Gender.FEMALE, years(55, 6)),
    ):
        stage.change(
            name, gender=gender, age=age, status=Status.SERVING, notes="2026年11月到龄",
            tenure=min(stage.draft(name).tenure, 80), newly_promoted=False, sanctions=[],
        )  # fmt: skip


def _families(stage: Stage) -> None:
    """Pairs in different units, and two pairs in one team, one of whom must go."""
    for one, other, relation, ages in (
        (
            "县林业和草原局/党组书记、局长",
            "县林业和草原局/党组成员、副局长",
            "76",
            (years(50, 2), years(44, 8)),
        ),
        (
            "县科学技术局/党组成员、副局长",
            "县科学技术局/党组成员、副局长#2",
            "92",
            (years(45), years(41, 5)),
        ),
    ):
        first = stage.change(one, gender=Gender.MALE, age=ages[0], tenure=52)
        second = stage.change(other, gender=Gender.MALE, age=ages[1], tenure=39)
        for draft in (first, second):
            draft.status, draft.newly_promoted = Status.SERVING, False
        relate(first, second, relation)
    draw_families(stage.rng, stage.drafts)


def _decide(stage: Stage) -> None:
    by = "县委组织部部务会"
    towns = [u.name for u in stage.units if u.kind is UnitKind.TOWNSHIP]
    stage.decide(
        f"{towns[0]}/党委书记", DecisionAction.PIN, "易地搬迁后续扶持任务未完成，年内不调整", by=by
    )
    stage.decide(
        f"{towns[3]}/党委副书记、镇长",
        DecisionAction.FORBID,
        "原籍该乡，不宜担任该乡党委书记",
        f"{towns[-1]}/党委书记",
        by=by,
    )
    stage.decide(
        "县统计局/党组成员、副局长",
        DecisionAction.CATEGORY,
        "年度考核排名靠后，经谈话核实，列入鞭策性交流",
        category="motivating",
        by=by,
    )
    stage.decide(
        "县退役军人事务局/副局长",
        DecisionAction.RELEASE,
        "本人因身体原因书面申请退出领导岗位，改任职级",
        by=by,
        document="清组会纪〔2026〕17号",
        route="rank",
    )


# --- Evidence -------------------------------------------------------------------------------------

SCHEME = "千分制"
VETOED = (("县城市管理综合执法局", "廉政建设"), ("县水务局", "安全生产"))
"""Units under a veto, and for what."""
_PARTS = (("共性目标", 400), ("业务目标", 600), ("附加分", 50))
_TASKS = ("巩固脱贫成果", "高标准农田建设", "招商引资", "地质灾害避险搬迁", "苹果产业提质")
UNMET_OF_LAST = 2
"""Of each class, so many of the last units have a task that was not met."""


def _evidence(rng: Random, units: Sequence[Unit]) -> Evidence:
    """The thousand points of two years, of all units but those of a line above; two vetoes; a task
    for each, not met by the weakest."""
    own = [unit for unit in units if not unit.outside]
    quality = {unit.unit_id: rng.gauss(0, 1) for unit in own}
    evaluations, tasks = [], []
    for unit in own:
        for year in (2025, 2026):
            drawn = quality[unit.unit_id] + rng.gauss(0, 0.4)
            for dimension, full in _PARTS:
                share = 0.3 if full == 50 else 0.86
                value = min(round(full * (share + 0.04 * drawn + rng.gauss(0, 0.01))), full)
                evaluations.append(_points(unit, dimension, str(max(value, 0)), year))
    for name, veto in VETOED:
        unit = next(unit for unit in own if unit.name == name)
        evaluations.append(_points(unit, veto, "一票否决", 2026))
    for number, unit in enumerate(own):
        same = sorted(quality[u.unit_id] for u in own if u.kind is unit.kind)
        met = quality[unit.unit_id] >= same[UNMET_OF_LAST]
        task = f"{_TASKS[number % len(_TASKS)]}（2025年）"
        result = "met" if met else "unmet"
        tasks.append(Task(task, dt.date(2025, 12, 25), None, unit.unit_id, result))
    return Evidence(evaluations=tuple(evaluations), tasks=tuple(tasks))


def _points(unit: Unit, dimension: str, value: str, year: int) -> Evaluation:
    """What the county's office of assessment gave at the end of the January of a year."""
    date, by = dt.date(year, 1, 30), "县考核办"
    return Evaluation(SCHEME, dimension, value, date, unit_id=unit.unit_id, by=by)
