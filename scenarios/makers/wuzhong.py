"""The district of the shipped scenario `wuzhong`: ninety chiefs and deputies above the headcount.

Thirty-eight units have more than approved, eleven have empty posts within their number, two of
these far away. Organs are those of any district; townships but the two on the lake, and all people,
are made up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from random import Random

from rotation.domain.cadre import Gate, GateRecord, Gender, Grade, Status
from rotation.domain.calendar import Month
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import (
    Evaluation,
    Evidence,
    Exemption,
    Fault,
    Reward,
    Supervision,
    Task,
)
from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.unit import UnitKind
from rotation.generate.catalogue import Organ, of_kind, organs, township
from rotation.generate.county import Made
from rotation.generate.draft import Draft
from rotation.generate.families import draw_families
from rotation.generate.posts import CHIEF, DEPUTY, team
from scenarios.makers import records
from scenarios.makers.stage import Stage, fitted, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = ("江苏吴中", "江苏吴中", "江苏吴中", "江苏昆山", "江苏太仓", "江苏宜兴", "浙江湖州")
REMOTE = ("金庭镇", "东山镇")
TOWNS = ("柳塘镇", "石湾镇", "青墩镇", "梅溪镇", "双港镇", "云泾镇", "白荡镇", "莲浦镇")
SHORT = (
    "approval", "emergency", "medical_security", "veterans", "human_resources", "petition",
    "investment", "social_insurance", "employment",
)  # fmt: skip
"""Departments with two empty posts each, within their approved number."""
OVER = (
    "construction", "land", "market", "transport", "urban_management", "environment", "economy",
    "finance", "audit", "justice", "water", "agriculture", "civil_affairs", "education", "health",
    "commerce", "industry", "science", "culture", "forestry", "statistics", "government_office",
    "public_security", "office_affairs", "supply_marketing",
)  # fmt: skip
"""Departments with two deputies too many each."""
LARGE = ("government_office", "public_security", "economy", "finance", "education", "health")
"""Of these, departments with larger teams, three too many each."""
PARTY_LINE = (
    "discipline", "party_office", "organization", "publicity", "united_front", "politics_law",
)  # fmt: skip
TWO_CHIEFS = ("住房和城乡建设局", "交通运输局", "农业农村局", "教育局")
"""Departments where the party secretary is another than the director, approved for one chief."""
OVER_IN_ALL = 90
POOL = (DEPUTY, DEPUTY, CHIEF)
POOL_NOTES = ("援派期满返回，待安排", "军队转业干部，待安置", "机构改革后待安排")

RETIRE_NOW, RETIRE_WITHIN_TWO_YEARS, LEAVE = 12, 52, 9
"""Of those above the headcount: due this month, due within two years, leaving by decision."""
CARE_REMINDERS, LETTERS, TALKS = 51, 19, 145
GATES = (Gate.FILE, Gate.PERSONAL_MATTERS, Gate.DISCIPLINE_OPINION, Gate.COMPLAINTS)
SCHEME = "qiwei_yiti"
_TASKS = (
    "太湖沿线环境整治", "老旧厂区更新", "高标准农田建设", "城乡供水一体化", "重点产业项目签约落地",
    "政务服务“一件事”改革", "农村人居环境整治", "安全生产专项整治", "学前教育扩容", "古村落保护",
)  # fmt: skip


def wuzhong() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("wuzhong", DATE)
    over = _set_up(stage)
    stage.seat(_vacant(stage), POOL)
    stage.draw(POOL_NOTES)
    _settle(stage)
    leaving = _ages(stage, over)
    draw_families(stage.rng, stage.drafts)
    _decide(stage, leaving)
    records.points_from_evidence(stage.drafts)
    made = _with_chiefs_quota(stage.made(NATIVE_PLACES, over_quota=over))
    rng = Random("wuzhong evidence")
    return records.with_evidence(made, _evidence(rng, stage), _gates(rng, stage))


# --- Units and posts ------------------------------------------------------------------------------


def _set_up(stage: Stage) -> Mapping[str, int]:
    """The units; by name how many deputies each has above its headcount."""
    known = organs()
    for name in (*REMOTE, *TOWNS):
        size = 9 if name in REMOTE else 8
        stage.add_unit(township(name), partial(_team, size), remote=name in REMOTE)
    for key in (*PARTY_LINE, *(o.key for o in of_kind(UnitKind.MASS)[:3])):
        stage.add_unit(_district(known[key]), partial(_team, 5))
    for key in (*OVER, *SHORT):
        stage.add_unit(_district(known[key]), partial(_team, 8 if key in LARGE else 6))
    over = dict.fromkeys(TOWNS, 3)
    over |= {_district(known[key]).name: 1 for key in PARTY_LINE}
    over |= {_district(known[key]).name: 2 for key in OVER}
    over |= {_district(known[key]).name: 3 for key in LARGE}
    for name in TWO_CHIEFS:
        _split_chief(stage, f"区{name}")
    within = {u.unit_id for u in stage.units if u.name not in over}
    stage.posts = [
        replace(p, must_fill=p.role in CHIEF_ROLES or (p.unit_id in within and not p.own_line))
        for p in stage.posts
    ]
    return over


def _district(organ: Organ) -> Organ:
    return replace(organ, name=f"区{organ.name.removesuffix('机关')}")


def _team(size: int, organ: Organ, unit_id: str) -> list[Post]:
    own = [fitted(organ, post) for post in team(organ, unit_id, size)]
    return [replace(post, risk_grade=None, majors=frozenset(organ.majors)) for post in own]


def _split_chief(stage: Stage, unit: str) -> None:
    """A party secretary beside the director: one chief more than approved."""
    post = next(p for p in stage.posts if p.role in CHIEF_ROLES and _unit(stage, p) == unit)
    place = stage.posts.index(post)
    title = post.title.split("、")[-1]
    number = sum(p.unit_id == post.unit_id for p in stage.posts) + 1
    secretary = replace(
        post, post_id=f"{post.unit_id}-{number:02d}", title="党组书记", role=Role.PARTY_CHIEF
    )
    stage.posts[place] = replace(post, title=f"党组副书记、{title}")
    stage.posts.insert(place + number - 1, secretary)


def _unit(stage: Stage, post: Post) -> str:
    return next(u.name for u in stage.units if u.unit_id == post.unit_id)


def _vacant(stage: Stage) -> list[str]:
    """Empty posts of deputies in the units that have none too many: two each, of the towns three,
    none of them a lesser one."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for unit in stage.units:
        short = unit.remote or unit.name in {_district(organs()[key]).name for key in SHORT}
        own = [p for p in stage.posts if p.unit_id == unit.unit_id]
        able = [p for p in own if p.level == DEPUTY and not p.own_line]
        chosen = [*able[:1], *able[3:5]] if unit.remote else able[1:3] if short else []
        for post in own:
            name = f"{unit.name}/{post.title}"
            seen[name] += 1
            if post in chosen:
                found.append(f"{name}#{seen[name]}")
    return found


