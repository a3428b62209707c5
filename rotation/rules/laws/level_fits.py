"""A new post is of the cadre's own level, or one step off where the law lets it be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre, Grade, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Category
from rotation.domain.codes import education_order, level_order, table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import assess, latest_appraisal
from rotation.rules.words import Coded, Text, duration, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board

_NEVER = 1 << 40
_FIELD_OF_LEVEL = {
    "131": "county_chief",
    "132": "county_deputy",
    "141": "township_chief",
    "142": "township_deputy",
}
_TWO_STEPS = Text(zh="职务层次跨越两级以上", en="two levels or more apart")
_DOWN = Text(
    zh="不属于鞭策性交流，年度考核也不是不称职，不得降低职务层次",
    en="a lower level is for motivating moves, and for who was appraised incompetent",
)


class Years(BaseModel):
    """Years at the level below that a promotion asks for, by the level it leads to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    county_chief: float = param(
        2, gt=0, le=20, unit="years", zh="晋升县处级正职", en="to county chief"
    )
    county_deputy: float = param(
        3, gt=0, le=20, unit="years", zh="晋升县处级副职", en="to county deputy"
    )
    township_chief: float = param(
        2, gt=0, le=20, unit="years", zh="晋升乡科级正职", en="to township chief"
    )
    township_deputy: float = param(
        3, gt=0, le=20, unit="years", zh="晋升乡科级副职", en="to township deputy"
    )
    other: float = param(3, gt=0, le=20, unit="years", zh="晋升其他层次", en="to other levels")


