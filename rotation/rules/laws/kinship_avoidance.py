"""Kin serve neither one above the other, nor under one leader, nor in trust where one leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Status
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Post, Role
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.avoidance import TIE_WORDS, Tie, tie
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import assess
from rotation.rules.phrases import kin_word
from rotation.rules.posts_apart import PostsApart, posts_apart
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints
    from rotation.model.program import Program

_NEVER = frozenset({"spouse", "lineal"})
"""Kin of these classes are never exempt."""


@dataclass(frozen=True)
class _Seats:
    """The seats that one cadre may hold and no waiver exempts: rows of the board, and posts."""

    cadre_id: str
    row: Ints
    post: Ints


class KinshipAvoidance(Law):
    code: ClassVar[str] = "kinship_avoidance"
    reads = ("relatives",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="亲属回避", en="Kinship avoidance"),
        sentence=Text(
            zh="夫妻、直系血亲、三代以内旁系血亲和近姻亲，"
            "不得在同一机关担任双方直接隶属于同一领导人员的职务（包括同一领导班子），"
            "不得担任有直接上下级领导关系的职务（包括分管关系），"
            "也不得在其中一方担任领导职务的机关从事组织人事、纪检监察、审计、财务工作。"
            "分管关系没有填写的，提示核实；双方都暂缓交流、本来就这样任职的，列出备查。",
            en="Spouses, lineal kin, collateral kin within three generations and close in-laws "
            "do not report to the same leader of one organ (one leading team included), are not "
            "set directly one above the other (being in charge included), and do no personnel, "
            "discipline, audit or finance work where the other leads. Where nobody's portfolio "
            "is filled in, it is listed to be found out. Two who are both frozen where they are "
            "stay, and are listed.",
        ),
        finding=Text(
            zh="{holds}（{relative}是{lister}的{relation}）：{tie}",
            en="{holds} ({relative} is the {relation} of {lister}): {tie}",
        ),
        demand=Text(
            zh="{relative}是{lister}的{relation}，不得这样任职：{holds}（{tie}）",
            en="{relative} is the {relation} of {lister}; not both: {holds} ({tie})",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第七十四条",
            "2018-12-29",
            "not under the same leader of one organ, not one directly above the other, and no "
            "organisation, personnel, discipline, supervision, audit or finance work where the "
            "other leads",
        ),
        Source(
            "党政领导干部任职回避暂行规定",
            Confidence.PRIMARY,
            "第三条",
            "2006-06-10",
            "the same three cases, and who counts as kin",
        ),
        Source(
            "公务员回避规定",
            Confidence.SECONDARY,
            note="the members of one leading team count as the same leader; superiors and "
            "subordinates of adjoining levels include chiefs and deputies",
        ),
        Source(
            "岗位表的科室和分管",
            Confidence.PLANNERS_CHOICE,
            note="who is directly above whom is read from sections and portfolios; a deputy is "
            "above the sections in the deputy's own portfolio",
        ),
    )

    colleagues: bool = param(
        False,
        rests_on=3,
        zh="同一单位的一律回避（不论有无上下级关系）",
        en="keep apart any two of one unit, whoever leads whom",
    )

    def waiver_of(self, scenario: Scenario, cadre_id: str, post_id: str | None) -> WaivedBy:
        kinds = (
            table("kinship").get(kinship.relation, "kin")
            for pair, kinship in scenario.roster.kin_pairs.items()
            if cadre_id in pair
        )
        return WaivedBy.BODY if _NEVER.isdisjoint(kinds) else WaivedBy.NOBODY

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        assessed, facts = assess(scenario), board.facts
        every = posts_apart(scenario.roster, colleagues=self.colleagues)
        seats = self._seats(board)
        for pair in scenario.roster.kin_pairs:
            one, other = sorted(
                (seats[i] for i in pair), key=lambda of: len(np.unique(every.group[of.post]))
            )
            places = [facts.cadre_at[of.cadre_id] for of in (one, other)]
            held = facts.cadres.post[places].tolist()
            # Neither can be moved: where both have their posts already, the breach is inherited.
            frozen = all(assessed[i].category is Category.FROZEN for i in pair) and min(held) >= 0
            if np.isin(places, facts.kept.cadre).any():
                clash = _clash(board, every, one, other, sparing=frozen)
                self._keep_rows_apart(board, program, clash, one, other)
                continue
            apart = every.sparing(*held) if frozen else every
            self._keep_apart(board, program, apart, one, other)

    def _keep_apart(
        self, board: Board, program: Program, apart: PostsApart, one: _Seats, other: _Seats
    ) -> None:
        """Per group of posts: one is in the group + the other is in a post tied to it <= 1."""
        row_at = np.full(len(apart.group), -1)
        row_at[other.post] = other.row
        own = apart.group[one.post]
        group, tied = apart.tied(np.unique(own[own >= 0]))
        group, tied = group[row_at[tied] >= 0], tied[row_at[tied] >= 0]
        shared, mine = np.unique(group), np.isin(own, group)
        first = np.unique(own[mine], return_index=True)[1]
        posts = board.facts.scenario.roster.posts
        program.add_rows(
            self.code,
            [(one.cadre_id, other.cadre_id, posts[post].post_id) for post in one.post[mine][first]],
            np.searchsorted(shared, np.concatenate([own[mine], group])),
            np.concatenate([one.row[mine], row_at[tied]]),
            upper=1,
        )

    def _keep_rows_apart(
        self, board: Board, program: Program, clash: BoolArray, one: _Seats, other: _Seats
    ) -> None:
        """The same where a row may hold several posts: per set of one's rows that clash with the
        same rows of the other, their sum <= 1."""
        own, others = np.unique(one.row), np.unique(other.row)
        alike, first, of_row = np.unique(clash, axis=0, return_index=True, return_inverse=True)
        bound = np.flatnonzero(alike.any(axis=1))
        place = np.full(len(alike), -1)
        place[bound] = np.arange(len(bound))
        mine = place[of_row] >= 0
        row, column = np.nonzero(alike[bound])
        posts = board.facts.scenario.roster.posts
        main = board.held_post[own[first[bound]]]
        program.add_rows(
            self.code,
            [(one.cadre_id, other.cadre_id, posts[post].post_id) for post in main],
            np.concatenate([place[of_row][mine], row]),
            np.concatenate([own[mine], others[column]]),
            upper=1,
        )

    def _seats(self, board: Board) -> dict[str, _Seats]:
        """By cadre id, of those who have kin."""
        facts, seats = board.facts, board.seats
        counted = np.flatnonzero(~board.waived_seats(self.code))
        row, post = seats.row[counted], seats.post[counted]
        order = np.argsort(board.cadre[row], kind="stable")
        holder = board.cadre[row[order]]
        kin = {i: facts.cadre_at[i] for pair in facts.scenario.roster.kin_pairs for i in pair}
        bounds = {i: np.searchsorted(holder, (place, place + 1)) for i, place in kin.items()}
        return {
            i: _Seats(i, row[order[start:end]], post[order[start:end]])
            for i, (start, end) in bounds.items()
        }

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed, roster = assess(scenario), scenario.roster
        found = []
        for pair, kinship in roster.kin_pairs.items():
            actions = [plan.action_of[i] for i in pair]
            held = [[roster.post[i] for i in action.held_post_ids] for action in actions]
            ties = {
                posts: tied
                for posts in product(*held)
                if (tied := tie(roster, *posts, colleagues=self.colleagues)) is not None
            }
            if not ties:
                continue
            waived = {
                posts: any(
                    scenario.waives(self.code, action.cadre_id, action.held_post_id, post.post_id)
                    for action, post in zip(actions, posts, strict=True)
                )
                for posts in ties
            }
            posts = min(ties, key=lambda posts: (ties[posts] is Tie.UNCLEAR, waived[posts]))
            tied = ties[posts]
            frozen = all(assessed[i].category is Category.FROZEN for i in pair)
            settled = frozen and all(action.kind is ActionKind.STAY for action in actions)
            status = FindingStatus.INHERITED if settled else None
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    status=FindingStatus.LISTED if tied is Tie.UNCLEAR else status,
                    cadres=pair,
                    posts=tuple(post.post_id for post in posts),
                    units=tuple(dict.fromkeys(post.unit_id for post in posts)),
                    relation=kin_word(kinship, roster.cadre),
                    relative=roster.cadre[kinship.relative_id].name,
                    lister=roster.cadre[kinship.cadre_id].name,
                    tie=TIE_WORDS[tied],
                    holds=_holds(roster, pair, posts),
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_in_a_team(), *_of_sections(), *_of_portfolios(), *_of_trust(), *_frozen()]


def _clash(
    board: Board, every: PostsApart, one: _Seats, other: _Seats, *, sparing: bool
) -> BoolArray:
    """Which rows of one cannot be with which of the other. sparing: both may stay."""
    own, own_at = np.unique(one.row, return_inverse=True)
    others, other_at = np.unique(other.row, return_inverse=True)
    clash = np.zeros((len(own), len(others)), dtype=np.bool_)
    of_seat = every.group[one.post]
    for group in np.unique(of_seat[of_seat >= 0]):
        tied = np.isin(other.post, every.tied(np.array([group]))[1])
        clash[np.ix_(own_at[of_seat == group], other_at[tied])] = True
    stays = board.is_kind(ActionKind.STAY)
    clash[np.ix_(stays[own], stays[others])] &= not sparing
    return clash


def _holds(roster: Roster, pair: Sequence[str], posts: Sequence[Post]) -> Text:
    """Who holds which post: titles of several parts would run together in one list."""
    held = [
        (roster.cadre[i].name, roster.post_name(p.post_id))
        for i, p in zip(pair, posts, strict=True)
    ]
    return Text(
        zh="，".join(f"{name}任{post}" for name, post in held),
        en=" and ".join(f"{name} holds {post}" for name, post in held),
    )


def _couple(
    posts: Sequence[Post], first: str, second: str, relation: str = "12", **more: Any
) -> Scenario:
    """A in one post, A's relative B in another."""
    facts = more.pop("facts", {})
    cadres = [
        case.cadre("A", first, relatives=(case.relative(relation, "B"),), **facts),
        case.cadre("B", second, **facts),
    ]
    laws: dict[str, dict[str, object]] = {KinshipAvoidance.code: more.pop("parameters", {})}
    return case.scenario(posts=posts, cadres=cadres, laws=laws | more.pop("laws", {}), **more)


