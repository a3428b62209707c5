"""Nobody goes down without a decision of a named body, or the legal effect of an appraisal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from rotation.domain.action import DOWN
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.going_down import goes_by_right, rows_by_right
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board


class ReleaseWithCause(Law):
    code: ClassVar[str] = "release_with_cause"
    waived_by: ClassVar[WaivedBy] = WaivedBy.NOBODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="“下”须有决定", en="Down only by decision"),
        sentence=Text(
            zh="退出现职、降职使用、逆向调整（同一层次{reverse}），须有载明机关、日期和文号的决定；"
            "年度考核不称职、依法降低一级的，以及按载明机关、日期和文号的本地规定到龄退出领导岗位的除外。工作实绩、作风状态和交流类别都只是提出研究的依据，"
            "不产生“下”的结果。",
            en="Nobody leaves a post for none, takes a post of a lower level or is posted in "
            "reverse "
            "(same level: {reverse}) without a decision that names the body, the day and the "
            "document; whoever was appraised incompetent is lowered one level by law, and a "
            "local rule "
            "on the age of leaving leadership that names the three is carried out. Results, "
            "conduct and category are grounds to consider it, and bring nobody down.",
        ),
        finding=Text(
            zh="没有对{cadre}作出{deed}的决定（机关、日期、文号），方案却这样安排（{post}）",
            en="nobody has decided (body, day, document) on {deed} for {cadre}, yet the plan has "
            "it "
            "({post})",
        ),
        demand=Text(
            zh="没有对{cadre}作出{deed}的决定（机关、日期、文号），不得这样安排（{post}）",
            en="without a decision (body, day, document) there is no {deed} for {cadre} ({post})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第十五条",
            "2018-12-29",
            "no removal from office and no demotion without a legal ground and a legal procedure",
        ),
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第五十条",
            "2018-12-29",
            "incompetent in the yearly appraisal: lowered one level of post or rank",
        ),
        Source(
            "推进领导干部能上能下规定",
            Confidence.SECONDARY,
            "",
            "2022-09-08",
            "whoever is unfit for the post is adjusted after the party committee has found so",
        ),
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.LOCAL_PRACTICE,
            note="names 逆向调整岗位 as a way down; what counts as much lighter is a parameter",
        ),
    )

    chief_to_deputy: bool = param(
        True,
        zh="正职改任非正职属逆向调整",
        en="a chief who is to lead no more is posted in reverse",
    )
    out_of_team: bool = param(
        True,
        zh="班子成员改任班子以外同层次职务属逆向调整",
        en="a member of a team who is to leave it is posted in reverse",
    )
    leads_no_more: bool = param(
        True,
        zh="担任领导职务的改任同层次非领导职务属逆向调整",
        en="whoever holds a leading post (of a section too) and is to hold none is posted in "
        "reverse",
    )
    lighter_by: int = param(
        50, ge=1, le=101, zh="重要程度降低达到", en="importance lower by at least"
    )

    def explain(self) -> Mapping[str, str]:
        parts = [
            (self.chief_to_deputy, Text(zh="正职改任非正职", en="a chief no longer")),
            (self.out_of_team, Text(zh="离开班子", en="out of the team")),
            (self.leads_no_more, Text(zh="不再担任领导职务", en="in no leading post any more")),
        ]
        said = [words for counts, words in parts if counts]
        said.append(
            Text(
                zh=f"重要程度低{self.lighter_by}以上",
                en=f"importance {self.lighter_by} lower or more",
            )
        )
        return render(self.words.sentence, {"reverse": said})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        return board.is_kind(*DOWN) & ~rows_by_right(board)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in DOWN or goes_by_right(scenario, action):
                continue
            post = action.to_post_id or action.from_post_id
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    cadres=(action.cadre_id,),
                    posts=() if post is None else (post,),
                    deed=Coded("action", action.kind),
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_released(), *_stepped_down(), *_posted_in_reverse()]


def _holder(*decisions: Decision, **facts: Any) -> Scenario:
    """A (level 142) in P1; P2 is of level 142, P3 of level 150."""
    role, laws = facts.pop("role", Role.MEMBER), facts.pop("laws", {})
    posts = [case.post("P1", role=role), case.post("P2", "U2")]
    posts.append(case.post("P3", "U2", level="150"))
    return case.scenario(
        posts=posts,
        cadres=[case.cadre("A", "P1", **facts)],
        laws={ReleaseWithCause.code: {}, **laws},
        decisions=decisions,
    )


def _released() -> list[Example]:
    good, weak = _holder(), _holder(score=30, conduct=30)
    basic = _holder(appraisals=(case.appraisal(2025, "basic"),))
    poor = _holder(appraisals=(case.appraisal(2025, "incompetent"),))
    old = _holder(appraisals=(case.appraisal(2024, "incompetent"),))
    decided = _holder(case.decision("A", "release"))
    lacking: list[dict[str, Any]] = [{"decided_by": None}, {"decided_on": None}, {"document": None}]
    officer = _holder(role=Role.STAFF, appraisals=(case.appraisal(2025, "incompetent"),))
    pinned = _holder(case.decision("A", "pin", "P1"))
    unfit = _holder(Decision("A", DecisionAction.CATEGORY, "unfit", category="motivating"))
    down = _holder(case.decision("A", "step_down"))
    release = {"A": "release"}
    return [
        Example("no decision: released", good, case.plan(good, release), 1),
        Example("no decision: stays", good, case.plan(good), 0),
        Example("no decision: is moved", good, case.plan(good, {"A": "P2"}), 0),
        Example("results and conduct of 30: released", weak, case.plan(weak, release), 1),
        Example("basically competent: released", basic, case.plan(basic, release), 1),
        Example("incompetent last year: released", poor, case.plan(poor, release), 0),
        Example("incompetent the year before: released", old, case.plan(old, release), 1),
        Example("released by decision", decided, case.plan(decided, release), 0),
        *(
            Example(f"a decision without {name}", made, case.plan(made, release), 1)
            for lacks in lacking
            for name in lacks
            for made in [_holder(replace(case.decision("A", "release"), **lacks))]
        ),
        Example("an incompetent officer: released", officer, case.plan(officer, release), 1),
        Example("a decision to pin", pinned, case.plan(pinned, release), 1),
        Example("put in the motivating category", unfit, case.plan(unfit, release), 1),
        Example("decided to step down, not to leave", down, case.plan(down, release), 1),
    ]


def _stepped_down() -> list[Example]:
    good, weak = _holder(), _holder(score=30, conduct=30)
    poor = _holder(appraisals=(case.appraisal(2025, "incompetent"),))
    decided = _holder(case.decision("A", "step_down"))
    # A is 55 in 2026-11, the local age for deputies.
    local = {"men": {"deputy": 55}, "document": "No. 8", "decided_by": "county committee"}
    aged = {"leadership_age": local | {"decided_on": "2024-03-01"}}
    of_age, waived = (
        _holder(*waivers, birth="1971-11", laws=aged)
        for waivers in ((), (case.waiver("A", "leadership_age"),))
    )
    desk = _holder(role=Role.STAFF, birth="1971-11", laws=aged)
    leaves = {"A": "release"}
    lower = {"A": "P3"}
    return [
        Example("no decision: a level down", good, case.plan(good, lower), 1),
        Example("results and conduct of 30: a level down", weak, case.plan(weak, lower), 1),
        Example("incompetent last year: a level down", poor, case.plan(poor, lower), 0),
        Example("of the local age: released", of_age, case.plan(of_age, leaves), 0),
        Example("of the local age: a level down", of_age, case.plan(of_age, lower), 1),
        Example("of the local age, and leads nobody: released", desk, case.plan(desk, leaves), 1),
        Example("exempt from that: released", waived, case.plan(waived, leaves), 1),
        Example("exempt from that: a level down", waived, case.plan(waived, lower), 1),
        Example("a level down by decision", decided, case.plan(decided, lower), 0),
    ]


def _posted_in_reverse() -> list[Example]:
    """A (141) leads U1; B (141) is a deputy there, C heads a section."""
    posts = [
        case.post("P1", level="141", role=Role.ADMIN_CHIEF, importance=95),
        case.post("P2", "U2", level="141", role=Role.DEPUTY, importance=90),
        case.post("P3", "U2", level="141", role=Role.ADMIN_CHIEF, importance=46),
        case.post("P4", "U2", level="141", role=Role.ADMIN_CHIEF, importance=45),
        case.post("P5", level="141", role=Role.DEPUTY, importance=60),
        case.post("P6", "U3", level="141", role=Role.SECTION_HEAD, importance=60),
        case.post("P7", "U3", level="141", role=Role.STAFF, importance=60),
        case.post("P8", level="141", role=Role.SECTION_HEAD, importance=60),
        case.post("P9", "U2", level="141", role=Role.MEMBER, importance=60),
    ]

    def led(*decisions: Decision, **facts: Any) -> Scenario:
        held = {"A": "P1", "B": "P5", "C": "P8"}
        cadres = [case.cadre(i, post, level="141", **facts) for i, post in held.items()]
        return case.scenario(
            posts=posts, cadres=cadres, laws={ReleaseWithCause.code: {}}, decisions=decisions
        )

    plain, decided = led(), led(case.decision("A", "reverse_posting"))
    poor = led(appraisals=(case.appraisal(2025, "incompetent"),))
    return [
        Example("a chief becomes a deputy", plain, case.plan(plain, {"A": "P2"}), 1),
        Example("a chief of a unit that weighs 49 less", plain, case.plan(plain, {"A": "P3"}), 0),
        Example("a chief of a unit that weighs 50 less", plain, case.plan(plain, {"A": "P4"}), 1),
        Example("a deputy out of the team", plain, case.plan(plain, {"B": "P6"}), 1),
        Example("a deputy into another team", plain, case.plan(plain, {"B": "P2"}), 0),
        Example("a deputy, a member of another team", plain, case.plan(plain, {"B": "P9"}), 0),
        Example("a section head into another section", plain, case.plan(plain, {"C": "P6"}), 0),
        Example("a section head who is to head none", plain, case.plan(plain, {"C": "P7"}), 1),
        Example("in reverse by decision", decided, case.plan(decided, {"A": "P2"}), 0),
        Example(
            "an appraisal lowers the level, not the post", poor, case.plan(poor, {"A": "P2"}), 1
        ),
    ]
