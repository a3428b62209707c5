"""Terms of office: not broken off early, not adjusted twice, not renewed without end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.cadre import Cadre, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Category
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, Post, Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import assess
from rotation.rules.going_down import goes_by_right, rows_by_right
from rotation.rules.spells import merged, months_by_cadre, span
from rotation.rules.standing import in_other_hands, months_served
from rotation.rules.words import Coded, Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

TERM, COUNTED = 60, 36
"""Months of a term, and months from which a part of one counts as one."""
_FAULTS = {
    "early": Text(
        zh="任现职仅{served}，不满{limit}，调整须经上级党委同意",
        en="in the post for {served}, less than {limit}: the superior has to consent to a move",
    ),
    "adjusted": Text(
        zh="本届以来已于{since}由其他岗位调任现职，一届之内不再调整",
        en="took up the post from another one in {since}, in this term: not moved again in it",
    ),
    "renewed": Text(
        zh="已连续任满{terms}届，不再提名担任同一职务",
        en="has served {terms} consecutive terms in the post: not nominated to it again",
    ),
    "at_level": Text(
        zh="在同一职务层次累计任职{served}，达到{limit}，不再推荐担任这一层次的班子职务",
        en="has served {served} at the level, at or past {limit}: placed in no team at it again",
    ),
}


class TermOfOffice(Law):
    code: ClassVar[str] = "term_of_office"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="领导职务任期", en="Term of office"),
        sentence=Text(
            zh="领导职务（{roles}）每届五年，不足五年、已满三年的按一届计：{parts}。"
            "（各项年限为0的不作要求；依决定或者依法“下”的除外，暂缓交流的、垂直管理单位和由本系统任免的、距退休不足{exempt_months}个月的可以任至离任。）",
            en="A term of office ({roles}) is five years, and three years or more count as one: "
            "{parts}. (What is 0 is not asked; whoever goes down by decision or by law is out; "
            "who is frozen, run by an authority above, or has fewer than {exempt_months} months "
            "left to retirement may stay.)",
        ),
        finding=Text(
            zh="{cadre}{fault}，方案安排任{post}", en="{cadre} {fault}; yet the plan has {post}"
        ),
        demand=Text(zh="{cadre}{fault}（{post}）", en="{cadre} {fault} ({post})"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部职务任期暂行规定",
            Confidence.PRIMARY,
            "",
            "2006",
            "a term is five years; adjusted at most once in a term; after two consecutive terms "
            "in a post not nominated to it, after fifteen years at a level not at that level",
        ),
        Source(
            "任期计算口径",
            Confidence.SECONDARY,
            note="three years or more of a term count as one, fewer as years only",
        ),
        Source(
            "四川省干部调整事前报告规定",
            Confidence.SECONDARY,
            "",
            "2009",
            "chiefs of counties and townships moved before three years: to be reported first",
        ),
    )

    chief_years: float = param(
        3, ge=0, le=5, unit="years", zh="正职任满多久方可调整", en="chiefs stay at least"
    )
    chief_kinds: tuple[UnitKind, ...] = param(
        (UnitKind.TOWNSHIP,), zh="其正职适用的单位类别", en="kinds of units whose chiefs that binds"
    )
    roles: tuple[Role, ...] = param(
        (Role.PARTY_CHIEF, Role.ADMIN_CHIEF), zh="实行任期的职务", en="posts that have terms"
    )
    terms: int = param(2, ge=0, le=5, zh="同一职务最多连任届数", en="terms in one post at most")
    level_years: float = param(
        15, ge=0, le=40, unit="years", zh="同一层次累计任职", en="at one level in all"
    )
    term_started: str = param(
        "",
        pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$",
        zh="本届起始年月（如 2021-09，不填则不作一届一次的要求）",
        en="month in which the present term began, such as 2021-09 (once a term not asked if "
        "empty)",
    )
    next_term: str = param(
        "",
        pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$",
        zh="下一届起始年月（换届年月，到时按新一届计）",
        en="month in which the next term begins; from then on it is the present one",
    )
    exempt_months: int = param(
        24,
        ge=0,
        le=120,
        unit="months",
        zh="距退休不足多少个月的可以任至离任",
        en="may stay with fewer months left to retirement",
    )

    def term_began(self, month: Month) -> Month | None:
        """The month in which the term of this month began; None where none is given that has."""
        given = [_month(text) for text in (self.term_started, self.next_term) if text]
        return max((began for began in given if began <= month), default=None)

    def explain(self) -> Mapping[str, str]:
        parts = [
            (self.chief_years, Text(
                zh="{kinds}正职任职不满{chief_years}年调整的，须经上级党委同意",
                en="chiefs of {kinds} are moved before {chief_years} years only with the "
                "superior's consent",
            )),
            (self.terms, Text(
                zh="同一职务连续任满{terms}届的，不再提名担任，任至届满",
                en="after {terms} consecutive terms in a post nobody is nominated to it again or "
                "stays past the end",
            )),
            (self.level_years, Text(
                zh="同一层次累计任职满{level_years}年的，不再推荐担任这一层次的班子职务",
                en="after {level_years} years at a level nobody is placed in a team at it again",
            )),
            (self.term_started, Text(
                zh="本届（{term_started}起）内一般只调整一次",
                en="nobody is adjusted twice in the present term (since {term_started})",
            )),
            (self.next_term, Text(
                zh="下一届自{next_term}起算", en="the next term begins in {next_term}"
            )),
        ]  # fmt: skip
        values: dict[str, Any] = self.model_dump()
        values["kinds"] = [Coded("unit_kind", kind) for kind in self.chief_kinds]
        values["roles"] = [Coded("role", role) for role in self.roles]
        said = [Text(**render(words, values)) for asked, words in parts if asked]
        none = Text(zh="均不作要求", en="nothing is asked")
        return render(self.words.sentence, values | {"parts": said or none})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        facts = board.facts
        own, tenure = facts.cadres.post, board.month - facts.cadres.post_since
        known = (own >= 0) & (facts.cadres.post_since >= 0)
        kinds = np.array([unit.kind in self.chief_kinds for unit in scenario.roster.units])
        chiefs = facts.posts.chief & kinds[facts.posts.unit]
        held = known & chiefs[own] & (np.maximum(tenure, 0) < round(12 * self.chief_years))
        held |= known & self._has_terms(board)[own] & self._adjusted_by_cadre(board)
        placed = held[board.cadre] & ~rows_by_right(board)
        pairs = self._renewing_pairs(board)
        placed |= np.isin(facts.pair(board.cadre, board.to_post), pairs)
        same = facts.posts.level[board.to_post] == facts.cadres.level[board.cadre]
        same &= facts.posts.in_team[board.to_post]
        placed |= self._long_at_level(board)[board.cadre] & same
        stays = board.is_kind(ActionKind.STAY) & self._ended(board)[board.cadre]
        return np.asarray((board.placing & placed) | stays)

    def _began(self, board: Board) -> int | None:
        """The month index at which the present term began, for the board."""
        given = (text.split("-") for text in (self.term_started, self.next_term) if text)
        indices = (int(year) * 12 + int(month) - 1 for year, month in given)
        return max((index for index in indices if index <= board.month), default=None)

    def _has_terms(self, board: Board) -> BoolArray:
        listed = list(Role)
        return np.isin(board.facts.posts.role, [listed.index(role) for role in self.roles])

    def _adjusted_by_cadre(self, board: Board) -> BoolArray:
        cadres = board.facts.scenario.roster.cadres
        began, since = self._began(board), board.facts.cadres.post_since
        if began is None:
            return np.zeros(len(cadres), dtype=np.bool_)
        left = [
            any(began < (now if job.end is None else job.end.index) and job.start.index < now
                for job in cadre.careers)
            for now, cadre in zip(since.tolist(), cadres, strict=True)
        ]  # fmt: skip
        return np.array(left, dtype=np.bool_) & (since >= began)

    def _renewing_pairs(self, board: Board) -> list[int]:
        """Pairs of a cadre and a post that they have held for as many terms as there may be."""
        roster = board.facts.scenario.roster
        has_terms = self._has_terms(board)
        at: dict[tuple[str | None, str | None], list[int]] = {}
        for place in np.flatnonzero(has_terms).tolist() if self.terms else ():
            post = roster.posts[place]
            at.setdefault((post.unit_id, post.title), []).append(place)
        found = []
        for cadre_place, cadre in enumerate(roster.cadres):
            held: dict[int, list[tuple[int, int]]] = {}
            for job in cadre.careers:
                for place in at.get((job.unit_id, job.title), ()):
                    held.setdefault(place, []).append(span(job, board.month))
            for place, spans in held.items():
                longest = max((end - start for start, end in merged(spans)), default=0)
                if (longest + TERM - COUNTED) // TERM >= self.terms:
                    found.append(cadre_place * len(roster.posts) + place)
        return found

    def _long_at_level(self, board: Board) -> BoolArray:
        served = months_by_cadre(
            board.facts,
            lambda cadre: cadre.level_since,
            lambda _, cadre, job: job.level == cadre.level,
        )
        return (served >= round(12 * self.level_years)) & (self.level_years > 0)

    def _ended(self, board: Board) -> BoolArray:
        """By cadre: in a post with terms, and past the last of them."""
        facts = board.facts
        post, since = facts.cadres.post, facts.cadres.post_since
        tenure = board.month - since
        over = tenure >= self.terms * TERM
        began = self._began(board)
        if began is not None:
            # Terms are counted where one ends: this one now, or the one before when this began.
            served = tenure if board.month >= began + TERM else began - since
            over |= (served + TERM - COUNTED) // TERM >= self.terms
        bound = (post >= 0) & (since >= 0) & self._has_terms(board)[post] & (self.terms > 0)
        bound &= facts.cadres.retires - board.month >= self.exempt_months
        bound &= ~facts.is_category(Category.FROZEN)
        outside = np.array([unit.outside for unit in facts.scenario.roster.units])
        bound &= ~np.array([p.own_line for p in facts.scenario.roster.posts])[post]
        return np.asarray(bound & over & ~outside[facts.cadres.unit])

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            held = action.held_post_id
            if held is None:
                continue
            cadre, post = scenario.roster.cadre[action.cadre_id], scenario.roster.post[held]
            if action.kind in PLACING:
                fault = self._moved_early(scenario, cadre, action)
                fault = fault or self._placed_again(scenario, cadre, post)
            else:
                fault = self._stays_past_end(scenario, cadre, post)
            if fault is not None:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(held,),
                        fault=fault,
                    )
                )
        return found

    def _moved_early(self, scenario: Scenario, cadre: Cadre, action: Action) -> Text | None:
        if cadre.post_id is None or cadre.post_since is None:
            return None
        if goes_by_right(scenario, action):
            return None
        post, unit = (
            scenario.roster.post[cadre.post_id],
            scenario.roster.unit_of_post(cadre.post_id),
        )
        served, limit = (
            tenure_months(cadre.post_since, scenario.month),
            round(12 * self.chief_years),
        )
        if post.role in CHIEF_ROLES and unit.kind in self.chief_kinds and served < limit:
            return _fault("early", served=Months(served), limit=Months(limit))
        began = self.term_began(scenario.month)
        if post.role in self.roles and began is not None:
            from_another = any(
                job.start < cadre.post_since and (job.end or cadre.post_since) > began
                for job in cadre.careers
            )
            if cadre.post_since >= began and from_another:
                return _fault("adjusted", since=str(cadre.post_since))
        return None

    def _placed_again(self, scenario: Scenario, cadre: Cadre, post: Post) -> Text | None:
        if self.terms and post.role in self.roles:
            held = {
                month
                for job in cadre.careers
                if (job.unit_id, job.title) == (post.unit_id, post.title)
                for month in range(
                    job.start.index, min(job.end or scenario.month, scenario.month).index
                )
            }
            run = longest = 0
            for month in sorted(held):
                run = run + 1 if month - 1 in held else 1
                longest = max(longest, run)
            if _terms(longest) >= self.terms:
                return _fault("renewed", terms=self.terms)
        limit = round(12 * self.level_years)
        if not limit or not post.in_team:
            return None
        if cadre.level_since is None or post.level != cadre.level:
            return None
        before = [job for job in cadre.careers if job.level == cadre.level]
        served = months_served(cadre.level_since, before, scenario.month)
        if served < limit:
            return None
        return _fault("at_level", served=Months(served), limit=Months(limit))

    def _stays_past_end(self, scenario: Scenario, cadre: Cadre, post: Post) -> Text | None:
        if not self.terms or post.role not in self.roles or cadre.post_since is None:
            return None
        if assess(scenario)[cadre.cadre_id].category is Category.FROZEN:
            return None
        left = scenario.month.months_until(retires_in(cadre))
        if in_other_hands(scenario, cadre) or left < self.exempt_months:
            return None
        served = tenure_months(cadre.post_since, scenario.month)
        began, at_the_end = self.term_began(scenario.month), 0
        if began is not None and tenure_months(began, scenario.month) >= TERM:
            at_the_end = served
        elif began is not None and cadre.post_since < began:
            at_the_end = tenure_months(cadre.post_since, began)
        over = served >= self.terms * TERM or _terms(at_the_end) >= self.terms
        return _fault("renewed", terms=self.terms) if over else None

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_early(), *_once_a_term(), *_renewed(), *_long_at_the_level()]


def _month(text: str) -> Month:
    year, month = text.split("-")
    return Month(int(year), int(month))


def _terms(months: int) -> int:
    """Terms served in so many unbroken months of one post."""
    whole, rest = divmod(months, TERM)
    return whole + (rest >= COUNTED)


def _fault(code: str, **values: object) -> Text:
    return Text(**render(_FAULTS[code], values))


def _led(
    since: str,
    *,
    kind: UnitKind = UnitKind.TOWNSHIP,
    role: Role = Role.ADMIN_CHIEF,
    facts: Mapping[str, Any] | None = None,
    down: bool = False,
    **parameters: Any,
) -> Scenario:
    """A leads U1 from P1; P2 leads U2, P3 and P4 are a deputy's and a section head's there."""
    posts = [
        case.post("P1", role=role, own_line=parameters.pop("own_line", False)),
        case.post("P2", "U2", role=Role.ADMIN_CHIEF),
        case.post("P3", "U2", role=Role.DEPUTY),
        case.post("P4", "U2", role=Role.SECTION_HEAD),
    ]
    return case.scenario(
        units=[case.unit("U1", kind=kind)],
        posts=posts,
        cadres=[case.cadre("A", "P1", post_since=since, **(facts or {})), case.cadre("B")],
        laws={TermOfOffice.code: parameters, "frozen_status": {}},
        decisions=[case.decision("A", "reverse_posting")] if down else [],
    )


def _early() -> list[Example]:
    # From 2023-12 to 2026-11 it is 35 months.
    below, at = _led("2023-12"), _led("2023-11")
    bureau, deputy = _led("2023-12", kind=UnitKind.GOVERNMENT), _led("2023-12", role=Role.DEPUTY)
    off, down = _led("2023-12", chief_years=0), _led("2023-12", down=True)
    away = {"A": "P2"}
    return [
        Example(
            "a township's chief, a month short of three years", below, case.plan(below, away), 1
        ),
        Example("three years", at, case.plan(at, away), 0),
        Example("short of three years: stays", below, case.plan(below), 0),
        Example("a bureau's chief", bureau, case.plan(bureau, away), 0),
        Example("a township's deputy", deputy, case.plan(deputy, away), 0),
        Example("not asked", off, case.plan(off, away), 0),
        Example("moved down by decision", down, case.plan(down, {"A": "P3"}), 0),
    ]


def _once_a_term() -> list[Example]:
    """The term began in 2021-09."""

    def moved(
        since: str, *jobs: tuple[str, str], term: str = "2021-09", then: str = ""
    ) -> Scenario:
        careers = tuple(case.career(start, end, title="elsewhere") for start, end in jobs)
        terms: dict[str, Any] = {"term_started": term, "next_term": then}
        return _led(since, facts={"careers": careers}, chief_years=0, **terms)

    twice, before = (
        moved("2023-06", ("2020-01", "2023-06")),
        moved("2021-08", ("2019-01", "2021-08")),
    )
    first, unknown = moved("2021-09", ("2019-01", "2021-09")), moved("2023-06")
    open_term = moved("2023-06", ("2020-01", "2023-06"), term="")
    new, soon = (
        moved("2023-06", ("2020-01", "2023-06"), then=then) for then in ("2026-11", "2026-12")
    )
    away = {"A": "P2"}
    return [
        Example("moved in this term already", twice, case.plan(twice, away), 1),
        Example("moved in this term already: stays", twice, case.plan(twice), 0),
        Example("in the post since before the term", before, case.plan(before, away), 0),
        Example("in the post since the term began", first, case.plan(first, away), 0),
        Example("nothing known of another post", unknown, case.plan(unknown, away), 0),
        Example("no term given", open_term, case.plan(open_term, away), 0),
        Example("a new term since this month", new, case.plan(new, away), 0),
        Example("a new term from next month", soon, case.plan(soon, away), 1),
    ]


def _renewed() -> list[Example]:
    # Two terms: ten years, or eight where the present term is over (it began in 2021-11).
    ten, below = _led("2016-11"), _led("2016-12")
    eight = _led("2018-11", term_started="2021-11")
    seven = _led("2018-12", term_started="2021-11")
    running = _led("2018-11", term_started="2021-12")
    # Where a term began this month, eight years were full when the one before ended.
    next_at, next_below = (
        _led(since, term_started="2021-12", next_term="2026-11") for since in ("2018-11", "2018-12")
    )
    not_yet = _led("2018-11", term_started="2021-12", next_term="2026-12")
    # Born 1967-12: retires in 2028-09; 1968-01: in 2028-11.
    near, far = (_led("2016-11", facts={"birth": birth}) for birth in ("1967-12", "1968-01"))
    frozen = _led("2016-11", facts={"status": Status.UNDER_REVIEW})
    secretary, own_line = _led("2016-11", role=Role.PARTY_CHIEF), _led("2016-11", own_line=True)
    deputy = _led("2010-01", role=Role.DEPUTY)

    def before(*jobs: tuple[str, str], title: str = "post P2") -> Scenario:
        """A led U2 before, or served there."""
        careers = tuple(case.career(start, end, unit_id="U2", title=title) for start, end in jobs)
        return _led("2022-01", facts={"careers": careers})

    two = before(("2008-01", "2012-01"), ("2012-01", "2016-01"))
    short = before(("2008-01", "2015-12"))
    apart = before(("2005-01", "2010-01"), ("2012-01", "2015-01"))
    other = before(("2008-01", "2016-01"), title="post P3")
    away = {"A": "P2"}
    return [
        Example("ten years party secretary: stays", secretary, case.plan(secretary), 1),
        Example("ten years in the post: stays", ten, case.plan(ten), 1),
        Example("ten years in the post: goes", ten, case.plan(ten, away), 0),
        Example("a month short of ten years", below, case.plan(below), 0),
        Example("eight years at the end of a term", eight, case.plan(eight), 1),
        Example("a month short of eight", seven, case.plan(seven), 0),
        Example("eight years, the term not over", running, case.plan(running), 0),
        Example("eight years when the next term began", next_at, case.plan(next_at), 1),
        Example("a month less when it began", next_below, case.plan(next_below), 0),
        Example("eight years, the next term to come", not_yet, case.plan(not_yet), 0),
        Example("22 months to retirement", near, case.plan(near), 0),
        Example("24 months to retirement", far, case.plan(far), 1),
        Example("frozen", frozen, case.plan(frozen), 0),
        Example("in a post of its own line", own_line, case.plan(own_line), 0),
        Example("a deputy", deputy, case.plan(deputy), 0),
        Example("back to a post held for eight years", two, case.plan(two, away), 1),
        Example("back after a month less", short, case.plan(short, away), 0),
        Example("eight years in another post there", other, case.plan(other, away), 0),
        Example("eight years, but not running", apart, case.plan(apart, away), 0),
    ]


def _long_at_the_level() -> list[Example]:
    def served(since: str, *jobs: tuple[str, str, str], **parameters: Any) -> Scenario:
        careers = tuple(case.career(start, end, level=level) for start, end, level in jobs)
        return _led("2022-01", facts={"level_since": since, "careers": careers}, **parameters)

    # From 2011-11 to 2026-11 it is fifteen years.
    at, below, off = served("2011-11"), served("2011-12"), served("2011-11", level_years=0)
    back = served("2016-11", ("2008-01", "2013-01", "142"))
    other = served("2016-11", ("2008-01", "2013-01", "150"))
    away = {"A": "P2"}
    return [
        Example("fifteen years at the level", at, case.plan(at, away), 1),
        Example("fifteen years at the level: stays", at, case.plan(at), 0),
        Example("out of the teams", at, case.plan(at, {"A": "P4"}), 0),
        Example("a month less", below, case.plan(below, away), 0),
        Example("the level not asked", off, case.plan(off, away), 0),
        Example("ten years, and five before", back, case.plan(back, away), 1),
        Example("ten years, and five at another level", other, case.plan(other, away), 0),
    ]
