"""A promotion has its years and its gate; nobody goes down two levels at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from rotation.domain.action import PLACING, ActionKind
from rotation.domain.cadre import Cadre, Grade, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.codes import education_order, level_order, table
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import latest_appraisal
from rotation.rules.standing import on_probation
from rotation.rules.words import Coded, Text, duration, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board

_NEVER = 1 << 40
_FIELD_OF_LEVEL = {
    "121": "bureau_chief",
    "122": "bureau_deputy",
    "131": "county_chief",
    "132": "county_deputy",
    "141": "township_chief",
    "142": "township_deputy",
}
_TWO_DOWN = Text(zh="一次降低两级以上", en="two levels or more down at once")


class Years(BaseModel):
    """Years at the level below that a promotion asks for, by the level it leads to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bureau_chief: float = param(
        2, gt=0, le=20, unit="years", zh="晋升厅局级正职", en="to bureau chief"
    )
    bureau_deputy: float = param(
        3, gt=0, le=20, unit="years", zh="晋升厅局级副职", en="to bureau deputy"
    )
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
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="提拔任职的条件", en="Conditions of promotion"),
        sentence=Text(
            zh="提拔任职须任下一层次职务满规定年限（{years}；三级、四级主任科员任职时间计入晋升乡科级正职的年限，"
            "晋升乡科级副职须任一级科员满规定年限）、最近一个年度考核称职以上、不在试用期内，"
            "晋升县处级以上的还须符合学历、工龄、基层经历和下一级任职经历条件；材料不全的视为不符合。"
            "降低职务层次的，一次不得超过一级。",
            en="A promotion needs the years at the level below ({years}; service as principal "
            "officer, third or fourth grade, counts towards township chief, and township deputy "
            "asks for the years as officer, first grade), competent or better in the last closed "
            "year's appraisal, and no probation; to county level also education, years of work, "
            "grass-roots work and two posts at the level below; what is not on file is taken as "
            "not met. Nobody goes down two levels at once.",
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
            "nobody on probation",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第二十四条",
            "2019",
            "not with last year's grade at basically competent or worse",
        ),
        Source(
            "公务员职务、职级与级别管理办法",
            Confidence.SECONDARY,
            note="township chief: two years as township deputy or as principal officer of the "
            "third "
            "or fourth grade, also together; township deputy: three years as officer of the first "
            "grade",
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
        opens = np.full((len(scenario.roster.cadres), len(_FIELD_OF_LEVEL) + 1), _NEVER)
        orders = [*(level_order(code) for code in _FIELD_OF_LEVEL), -1]
        for place, cadre in enumerate(scenario.roster.cadres):
            if self._graded(scenario, cadre) and not on_probation(scenario, cadre):
                for column, order in enumerate(orders):
                    opens[place, column] = self._opens(scenario, cadre, order)
        target = board.facts.posts.level[board.to_post]
        columns = np.full(len(board), len(_FIELD_OF_LEVEL))
        for at, order in enumerate(orders[:-1]):
            columns[target == order] = at
        up = board.is_kind(ActionKind.PROMOTION)
        early = opens[board.cadre, columns] > board.month
        return np.asarray((up & early) | (board.level_step > 1))

    @staticmethod
    def _graded(scenario: Scenario, cadre: Cadre) -> bool:
        latest = max(cadre.appraisals, key=lambda a: a.year, default=None)
        good = latest is not None and latest.grade in (Grade.EXCELLENT, Grade.COMPETENT)
        return good and latest is not None and latest.year >= scenario.closed_year

    def _opens(self, scenario: Scenario, cadre: Cadre, target: int) -> int:
        """Month index from which the years for a level (its order; -1: any other) are served."""
        code = next((c for c in _FIELD_OF_LEVEL if level_order(c) == target), "")
        years: float = getattr(self.years, _FIELD_OF_LEVEL.get(code, "other"))
        starts = _starts(cadre, code)
        if not starts:
            return _NEVER
        opens = min(starts) + math.ceil(12 * years)
        county = code != "" and target <= level_order("132")
        return max(opens, _county_opens(scenario, cadre)) if county else opens

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
        if down >= 0:
            return [_TWO_DOWN] if down > 1 else []
        faults = self._bars_to_any_promotion(scenario, cadre, post.level, month)
        if level_order(post.level) <= level_order("132"):
            faults += _bars_to_county_level(scenario, cadre, month)
        return faults

    def _bars_to_any_promotion(
        self, scenario: Scenario, cadre: Cadre, target: str, month: Month
    ) -> list[Text]:
        years = {
            "121": self.years.bureau_chief,
            "122": self.years.bureau_deputy,
            "131": self.years.county_chief,
            "132": self.years.county_deputy,
            "141": self.years.township_chief,
            "142": self.years.township_deputy,
        }.get(target, self.years.other)
        faults = []
        served = _served(cadre, target, month)
        if served is None:
            faults.append(
                Text(zh="下一层次任职时间不详", en="start at the level below not on file")
            )
        elif served < 12 * years:
            faults.append(_short_of_years(served, math.ceil(12 * years)))
        latest = latest_appraisal(cadre)
        closed = scenario.closed_year
        if latest is None:
            faults.append(Text(zh="无年度考核结果", en="no appraisal on file"))
        elif latest.year < closed:
            faults.append(
                Text(zh=f"无{closed}年度考核结果", en=f"no appraisal for {closed} on file")
            )
        elif latest.grade not in (Grade.EXCELLENT, Grade.COMPETENT):
            word = table("appraisal_grade").word
            zh, en = word(latest.grade, "zh"), word(latest.grade, "en")
            faults.append(Text(zh=f"{latest.year}年度考核{zh}", en=f"{en} in {latest.year}"))
        if on_probation(scenario, cadre):
            faults.append(Text(zh="试用期未满", en="on probation"))
        return faults

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_steps(), *_ranks(), *_gate_to_township_level(), *_gate_to_county_level()]


