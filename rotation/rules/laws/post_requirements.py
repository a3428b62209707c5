"""A new holder meets the conditions that a post itself sets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from rotation.domain.action import MOVING, PLACING
from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import age_years
from rotation.domain.codes import education_order, table
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import fields_served
from rotation.rules.words import Coded, Text, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board

Sets = Sequence[frozenset[str]]
Facts = Mapping[str, Any]

_CONDITIONS = {
    "education_binds": Text(zh="学历", en="education"),
    "majors_bind": Text(zh="专业", en="major"),
    "experience_binds": Text(zh="业务领域经历", en="experience"),
    "age_binds": Text(zh="任职年龄", en="age"),
    "sex_binds": Text(zh="性别", en="sex"),
    "affiliation_binds": Text(zh="身份或者党派", en="political status"),
    "licences_bind": Text(zh="职业资格", en="licences"),
    "establishment_binds": Text(zh="编制", en="establishment"),
    "own_line_binds": Text(zh="本系统任职", en="posts filled by their own line of authority"),
}
"""By parameter the condition that it makes binding."""
_DOES = {False: Text(zh="拟任", en="takes"), True: Text(zh="拟调离", en="leaves")}
_ACT = {False: Text(zh="任", en="take"), True: Text(zh="调离", en="leave")}
_OWN_LINE = Text(
    zh="该岗位由本系统任职，本级不调入、不调出", en=", which its own line of authority fills"
)
_OWN_LINE_STAYS = Text(
    zh="；由本系统任职的岗位不调入、不调出，也不免职",
    en="; a post filled by its own line is neither taken nor left, nor is its holder released",
)
_OLDEST = 999
"""An age that nobody reaches: of posts without a limit."""


class PostRequirements(Law):
    code: ClassVar[str] = "post_requirements"
    reads = (
        "posts.min_education",
        "posts.majors",
        "posts.experience_fields",
        "posts.max_age",
        "posts.sex",
        "posts.affiliation",
        "posts.licences",
        "posts.establishment",
        "posts.own_line",
    )
    words: ClassVar[Words] = Words(
        title=Text(zh="岗位资格条件", en="Post requirements"),
        sentence=Text(
            zh="新任人选应当符合岗位设定的资格条件（{binding}），情况不详的视为不符合；现任人员不受影响{own_line}。",
            en="Whoever takes a post meets its own conditions ({binding}); what is not on file "
            "counts as not met; present holders are not touched{own_line}.",
        ),
        finding=Text(zh="{cadre}{does}{post}，{fault}", en="{cadre} {does} {post}{fault}"),
        demand=Text(
            zh="{cadre}不得{act}{post}，{fault}", en="{cadre} must not {act} {post}{fault}"
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "岗位表设定的资格条件",
            Confidence.PLANNERS_CHOICE,
            note="a post's conditions are the department's own; which of them bind is a choice",
        ),
    )

    education_binds: bool = param(True, zh="学历条件必须符合", en="least education binds")
    majors_bind: bool = param(False, zh="专业条件必须符合", en="majors bind")
    experience_binds: bool = param(
        False, zh="业务领域经历必须符合", en="experience in a field binds"
    )
    age_binds: bool = param(True, zh="任职年龄上限必须符合", en="the age limit binds")
    sex_binds: bool = param(True, zh="性别要求必须符合", en="the sex asked for binds")
    affiliation_binds: bool = param(
        True, zh="身份、党派要求必须符合", en="the political status asked for binds"
    )
    licences_bind: bool = param(True, zh="职业资格要求必须符合", en="licences bind")
    establishment_binds: bool = param(
        True,
        zh="事业编制人员不任行政、参公岗位",
        en="staff of institutions take no administrative post",
    )
    own_line_binds: bool = param(
        True,
        zh="本系统任职的岗位不调入、不调出",
        en="posts filled by their own line stay as they are",
    )

    def explain(self) -> Mapping[str, str]:
        binding = [words for name, words in _CONDITIONS.items() if getattr(self, name)]
        own_line = _OWN_LINE_STAYS if self.own_line_binds else Text(zh="", en="")
        none = [Text(zh="未启用", en="none")]
        return render(self.words.sentence, {"binding": binding or none, "own_line": own_line})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        facts, posts = board.facts, scenario.roster.posts
        unmet = np.zeros(len(board), dtype=np.bool_)
        if self.education_binds:
            has = facts.cadres.education[board.cadre]
            unmet |= has < facts.posts.min_education[board.to_post]
        if self.age_binds:
            oldest = np.array([_OLDEST if p.max_age is None else p.max_age for p in posts])
            age = (board.month - facts.cadres.birth[board.cadre]) // 12
            unmet |= age > oldest[board.to_post]
        for owned, asked in self._sets(scenario):
            unmet |= _meets_none(board, owned, asked)
        if not self.own_line_binds:
            return board.placing & unmet
        own = np.array([p.own_line for p in posts], dtype=np.bool_)
        left = board.moving & board.leaving(own)
        return np.asarray(left | (board.placing & (unmet | own[board.to_post])))

    def _sets(self, scenario: Scenario) -> Iterator[tuple[Sets, Sets]]:
        """For the board: what every cadre has and every post asks for, one of which is enough."""
        posts, cadres = scenario.roster.posts, scenario.roster.cadres
        if self.majors_bind:
            yield [_only(c.major) for c in cadres], [p.majors for p in posts]
        if self.experience_binds:
            own = {p.post_id: p.fields for p in posts}
            worked = [
                frozenset().union(own.get(c.post_id or "", ()), *(job.fields for job in c.careers))
                for c in cadres
            ]
            yield worked, [p.experience_fields for p in posts]
        if self.sex_binds:
            yield [_only(c.gender) for c in cadres], [_only(p.sex) for p in posts]
        if self.affiliation_binds:
            yield [_only(c.political_status) for c in cadres], [p.affiliation for p in posts]
        if self.licences_bind:
            yield [c.licences for c in cadres], [p.licences for p in posts]
        if self.establishment_binds:
            state = frozenset({"administrative", "civil_service_managed"})
            asked = [state if p.establishment in state else frozenset() for p in posts]
            yield [_only(c.establishment) for c in cadres], asked

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            left = scenario.roster.posts_left(action) if action.kind in MOVING else ()
            own = [post.post_id for post in left if self._own_line(scenario, post.post_id)]
            leaves = bool(own)
            post_id = own[0] if own else action.to_post_id
            if post_id is None or not (leaves or action.kind in PLACING):
                continue
            amount, fault = 1, _OWN_LINE
            if not self._own_line(scenario, post_id):
                unmet = list(self._unmet(scenario, cadre, scenario.roster.post[post_id]))
                amount, fault = len(unmet), _not_met(unmet)
            if amount:
                found.append(
                    self.finding(
                        scenario,
                        amount=amount,
                        cadres=(cadre.cadre_id,),
                        posts=(post_id,),
                        does=_DOES[leaves],
                        act=_ACT[leaves],
                        fault=fault,
                    )
                )
        return found

    def _own_line(self, scenario: Scenario, post_id: str) -> bool:
        return self.own_line_binds and scenario.roster.post[post_id].own_line

    def _unmet(self, scenario: Scenario, cadre: Cadre, post: Post) -> Iterator[Text]:
        """The post's conditions that the cadre does not meet, in words."""
        yield from self._too_little_or_old(scenario, cadre, post)
        if self.majors_bind and post.majors and cadre.major not in post.majors:
            yield _asked("专业要求", "major in one of", post.majors)
        wanted = post.experience_fields
        if self.experience_binds and wanted and not wanted & fields_served(scenario, cadre):
            yield _asked("应有业务领域经历", "experience in one of", wanted, "field")
        if self.sex_binds and post.sex is not None and post.sex is not cadre.gender:
            yield _asked("性别要求", "sex:", {post.sex}, "sex")
        status = cadre.political_status
        if self.affiliation_binds and post.affiliation and status not in post.affiliation:
            yield _asked("身份要求", "one of", post.affiliation, "political_status")
        if self.licences_bind and post.licences and not post.licences & cadre.licences:
            yield _asked("资格要求", "licensed as one of", post.licences)
        outsider = cadre.establishment in (None, "institution")
        kind = post.establishment
        if self.establishment_binds and kind not in (None, "institution") and outsider:
            yield _asked("编制要求", "establishment:", {kind}, "establishment")

    def _too_little_or_old(self, scenario: Scenario, cadre: Cadre, post: Post) -> Iterator[Text]:
        if self.education_binds and post.min_education is not None:
            least = education_order(post.min_education)
            if cadre.education is None or education_order(cadre.education) < least:
                word = table("education").word
                yield Text(
                    zh=f"学历要求{word(post.min_education, 'zh')}以上",
                    en=f"at least {word(post.min_education, 'en')}",
                )
        age = age_years(cadre.birth, scenario.month)
        if self.age_binds and post.max_age is not None and age > post.max_age:
            yield Text(
                zh=f"年龄不超过{post.max_age}周岁（现{age}周岁）",
                en=f"at most {post.max_age} years old (now {age})",
            )

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_schooled(), *_of_the_person(), *_own_line()]


