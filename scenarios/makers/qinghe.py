"""The district of the shipped scenario `qinghe`: forty promotions, the front line first.

Ten streets and twenty-two district organs with their sections; the posts to be filled are those of
leading teams. Who may be promoted was nominated by name, surveyed and checked before. Streets and
people are made up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from random import Random

from rotation.domain.cadre import Cadre, Gate, GateRecord, GateResult, Gender, Grade, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import Evaluation, Evidence, Nomination, Reward
from rotation.domain.post import Post
from rotation.domain.roster import Roster
from rotation.generate.catalogue import Organ, organs, township
from rotation.generate.county import Made
from rotation.generate.families import draw_families
from rotation.generate.posts import CHIEF, DEPUTY, SECTION, section_head, sections, team
from scenarios.makers import records
from scenarios.makers.stage import Stage, fitted, years

DATE = dt.date(2026, 11, 30)
NATIVE_PLACES = ("江苏清河", "江苏清河", "江苏清河", "江苏涟水", "江苏盱眙", "江苏洪泽", "江苏沭阳")
STREETS = ("长东", "闸口", "水门", "柳树湾", "钵池", "运南", "越秀桥", "淮柳", "清浦桥", "新渡口")
DEPARTMENTS = (
    "construction", "approval", "urban_management", "market", "economy", "finance", "audit",
    "justice", "civil_affairs", "human_resources", "education", "health", "commerce", "emergency",
)  # fmt: skip
ORGANS = (
    "party_office", "organization", "publicity", "united_front", "politics_law", "trade_union",
    "youth_league", "women_federation",
)  # fmt: skip
_OFFICES = (
    "党政办公室", "经济发展办公室", "社会事务办公室", "平安法治办公室", "建设管理办公室",
    "便民服务中心",
)  # fmt: skip
VACANT_CHIEFS = ("区审计局/党组书记、局长", "钵池街道/办事处主任")
TWO_VACANT = (1, 3, 5)
"""Streets, by their place."""
POOL = (SECTION,) * 3
POOL_NOTES = ("援派期满返回，待安排", "驻村任职期满，待安排", "军队转业干部，待安置")

SCHEME = "fangtan"
NOMINEES = 5
"""Candidates for each post to be filled."""
FROM_FRONT_LINE = 3
"""Of them, from the streets."""
READY, SETTLED = 36, 24
"""Months at the level, and in the post, before somebody is nominated."""
GATES = (Gate.FILE, Gate.PERSONAL_MATTERS, Gate.DISCIPLINE_OPINION, Gate.COMPLAINTS)
_ABOVE = {SECTION: DEPUTY, DEPUTY: CHIEF}


def qinghe() -> Made:
    """The roster and decisions of the scenario, always the same."""
    stage = Stage("qinghe", DATE)
    _set_up(stage)
    stage.seat(_vacant(stage), POOL)
    stage.draw(POOL_NOTES)
    _settle(stage)
    draw_families(stage.rng, stage.drafts)
    _decide(stage)
    records.points_from_evidence(stage.drafts)
    made = _officers(stage.made(NATIVE_PLACES))
    rng = Random("qinghe evidence")
    nominated = tuple(_nominations(rng, made.roster))
    evidence = Evidence(
        evaluations=tuple(_evaluations(rng, stage, {one.cadre_id for one in nominated})),
        rewards=tuple(_rewards(stage)),
        nominations=nominated,
    )
    return records.with_evidence(made, evidence, _gates(rng, nominated))


# --- Units and posts ------------------------------------------------------------------------------


def _set_up(stage: Stage) -> None:
    known = organs()
    for name in STREETS:
        stage.add_unit(township(f"{name}街道"), partial(_posts, 7, 6))
    for key in DEPARTMENTS:
        stage.add_unit(replace(known[key], name=f"区{known[key].name}"), partial(_posts, 5, 4))
    for key in ORGANS:
        stage.add_unit(replace(known[key], name=f"区{known[key].name}"), partial(_posts, 4, 0))
    for name in ("区教育局/副局长", "区卫生健康委员会/副主任", "区市场监督管理局/副局长"):
        stage.change_post(name, reserved_for_non_party=True, party_member_only=False)


def _posts(size: int, count: int, organ: Organ, unit_id: str) -> list[Post]:
    """A leading team, whose posts must be filled, and so many sections."""
    own = [replace(post, must_fill=not post.own_line) for post in team(organ, unit_id, size)]
    able = islice(sections(organ), 12)
    chosen = [s for s in able if s.name in _OFFICES or organ.sections]
    for section in chosen[:count]:
        own.append(section_head(organ, unit_id, len(own) + 1, section))
    own = [fitted(organ, post) for post in own]
    return [replace(p, risk_grade=None, majors=frozenset(), licences=frozenset()) for p in own]


def _vacant(stage: Stage) -> list[str]:
    """A deputy's post in every unit, in three streets two; two chiefs' posts."""
    seen: dict[str, int] = defaultdict(int)
    found = list(VACANT_CHIEFS)
    for number, unit in enumerate(stage.units):
        own = [p for p in stage.posts if p.unit_id == unit.unit_id]
        able = [p for p in own if p.level == DEPUTY and not p.own_line]
        start = number % 3
        chosen = able[start : start + (2 if number in TWO_VACANT else 1)]
        for post in own:
            name = f"{unit.name}/{post.title}"
            seen[name] += 1
            if post in chosen:
                found.append(f"{name}#{seen[name]}")
    return found


# --- People ---------------------------------------------------------------------------------------


def _settle(stage: Stage) -> None:
    """Nobody is graded incompetent, five deputies are at the limit of ten years, one retires; most
    heads of a street's offices have served there for two years."""
    at_limit = {f"{STREETS[place]}街道/党工委副书记" for place in (4, 5)} | {
        f"区{organs()[key].name}/党组成员、副局长"
        for key in ("construction", "justice", "education")
    }
    long = {stage.draft(name).cadre_id for name in at_limit}
    for number, draft in enumerate(stage.drafts):
        for year, grade in draft.grades.items():
            if grade is Grade.INCOMPETENT:
                draft.grades[year] = Grade.BASIC
        if draft.cadre_id in long:
            draft.tenure, draft.age = years(10, 4), years(43, 5)
            draft.status, draft.sanctions = Status.SERVING, []
            draft.political_status, draft.education = "01", "21"
        else:
            draft.tenure = min(draft.tenure, years(9, 2))
        front_line = draft.post is not None and draft.post.front_line
        if front_line and draft.level == SECTION and number % 3:
            draft.tenure, draft.age = max(draft.tenure, 26), min(draft.age, years(43))
    stage.change(
        "区财政局/副局长", gender=Gender.MALE, age=years(60, 5), status=Status.SERVING,
        sanctions=[], newly_promoted=False, notes="2026年11月到龄",
    )  # fmt: skip