def _with_chiefs_quota(made: Made) -> Made:
    units = tuple(
        replace(u, chief_quota=1) if u.name[1:] in TWO_CHIEFS else u for u in made.roster.units
    )
    return replace(made, roster=replace(made.roster, units=units))


# --- People ---------------------------------------------------------------------------------------


def _settle(stage: Stage) -> None:
    """Nobody is graded incompetent; at the limit of ten years is one deputy of a team at most, and
    nobody else comes to it within two years."""
    for draft in stage.drafts:
        for year, grade in draft.grades.items():
            if grade is Grade.INCOMPETENT:
                draft.grades[year] = Grade.BASIC
    for unit in stage.units:
        own = [d for d in stage.drafts if d.unit is unit]
        for draft in sorted(own, key=lambda d: (d.level == CHIEF, -d.tenure))[1:]:
            draft.tenure = min(draft.tenure, years(7, 6))
    stage.change("金庭镇/党委书记", age=years(46), tenure=30)
    for town, tenure in zip(REMOTE, (64, 71), strict=True):  # long enough far away
        facts = {"status": Status.SERVING, "newly_promoted": False, "sanctions": []}
        stage.change(f"{town}/副镇长", age=years(44), tenure=tenure, **facts)


def _ages(stage: Stage, over: Mapping[str, int]) -> list[Draft]:
    """Who is near retirement, most of them in units that have too many; who leaves by decision."""
    able = [
        d
        for d in stage.drafts
        if d.unit is not None and d.unit.name in over and d.level == DEPUTY
        and d.gender is Gender.MALE and d.status is Status.SERVING and not d.sanctions
        and d.post is not None and not d.post.own_line
    ]  # fmt: skip
    able.sort(key=lambda d: -d.age)
    seen: dict[str, int] = defaultdict(int)
    chosen = []
    for draft in able:  # no unit loses more than two to age and decision
        assert draft.unit is not None
        if seen[draft.unit.name] < 2:
            seen[draft.unit.name] += 1
            chosen.append(draft)
    ends = RETIRE_NOW, RETIRE_NOW + RETIRE_WITHIN_TWO_YEARS
    for number, draft in enumerate(chosen[: ends[0]]):
        month = 10 + number % 2
        _aged(draft, years(60, 16 - month), f"2026年{month}月到龄")
    for number, draft in enumerate(chosen[ends[0] : ends[1]]):
        left = number * 23 // RETIRE_WITHIN_TWO_YEARS
        _aged(draft, years(60, 4) - left)
    leaving = chosen[ends[1] : ends[1] + LEAVE]
    for number, draft in enumerate(leaving):
        _aged(draft, years(57, 2) + number)
    return leaving