def _starts(cadre: Cadre, target: str) -> list[int]:
    """Month indices from which service for a level counts: the level below, or a rank like it."""
    rank = table("rank").get(cadre.rank, "level") if cadre.rank else None
    if target == "142" and rank is not None:
        if cadre.rank == "1C" or cadre.rank_since is None:
            return []
        return [cadre.rank_since.index if cadre.rank == "1B" else 0]
    starts = []
    below = level_order(target or cadre.level) - (0 if not target else -1)
    if cadre.level_since is not None and level_order(cadre.level) == below:
        starts.append(cadre.level_since.index)
    if target == "141" and cadre.rank_since is not None and rank in ("141", "142"):
        starts.append(cadre.rank_since.index if rank == "142" else 0)
    return starts


def _served(cadre: Cadre, target: str, month: Month) -> int | None:
    """Months that count towards a level; None where the file does not say.

    Whoever holds a rank that is higher than the one asked for has served its years to get there.
    """
    enough = 1 << 20
    if target == "142" and cadre.rank is not None and "level" in table("rank").entries[cadre.rank]:
        if cadre.rank_since is None or cadre.rank == "1C":
            return None
        return tenure_months(cadre.rank_since, month) if cadre.rank == "1B" else enough
    months = []
    level_below = target not in _FIELD_OF_LEVEL or level_order(cadre.level) == (
        level_order(target) + 1
    )
    if cadre.level_since is not None and level_below:
        months.append(tenure_months(cadre.level_since, month))
    if target == "141" and cadre.rank_since is not None:
        if cadre.rank in ("19", "1A"):
            months.append(tenure_months(cadre.rank_since, month))
        if cadre.rank in ("17", "18"):
            months.append(enough)
    return max(months, default=None)


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


def _case(
    level: str,
    target: str,
    *,
    from_post: bool = True,
    **facts: object,
) -> Scenario:
    """A of this level in P1 (or the pool), and a post P2 of the target level."""
    return case.scenario(
        posts=[case.post("P1", level=level), case.post("P2", "U2", level=target)],
        cadres=[case.cadre("A", "P1" if from_post else None, level=level, **facts)],
        laws={"level_fits": {}},
    )


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
    fit = _fit()
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
        _moved("two steps up: the years at the level below", 1, "150", "141", **fit),
        _moved("one step down", 0, "142", "150"),
        _moved("two steps down", 1, "141", "150"),
        Example("stays are not looked at", odd, case.plan(odd), 0),
        Example("leaving neither", stays, case.plan(stays, {"A": "release"}), 0),
    ]


def _ranks() -> list[Example]:
    """Ranks count: two years as principal officer of the third or fourth grade, three as officer
    of the first; to 2026-11 they begin in 2024-11 and 2023-11."""

    def up(
        claim: str, amount: int, target: str, rank: str, since: str | None, **facts: object
    ) -> Example:
        held = {"level_since": "2025-01", "rank": rank, "rank_since": since and case.month(since)}
        return _moved(claim, amount, str(facts.pop("level", "150")), target, **_fit(**held | facts))

    return [
        up("fourth-grade principal officer for two years: chief", 0, "141", "1A", "2024-11"),
        up("a month short", 1, "141", "1A", "2024-12"),
        up("third grade", 0, "141", "19", "2024-11"),
        up("second grade, as high as a chief", 0, "141", "18", "2026-10"),
        up("officer of the first grade: no chief", 1, "141", "1B", "2015-01"),
        up("deputy for less, officer before", 0, "141", "1A", "2022-01", level="142"),
        up("officer of the first grade for three years: deputy", 0, "142", "1B", "2023-11"),
        up("a month short of that", 1, "142", "1B", "2023-12"),
        up("officer of the second grade", 1, "142", "1C", "2015-01"),
        up("fourth-grade principal officer: deputy", 0, "142", "1A", "2026-01"),
        up("since when is not on file", 1, "142", "1B", None),
        _moved("bureau deputy for two years: bureau chief", 0, "122", "121",
               **_fit(level_since="2024-11",
                      careers=(case.career("2020-01", "2023-10", level="122", title="d",
                                           unit_name="X"),))),
    ]  # fmt: skip


def _gate_to_township_level() -> list[Example]:
    # Two years to 2026-11 begin in 2024-11, three in 2023-11. 2025-10 is 13 months before
    # 2026-11. Of a move in 2026-11, 2025 is the last
    # closed year.
    def up(
        claim: str, amount: int, level: str = "142", target: str = "141", **facts: object
    ) -> Example:
        return _moved(claim, amount, level, target, **_fit(**facts))

    def grades(*years: tuple[int, str]) -> tuple[object, ...]:
        return tuple(case.appraisal(*year) for year in years)

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
        up("on probation", 1, status=Status.PROBATION, post_since="2026-06"),
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
    chief: dict[str, object] = {"level_since": "2023-11", "careers": jobs("head", level="131")}
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
        up("three years as county chief: bureau deputy", 0, "131", "122", **chief),
        up("a month short of them", 1, "131", "122", **chief | {"level_since": "2023-12"}),
        up("to bureau level with secondary school", 1, "131", "122", **chief | {"education": "41"}),
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