def _officers(made: Made) -> Made:
    """Heads of sections hold the rank of an officer, from which nobody becomes chief at once."""
    cadres = tuple(replace(c, rank="1B") if c.level == SECTION else c for c in made.roster.cadres)
    return replace(made, roster=replace(made.roster, cadres=cadres))


def _decide(stage: Stage) -> None:
    by = "区委组织部部务会"
    stage.decide("水门街道/党工委书记", DecisionAction.PIN, "老旧小区改造未完成，年内不动", by=by)
    stage.decide(
        "区人力资源和社会保障局/党组成员、副局长",
        DecisionAction.CATEGORY,
        "延伸走访中群众意见较多，经核实列入鞭策性交流",
        category="motivating",
        by=by,
    )


# --- Evidence -------------------------------------------------------------------------------------


def _nominations(rng: Random, roster: Roster) -> Iterator[Nomination]:
    """For every post to be filled some who are ready, signed by the head of their unit and, for
    the better known, of another."""
    now = Month.of(DATE)
    heads = _heads(roster)
    signers = sorted(heads.values())
    ready = [cadre for cadre in roster.cadres if _ready(roster, cadre, now)]
    rng.shuffle(ready)
    taken = {cadre.post_id for cadre in roster.cadres}
    times: dict[str, int] = defaultdict(int)
    for post in roster.posts:
        if post.post_id in taken or not post.must_fill:
            continue
        able = [c for c in ready if _ABOVE.get(c.level) == post.level and _suits(c, post)]
        able.sort(key=lambda c: times[c.cadre_id])
        there = [c for c in able if roster.post[c.post_id or ""].front_line]
        others = [c for c in able if c not in there]
        chosen = [*there[:FROM_FRONT_LINE], *others[: NOMINEES - FROM_FRONT_LINE]]
        for cadre in chosen:
            times[cadre.cadre_id] += 1
            date = records.day_within(rng, dt.date(2026, 9, 1), dt.date(2026, 9, 18))
            own = heads.get(roster.post[cadre.post_id or ""].unit_id)
            named = [own] if own is not None else []
            if own is None or rng.random() < 0.6:
                named.append(rng.choice([name for name in signers if name != own]))
            for by in named:
                yield Nomination(cadre.cadre_id, by, date, post.post_id, "领导班子补配")