_TEAMS = (
    case.post("P1", role=Role.ADMIN_CHIEF),
    case.post("P2", role=Role.DEPUTY),
    case.post("P3", role=Role.STAFF),
    case.post("P4", role=Role.STAFF),
    case.post("P5", "U2", role=Role.DEPUTY),
    case.post("P6", "U2", role=Role.DEPUTY),
)
"""No section is named: nothing stands between the chief and P3, P4; who reports to P2 is open."""


def _in_a_team() -> list[Example]:
    couple, apart = _couple(_TEAMS, "P1", "P5"), _couple(_TEAMS, "P3", "P5")
    uncle, strangers = _couple(_TEAMS, "P2", "P5", "81"), _couple(_TEAMS, "P1", "P5", "99")
    together, deputy = _couple(_TEAMS, "P1", "P2"), _couple(_TEAMS, "P2", "P5")
    seats = _couple([case.post("D", role=Role.DEPUTY, headcount=2), *_TEAMS[4:]], "D", "P5")
    colleagues = _couple(_TEAMS, "P3", "P5", parameters={"colleagues": True})
    # A holds P5 in the other team beside P1.
    beside = case.with_concurrent(apart_teams := _couple(_TEAMS, "P1", "P6"), "A", "P5")
    return [
        Example("parted by the main posts", apart_teams, case.plan(apart_teams), 0),
        Example("in one team by a concurrent post", beside, case.plan(beside), 1),
        Example("left with the main post", beside, case.plan(beside, {"A": "P2"}), 0),
        Example("a couple in two units", couple, case.plan(couple), 0),
        Example("a couple in one team", couple, case.plan(couple, {"B": "P2"}), 1),
        Example(
            "a wife works where her husband is chief", couple, case.plan(couple, {"B": "P3"}), 1
        ),
        Example(
            "a deputy, and nobody's portfolio is known",
            deputy,
            case.plan(deputy, {"B": "P3"}),
            0,
            listed=1,
        ),
        Example(
            "two who lead nobody, of no known section",
            apart,
            case.plan(apart, {"B": "P4"}),
            0,
            listed=1,
        ),
        Example(
            "the same where colleagues count", colleagues, case.plan(colleagues, {"B": "P4"}), 1
        ),
        Example(
            "an uncle is collateral kin within three generations",
            uncle,
            case.plan(uncle, {"B": "P1"}),
            1,
        ),
        Example("no kin at all", strangers, case.plan(strangers, {"B": "P2"}), 0),
        Example("two seats of one deputy's post", seats, case.plan(seats, {"B": "D"}), 1),
        Example("a couple found in one team must be parted", together, case.plan(together), 1),
        Example("a couple parted by one move", together, case.plan(together, {"B": "P6"}), 0),
    ]