class LevelFits(Law):
    code: ClassVar[str] = "level_fits"
    words: ClassVar[Words] = Words(
        title=Text(zh="职务层次相当", en="Level fits"),
        sentence=Text(
            zh="新任岗位应与本人职务层次相当。晋升只能逐级进行，须任现职务层次满规定年限（{years}）、"
            "上年度考核称职以上、不在处分影响期和试用期内，晋升县处级以上的还须符合学历、工龄、基层经历和下一级任职经历条件；"
            "材料不全的视为不符合。降低一级只限鞭策性交流和年度考核不称职的，任何情况下不得跨越两级。",
            en="A new post is of the cadre's own level. Promotion goes one step at a time and "
            "needs the years at the present level ({years}), competent or better in last year's "
            "appraisal, no sanction in force and no probation; to county level also education, "
            "years of work, grass-roots work and two posts at the level below; what is not on file "
            "is taken as not met. One step down is for motivating moves and for who was "
            "appraised incompetent; two steps never.",
        ),
        finding=Text(
            zh="{cadre}（{level}）拟任{post}（{target}）：{fault}",
            en="{cadre} ({level}) takes {post} ({target}): {fault}",
        ),
        demand=Text(
            zh="{cadre}（{level}）不得任{post}（{target}）：{fault}",
            en="{cadre} ({level}) does not take {post} ({target}): {fault}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第六十四条",
            "2018-12-29",
            "no promotion while a sanction is in force",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第八条",
            "2019",
            "two years as deputy, three years as chief of the level below, five years of work, two "
            "of them at the grass roots, two posts at the level below, college education",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第九条",
            "2019",
            "never two levels up, nobody on probation",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第二十四条",
            "2019",
            "not with last year's grade at basically competent or worse, nor with a sanction in "
            "force; the year is counted back from the year of the move",
        ),
        Source(
            "推进领导干部能上能下规定",
            Confidence.SECONDARY,
            note="降职 is a measure for those unfit for the present post (2015 text)",
        ),
        Source(
            "乡科级及以下的任职年限",
            Confidence.PLANNERS_CHOICE,
            note="three years to township deputy, two to township chief; not re-read: set it here",
        ),
    )

    years: Years = param(
        Years(), zh="任现职务层次年限", en="years at the present level", unit="years"
    )

    def explain(self) -> Mapping[str, str]:
        level = table("level").word
        named = [
            (Text(zh=level(code, "zh"), en=level(code, "en")), getattr(self.years, name))
            for code, name in _FIELD_OF_LEVEL.items()
        ]
        named.append((Text(zh="其他", en="others"), self.years.other))
        years = [
            Text(zh=f"{to.zh}{show(count, 'zh')}年", en=f"{to.en} {show(count, 'en')}")
            for to, count in named
        ]
        return render(self.words.sentence, {"years": years})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        step = board.level_step
        up = (step == -1) & self._open(scenario, board)[board.cadre]
        graded = np.array([_incompetent(scenario, c) for c in scenario.roster.cadres], dtype=bool)
        down = (step == 1) & (board.is_category(Category.MOTIVATING) | graded[board.cadre])
        fits: BoolArray = (step == 0) | up | down
        return board.placing & ~fits

    def _open(self, scenario: Scenario, board: Board) -> BoolArray:
        """Cadres who may be promoted now: no sanction lasts, and an appraisal of last year or this
        one is on file."""
        cadres = scenario.roster.cadres
        may = np.zeros(len(cadres), dtype=np.bool_)
        for place, cadre in enumerate(cadres):
            latest = max((appraisal.year for appraisal in cadre.appraisals), default=0)
            sanctioned = any(
                sanction.start.index <= board.month < sanction.end.index
                for sanction in cadre.sanctions
            )
            timely = self._opens(scenario, cadre) <= board.month < (latest + 2) * 12
            may[place] = timely and not sanctioned
        return may

    def _opens(self, scenario: Scenario, cadre: Cadre) -> int:
        """Month index from which the cadre may be promoted, sanctions apart; `_NEVER` for none."""
        latest = max(cadre.appraisals, key=lambda a: a.year, default=None)
        graded = latest is not None and latest.grade in (Grade.EXCELLENT, Grade.COMPETENT)
        if not graded or cadre.level_since is None or cadre.status is Status.PROBATION:
            return _NEVER
        above = level_order(cadre.level) - 1
        code = next((c for c in _FIELD_OF_LEVEL if level_order(c) == above), "")
        years: float = getattr(self.years, _FIELD_OF_LEVEL.get(code, "other"))
        opens = cadre.level_since.index + math.ceil(12 * years)
        return max(opens, _county_opens(scenario, cadre)) if above <= level_order("132") else opens

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            post = scenario.roster.post[action.to_post_id]
            faults = self._faults(scenario, cadre, post, scenario.month)
            if faults:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        level=Coded("level", cadre.level),
                        target=Coded("level", post.level),
                        fault=faults,
                    )
                )
        return found

    def _faults(self, scenario: Scenario, cadre: Cadre, post: Post, month: Month) -> list[Text]:
        """What speaks against this cadre's taking a post of this level in this month."""
        down = level_order(post.level) - level_order(cadre.level)
        if down == 0:
            return []
        if abs(down) > 1:
            return [_TWO_STEPS]
        if down == 1:
            motivating = assess(scenario)[cadre.cadre_id].category is Category.MOTIVATING
            recent = [a for a in cadre.appraisals if a.year >= scenario.date.year - 1]
            last = max(recent, key=lambda a: a.year, default=None)
            lowered = last is not None and last.grade is Grade.INCOMPETENT
            return [] if motivating or lowered else [_DOWN]
        faults = self._bars_to_any_promotion(cadre, post.level, month)
        if level_order(post.level) <= level_order("132"):
            faults += _bars_to_county_level(scenario, cadre, month)
        return faults

    def _bars_to_any_promotion(self, cadre: Cadre, target: str, month: Month) -> list[Text]:
        years = {
            "131": self.years.county_chief,
            "132": self.years.county_deputy,
            "141": self.years.township_chief,
            "142": self.years.township_deputy,
        }.get(target, self.years.other)
        faults = []
        if cadre.level_since is None:
            faults.append(Text(zh="任现职务层次时间不详", en="start at the level not on file"))
        elif tenure_months(cadre.level_since, month) < 12 * years:
            served = tenure_months(cadre.level_since, month)
            faults.append(_short_of_years(served, math.ceil(12 * years)))
        latest = latest_appraisal(cadre)
        last_year = month.year - 1
        if latest is None:
            faults.append(Text(zh="无年度考核结果", en="no appraisal on file"))
        elif latest.year < last_year:
            faults.append(
                Text(zh=f"无{last_year}年度考核结果", en=f"no appraisal for {last_year} on file")
            )
        elif latest.grade not in (Grade.EXCELLENT, Grade.COMPETENT):
            word = table("appraisal_grade").word
            zh, en = word(latest.grade, "zh"), word(latest.grade, "en")
            faults.append(Text(zh=f"{latest.year}年度考核{zh}", en=f"{en} in {latest.year}"))
        if any(sanction.start <= month < sanction.end for sanction in cadre.sanctions):
            faults.append(Text(zh="处于处分影响期", en="a sanction is in force"))
        if cadre.status is Status.PROBATION:
            faults.append(Text(zh="试用期未满", en="on probation"))
        return faults

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_steps(), *_gate_to_township_level(), *_gate_to_county_level()]


