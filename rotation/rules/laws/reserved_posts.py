"""Posts kept for Party members or for non-Party cadres go to them alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import Action
from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board

FULL_MEMBER = "01"
"""GB/T 4762: member of the Party, no longer on probation."""
_FULL_MEMBERS = Text(zh="中共正式党员", en="full Party members")
_MEMBERS = Text(zh="中共党员", en="Party members")
_OTHERS = Text(zh="党外干部", en="non-Party cadres")
_NOT_ON_FILE = Text(zh="政治面貌不详", en="political status not on file")


_PARTY_PROBATION = "party_probation"


class ReservedPosts(Law):
    code: ClassVar[str] = "reserved_posts"
    reads = ("posts.party_member_only", "posts.reserved_for")
    idle_without = False
    waived_by: ClassVar[WaivedBy] = WaivedBy.NOBODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="专设岗位的政治面貌", en="Reserved posts"),
        sentence=Text(
            zh="党组织书记由中共正式党员（留党察看期间的除外）担任；"
            "只限中共党员担任的岗位由中共党员（含预备党员）担任；专留党外干部的岗位专岗专用，"
            "由党外干部担任。政治面貌不详的，视为不符合。现任人员不符的，可以留任，列出备查。",
            en="A party secretary is a full member of the Party, and not on probation in it; "
            "posts for Party members go to members (probationary ones too); posts kept for "
            "non-Party cadres go to them alone. Who has no political status on file does not "
            "fit. A mismatch found before the plan may stay and is listed.",
        ),
        finding=Text(
            zh="{post}限{reserved}担任，{cadre}（{political_status}）不符合",
            en="{post} is for {reserved} only; {cadre} ({political_status}) is not one of them",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "中国共产党统一战线工作条例",
            Confidence.SECONDARY,
            "第四十五条",
            "2020",
            "teams of courts and procuratorates should have non-Party cadres",
        ),
        Source(
            "湖北省党外干部配备的地方做法",
            Confidence.LOCAL_PRACTICE,
            "",
            "2015",
            "a place for a non-Party cadre is used for nobody else",
        ),
        Source(
            "中国共产党章程",
            Confidence.SECONDARY,
            "",
            "",
            "neither a probationary member nor one under 留党察看 has the right to be elected",
        ),
        Source(
            "岗位表的设定", Confidence.PLANNERS_CHOICE, note="which posts are for Party members"
        ),
    )

    def waiver_of(self, scenario: Scenario, cadre_id: str, post_id: str | None) -> WaivedBy:
        """A place kept for a non-Party cadre may be given up by a named body; membership never."""
        post = None if post_id is None else scenario.roster.post[post_id]
        kept = post is not None and not post.party_member_only and post.role is not Role.PARTY_CHIEF
        return WaivedBy.BODY if kept else WaivedBy.NOBODY

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        cadres, posts = board.facts.cadres, board.facts.posts
        outside = posts.party_member_only[board.to_post] & ~cadres.party_member[board.cadre]
        inside = posts.reserved_for_non_party[board.to_post] & ~cadres.non_party[board.cadre]
        full = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for place, cadre in enumerate(scenario.roster.cadres):
            watched = [s for s in cadre.sanctions if s.kind == _PARTY_PROBATION]
            watched = [s for s in watched if s.start <= scenario.month < s.end]
            full[place] = cadre.political_status == FULL_MEMBER and not watched
        secretary = posts.role[board.to_post] == list(Role).index(Role.PARTY_CHIEF)
        return np.asarray(board.placing & (outside | inside | (secretary & ~full[board.cadre])))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        roster = scenario.roster
        found = []
        for action in plan.actions:
            cadre = roster.cadre[action.cadre_id]
            for post_id, status in _held(action, cadre):
                reserved = _reserved_against(roster.post[post_id], cadre, scenario.month)
                if reserved is None:
                    continue
                code = cadre.political_status
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        status=status,
                        cadres=(cadre.cadre_id,),
                        posts=(post_id,),
                        reserved=reserved,
                        political_status=Coded("political_status", code) if code else _NOT_ON_FILE,
                    )
                )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # GB/T 4762: 01 member, 02 probationary member, 03 Youth League, 04 to 13 non-Party.
        def person(status: str | None, post_id: str | None = "P1", **facts: Any) -> Scenario:
            return case.scenario(
                posts=[
                    case.post("P1"),
                    case.post("member", "U2", party_member_only=True),
                    case.post("secretary", "U4", role=Role.PARTY_CHIEF),
                    case.post("other", "U3", reserved_for_non_party=True),
                ],
                cadres=[case.cadre("A", post_id, political_status=status, **facts)],
                laws={"reserved_posts": {}},
            )

        def placed(
            claim: str, status: str | None, post_id: str, amount: int, **facts: Any
        ) -> Example:
            made = person(status, **facts)
            return Example(claim, made, case.plan(made, {"A": post_id}), amount)

        def watched(end: str) -> tuple[object, ...]:
            return (case.sanction(_PARTY_PROBATION, "2025-11", end),)

        pool, misplaced = person("13", None), person("04", "member")
        beside = case.with_concurrent(person("04"), "A", "member")
        return [
            placed("a member in a post for members", "01", "member", 0),
            placed("a probationary member counts as a member", "02", "member", 0),
            placed("a Youth League member does not", "03", "member", 1),
            placed("nor does a member of a democratic party", "04", "member", 1),
            placed("an unknown status is not taken for membership", None, "member", 1),
            placed("a member of a democratic party in a non-Party post", "04", "other", 0),
            placed("a person of no party in a non-Party post", "13", "other", 0),
            placed("a probationary member in a non-Party post", "02", "other", 1),
            placed("a Youth League member is not counted as non-Party", "03", "other", 1),
            placed("an unknown status is not taken for non-Party either", None, "other", 1),
            placed("a member as party secretary", "01", "secretary", 0),
            placed("a probationary member as party secretary", "02", "secretary", 1),
            placed("a member of a democratic party as party secretary", "05", "secretary", 1),
            placed("a member under 留党察看", "01", "secretary", 1, sanctions=watched("2026-12")),
            placed("until this month", "01", "secretary", 0, sanctions=watched("2026-11")),
            Example("the same from the pool", pool, case.plan(pool, {"A": "member"}), 1),
            Example(
                "who is misplaced already may stay", misplaced, case.plan(misplaced), 0, listed=1
            ),
            Example(
                "also in a post held beside the main one", beside, case.plan(beside), 0, listed=1
            ),
            Example("and may leave", misplaced, case.plan(misplaced, {"A": "P1"}), 0),
            Example("into a post that fits", misplaced, case.plan(misplaced, {"A": "other"}), 0),
        ]


def _held(action: Action, cadre: Cadre) -> Iterator[tuple[str, FindingStatus]]:
    """The posts that are kept (a mismatch there is inherited), and the post that is taken up."""
    for post_id in action.held_post_ids:
        taken = post_id == action.held_post_id != cadre.post_id
        yield post_id, FindingStatus.BROKEN if taken else FindingStatus.INHERITED


def _reserved_against(post: Post, cadre: Cadre, month: Month) -> Text | None:
    """For whom the post is kept, if not for this cadre."""
    if post.role is Role.PARTY_CHIEF and not _may_be_elected(cadre, month):
        return _FULL_MEMBERS
    if post.party_member_only and not cadre.party_member:
        return _MEMBERS
    if post.reserved_for_non_party and not cadre.non_party:
        return _OTHERS
    return None


def _may_be_elected(cadre: Cadre, month: Month) -> bool:
    """A full member of the Party who is not under 留党察看."""
    last = max((s.end for s in cadre.sanctions
                if s.kind == _PARTY_PROBATION and s.start <= month), default=month)  # fmt: skip
    return cadre.political_status == FULL_MEMBER and last <= month