def _bureau(*portfolios: tuple[str, ...]) -> list[Post]:
    """A bureau of two sections, each of a head and two members, and another bureau."""
    first, second = portfolios or ((), ())
    return [
        case.post("chief", title="局长", role=Role.ADMIN_CHIEF),
        case.post("one", title="副局长", role=Role.DEPUTY, oversees=first),
        case.post("two", title="副局长", role=Role.DEPUTY, oversees=second),
        case.post("head", title="审批科科长", role=Role.SECTION_HEAD),
        case.post("clerk", title="审批科科员", role=Role.STAFF),
        case.post("clerk 2", title="窗口工作人员", role=Role.STAFF, section="审批科"),
        case.post("law", title="法规科科长", role=Role.SECTION_HEAD),
        case.post("law clerk", title="法规科科员", role=Role.STAFF),
        case.post("away", "U2", role=Role.DEPUTY),
    ]


def _of_sections() -> list[Example]:
    husband, clerk = _couple(_bureau(), "head", "clerk"), _couple(_bureau(), "clerk", "away")
    chief = _couple(_bureau(), "chief", "away")
    secretary = case.post("secretary", title="党组书记", role=Role.PARTY_CHIEF)
    party = _couple([*_bureau(), secretary], "secretary", "away")
    return [
        Example("a husband heads the section of his wife", husband, case.plan(husband), 1),
        Example("she goes to another section", husband, case.plan(husband, {"B": "law clerk"}), 0),
        Example("two of one section below one head", clerk, case.plan(clerk, {"B": "clerk 2"}), 1),
        Example("of two sections", clerk, case.plan(clerk, {"B": "law clerk"}), 0),
        Example("a chief and a section head", chief, case.plan(chief, {"B": "law"}), 1),
        Example("a secretary and a section head", party, case.plan(party, {"B": "law"}), 1),
        Example(
            "a head stands between chief and clerk", chief, case.plan(chief, {"B": "clerk"}), 0
        ),
    ]


