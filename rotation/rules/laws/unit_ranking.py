"""Members of the units ranked last, or under a veto, are neither promoted nor used further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import RISING, ActionKind
from rotation.domain.calendar import tenure_months
from rotation.domain.evidence import Evidence, Item, Standing
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_LAST = Text(
    zh="{unit}考核排第{rank}名（{label}共{of}个）", en="{unit} is ranked {rank} of {of} ({label})"
)
_VETOED = Text(zh="{unit}被一票否决（{vetoes}）", en="{unit} is under a veto ({vetoes})")
_SERVED = {
    False: Text(zh="", en=""),
    True: Text(
        zh="；进班子不满{months}的不受此限", en="; whoever joined less than {months} ago may"
    ),
}


class UnitRanking(Law):
    code: ClassVar[str] = "unit_ranking"
    waived_by: ClassVar[WaivedBy] = WaivedBy.PLANNER
    reads = ("evaluations",)
    words: ClassVar[Words] = Words(
        title=Text(zh="末位单位班子成员不提拔重用", en="No rise from the units ranked last"),
        sentence=Text(
            zh="考核排位在末几名的单位和被一票否决的单位，班子成员不提拔、不进一步使用{served}。"
            "排位、末几名和一票否决事项由考评办法规定。",
            en="Members of the leading team of a unit that is ranked among the last, or is under a "
            "veto, are neither promoted nor used further{served}. The scheme says what is ranked, "
            "how many are the last, and what is a veto.",
        ),
        finding=Text(
            zh="{cadre}拟任{post}（提拔或者进一步使用），但{ground}",
            en="{cadre} rises to {post}, yet {ground}",
        ),
        demand=Text(
            zh="{cadre}不提拔、不进一步使用：{ground}", en="{cadre} does not rise: {ground}"
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "清水县单位千分制考核（报刊报道）",
            Confidence.LOCAL_PRACTICE,
            note="members of the bottom three teams are neither promoted nor used further; "
            "one-vote vetoes",
        ),
        Source(
            "进班子时间的下限",
            Confidence.PLANNERS_CHOICE,
            note="whether somebody who has just joined answers for the unit is the department's "
            "to say",
        ),
    )

    months: int = param(
        0, ge=0, le=60, unit="months", rests_on=2, zh="进班子不满", en="joined less than"
    )

    def explain(self) -> Mapping[str, str]:
        served = Text(**render(_SERVED[self.months > 0], {"months": Months(self.months)}))
        return render(self.words.sentence, {"served": served})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        standings = scenario.roster.evidence.standings
        last = np.array(
            [
                place is not None and (place.bottom or bool(place.vetoes))
                for unit in scenario.roster.units
                for place in [standings.get(("unit", unit.unit_id))]
            ],
            dtype=np.bool_,
        )
        barred = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        held = board.facts.held
        of_last = board.facts.posts.in_team[held.post] & last[board.facts.posts.unit[held.post]]
        joined = scenario.month.index - self.months
        for cadre, post in zip(held.cadre[of_last], held.post[of_last], strict=True):
            one = scenario.roster.cadres[cadre]
            since = one.since(scenario.roster.posts[post].post_id)
            barred[cadre] |= since is None or since.index <= joined
        return board.is_kind(*RISING) & barred[board.cadre]

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in (ActionKind.PROMOTION, ActionKind.ADVANCEMENT):
                continue
            ground = self._ground(scenario, action.cadre_id)
            if ground is not None and action.to_post_id is not None:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(action.cadre_id,),
                        posts=(action.to_post_id,),
                        ground=ground,
                    )
                )
        return found

    def _ground(self, scenario: Scenario, cadre_id: str) -> Text | None:
        """The first unit whose place keeps its member down, in words."""
        roster, cadre = scenario.roster, scenario.roster.cadre[cadre_id]
        for post_id in cadre.held_post_ids:
            post, since = roster.post[post_id], cadre.since(post_id)
            place = roster.evidence.standings.get(("unit", post.unit_id))
            if place is None or not post.in_team:
                continue
            if since is not None and tenure_months(since, scenario.month) < self.months:
                continue
            unit = roster.unit[post.unit_id].name
            if place.vetoes:
                names = [Text(**item.words) for item in place.vetoes]
                return Text(**render(_VETOED, {"unit": unit, "vetoes": names}))
            if place.bottom:
                label = Text(**place.label)
                values = {"unit": unit, "rank": place.rank, "of": place.of, "label": label}
                return Text(**render(_LAST, values))
        return None

    @classmethod
    def examples(cls) -> list[Example]:
        """U1 is last of seven, U2 the fourth, U3 the first but under a veto. P9 is a chief's."""
        posts = [case.post(f"P{i}", f"U{i}", role=Role.DEPUTY, headcount=2) for i in (1, 2, 3)]
        posts += [case.post("S1", "U1", role=Role.SECTION_HEAD)]
        posts += [case.post("P8", "U2", role=Role.DEPUTY)]
        posts += [case.post("P9", "U2", role=Role.ADMIN_CHIEF)]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P2"),
            case.cadre("C", "P3"),
            case.cadre("S", "S1"),
            case.cadre("N", "P1", post_since="2026-06"),
        ]
        words = {"zh": "政府", "en": "government"}
        safety = {"zh": "安全生产", "en": "safety"}
        veto = Item(safety, {"zh": "否决", "en": "vetoed"}, "2026-01-31", Fraction(0))
        places = {
            ("unit", "U1"): Standing("s", words, 7, 7, bottom=True),
            ("unit", "U2"): Standing("s", words, 4, 7),
            ("unit", "U3"): Standing("s", words, 1, 7, vetoes=(veto,)),
        }

        def asks(**law: int) -> Scenario:
            made = case.scenario(posts=posts, cadres=cadres, laws={cls.code: law})
            roster = replace(made.roster, evidence=Evidence(standings=places))
            return replace(made, roster=roster)

        usual, half = asks(), asks(months=6)
        up = "P9"
        return [
            Example("from the last: chief", usual, case.plan(usual, {"A": up}), 1),
            Example("from the last: sideways", usual, case.plan(usual, {"A": "P8"}), 0),
            Example("from the fourth: chief", usual, case.plan(usual, {"B": up}), 0),
            Example("under a veto: chief", usual, case.plan(usual, {"C": up}), 1),
            Example("below the team of the last", usual, case.plan(usual, {"S": "P8"}), 0),
            # N joined in 2026-06, 5 months before 2026-11
            Example("joined five months ago", usual, case.plan(usual, {"N": up}), 1),
            Example("the same, where six are asked", half, case.plan(half, {"N": up}), 0),
        ]