def _moved(post: Post, claim: str, amount: int, facts: Facts, **parameters: object) -> Example:
    """A, of these facts, goes from P1 (audit) to this post, which is P2."""
    made = case.scenario(
        posts=[case.post("P1", fields=["audit"]), post],
        cadres=[case.cadre("A", "P1", **facts)],
        laws={PostRequirements.code: parameters},
    )
    return Example(claim, made, case.plan(made, {"A": "P2"}), amount)


def _schooled() -> list[Example]:
    # GB/T 4658: 14 master, 21 bachelor, 31 college (大专), 41 secondary specialised school.
    post = case.post(
        "P2",
        "U2",
        min_education="21",
        majors=["law", "economics"],
        experience_fields=["approval", "funds"],
    )
    free = case.post("P2", "U2")

    def moved(
        claim: str, amount: int, binds: Sequence[str] = (), to: Post = post, **facts: object
    ) -> Example:
        names = set(PostRequirements.model_fields) - {"preset"}
        conditions = {name: name in binds for name in names}
        return _moved(to, claim, amount, facts, **(conditions if binds else {}))

    past = (case.career("2012-01", "2015-06", fields=["funds", "personnel"]),)
    other = (case.career("2012-01", "2015-06", fields=["personnel"]),)
    present, audit = (
        (case.career("2020-01", fields=["funds"]),),
        case.post("P2", "U2", experience_fields=["audit"]),
    )
    major, worked = ["majors_bind"], ["experience_binds"]
    stays = moved("", 0).scenario
    return [
        moved("a bachelor where a bachelor is asked", 0, education="21"),
        moved("a master where a bachelor is asked", 0, education="14"),
        moved("a college course is one step short", 1, education="31"),
        moved("an unknown education does not do", 1),
        moved("a post without conditions takes anybody", 0, to=free),
        moved("majors do not bind by default", 0, education="21", major="art"),
        moved("one of the majors", 0, major, major="economics"),
        moved("another major", 1, major, major="art"),
        moved("an unknown major does not do", 1, major),
        moved("no majors asked", 0, major, free, major="art"),
        moved("has worked in one of the fields", 0, worked, careers=past),
        moved("has worked in other fields only", 1, worked, careers=other),
        moved("works in one of the fields elsewhere still", 0, worked, careers=present),
        moved("works in one of the fields now", 0, worked, to=audit),
        moved("has no career on file", 1, worked),
        moved("two conditions missed", 2, [*major, "education_binds"], education="31", major="art"),
        Example("a holder who would not qualify stays", stays, case.plan(stays), 0),
    ]