def _of_portfolios() -> list[Example]:
    """71 and 77: brother and sister. The first deputy has one section, the second the other."""
    told = _bureau(("审批科",), ("法规科",))
    both = _bureau(("审批科", "法规科"), ())
    sister = _couple(told, "one", "away", "77")
    unknown = _couple(_bureau(), "one", "law", "77")
    heads, under_one = _couple(told, "head", "away"), _couple(both, "head", "away")
    leader = case.post("leader", "U3", role=Role.DEPUTY, oversees=["unit U2"])
    county = _couple(
        [*told, leader, case.post("desk", "U2", role=Role.SECTION_HEAD)], "leader", "one"
    )
    office = case.post("office", title="办公室主任", role=Role.SECTION_HEAD, oversees=["审批科"])
    beside = _couple([*told, office], "office", "away", "77")
    return [
        Example(
            "a section in charge of another's head", beside, case.plan(beside, {"B": "head"}), 1
        ),
        Example("its clerk is that head's", beside, case.plan(beside, {"B": "clerk"}), 0),
        Example(
            "a sister heads another deputy's section", sister, case.plan(sister, {"B": "law"}), 0
        ),
        Example("a sister heads the deputy's own", sister, case.plan(sister, {"B": "head"}), 1),
        Example("a sister is a clerk there", sister, case.plan(sister, {"B": "clerk"}), 0),
        Example(
            "nobody's portfolio is known: to be found out", unknown, case.plan(unknown), 0, listed=1
        ),
        Example("two heads under two deputies", heads, case.plan(heads, {"B": "law"}), 0),
        Example("two heads under one deputy", under_one, case.plan(under_one, {"B": "law"}), 1),
        Example(
            "in charge of a bureau that the other leads",
            county,
            case.plan(county, {"B": "away"}),
            1,
        ),
        Example("the other leads a section there", county, case.plan(county, {"B": "desk"}), 0),
        Example("the other leads another bureau", county, case.plan(county, {"B": "two"}), 0),
    ]


