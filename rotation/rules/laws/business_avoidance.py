"""Nobody leads where the trade of their spouse or children is regulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.cadre import Cadre, Relative, Status
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import assess
from rotation.rules.words import Coded, Text, render, show

if TYPE_CHECKING:
    from rotation.model.board import Board

_CLOSE = frozenset(
    {"10", "11", "12"}  # spouse
    | {str(code) for code in range(20, 30)}  # sons, 28 the son-in-law
    | {str(code) for code in range(30, 40)}  # daughters, 38 the daughter-in-law
)
"""GB/T 4761 codes of the spouse, the children and the children's spouses."""
_HOLDERS = {
    False: Text(zh="现任的可以留任，列出备查", en="Who holds such a post may stay, and is listed"),
    True: Text(
        zh="现任的必须调离；暂缓交流的可以留任，列出备查",
        en="Who holds such a post leaves it; who is frozen may stay, and is listed",
    ),
}


class BusinessAvoidance(Law):
    code: ClassVar[str] = "business_avoidance"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    reads = ("relatives",)
    words: ClassVar[Words] = Words(
        title=Text(zh="亲属经商办企业回避", en="Business avoidance"),
        sentence=Text(
            zh="配偶、子女及其配偶从事某一行业经营活动的，不得新任主管该行业的单位的领导班子职务，"
            "也不得新任分管该业务的领导班子职务；内设机构负责人以下岗位不在此限。{holders}。",
            en="Whose spouse, children or children's spouses do business in a trade takes no "
            "post in the leading team of a unit in charge of it, nor one that deals with it; "
            "heads of sections and below are not bound. {holders}.",
        ),
        finding=Text(
            zh="{cadre}的亲属从事相关行业经营活动（{kin}），本人担任{post}应当回避",
            en="{cadre} must not hold {post}: relatives do business in its trade ({kin})",
        ),
        demand=Text(
            zh="{cadre}的亲属从事相关行业经营活动（{kin}），本人不得担任{post}",
            en="{cadre} does not hold {post}: relatives do business in its trade ({kin})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source("党政领导干部任职回避暂行规定", Confidence.PRIMARY, "第四条", "2006-06-10"),
        Source(
            "岗位表的业务领域",
            Confidence.PLANNERS_CHOICE,
            note="a unit is in charge of its own field, a leading post of the fields it deals with",
        ),
    )

    clear_existing: bool = param(
        False,
        zh="现任领导岗位应当回避的，须调离（暂缓交流的除外）",
        en="who already holds such a post leaves it (unless frozen)",
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        roster = scenario.roster
        trades = [
            {kin.business_field for kin in cadre.relatives if kin.relation in _CLOSE} - {None}
            for cadre in roster.cadres
        ]
        concerned = [place for place, fields in enumerate(trades) if fields]
        line = np.zeros(len(trades), dtype=np.int64)  # 0: nobody in business
        line[concerned] = np.arange(1, len(concerned) + 1)
        ruled = [
            post.fields | {roster.unit_of_post(post.post_id).field} if post.in_team else frozenset()
            for post in roster.posts
        ]
        kinds = {fields: place for place, fields in enumerate(dict.fromkeys(ruled))}
        of_post = np.array([kinds[fields] for fields in ruled], dtype=np.int64)
        clash = np.zeros((len(concerned) + 1, len(kinds)), dtype=np.bool_)
        for fields, place in kinds.items():
            clash[1:, place] = [not fields.isdisjoint(trades[i]) for i in concerned]
        taken = board.placing & clash[line[board.cadre], of_post[board.to_post]]
        if not self.clear_existing:
            return taken
        seats = board.seats
        keeps = np.zeros(len(board), dtype=np.bool_)
        held = clash[line[board.cadre[seats.row]], of_post[seats.post]]
        keeps[seats.row[held & ~board.waived_seats(self.code)]] = True
        stays = board.is_kind(ActionKind.STAY) & ~board.is_category(Category.FROZEN)
        return taken | (stays & keeps)

    def explain(self) -> Mapping[str, str]:
        return render(self.words.sentence, {"holders": _HOLDERS[self.clear_existing]})

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            if cadre.post_id is not None and action.held_post_id == cadre.post_id:
                status = self._status_of_holding(scenario, action)
                held = [
                    finding
                    for post_id in action.held_post_ids
                    for finding in self._check_post(scenario, cadre, post_id, status)
                ]
                # to keep several such posts is one case
                found += [replace(each, cases=int(each is held[0])) for each in held]
            if action.kind in PLACING and action.to_post_id is not None:
                found += self._check_post(scenario, cadre, action.to_post_id, FindingStatus.BROKEN)
        return found

    def _status_of_holding(self, scenario: Scenario, action: Action) -> FindingStatus:
        """What it is to keep the present post, if that post calls for avoidance."""
        frozen = assess(scenario)[action.cadre_id].category is Category.FROZEN
        kept = action.kind is ActionKind.STAY
        forced = self.clear_existing and kept and not frozen
        return FindingStatus.BROKEN if forced else FindingStatus.INHERITED

    def _check_post(
        self, scenario: Scenario, cadre: Cadre, post_id: str, status: FindingStatus
    ) -> list[Finding]:
        post, unit = scenario.roster.post[post_id], scenario.roster.unit_of_post(post_id)
        kin = [
            _in_words(relative)
            for relative in cadre.relatives
            if relative.relation in _CLOSE
            and relative.business_field is not None
            and (relative.business_field == unit.field or relative.business_field in post.fields)
        ]
        if not kin or not post.in_team:
            return []
        return [
            self.finding(
                scenario,
                amount=1,
                status=status,
                cadres=(cadre.cadre_id,),
                posts=(post_id,),
                kin=kin,
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        # GB/T 4761: 10 spouse, 28 son-in-law, 29 other son, 38 daughter-in-law, 39 other daughter;
        # past the edge 40 grandchild, 51 father, 71 elder brother.
        def person(
            relation: str,
            field: str,
            post_id: str = "P1",
            *,
            clear: bool = False,
            status: Status = Status.SERVING,
        ) -> Scenario:
            kin = (case.relative(relation, field=field),)
            return case.scenario(
                units=[case.unit("U2", field="construction")],
                posts=[
                    case.post("P1"),
                    case.post("chief", "U2", role=Role.ADMIN_CHIEF),
                    case.post("member", "U2", role=Role.MEMBER),
                    case.post("head", "U2", role=Role.SECTION_HEAD),
                    case.post("deputy", "U3", role=Role.DEPUTY, fields=["transport"]),
                ],
                cadres=[case.cadre("A", post_id, relatives=kin, status=status)],
                laws={"business_avoidance": {"clear_existing": clear}, "frozen_status": {}},
            )

        def moved(claim: str, amount: int, relation: str, field: str, to_post: str) -> Example:
            made = person(relation, field)
            return Example(claim, made, case.plan(made, {"A": to_post}), amount)

        builds = "construction"
        found = person("10", builds, "chief")
        asked = person("10", builds, "chief", clear=True)
        frozen = person("10", builds, "chief", clear=True, status=Status.UNDER_REVIEW)
        return [
            moved("the spouse's trade is the unit's own", 1, "10", builds, "chief"),
            moved("every leading post of the unit counts", 1, "12", builds, "member"),
            moved("who heads a section does not lead the unit", 0, "10", builds, "head"),
            moved("another trade", 0, "10", "water", "chief"),
            moved(
                "the post deals with the trade, its unit does not", 1, "21", "transport", "deputy"
            ),
            moved("a son-in-law", 1, "28", builds, "chief"),
            moved("the last code of sons", 1, "29", builds, "chief"),
            moved("a daughter-in-law", 1, "38", builds, "chief"),
            moved("the last code of daughters", 1, "39", builds, "chief"),
            moved("grandchildren are not named by the article", 0, "40", builds, "chief"),
            moved("nor are brothers", 0, "71", builds, "chief"),
            Example("who leads there already may stay", found, case.plan(found), 0, listed=1),
            Example("but takes no second such post", found, case.plan(found, {"A": "member"}), 1),
            Example("unless the department clears what it finds", asked, case.plan(asked), 1),
            Example("which a move does", asked, case.plan(asked, {"A": "P1"}), 0),
            Example("a frozen cadre stays all the same", frozen, case.plan(frozen), 0, listed=1),
        ]


def _in_words(relative: Relative) -> Text:
    """Such as "spouse: construction"; a trade outside the list of fields is given as it stands."""
    trade = relative.business_field or ""
    field: object = Coded("field", trade) if trade in table("field") else trade
    word = table("kinship").word
    return Text(
        zh=f"{word(relative.relation, 'zh')}：{show(field, 'zh')}",
        en=f"{word(relative.relation, 'en')}: {show(field, 'en')}",
    )