def _of_the_person() -> list[Example]:
    # On 2026-11-30 whoever was born in 1976-11 is 50, in 1975-11 51.
    man, woman = {"gender": Gender.MALE}, {"gender": Gender.FEMALE}

    def moved(claim: str, amount: int, facts: Facts, asked: Facts, **parameters: object) -> Example:
        return _moved(case.post("P2", "U2", **asked), claim, amount, facts, **parameters)

    women, league = {"sex": Gender.FEMALE}, {"affiliation": ["01", "03"]}
    lawyer, office = {"licences": ["法律职业资格", "律师"]}, {"establishment": "administrative"}
    managed, free = {"establishment": "civil_service_managed"}, {"establishment": "institution"}
    return [
        moved("as old as the post allows", 0, {"birth": "1975-12"}, {"max_age": 50}),
        moved("a year too old", 1, {"birth": "1975-11"}, {"max_age": 50}),
        moved("a man as vice-chair of the women's federation", 1, man, women),
        moved("a woman", 0, woman, women),
        moved("a man, where sex does not bind", 0, man, women, sex_binds=False),
        moved("a member of the league", 0, {"political_status": "03"}, league),
        moved("a member of another party in the league", 1, {"political_status": "05"}, league),
        moved("of unknown political status", 1, {"political_status": None}, league),
        moved("holds the licence", 0, {"licences": ["法律职业资格", "会计师"]}, lawyer),
        moved("holds another licence", 1, {"licences": ["会计师"]}, lawyer),
        moved("staff of an institution", 1, free, office),
        moved("of unknown establishment", 1, {}, office),
        moved("managed like the civil service", 0, managed, office),
        moved("staff of an institution to a post managed so", 1, free, managed),
        moved("anybody to an institution", 0, {}, free),
    ]