def _aged(draft: Draft, age: int, notes: str | None = None) -> None:
    draft.age, draft.notes, draft.newly_promoted = age, notes, False


def _decide(stage: Stage, leaving: list[Draft]) -> None:
    """What two signed: who leaves; a pin, a category, a post ruled out."""
    both = "区委书记顾延成、区纪委书记陆文澜（双签名）"
    names = {d.cadre_id: name for name, d in _named(stage)}
    for number, draft in enumerate(leaving):
        early = number % 3 == 2
        stage.decide(
            names[draft.cadre_id],
            DecisionAction.RELEASE,
            "单位超职数配备，本人申请提前退出领导岗位"
            if early
            else "单位超职数配备，经本人同意改任职级",
            by=both,
            document=f"吴组消超〔2026〕{number + 3}号",
            route="early_exit" if early else "rank",
        )
    stage.decide("东山镇/党委书记", DecisionAction.PIN, "环太湖整治任务未完成，年内不动", by=both)
    stage.decide(
        "区审计局/副局长",
        DecisionAction.CATEGORY,
        "连续两年被约谈，经核实列入鞭策性交流",
        category="motivating",
        by=both,
    )
    stage.decide(
        "区市场监督管理局/副局长",
        DecisionAction.FORBID,
        "亲属在该镇经营民宿，不到该镇分管旅游",
        "金庭镇/副镇长",
        by=both,
    )


def _named(stage: Stage) -> Iterator[tuple[str, Draft]]:
    """Everybody who holds a post, by the name of the post."""
    seen: dict[str, int] = defaultdict(int)
    by_post = {d.post.post_id: d for d in stage.drafts if d.post is not None}
    for post in stage.posts:
        name = f"{_unit(stage, post)}/{post.title}"
        seen[name] += 1
        if post.post_id in by_post:
            yield f"{name}#{seen[name]}", by_post[post.post_id]


# --- Evidence -------------------------------------------------------------------------------------


def _evidence(rng: Random, stage: Stage) -> Evidence:
    supervision = _supervision(rng, stage)
    tasks = _tasks(rng, stage)
    return Evidence(
        evaluations=tuple(_evaluations(rng, stage)),
        rewards=tuple(_rewards(stage)),
        supervision=supervision,
        exemptions=tuple(_exemptions(supervision, tasks)),
        tasks=tasks,
    )


def _evaluations(rng: Random, stage: Stage) -> Iterator[Evaluation]:
    """Surveys of the year; every fourth was audited or inspected."""
    given = (("民主测评", "单位干部职工"), ("廉洁自律", "区纪委监委"), ("素质能力", "考察组"))
    sheet = records.Sheet(SCHEME, dt.date(2026, 6, 30), 4)
    for number, draft in enumerate(stage.drafts):
        yield from sheet.of(rng, draft, given)
        if number % 4 == 0:
            day = records.day_within(rng, dt.date(2025, 3, 1), dt.date(2026, 8, 31))
            audit = (("审计巡察", "区审计局"),)
            yield from records.Sheet(SCHEME, day, 4).of(rng, draft, audit)


