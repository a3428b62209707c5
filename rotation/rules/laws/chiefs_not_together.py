"""The party chief and the administrative chief of a unit are not moved at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


_CHIEFS = Text(zh="党政正职", en="its party chief and administrative chief")
_HEADS = Text(zh="{section}的正职和副职", en="head and deputy head of {section}")


def _sections(scenario: Scenario) -> Mapping[tuple[str, ...], list[Post]]:
    """The posts of each section, by the ids of unit and section."""
    found: dict[tuple[str, ...], list[Post]] = {}
    for post_id in scenario.roster.sections:
        post = scenario.roster.post[post_id]
        found.setdefault(_place(scenario, post), []).append(post)
    return found


def _place(scenario: Scenario, post: Post) -> tuple[str, ...]:
    """A post's unit, and its section where it belongs to one."""
    section = scenario.roster.sections.get(post.post_id)
    return (post.unit_id,) if section is None else (post.unit_id, section)


class ChiefsNotTogether(Law):
    code: ClassVar[str] = "chiefs_not_together"
    reads = ("posts.role",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="党政正职不同时调离", en="The two chiefs not together"),
        sentence=Text(
            zh="同一单位的党政正职一般不同时调到其他单位{sections}{vacated}。",
            en="The party chief and the administrative chief of one unit are generally not moved "
            "elsewhere at the same time{sections}{vacated}.",
        ),
        finding=Text(
            zh="{unit}{who}（{cadre}）同时调离",
            en="{unit} loses {who} ({cadre}) at the same time",
        ),
        demand=Text(
            zh="{unit}{who}（{cadre}）不同时调离",
            en="{unit} does not lose {who} ({cadre}) together",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第五十四条",
            "2014",
            "article of the 2014 text; the 2019 text says the same in substance",
        ),
        Source(
            "甘肃省直机关处级干部交流的规定",
            Confidence.SECONDARY,
            "",
            "2009",
            "head and deputy head of one division are not moved together",
        ),
    )

    leaving_counts: bool = param(
        False,
        zh="一方退休或者退出现职的，另一方也不调离",
        en="one who retires or leaves the post counts as moved too",
    )

    sections: bool = param(
        False,
        rests_on=1,
        zh="同一处（科）室的正职和副职不同时调离",
        en="nor the head and a deputy head of one section",
    )

    def explain(self) -> Mapping[str, str]:
        also = Text(
            zh="，一方退休或者退出现职的也计算在内", en=", a retirement or a release counted too"
        )
        none = Text(zh="", en="")
        sections = Text(
            zh="，同一处（科）室的正职和副职不同时调离",
            en=", nor the head and a deputy head of one section out of it",
        )
        values = {
            "vacated": also if self.leaving_counts else none,
            "sections": sections if self.sections else none,
        }
        return render(self.words.sentence, values)

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        self._part_chiefs(scenario, board, program)
        if self.sections:
            self._part_heads(scenario, board, program)

    def _part_heads(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per head and deputy of one section: their moves out of it <= 1."""
        facts, roster = board.facts, scenario.roster
        known: dict[tuple[str, str], int] = {}
        section = np.array(
            [
                known.setdefault((post.unit_id, name), len(known)) if name is not None else -1
                for post in roster.posts
                for name in [roster.sections.get(post.post_id)]
            ]
        )
        second = np.array([post.second_in_section for post in roster.posts], dtype=np.bool_)
        first = (facts.posts.role == list(Role).index(Role.SECTION_HEAD)) & ~second
        cadre, at = facts.held.cadre, section[facts.held.post]
        heads, seconds = (
            np.flatnonzero((at >= 0) & which[facts.held.post]) for which in (first, second)
        )
        one, other = np.nonzero(at[heads][:, None] == at[seconds])
        pairs = np.stack([heads[one], seconds[other]], axis=1)
        pairs = pairs[cadre[pairs[:, 0]] != cadre[pairs[:, 1]]]
        of, row = board.rows_of(cadre[pairs.ravel()])
        left = at[pairs.ravel()[of]]
        moved = board.placing[row] & (section[board.to_post[row]] != left)
        moved = (moved | self._vacates(board)[row]) & ~board.waived_rows(self.code)[row]
        names = list(known)
        program.add_rows(
            self.code,
            [names[place] for place in at[pairs[:, 0]]],
            of[moved] // 2,
            row[moved],
            upper=1,
        )

    def _vacates(self, board: Board) -> BoolArray:
        """Rows that leave every post, where that counts."""
        leaves = board.is_kind(ActionKind.RELEASE, ActionKind.RETIREMENT)
        return leaves if self.leaving_counts else np.zeros_like(leaves)

    def _part_chiefs(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per unit led by two: moves of its chiefs <= 1."""
        facts, units = board.facts, scenario.roster.units
        chiefs = np.flatnonzero(facts.posts.chief[facts.held.post])
        cadre, post = facts.held.cadre[chiefs], facts.held.post[chiefs]
        unit = facts.posts.unit[post]
        pairs = np.unique(np.stack([unit, facts.posts.role[post]]), axis=1)
        bound = np.flatnonzero(np.bincount(pairs[0], minlength=len(units)) > 1)
        place = np.full(len(units), -1)
        place[bound] = np.arange(len(bound))
        led = teams.once(cadre, unit)
        cadre, unit = cadre[led], unit[led]
        chief, row = board.rows_of(cadre)
        moved = board.placing[row] & (board.to_unit[row] != unit[chief])
        moved |= self._vacates(board)[row]
        moved &= (place[unit[chief]] >= 0) & ~board.waived_rows(self.code)[row]
        program.add_rows(
            self.code,
            [(units[u].unit_id,) for u in bound],
            place[unit[chief[moved]]],
            row[moved],
            upper=1,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = self._sections_emptied(scenario, plan) if self.sections else []
        for unit_id, (party, admin) in self._led(scenario).items():
            if not party or not admin:
                continue
            chiefs = dict.fromkeys((*party, *admin))
            moved = [i for i in chiefs if self._moves(scenario, plan, i, (unit_id,))]
            if len(moved) > 1:
                found.append(
                    self.finding(
                        scenario,
                        amount=len(moved) - 1,
                        cases=len(moved) - 1,
                        cadres=tuple(moved),
                        units=(unit_id,),
                        who=_CHIEFS,
                    )
                )
        return found

    def _sections_emptied(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        holders = scenario.roster.present_holders
        found = []
        for place, posts in _sections(scenario).items():
            seconds = [post for post in posts if post.second_in_section]
            heads = [post for post in posts if post.role is Role.SECTION_HEAD]
            firsts = [post for post in heads if post not in seconds]
            for pair in product(
                *(
                    [cadre.cadre_id for post in part for cadre in holders.get(post.post_id, ())]
                    for part in (firsts, seconds)
                )
            ):
                moved = {i for i in pair if self._moves(scenario, plan, i, place)}
                if len(moved) > 1:
                    found.append(self._emptied(scenario, pair, place))
        return found

    def _emptied(
        self, scenario: Scenario, pair: tuple[str, ...], place: tuple[str, ...]
    ) -> Finding:
        who = Text(**render(_HEADS, {"section": place[1]}))
        return self.finding(scenario, amount=1, cadres=pair, units=place[:1], who=who)

    @staticmethod
    def _led(scenario: Scenario) -> dict[str, tuple[list[str], list[str]]]:
        """By unit id: who holds its posts of party chief, and of administrative chief."""
        led: dict[str, tuple[list[str], list[str]]] = {}
        for cadre in scenario.roster.cadres:
            for held in (scenario.roster.post[i] for i in cadre.held_post_ids):
                if held.role in (Role.PARTY_CHIEF, Role.ADMIN_CHIEF):
                    pair = led.setdefault(held.unit_id, ([], []))
                    pair[held.role is Role.ADMIN_CHIEF].append(cadre.cadre_id)
        return led

    def _moves(self, scenario: Scenario, plan: Plan, cadre_id: str, place: tuple[str, ...]) -> bool:
        """Whether the plan moves a cadre out of a unit, or a section of it, without a waiver."""
        action = plan.action_of[cadre_id]
        if scenario.waives(self.code, cadre_id, action.to_post_id):
            return False
        if action.to_post_id is None:
            return self.leaving_counts and action.kind in (
                ActionKind.RELEASE,
                ActionKind.RETIREMENT,
            )
        moved = action.kind is not ActionKind.STAY
        new = _place(scenario, scenario.roster.post[action.to_post_id])
        return moved and new[: len(place)] != place

    @classmethod
    def examples(cls) -> list[Example]:
        return [*cls._of_chiefs(), *cls._of_sections()]

    @classmethod
    def _of_sections(cls) -> list[Example]:
        titles = {"H": "审批科科长", "D": "审批科副科长", "E": "审批科副科长", "O": "办公室主任"}
        titles |= {"F": "办公室副主任", "W": "审批科科员"}
        posts = [
            case.post(f"P{name}", title=title, role=Role.SECTION_HEAD)
            for name, title in titles.items()
        ]
        posts += [case.post(f"X{i}", "U2") for i in range(3)]
        cadres = [case.cadre(name, f"P{name}") for name in "HDEO"]
        asked: dict[str, Mapping[str, Any]] = {cls.code: {"sections": True}}

        def goes(claim: str, amount: int, moves: Mapping[str, str], **more: Any) -> Example:
            laws = {cls.code: {"sections": True} | more, "retirement_due": {}}
            made = case.scenario(posts=posts, cadres=cadres, laws=laws)
            return Example(f"sections: {claim}", made, case.plan(made, moves), amount)

        waiver = Decision("D", DecisionAction.WAIVE, "case", rule=cls.code)
        spared = case.scenario(posts=posts, cadres=cadres, laws=asked, decisions=[waiver])
        both = {"H": "X0", "D": "X1"}
        return [
            goes("head and deputy", 1, both),
            goes("inside the unit, to another section", 1, {"H": "PF", "D": "X1"}),
            goes("head and both deputies", 2, {**both, "E": "X2"}),
            goes("both deputies", 0, {"D": "X0", "E": "X1"}),
            goes("heads of two sections", 0, {"H": "X0", "O": "X1"}),
            goes("the deputy succeeds the head", 0, {"H": "X0", "D": "PH"}),
            goes("a release is no transfer", 0, {"H": "X0", "D": "release"}),
            goes("where leaving counts", 1, {"H": "X0", "D": "release"}, leaving_counts=True),
            goes("not asked for", 0, both, sections=False),
            Example("sections: with a waiver", spared, case.plan(spared, both), 0),
        ]

    @classmethod
    def _of_chiefs(cls) -> list[Example]:
        on: Mapping[str, Mapping[str, Any]] = {"chiefs_not_together": {}}
        posts = [
            case.post("P1", role=Role.PARTY_CHIEF),
            case.post("P2", role=Role.ADMIN_CHIEF),
            case.post("P3", role=Role.DEPUTY),
            case.post("P4", "U2", role=Role.ADMIN_CHIEF),
            case.post("F1", "U3"),
            case.post("F2", "U3"),
            case.post("F3", "U3"),
        ]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P2"),
            case.cadre("C", "P3"),
            case.cadre("D", "P4"),
        ]
        both = case.scenario(posts=posts, cadres=cadres, laws=on)
        alone = case.scenario(posts=posts, cadres=cadres[1:], laws=on)
        # Born 1965-01: 60 and one month, so due in 2025-02.
        old = case.scenario(
            posts=posts,
            cadres=[cadres[0], case.cadre("B", "P2", birth="1965-01")],
            laws={**on, "retirement_due": {}},
        )
        counted: Mapping[str, Mapping[str, Any]] = {cls.code: {"leaving_counts": True}}
        strict = case.scenario(posts=posts, cadres=cadres, laws=counted)
        strict_old = case.scenario(
            posts=posts, cadres=old.roster.cadres, laws={**counted, "retirement_due": {}}
        )
        party = [case.post("P1", role=Role.PARTY_CHIEF), case.post("P2", role=Role.PARTY_CHIEF)]
        twins = case.scenario(posts=[*party, *posts[4:]], cadres=cadres[:2], laws=on)
        # D, chief of U2, is administrative chief of U1 beside that.
        pair = case.scenario(posts=posts, cadres=[cadres[0], cadres[3]], laws=on)
        beside = case.with_concurrent(pair, "D", "P2")
        waiver = Decision("B", DecisionAction.WAIVE, "case", rule="chiefs_not_together")
        spared = replace(both, decisions=(waiver,))
        elsewhere = replace(both, decisions=(replace(waiver, post_id="F3"),))
        both_go = {"A": "F1", "B": "F2"}
        cases: list[tuple[str, Scenario, Mapping[str, str], int]] = [
            ("one of the two chiefs is moved", both, {"A": "F1"}, 0),
            ("both chiefs are moved", both, both_go, 1),
            ("leaving for a rank is no transfer", both, {"A": "F1", "B": "release"}, 0),
            ("a retirement does not count", old, {"A": "F1", "B": "retirement"}, 0),
            ("where leaving counts: a release", strict, {"A": "F1", "B": "release"}, 1),
            ("where leaving counts: a retirement", strict_old, {"A": "F1", "B": "retirement"}, 1),
            ("a chief and a deputy may go together", both, {"A": "F1", "C": "F2"}, 0),
            ("chiefs of two units may go together", both, {"A": "F1", "D": "F2"}, 0),
            ("the two changing places stay in the unit", both, {"A": "P2", "B": "P1"}, 0),
            ("a chief who leads alone may go", alone, {"B": "F1"}, 0),
            ("one of the two is chief beside another post", beside, {"A": "F1", "D": "F2"}, 1),
            ("two who share one role may go", twins, both_go, 0),
            ("a chief with a waiver does not count", spared, both_go, 0),
            ("a waiver for another destination", elsewhere, both_go, 1),
        ]
        return [
            Example(claim, scenario, case.plan(scenario, moves), amount)
            for claim, scenario, moves, amount in cases
        ]