def _of_trust() -> list[Example]:
    def near(field: str) -> Scenario:
        told = _bureau(("法规科",), ())
        return _couple(
            [*told, case.post("desk", title="审批科科员", role=Role.STAFF, fields=[field])],
            "two",
            "away",
        )

    head = case.post("money", title="财务科科长", role=Role.SECTION_HEAD, fields=["funds"])
    heads = _couple([*_bureau(("法规科",), ()), head], "one", "away")
    amounts = {"personnel": 1, "discipline": 1, "audit": 1, "funds": 1, "approval": 0}
    return [
        Example("a head of that work too", heads, case.plan(heads, {"B": "money"}), 1),
        *(
            Example(f"{field} work where the other leads", made, case.plan(made, to), amount)
            for field, amount in amounts.items()
            for made, to in [(near(field), {"B": "desk"})]
        ),
    ]


def _frozen() -> list[Example]:
    def frozen(second: str, *waivers: tuple[str, str]) -> Scenario:
        """A waiver of the freeze for one post lets them go there; it is no waiver of avoidance."""
        may_go = [
            Decision(cadre_id, DecisionAction.WAIVE, "case", to, rule="frozen_status")
            for cadre_id, to in waivers
        ]
        return _couple(
            _TEAMS,
            "P1",
            second,
            facts={"status": Status.UNDER_REVIEW},
            laws={"frozen_status": {}},
            decisions=may_go,
        )

    settled, apart_yet = frozen("P2"), frozen("P5", ("B", "P2"))
    a, b = settled.roster.cadres
    cadres = (a, replace(b, status=Status.SERVING))
    alone = replace(settled, roster=replace(settled.roster, cadres=cadres))
    both_to_u2 = frozen("P2", ("A", "P5"), ("B", "P6"))
    return [
        Example(
            "a couple found in one team, both frozen", settled, case.plan(settled), 0, listed=1
        ),
        Example("one of them frozen: the other goes", alone, case.plan(alone), 1),
        Example(
            "both frozen, brought together by the plan",
            apart_yet,
            case.plan(apart_yet, {"B": "P2"}),
            1,
        ),
        Example(
            "both frozen, taken together from one unit to another",
            both_to_u2,
            case.plan(both_to_u2, {"A": "P5", "B": "P6"}),
            1,
        ),
    ]
