"""A cadre takes only a post that the department has nominated them for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.evidence import Evidence, Nomination
from rotation.domain.plan import Finding, Plan
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import (
    BoolArray,
    Confidence,
    Example,
    IntArray,
    Law,
    Narrowing,
    Source,
    Words,
    param,
)
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Facts

_NOT_NOMINATED = Text(zh="未经提名", en="was not nominated for it")
_OPEN = {
    False: Text(
        zh="无人列入评价的岗位不安排新任人选", en="a post without nominees gets nobody new"
    ),
    True: Text(zh="无人列入评价的岗位不受此限", en="a post without nominees is open to all"),
}


class NominatedOnly(Law):
    code: ClassVar[str] = "nominated_only"
    reads = ("fits", "nominations")
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="限于提名人选", en="Nominated candidates only"),
        sentence=Text(
            zh="新任岗位只安排已提名的人选：人岗匹配评价表列有该人选和该岗位{least}，"
            "或者实名推荐表荐其任该岗位。已决定锁定到该岗位的视同提名；{unrated_posts_open}。",
            en="A new post goes to nominated candidates only: the table of fits rates the cadre "
            "for the post{least}, or the table of nominations puts them forward for it. A pin to "
            "the post counts as a nomination; {unrated_posts_open}.",
        ),
        finding=Text(zh="{cadre}拟任{post}：{fault}", en="{cadre} takes {post}: {fault}"),
        demand=Text(zh="{cadre}不得任{post}：{fault}", en="{cadre} does not take {post}: {fault}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "人岗比选、推荐提名的工作做法",
            Confidence.PLANNERS_CHOICE,
            note="no document asks for it: departments nominate a short list of posts per cadre "
            "and choose among those",
        ),
    )

    minimum: int = param(
        0, ge=0, le=100, zh="提名所需的最低人岗匹配度", en="least rating that nominates"
    )
    unrated_posts_open: bool = param(
        False,
        zh="无人列入评价的岗位对所有干部开放",
        en="posts that nobody is rated for are open to all",
    )

    def explain(self) -> Mapping[str, str]:
        least = Text(zh=f"，且得分不低于{self.minimum}分", en=f" at {self.minimum} or more")
        values = {
            "least": least if self.minimum else Text(zh="", en=""),
            "unrated_posts_open": _OPEN[self.unrated_posts_open],
        }
        return render(self.words.sentence, values)

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        facts = board.facts
        pair = facts.pair(board.cadre, board.to_post)
        nominated = facts.ratings.of(pair) >= self.minimum
        nominated |= np.isin(pair, facts.pair(*_named(scenario, facts)))
        open_post = np.isin(board.to_post, self._open_posts(scenario, facts))
        return board.placing & ~nominated & ~open_post

    def narrows(self, scenario: Scenario, facts: Facts) -> Narrowing:
        rated = facts.ratings.pair[facts.ratings.fit >= self.minimum]
        cadre, post = np.divmod(rated, max(len(facts.post_at), 1))
        pinned, to = _named(scenario, facts)
        return Narrowing(
            cadre=np.concatenate([cadre, pinned]),
            post=np.concatenate([post, to]),
            open_posts=self._open_posts(scenario, facts),
        )

    def _open_posts(self, scenario: Scenario, facts: Facts) -> IntArray:
        """Places of the posts that anybody may take."""
        count = len(facts.post_at)
        if not self.unrated_posts_open:
            return np.arange(0)
        put_forward = [facts.post_at[post_id] for _, post_id in _nominations(scenario)]
        rated = np.union1d(
            facts.ratings.pair % max(count, 1), np.array(put_forward, dtype=np.int64)
        )
        return np.setdiff1d(np.arange(count), rated)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        ratings = scenario.roster.fit
        named = {(each.cadre_id, each.post_id) for each in scenario.roster.evidence.nominations}
        rated_posts = {fit.post_id for fit in scenario.roster.fits} | {post for _, post in named}
        pins = named | {
            (decision.cadre_id, decision.post_id)
            for decision in scenario.decisions
            if decision.action is DecisionAction.PIN
        }
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            pair = action.cadre_id, action.to_post_id
            if pair in pins or (self.unrated_posts_open and action.to_post_id not in rated_posts):
                continue
            fit = ratings.get(pair)
            if fit is not None and fit >= self.minimum:
                continue
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    cadres=(action.cadre_id,),
                    posts=(action.to_post_id,),
                    fault=_NOT_NOMINATED if fit is None else _rated_below(fit, self.minimum),
                )
            )
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_ratings(), *_pins_and_open_posts()]


def _named(scenario: Scenario, facts: Facts) -> tuple[IntArray, IntArray]:
    """Places of the cadres pinned to a post or put forward for it, and of those posts."""
    pins = [
        (decision.cadre_id, decision.post_id)
        for decision in scenario.decisions
        if decision.action is DecisionAction.PIN and decision.post_id is not None
    ]
    pairs = [(facts.cadre_at[i], facts.post_at[j]) for i, j in (*pins, *_nominations(scenario))]
    cadre, post = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return cadre, post


def _nominations(scenario: Scenario) -> list[tuple[str, str]]:
    """Who was put forward for a post, and which."""
    return [
        (each.cadre_id, each.post_id)
        for each in scenario.roster.evidence.nominations
        if each.post_id is not None
    ]


def _rated_below(fit: int, minimum: int) -> Text:
    return Text(
        zh=f"人岗匹配度{fit}分，低于提名所需的{minimum}分",
        en=f"is rated {fit} for it, below the {minimum} that nominate",
    )


def _nominating(*decisions: Decision, fits: tuple[Fit, ...], **parameters: int) -> Scenario:
    """A in P1, B in the pool, free posts P2 and P3."""
    return case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2"), case.post("P3", "U2")],
        cadres=[case.cadre("A", "P1"), case.cadre("B")],
        laws={"nominated_only": parameters},
        fits=fits,
        decisions=decisions,
    )


def _put_forward(of: Scenario, cadre_id: str, post_id: str) -> Scenario:
    given = Nomination(cadre_id, "head", case.DATE, post_id)
    evidence = Evidence(nominations=(given, Nomination("A", "head", case.DATE)))
    return replace(of, roster=replace(of.roster, evidence=evidence))


def _ratings() -> list[Example]:
    """A is rated 60 for P2; nobody is rated for P3."""
    rated = (Fit("A", "P2", 60),)
    usual = _nominating(fits=rated)
    at, above = _nominating(fits=rated, minimum=60), _nominating(fits=rated, minimum=61)
    zero = _nominating(fits=(Fit("A", "P2", 0),))
    return [
        Example("everybody stays", usual, case.plan(usual), 0),
        Example("into a post rated for", usual, case.plan(usual, {"A": "P2"}), 0),
        Example("into a post nobody is rated for", usual, case.plan(usual, {"A": "P3"}), 1),
        Example("another's nomination helps nobody", usual, case.plan(usual, {"B": "P2"}), 1),
        Example("the own post left by another", usual, case.plan(usual, {"A": "P2", "B": "P1"}), 1),
        Example("leaving needs no nomination", usual, case.plan(usual, {"A": "release"}), 0),
        Example("a rating of 0 nominates", zero, case.plan(zero, {"A": "P2"}), 0),
        Example("exactly the least rating", at, case.plan(at, {"A": "P2"}), 0),
        Example("a point below the least rating", above, case.plan(above, {"A": "P2"}), 1),
    ]


def _pins_and_open_posts() -> list[Example]:
    rated = (Fit("A", "P2", 60),)
    pinned = _nominating(Decision("B", DecisionAction.PIN, "case", "P2"), fits=rated)
    barred = _nominating(Decision("B", DecisionAction.FORBID, "case", "P3"), fits=rated)
    opened = _nominating(fits=rated, unrated_posts_open=True)
    strict = _nominating(fits=rated, unrated_posts_open=True, minimum=80)
    none = _nominating(fits=())
    named = _put_forward(opened, "B", "P3")
    moves = {"A": "P3"}
    return [
        Example("put forward by name", named, case.plan(named, {"B": "P3"}), 0),
        Example("put forward for another post", named, case.plan(named, {"B": "P2"}), 1),
        Example("open: a post somebody was put forward for", named, case.plan(named, moves), 1),
        Example("a pin is a nomination", pinned, case.plan(pinned, {"B": "P2"}), 0),
        Example(
            "a pin nominates its cadre alone", pinned, case.plan(pinned, {"B": "P2"} | moves), 1
        ),
        Example("no other decision is", barred, case.plan(barred, {"B": "P2"}), 1),
        Example("open: a post nobody is rated for", opened, case.plan(opened, moves), 0),
        Example(
            "open: a post somebody else is rated for", opened, case.plan(opened, {"B": "P2"}), 1
        ),
        Example(
            "open: rated too low is rated all the same", strict, case.plan(strict, {"B": "P2"}), 1
        ),
        Example(
            "without any rating nobody moves", none, case.plan(none, {"A": "P2", "B": "P3"}), 2
        ),
    ]