def _own_line() -> list[Example]:
    # P1 is filled by its own line of authority. B has results of 40, which would call for a move.
    made = case.scenario(
        posts=[case.post("P1", own_line=True), case.post("P2", "U2"), case.post("P3", "U2")],
        cadres=[case.cadre("A", "P2"), case.cadre("B", "P1", score=40)],
        laws={PostRequirements.code: {}},
    )
    old = case.scenario(
        posts=made.roster.posts,
        cadres=[case.cadre("B", "P1", birth="1965-01")],
        laws={PostRequirements.code: {}, "retirement_due": {}},
    )
    return [
        Example("out of a post of its own line", made, case.plan(made, {"B": "P3"}), 1),
        Example("released from it", made, case.plan(made, {"B": "release"}), 1),
        Example("its holder retires", old, case.plan(old, {"B": "retirement"}), 0),
        Example("its holder stays", made, case.plan(made, {"A": "P3"}), 0),
        Example(
            "into a post of its own line", made, case.plan(made, {"A": "P1", "B": "release"}), 2
        ),
    ]


def _not_met(unmet: list[Text]) -> Text:
    return Text(
        zh=f"不符合岗位资格条件：{show(unmet, 'zh')}",
        en=f" without meeting its conditions: {show(unmet, 'en')}",
    )


def _only(value: str | None) -> frozenset[str]:
    return frozenset() if value is None else frozenset({value})


def _asked(zh: str, en: str, items: Collection[str], codes: str = "") -> Text:
    """What is asked for, with words where the items are codes of a table."""
    words = [
        Coded(codes, item) if codes and item in table(codes) else item for item in sorted(items)
    ]
    return Text(zh=f"{zh}（{show(words, 'zh')}）", en=f"{en} {show(words, 'en')}")


def _meets_none(
    board: Board, has: Sequence[frozenset[str]], asked: Sequence[frozenset[str]]
) -> BoolArray:
    """Rows whose cadre has none of what the destination asks for (and it asks for something)."""
    kinds = {wanted: place for place, wanted in enumerate(dict.fromkeys(asked))}
    words = sorted(frozenset().union(*kinds))
    wants, owns = _marked(kinds, words), _marked(has, words)
    misses = wants.any(axis=1) & (owns @ wants.T == 0)
    kind_of_post = np.array([kinds[wanted] for wanted in asked], dtype=np.int64)
    return np.asarray(misses[board.cadre, kind_of_post[board.to_post]])


def _marked(sets: Iterable[frozenset[str]], words: Sequence[str]) -> NDArray[np.float32]:
    """1 where a set (row) has a word (column), 0 elsewhere."""
    marks = [[word in own for word in words] for own in sets]
    return np.array(marks, dtype=np.float32).reshape(len(marks), len(words))