def _county_opens(scenario: Scenario, cadre: Cadre) -> int:
    """Month index from which a cadre meets the further conditions of county level; `_NEVER`."""
    college = education_order("31")
    schooled = cadre.education is not None and education_order(cadre.education) >= college
    grass_roots = cadre.grass_roots_years is not None and cadre.grass_roots_years >= 2
    if not schooled or not grass_roots or cadre.work_started is None:
        return _NEVER
    roster = scenario.roster
    own = None if cadre.post_id is None else roster.post[cadre.post_id]
    holds = own is not None and own.level == cadre.level
    posts = {
        (roster.unit[job.unit_id].name if job.unit_id else job.unit_name, job.title)
        for job in cadre.careers
        if job.level == cadre.level and not (holds and job.end is None)
    }
    if own is not None and holds:
        posts.add((roster.unit[own.unit_id].name, own.title))
    return cadre.work_started.index + 5 * 12 if len(posts) >= 2 else _NEVER


def _short_of_years(served: int, needed: int) -> Text:
    return Text(
        zh=f"任现职务层次{duration(served, 'zh')}，不满{duration(needed, 'zh')}",
        en=f"{duration(served, 'en')} at the level, {duration(needed, 'en')} needed",
    )


def _bars_to_county_level(scenario: Scenario, cadre: Cadre, month: Month) -> list[Text]:
    """What 条例 Art. 8 asks beyond the years at the level, and this cadre lacks."""
    faults = []
    college = education_order("31")
    if cadre.education is None or education_order(cadre.education) < college:
        faults.append(Text(zh="学历不足大专或不详", en="no college education on file"))
    if cadre.work_started is None or tenure_months(cadre.work_started, month) < 5 * 12:
        faults.append(Text(zh="工龄不满5年或不详", en="fewer than five years of work on file"))
    if cadre.grass_roots_years is None or cadre.grass_roots_years < 2:
        faults.append(
            Text(zh="基层工作经历不满2年或不详", en="fewer than two grass-roots years on file")
        )
    if not _two_posts_below(scenario, cadre):
        faults.append(
            Text(zh="下一级两个以上职位任职经历不足", en="fewer than two posts at the level below")
        )
    return faults


def _two_posts_below(scenario: Scenario, cadre: Cadre) -> bool:
    """Two different posts held at the present level. What still lasts is the present post."""
    roster = scenario.roster
    held: list[tuple[str | None, str | None]] = []
    if cadre.post_id is not None and roster.post[cadre.post_id].level == cadre.level:
        held.append((roster.unit_of_post(cadre.post_id).name, roster.post[cadre.post_id].title))
    present_counted = bool(held)
    for job in cadre.careers:
        if job.level != cadre.level or (present_counted and job.end is None):
            continue
        name = job.unit_name if job.unit_id is None else roster.unit[job.unit_id].name
        if (name, job.title) not in held:
            held.append((name, job.title))
    return len(held) > 1