def _rewards(stage: Stage) -> Iterator[Reward]:
    best = sorted(stage.drafts, key=lambda d: -d.quality)[:70]
    for number, draft in enumerate(best):
        kind = ("commendation", "merit_3", "advanced")[number % 3]
        month = Month(2025 + number % 2, 1 + number % 9)
        yield Reward(draft.cadre_id, kind, month, f"吴人社奖〔{month.year}〕{number + 1}号")


def _supervision(rng: Random, stage: Stage) -> tuple[Supervision, ...]:
    """Reminders, letters and talks of two years, more of them with the weaker; two entries that
    are not settled."""
    drafts = [d for d in stage.drafts if d.post is not None]
    weights = [2.0**-d.quality for d in drafts]
    found = []
    for kind, count, source in (
        ("care_reminder", CARE_REMINDERS, "区委组织部"),
        ("letter_inquiry", LETTERS, "区纪委监委"),
        ("talk", TALKS, "区纪委监委"),
    ):
        chosen = dict.fromkeys(rng.choices(range(len(drafts)), weights, k=5 * count))
        for place in list(chosen)[:count]:
            date = records.day_within(rng, dt.date(2024, 12, 2), dt.date(2026, 11, 20))
            entry = Supervision(drafts[place].cadre_id, kind, date, "closed", "mended", source)
            found.append(entry)
    for draft, kind in zip(rng.sample(drafts, 2), ("complaint", "personal_matters_doubt"),
                           strict=True):  # fmt: skip
        found.append(Supervision(draft.cadre_id, kind, dt.date(2026, 11, 9), source="区委组织部"))
    return tuple(sorted(found, key=lambda entry: (entry.date, entry.cadre_id)))


def _tasks(rng: Random, stage: Stage) -> tuple[Task, ...]:
    chosen = rng.sample([d for d in stage.drafts if d.post is not None], 90)
    found = []
    for number, draft in enumerate(chosen):
        drawn = draft.quality + rng.gauss(0, 0.6)
        steps = ((1.3, "exceeded"), (-1.2, "met"), (-2.0, "partly"))
        result = next((word for least, word in steps if drawn >= least), "unmet")
        date = dt.date(2025 + number % 2, 9 if number % 2 else 12, 20)
        on_line = draft.post is not None and draft.post.front_line
        name = f"{_TASKS[number % len(_TASKS)]}（{date.year}年）"
        found.append(Task(name, date, draft.cadre_id, None, result, on_line))
    return tuple(found)


def _exemptions(
    supervision: tuple[Supervision, ...], tasks: tuple[Task, ...]
) -> Iterator[Exemption]:
    """Two tasks that were not met, and a talk, for which nobody is to blame."""
    by, on = "区委全面深化改革委员会", dt.date(2026, 9, 15)
    missed = [task for task in tasks if task.result in ("partly", "unmet")][:2]
    talk = next(entry for entry in supervision if entry.kind == "talk" and entry.date.year == 2025)
    faults = [(Fault.TASK, t.cadre_id, t.name, t.date) for t in missed]
    faults.append((Fault.SUPERVISION, talk.cadre_id, "约谈", talk.date))
    reasons = ("上级规划调整，任务暂停", "汛情致工期顺延", "先行先试中的失误，程序合规、未谋私利")
    for number, ((fault, cadre_id, kind, date), reason) in enumerate(
        zip(faults, reasons, strict=True), 1
    ):
        document = f"吴容纠〔2026〕{number}号"
        yield Exemption(fault, date.isoformat(), reason, by, on, document, cadre_id, None, kind)


def _gates(rng: Random, stage: Stage) -> dict[str, tuple[GateRecord, ...]]:
    """The four checks before this round; of one in thirty the file is not read yet."""
    found = {}
    for number, draft in enumerate(stage.drafts):
        unread = number % 30 == 7 and draft.tenure < years(9)
        asked = GATES[1:] if unread else GATES
        date = records.day_within(rng, dt.date(2026, 9, 1), dt.date(2026, 11, 13))
        found[draft.cadre_id] = records.passed(asked, date)
        if draft.level == CHIEF and number % 3:
            found[draft.cadre_id] += records.passed([Gate.LEAVING_AUDIT], date)
    return found