def _heads(roster: Roster) -> Mapping[str, str]:
    """Who heads each unit, by name and unit: the party secretary before the director."""
    found: dict[str, str] = {}
    for cadre in roster.cadres:
        post = roster.post.get(cadre.post_id or "")
        if post is not None and post.must_fill and post.level == CHIEF:
            name = f"{cadre.name}（{roster.unit[post.unit_id].name}）"
            found.setdefault(post.unit_id, name)
    return found


def _ready(roster: Roster, cadre: Cadre, now: Month) -> bool:
    post = roster.post.get(cadre.post_id or "")
    if post is None or post.own_line or cadre.status is not Status.SERVING or cadre.sanctions:
        return False
    last = max(cadre.appraisals, key=lambda a: a.year, default=None)
    graded = last is not None and last.grade in (Grade.EXCELLENT, Grade.COMPETENT)
    since, age = cadre.level_since, cadre.birth.months_until(now)
    at_level = since is not None and tenure_months(since, now) >= READY
    settled = cadre.post_since is not None and tenure_months(cadre.post_since, now) >= SETTLED
    return graded and at_level and settled and age < years(45 if cadre.level == SECTION else 50)


def _suits(cadre: Cadre, post: Post) -> bool:
    return (cadre.party_member or not post.party_member_only) and (
        cadre.non_party or not post.reserved_for_non_party
    )


def _evaluations(rng: Random, stage: Stage, looked_at: set[str]) -> Iterator[Evaluation]:
    """Everybody is surveyed; who was nominated is talked about, visited and analysed, each by
    several."""
    survey = records.Sheet(SCHEME, dt.date(2026, 6, 30))
    closely = records.Sheet(SCHEME, dt.date(2026, 9, 25))
    everybody = (("民主测评", "本单位干部职工"), ("延伸走访", "服务对象和群众代表"))
    asked = (
        ("个别谈话", "单位主要负责人"), ("个别谈话", "班子其他成员"), ("个别谈话", "中层干部"),
        ("综合分析", "考察组"), ("五力", "考察组"), ("五力", "分管区领导"),
        ("五度", "考察组"), ("五度", "分管区领导"),
    )  # fmt: skip
    for draft in stage.drafts:
        yield from survey.of(rng, draft, everybody)
        if draft.cadre_id in looked_at:
            yield from closely.of(rng, draft, asked)


def _rewards(stage: Stage) -> Iterator[Reward]:
    best = sorted(stage.drafts, key=lambda d: -d.quality)[:45]
    for number, draft in enumerate(best):
        kind = ("commendation", "advanced", "merit_3")[number % 3]
        month = Month(2026, 1 + number % 9)
        yield Reward(draft.cadre_id, kind, month, f"清人社奖〔2026〕{number + 1}号")


def _gates(rng: Random, nominated: Sequence[Nomination]) -> dict[str, tuple[GateRecord, ...]]:
    """The four checks on whoever was nominated; one in nine has not passed one of them."""
    found = {}
    for number, cadre_id in enumerate(dict.fromkeys(one.cadre_id for one in nominated)):
        date = records.day_within(rng, dt.date(2026, 10, 8), dt.date(2026, 11, 13))
        found[cadre_id] = records.passed(GATES, date)
        if number % 9 == 4:
            gate = GATES[1 + number % 3]
            kept = records.passed([g for g in GATES if g is not gate], date)
            note = "正在核实，会前报告结果"
            found[cadre_id] = (*kept, GateRecord(gate, date, GateResult.OPEN, note))
    return found
