"""A new holder meets the conditions that a post itself sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre
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


class PostRequirements(Law):
    code: ClassVar[str] = "post_requirements"
    words: ClassVar[Words] = Words(
        title=Text(zh="岗位资格条件", en="Post requirements"),
        sentence=Text(
            zh="新任人选应当符合岗位设定的资格条件（{binding}），情况不详的视为不符合；现任人员不受影响。",
            en="Whoever takes a post meets its own conditions ({binding}); what is not on file "
            "counts as not met; present holders are not touched.",
        ),
        finding=Text(
            zh="{cadre}拟任{post}，不符合岗位资格条件：{unmet}",
            en="{cadre} takes {post} without meeting its conditions: {unmet}",
        ),
        demand=Text(
            zh="{cadre}不符合{post}的资格条件，不得任用：{unmet}",
            en="{cadre} does not meet the conditions of {post}: {unmet}",
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

    def explain(self) -> Mapping[str, str]:
        parts = (
            (self.education_binds, Text(zh="学历", en="education")),
            (self.majors_bind, Text(zh="专业", en="major")),
            (self.experience_binds, Text(zh="业务领域经历", en="experience")),
        )
        binding = [words for binds, words in parts if binds] or [Text(zh="未启用", en="none")]
        return render(self.words.sentence, {"binding": binding})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        facts, roster = board.facts, scenario.roster
        unmet = np.zeros(len(board), dtype=np.bool_)
        if self.education_binds:
            has = facts.cadres.education[board.cadre]
            unmet |= has < facts.posts.min_education[board.to_post]
        if self.majors_bind:
            majors = [frozenset({c.major} if c.major else ()) for c in roster.cadres]
            unmet |= _meets_none(board, majors, [p.majors for p in roster.posts])
        if self.experience_binds:
            own = {p.post_id: p.fields for p in roster.posts}
            worked = [
                frozenset().union(own.get(c.post_id or "", ()), *(job.fields for job in c.careers))
                for c in roster.cadres
            ]
            unmet |= _meets_none(board, worked, [p.experience_fields for p in roster.posts])
        return board.placing & unmet

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            unmet = self._unmet(scenario, cadre, scenario.roster.post[action.to_post_id])
            if unmet:
                found.append(
                    self.finding(
                        scenario,
                        amount=len(unmet),
                        cadres=(cadre.cadre_id,),
                        posts=(action.to_post_id,),
                        unmet=unmet,
                    )
                )
        return found

    def _unmet(self, scenario: Scenario, cadre: Cadre, post: Post) -> list[Text]:
        """The post's conditions that the cadre does not meet, in words."""
        unmet = []
        if self.education_binds and post.min_education is not None:
            least = education_order(post.min_education)
            if cadre.education is None or education_order(cadre.education) < least:
                word = table("education").word
                unmet.append(
                    Text(
                        zh=f"学历要求{word(post.min_education, 'zh')}以上",
                        en=f"at least {word(post.min_education, 'en')}",
                    )
                )
        if self.majors_bind and post.majors and cadre.major not in post.majors:
            unmet.append(_one_of("专业要求", "major in", sorted(post.majors)))
        wanted = post.experience_fields
        if self.experience_binds and wanted and not wanted & fields_served(scenario, cadre):
            known = table("field")
            fields = [Coded("field", f) if f in known else f for f in sorted(wanted)]
            unmet.append(_one_of("应有业务领域经历", "experience in", fields))
        return unmet

    @classmethod
    def examples(cls) -> list[Example]:
        # GB/T 4658: 14 master, 21 bachelor, 31 college (大专), 41 secondary specialised school.
        def facing(conditions: Mapping[str, object], **facts: object) -> Scenario:
            return case.scenario(
                posts=[
                    case.post("P1", fields=["audit"]),
                    case.post(
                        "P2",
                        "U2",
                        min_education="21",
                        majors=["law", "economics"],
                        experience_fields=["approval", "funds"],
                    ),
                    case.post("P3", "U3"),
                ],
                cadres=[case.cadre("A", "P1", **facts)],
                laws={"post_requirements": conditions},
            )

        def moved(
            claim: str, amount: int, binds: Sequence[str] = (), to_post: str = "P2", **facts: object
        ) -> Example:
            conditions = {name: name in binds for name in cls.model_fields} if binds else {}
            made = facing(conditions, **facts)
            return Example(claim, made, case.plan(made, {"A": to_post}), amount)

        past = (case.career("2012-01", "2015-06", fields=["funds", "personnel"]),)
        other = (case.career("2012-01", "2015-06", fields=["personnel"]),)
        major, worked = ["majors_bind"], ["experience_binds"]
        stays = facing({}, education=None)
        return [
            moved("a bachelor where a bachelor is asked", 0, education="21"),
            moved("a master where a bachelor is asked", 0, education="14"),
            moved("a college course is one step short", 1, education="31"),
            moved("an unknown education does not do", 1),
            moved("a post without conditions takes anybody", 0, to_post="P3"),
            moved("majors do not bind by default", 0, education="21", major="art"),
            moved("one of the majors", 0, major, major="economics"),
            moved("another major", 1, major, major="art"),
            moved("an unknown major does not do", 1, major),
            moved("no majors asked", 0, major, "P3", major="art"),
            moved("has worked in one of the fields", 0, worked, careers=past),
            moved("has worked in other fields only", 1, worked, careers=other),
            moved("has no career on file", 1, worked),
            moved(
                "two conditions missed", 2, [*major, "education_binds"], education="31", major="art"
            ),
            Example("a holder who would not qualify stays", stays, case.plan(stays), 0),
        ]


def _one_of(zh: str, en: str, items: Sequence[object]) -> Text:
    return Text(zh=f"{zh}（{show(items, 'zh')}）", en=f"{en} one of {show(items, 'en')}")


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