def _case(level: str, target: str, *, from_post: bool = True, **facts: object) -> Scenario:
    """A of this level in P1 (or the pool), and a post P2 of the target level."""
    return case.scenario(
        posts=[case.post("P1", level=level), case.post("P2", "U2", level=target)],
        cadres=[case.cadre("A", "P1" if from_post else None, level=level, **facts)],
        laws={"level_fits": {}},
    )


def _incompetent(scenario: Scenario, cadre: Cadre) -> bool:
    """Whether the latest appraisal is incompetent, and no older than last year's."""
    latest = latest_appraisal(cadre)
    recent = latest is not None and latest.year >= scenario.date.year - 1
    return recent and latest is not None and latest.grade is Grade.INCOMPETENT


def _lowered(claim: str, amount: int, year: int) -> Example:
    """A protective move by decision, one level down, of someone incompetent in a year."""
    made = case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2", level="150")],
        cadres=[case.cadre("A", "P1", appraisals=(case.appraisal(year, "incompetent"),))],
        laws={"level_fits": {}},
        decisions=[Decision("A", DecisionAction.CATEGORY, "case", category="protective")],
    )
    return Example(claim, made, case.plan(made, {"A": "P2"}), amount)


def _moved(claim: str, amount: int, level: str, target: str, **facts: object) -> Example:
    made = _case(level, target, **facts)  # type: ignore[arg-type]
    return Example(claim, made, case.plan(made, {"A": "P2"}), amount)


def _fit(**facts: object) -> dict[str, object]:
    """A cadre who may be promoted to any level (facts override), counted to 2026-11."""
    good = {
        "level_since": "2020-01",
        "appraisals": (case.appraisal(2025, "competent"),),
        "education": "31",
        "work_started": "2010-07",
        "grass_roots_years": 2,
        "careers": (case.career("2020-01", "2023-10", level="141", title="head", unit_name="X"),),
    }
    return good | facts


def _steps() -> list[Example]:
    fit, weak = _fit(), _fit(score=40)  # results below 60: motivating
    stays = _case("142", "142", score=40)
    odd = case.scenario(
        posts=[case.post("P1", level="150")],
        cadres=[case.cadre("A", "P1", level="141")],
        laws={"level_fits": {}},
    )
    return [
        _moved("the same level", 0, "142", "142"),
        _moved("the same level from the pool", 0, "142", "142", from_post=False),
        _moved("one step up through the gate", 0, "142", "141", **fit),
        _moved(
            "one step up from the pool goes through the same gate", 1, "142", "141", from_post=False
        ),
        _moved("and passes it", 0, "142", "141", from_post=False, **fit),
        _moved("two steps up, however fit", 1, "150", "141", **fit),
        _moved("two steps up from the pool", 1, "150", "141", from_post=False, **fit),
        _moved("one step down without a ground", 1, "142", "150"),
        _moved("one step down from the pool without a ground", 1, "142", "150", from_post=False),
        _moved("one step down for someone found unfit", 0, "142", "150", **weak),
        # A decision sets another category, yet 公务员法 lowers whoever was incompetent last year.
        _lowered("one step down for someone incompetent last year", 0, 2025),
        _lowered("one step down for someone incompetent the year before last", 1, 2024),
        _moved("two steps down for someone found unfit", 1, "141", "150", **weak),
        Example("stays are not looked at", odd, case.plan(odd), 0),
        Example("leaving neither", stays, case.plan(stays, {"A": "release"}), 0),
    ]


