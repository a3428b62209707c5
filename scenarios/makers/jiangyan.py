"""The district of the shipped scenario `jiangyan`: 56 hot-spot posts in 8 units.

What the law bites on is set by hand, post by post; everybody else is drawn. Organs are those of
any district, the names of townships and of all people are made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from rotation.domain.cadre import Gender, Grade, Relative, Sanction, Status
from rotation.domain.calendar import Month
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import Evidence, Reward
from rotation.domain.post import Post, RiskGrade
from rotation.generate import draft as drawing
from rotation.generate.catalogue import Organ, organs, township
from rotation.generate.county import Made
from rotation.generate.families import relate
from rotation.generate.posts import CHIEF, DEPUTY, SECTION, section_head, sections, team
from scenarios.makers import records
from scenarios.makers.stage import Stage, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = ("江苏姜堰", "江苏姜堰", "江苏姜堰", "江苏泰兴", "江苏兴化", "江苏海安", "江苏如皋")
_TEAM = 4
"""Seats of the leading team of a business-facing unit; its hot-spot posts are numbered after it."""
_OFFICES = ("党政办公室", "经济发展办公室")

TENURES: Mapping[str, tuple[int, ...]] = {
    # Months in post of the seven heads, in the order of the catalogue. Limits: I 60, II 96,
    # III 120; planned: I 36, II 60. Some stand exactly at an edge, some one month before it.
    "construction": (74, 62, 41, 20, 101, 64, 30),
    "approval": (66, 60, 48, 14, 98, 27, 125),
    "land": (83, 71, 59, 33, 96, 121, 44),
    "market": (69, 64, 28, 104, 72, 18, 52),
    "transport": (61, 78, 37, 97, 31, 130, 26),
    "urban_management": (90, 67, 63, 39, 110, 22, 70),
    "environment": (65, 60, 25, 95, 34, 120, 16),
    "economy": (76, 68, 45, 99, 61, 29, 48),
}
TOWNS = ("云溪镇", "梅墩镇", "芦港镇", "石桥镇")
STREETS = ("东塘街道", "柳湖街道")
NEIGHBOURS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    # Size of the team, and the sections that are in the roster.
    "finance": (4, ("农业农村科", "绩效管理科", "办公室")),
    "audit": (4, ("财政审计科", "审理科", "办公室")),
    "justice": (4, ("行政复议科", "公共法律服务科", "普法与依法治理科")),
    "water": (4, ("河湖管理科", "农村水利科", "办公室")),
    "agriculture": (5, ("农村改革科", "种植业管理科", "畜牧兽医科")),
}
VACANT = (
    "市场监督管理局/副局长",
    "交通运输局/副局长",
    "芦港镇/副镇长#2",
    "柳湖街道/办事处副主任",
    "司法局/普法与依法治理科科长",
    "水利局/农村水利科科长",
    "财政局/绩效管理科科长",
    "审计局/审理科科长",
    "云溪镇/经济发展办公室主任",
    "石桥镇/党政办公室主任",
    "东塘街道/党政办公室主任",
)
POOL_NOTES = (
    "援派期满返回，待安排",
    "机构改革后待安排",
    "军队转业干部，待安置",
    "挂职期满，待安排",
    "援派期满返回，待安排",
    "选调生，基层锻炼期满",
    "选调生，基层锻炼期满",
    "驻村任职期满，待安排",
    "军队转业干部，待安置",
    "机构改革后待安排",
)
POOL = (CHIEF, DEPUTY, DEPUTY, DEPUTY, DEPUTY, SECTION, SECTION, SECTION, SECTION, SECTION)


def jiangyan() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("jiangyan", DATE)
    _set_up(stage)
    stage.seat(VACANT, POOL)
    _draw(stage)
    for name, facts in {**_HEADS, **_OTHERS}.items():
        stage.change(name, **facts)
    _spare_the_worst_grade(stage)
    _families(stage)
    _decide(stage)
    made = stage.made(NATIVE_PLACES, over_quota={"农业农村局": 1})
    return records.with_evidence(made, Evidence(rewards=tuple(_rewards(stage))))


def _spare_the_worst_grade(stage: Stage) -> None:
    """Section heads have no level below theirs to go down to, so nobody is graded incompetent."""
    for draft in stage.drafts:
        draft.grades = {
            year: Grade.BASIC if grade is Grade.INCOMPETENT else grade
            for year, grade in draft.grades.items()
        }


# --- Units and posts ------------------------------------------------------------------------------


def _set_up(stage: Stage) -> None:
    known = organs()
    for key in TENURES:
        stage.add_unit(known[key], _business_posts)
    for name in TOWNS:
        stage.add_unit(township(name), partial(_posts, 6, _OFFICES), remote=name == "石桥镇")
    for name in STREETS:
        stage.add_unit(township(name), partial(_posts, 5, _OFFICES))
    for key, (size, names) in NEIGHBOURS.items():
        stage.add_unit(known[key], partial(_posts, size, names))
    _set_posts(stage)


def _business_posts(organ: Organ, unit_id: str) -> list[Post]:
    """A team without risk grades, the seven hot-spot sections, and two others."""
    own = [replace(post, risk_grade=None) for post in team(organ, unit_id, _TEAM)]
    others = [s for s in islice(sections(organ), 12) if s.name in ("办公室", "政策法规科")]
    for section in (*organ.sections, *others):
        own.append(section_head(organ, unit_id, len(own) + 1, section))
    return own


def _posts(size: int, names: Iterable[str], organ: Organ, unit_id: str) -> list[Post]:
    """A team and some sections, none of them a hot-spot post."""
    own = team(organ, unit_id, size)
    by_name = {s.name: s for s in islice(sections(organ), 12)}
    for name in names:
        own.append(section_head(organ, unit_id, len(own) + 1, by_name[name]))
    return [replace(post, risk_grade=None, min_education="31", majors=frozenset()) for post in own]


def _set_posts(stage: Stage) -> None:
    """Posts with conditions of their own."""
    stage.posts = [
        replace(post, must_fill=True) if post.risk_grade is RiskGrade.I else post
        for post in stage.posts
    ]
    stage.change_post("生态环境局/副局长", reserved_for_non_party=True)
    stage.change_post("市场监督管理局/副局长", reserved_for_non_party=True, must_fill=True)
    stage.change_post("司法局/副局长", reserved_for_non_party=True)
    stage.change_post(
        "水利局/党组书记、局长", title="局长", party_member_only=False, reserved_for_non_party=True
    )
    stage.change_post("审计局/财政审计科科长", experience_fields=frozenset({"audit", "finance"}))
    stage.change_post("行政审批局/投资项目审批科科长", tenure_limit_years=4)


# --- People ---------------------------------------------------------------------------------------


def _draw(stage: Stage) -> None:
    rng, drafts = stage.rng, stage.drafts
    drawing.draw_ages(rng, drafts)
    _set_tenures(stage)
    drawing.draw_genders(rng, drafts)
    drawing.draw_politics(rng, drafts)
    for place, draft in enumerate(drafts):
        # The papers of a party committee pass through its office: a party member heads it.
        if draft.post is not None and draft.post.title == "党政办公室主任":
            other, own = drafts[place + 1], draft.political_status
            if own not in ("01", "02"):
                draft.political_status, other.political_status = other.political_status, own
    drawing.draw_schooling(rng, drafts)
    drawing.draw_results(rng, drafts)
    drawing.draw_reserves(rng, drafts)
    for draft, note in zip((d for d in drafts if d.post is None), POOL_NOTES, strict=True):
        draft.notes = note


def _set_tenures(stage: Stage) -> None:
    """The 56 heads as planned; of the others nobody is at a limit but those named below."""
    by_unit = {organs()[key].name: given for key, given in TENURES.items()}
    for draft in stage.drafts:
        if draft.post is None or draft.unit is None:
            continue
        if draft.post.hot_spot:
            place = int(draft.post.post_id[-2:]) - _TEAM - 1
            draft.tenure = by_unit[draft.unit.name][place]
            draft.age = max(draft.age, draft.tenure + 29 * 12)
        else:
            draft.tenure = min(draft.tenure, years(9, 6))


_WEAK = {"quality": -2.0}
_YOUNG = {"quality": 1.4, "score": 88, "conduct": 90}
"""Results of the young and promising; the age is given with each."""


def _young(age: int, months: int, **facts: Any) -> dict[str, Any]:
    return {**_YOUNG, "age": years(age, months), "education": "14", **facts}


_HEADS: Mapping[str, Mapping[str, Any]] = {
    # Frozen: past the limit and under review; on secondment.
    "城市管理局/执法监督科科长": {
        "status": Status.UNDER_REVIEW,
        "age": years(46, 2),
        "gender": Gender.MALE,
        "notes": "2026年9月被立案审查调查，尚无结论",
    },
    "交通运输局/公路养护管理科科长": {
        "status": Status.SECONDED,
        "age": years(37, 5),
        "notes": "2026年3月起在省交通运输厅挂职，为期一年",
    },
    # Past the limit and close to retirement: one due by the date, one released by decision.
    "自然资源和规划局/不动产登记管理科科长": {
        "age": years(60, 5),
        "gender": Gender.MALE,
        "political_status": "01",
        "notes": "2026年11月到龄",
    },
    "生态环境局/固体废物管理科科长": {"age": years(59, 1), "gender": Gender.MALE},
    # Weak results or conduct: a motivating move.
    "住房和城乡建设局/物业管理科科长": {**_WEAK, "score": 54, "conduct": 66, "age": years(45)},
    "市场监督管理局/消费者权益保护科科长": {
        **_WEAK,
        "score": 58,
        "grades": {
            2021: Grade.COMPETENT,
            2022: Grade.COMPETENT,
            2023: Grade.COMPETENT,
            2024: Grade.BASIC,
            2025: Grade.BASIC,
        },
        "age": years(49, 3),
    },
    "城市管理局/市容秩序管理科科长": {**_WEAK, "score": 63, "conduct": 55, "age": years(43, 8)},
    "生态环境局/监测与应急科科长": {**_WEAK, "score": 57, "conduct": 70, "age": years(40, 1)},
    # Young and promising: a developmental move.
    "自然资源和规划局/执法监督科科长": _young(34, 2, reserve=True),
    "市场监督管理局/食品生产流通监管科科长": _young(33, 7, reserve=True, gender=Gender.FEMALE),
    "行政审批局/现场勘验科科长": _young(31, 4, reserve=True),
    "生态环境局/污染防治项目资金科科长": _young(32, 9, reserve=True, gender=Gender.FEMALE),
    "发展和改革委员会/粮食和物资储备科科长": _young(33, 0, single_line=True),
    "交通运输局/安全监督科科长": _young(35, 6, single_line=True),
}
_OTHERS: Mapping[str, Mapping[str, Any]] = {
    "梅墩镇/党委书记": {"tenure": years(10, 2), "age": years(51, 4), "gender": Gender.MALE},
    "财政局/党组成员、副局长": {"tenure": years(11), "age": years(50, 6), "gender": Gender.MALE},
    "石桥镇/副镇长": {
        "tenure": 7,
        "age": years(36, 3),
        "status": Status.PROBATION,
        "newly_promoted": True,
        "notes": "2026年4月提任，试用期一年",
    },
    "云溪镇/副镇长#2": {**_WEAK, "tenure": 50, "age": years(47, 3), "score": 56, "conduct": 68},
    "水利局/办公室主任": {**_WEAK, "tenure": 63, "score": 59, "conduct": 64},
    "司法局/行政复议科科长": _young(32, 8, tenure=31, reserve=True, gender=Gender.FEMALE),
    "发展和改革委员会/政策法规科科长": _young(34, 9, tenure=44, reserve=True, level_months=50),
    "云溪镇/副镇长": _young(35, 2, tenure=38, reserve=True, gender=Gender.FEMALE),
    "财政局/农业农村科科长": _young(30, 11, tenure=27, reserve=True),
    "云溪镇/党委委员、纪委书记": {"age": years(35, 8)},
    "梅墩镇/副镇长": {"age": years(33, 1)},
    "梅墩镇/党委委员、纪委书记": {"age": years(36, 4)},
    "芦港镇/党委副书记、镇长": {"age": years(36, 9), "tenure": 22},
    "石桥镇/党委委员、纪委书记": {"age": years(34, 5)},
    "东塘街道/办事处副主任": {"age": years(35, 0)},
    "东塘街道/党工委书记": {"age": years(52, 2)},
    "柳湖街道/党工委书记": {"age": years(50, 10)},
    "审计局/副局长": _young(38, 5, tenure=40, single_line=True, gender=Gender.FEMALE),
    "市场监督管理局/政策法规科科长": {
        "sanctions": [Sanction("party_warning", Month(2026, 3), Month(2027, 3))],
        "conduct": 67,
    },
    "梅墩镇/党委副书记": {
        "sanctions": [Sanction("admin_demerit", Month(2026, 6), Month(2027, 6))],
        "conduct": 65,
    },
    "水利局/局长": {"political_status": "12", "tenure": 33, "notes": "无党派，党组书记另配"},
    "pool#2": {"political_status": "05", "age": years(44, 6), "gender": Gender.FEMALE},
    "pool#6": {"age": years(29, 4), "gender": Gender.FEMALE},
    "pool#7": {"age": years(28, 9)},
}


def _families(stage: Stage) -> None:
    """Two in one team who must be parted, a couple, a father and daughter, a wife in business."""
    sister_husband = stage.change(
        "芦港镇/党委副书记", gender=Gender.MALE, age=years(48, 7), tenure=45
    )
    brother = stage.change("芦港镇/副镇长", gender=Gender.MALE, age=years(43, 1), tenure=31)
    relate(sister_husband, brother, "76")
    husband = stage.change(
        "住房和城乡建设局/行政审批科科长", gender=Gender.MALE, age=years(45, 3), quality=0.4
    )
    wife = stage.change(
        "交通运输局/党组成员、副局长", gender=Gender.FEMALE, age=years(44, 0), tenure=40
    )
    relate(husband, wife, "11")
    husband.relatives.append(Relative("12", wife.cadre_id))
    father = stage.change(
        "农业农村局/党组成员、副局长", gender=Gender.MALE, age=years(57, 3), tenure=55
    )
    daughter = stage.draft("司法局/行政复议科科长")
    relate(father, daughter, "51")
    father.surname = daughter.surname = "顾"
    trader = stage.change("城市管理局/副局长", gender=Gender.MALE, tenure=47, age=years(46))
    trader.relatives.append(Relative("12", business_field="construction"))


def _rewards(stage: Stage) -> Iterator[Reward]:
    """Rewards of five years, which count for ranks alone."""
    best = sorted(stage.drafts, key=lambda d: (-d.quality, d.cadre_id))[:48]
    for number, draft in enumerate(best):
        kind = ("junma", "three_good", "commendation", "advanced", "merit_3")[number % 5]
        month = Month(2022 + number % 5, 1 + number % 10)
        yield Reward(draft.cadre_id, kind, month, f"姜委发〔{month.year}〕{number + 1}号")


def _decide(stage: Stage) -> None:
    stage.decide(
        "石桥镇/党委副书记、镇长", DecisionAction.PIN, "牵头防洪除险工程，汛前须完工，本轮不动"
    )
    for post in (
        "住房和城乡建设局/招标投标监督管理科科长",
        "发展和改革委员会/招投标综合协调科科长",
    ):
        stage.decide(
            "市场监督管理局/综合执法科科长",
            DecisionAction.FORBID,
            "曾在住建局下属建筑企业工作，不到招投标监管岗位",
            post,
        )
    stage.decide(
        "生态环境局/固体废物管理科科长",
        DecisionAction.RELEASE,
        "任现岗位满十年，距退休不足两年，本人申请改任职级",
        document="姜组会纪〔2026〕21号",
        route="rank",
    )
    stage.decide(
        "柳湖街道/党工委委员、纪工委书记",
        DecisionAction.CATEGORY,
        "年度谈话中提出多岗位锻炼，经研究纳入培养性交流",
        category="developmental",
    )
    stage.decide(
        "行政审批局/公共资源交易管理科科长",
        DecisionAction.WAIVE,
        "省级公共资源交易改革试点需要，可不受三年最低任职年限限制",
        rule="minimum_stay",
        document="姜组会纪〔2026〕22号",
    )
    source = "班子届中考察谈话推荐"
    stage.rate("发展和改革委员会/政策法规科科长", "云溪镇/经济发展办公室主任", 92, source)
    stage.rate("pool#2", "市场监督管理局/副局长", 90, source)
    stage.rate("财政局/农业农村科科长", "审计局/审理科科长", 88, source)
    stage.rate(
        "住房和城乡建设局/行政审批科科长", "自然资源和规划局/征地与耕地保护科科长", 86, source
    )