def _gate_to_township_level() -> list[Example]:
    # Two years to 2026-11 begin in 2024-11, three in 2023-11. 2025-10 is 13 months before
    # 2026-11. A sanction blocks from its first month until before its end. Of a move in 2026, 2025
    # is last year.
    def up(
        claim: str, amount: int, level: str = "142", target: str = "141", **facts: object
    ) -> Example:
        return _moved(claim, amount, level, target, **_fit(**facts))

    def grades(*years: tuple[int, str]) -> tuple[object, ...]:
        return tuple(case.appraisal(*year) for year in years)

    def block(start: str, end: str) -> tuple[object, ...]:
        return (case.sanction("admonition", start, end),)

    return [
        up("exactly two years as township deputy", 0, level_since="2024-11"),
        up("a month short of two years", 1, level_since="2024-12"),
        up("start at the level not on file", 1, level_since=None),
        up("exactly three years as section member", 0, "150", "142", level_since="2023-11"),
        up("a month short of three years", 1, "150", "142", level_since="2023-12"),
        up("exactly three years as clerk", 0, "160", "150", level_since="2023-11"),
        up("a month short of three years as clerk", 1, "160", "150", level_since="2023-12"),
        up("this year too early", 1, level_since="2025-10"),
        up("excellent", 0, appraisals=grades((2025, "excellent"))),
        up("basically competent", 1, appraisals=grades((2025, "basic"))),
        up("incompetent", 1, appraisals=grades((2025, "incompetent"))),
        up("no grade set", 1, appraisals=grades((2025, "undetermined"))),
        up("never appraised", 1, appraisals=()),
        up("the latest year counts", 1, appraisals=grades((2025, "basic"), (2024, "excellent"))),
        up("an older grade does not", 0, appraisals=grades((2024, "basic"), (2025, "competent"))),
        up("last year's grade", 0, appraisals=grades((2025, "competent"))),
        up("a grade of the year before last", 1, appraisals=grades((2024, "excellent"))),
        up("a grade of this year", 0, appraisals=grades((2026, "competent"))),
        up("a sanction in its last month", 1, sanctions=block("2026-06", "2026-12")),
        up("a sanction that has just ended", 0, sanctions=block("2026-05", "2026-11")),
        up("a sanction in its first month", 1, sanctions=block("2026-11", "2027-05")),
        up("on probation", 1, status=Status.PROBATION),
        up("township level asks no more", 0, education=None, work_started=None, careers=()),
    ]


def _gate_to_county_level() -> list[Example]:
    # Art. 8: three years as chief below (from 2023-11), two as deputy (from 2024-11), five years
    # of work (from 2021-11), two at the grass roots, two posts at the level below, college.
    def up(
        claim: str, amount: int, level: str = "141", target: str = "132", **facts: object
    ) -> Example:
        return _moved(claim, amount, level, target, **_fit(**facts))

    def jobs(*names: str, level: str = "141", end: str | None = "2023-10") -> tuple[object, ...]:
        return tuple(
            case.career("2020-01", end, level=level, title=name, unit_name="X") for name in names
        )

    present = case.career("2023-11", None, level="141", title="head of all", unit_name="Y")
    again = case.career("2018-01", "2020-01", level="141", title="post P1", unit_id="U1")
    return [
        up("three years, two posts, college, work and grass roots", 0, level_since="2023-11"),
        up("a month short of three years as township chief", 1, level_since="2023-12"),
        up(
            "exactly two years as county deputy",
            0,
            "132",
            "131",
            level_since="2024-11",
            careers=jobs("head", level="132"),
        ),
        up(
            "a month short of two years",
            1,
            "132",
            "131",
            level_since="2024-12",
            careers=jobs("head", level="132"),
        ),
        up("secondary school only", 1, education="41"),
        up("a college course broken off", 1, education="33"),
        up("education not on file", 1, education=None),
        up("exactly five years of work", 0, work_started="2021-11"),
        up("a month short of five years", 1, work_started="2021-12"),
        up("start of work not on file", 1, work_started=None),
        up("one and a half years at the grass roots", 1, grass_roots_years=1.5),
        up("grass-roots years not on file", 1, grass_roots_years=None),
        up("one post at the level below", 1, careers=()),
        up("a second post at another level", 1, careers=jobs("head", level="142")),
        up("the present post listed in the career is no second one", 1, careers=(present,)),
        up("nor is an earlier time in the same post", 1, careers=(again,)),
        up("two past posts from the pool", 0, from_post=False, careers=jobs("head", "chief")),
        up("one past post from the pool", 1, from_post=False, careers=jobs("head")),
        up(
            "one past post held twice, from the pool",
            1,
            from_post=False,
            careers=jobs("head", "head"),
        ),
    ]
