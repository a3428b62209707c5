"""What a planner asks for after a plan was published: which plan, what is struck, who is pinned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rotation.domain.action import PLACING
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.problem import Problem
from rotation.domain.published import Replan
from rotation.domain.scenario import Scenario
from rotation.io.asked import asked, cadre_asked, post_asked
from rotation.io.check_decisions import contradict, wish_of
from rotation.io.plan_file import read_published
from rotation.io.plan_identity import meant_by_published, refuse_strangers
from rotation.io.report import ProblemList
from rotation.rules.replanning import replan_notices, replanned

OPTION = {DecisionAction.FORBID: "--strike", DecisionAction.PIN: "--pin"}


@dataclass(frozen=True)
class Request:
    """published: the plan file, or the plan itself with the decisions that it was made with (name
    is then what notices call it). most: bound on changes; None: as few as can be. strikes, pins:
    "CADRE=POST" each, a strike also "CADRE" for the post published. reason: of them all."""

    published: Path | Replan | None = None
    name: str = ""
    keep: bool = False
    most: int | None = None
    strikes: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    reason: str = ""


def planned_anew(scenario: Scenario, request: Request) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario with what is asked for, and notices. Raises InvalidInput with every problem."""
    if request == Request():
        return scenario, ()
    return _Reader(scenario, request).read()


class _Reader:
    def __init__(self, scenario: Scenario, request: Request) -> None:
        self.scenario = scenario
        self.roster = scenario.roster
        self.request = request
        self.report = ProblemList()
        self.before = _before(request.published)
        self.file = request.name
        if isinstance(request.published, Path):
            self.file = request.published.name
        actions = () if self.before.published is None else self.before.published.actions
        self.told = {action.cadre_id: action for action in actions}

    def read(self) -> tuple[Scenario, tuple[Problem, ...]]:
        if self.before.published is not None:
            meant = meant_by_published(self.before.published)
            refuse_strangers(meant, self.roster, self.file)
        self._check_options()
        new = tuple(dict.fromkeys([*self._strikes(), *self._pins()]))
        self.report.stop_on_errors()
        self._check_together(new)
        self.report.stop_on_errors()
        kept = self._kept(new)
        replan = Replan(self.before.published, self.request.most, (*kept, *new))
        if self.request.published is not None:
            self.report.take(replan_notices(self.scenario, replan, self.file))
        return replanned(self.scenario, replan), tuple(self.report.notices)

    def _check_options(self) -> None:
        request, report = self.request, self.report
        if request.published is None:
            for option, given in (
                ("--keep", request.keep),
                ("--changes", request.most is not None),
            ):
                if given:
                    report.error("needs_published", option)
        decides = bool(request.strikes or request.pins)
        if decides and not request.reason.strip():
            report.error("reason_missing", "--reason")
        if request.reason and not decides:
            report.error("reason_of_nothing", "--reason")

    def _strikes(self) -> Iterator[Decision]:
        for word in self.request.strikes:
            cadre_id, post_id = self._ids("--strike", word)
            if cadre_id is not None and post_id is None and "=" not in word:
                post_id = self._published_post(cadre_id)
            if cadre_id is not None and post_id is not None:
                yield self._decision(cadre_id, DecisionAction.FORBID, post_id)

    def _pins(self) -> Iterator[Decision]:
        for word in self.request.pins:
            if "=" not in word:
                self.report.error("pin_without_post", "--pin", value=word)
                continue
            cadre_id, post_id = self._ids("--pin", word)
            if cadre_id is not None and post_id is not None:
                yield self._decision(cadre_id, DecisionAction.PIN, post_id)

    def _decision(self, cadre_id: str, action: DecisionAction, post_id: str) -> Decision:
        return Decision(cadre_id, action, self.request.reason.strip(), post_id)

    def _ids(self, option: str, word: str) -> tuple[str | None, str | None]:
        """Cadre and post of "CADRE=POST"; None (and a problem) for one that there is not."""
        who, equals, where = word.partition("=")
        cadre_id = asked(cadre_asked, self.roster, who.strip(), option, self.report)
        place = where.strip() if equals else None
        return cadre_id, asked(post_asked, self.roster, place, option, self.report)

    def _published_post(self, cadre_id: str) -> str | None:
        """Where the published plan sends a cadre; None, and a problem, if it sends them nowhere."""
        told, name = self.told.get(cadre_id), self.roster.cadre[cadre_id].name
        if self.request.published is None:
            code = "strike_without_post"
        elif told is None:
            code = "strike_of_a_newcomer"
        elif told.kind not in PLACING or told.post_id is None:
            code = "strike_of_no_move"
        elif told.post_id not in self.roster.post:
            code = "strike_of_a_post_gone"
        else:
            return told.post_id
        self.report.error(code, "--strike", value=cadre_id, name=name)
        return None

    def _check_together(self, new: tuple[Decision, ...]) -> None:
        """New decisions against each other and against those of the scenario; and the seats."""
        standing = self.scenario.decisions
        for one, other in [*combinations(new, 2), *((n, s) for n in new for s in standing)]:
            if self._against(one, other):
                self.report.error(
                    "decision_contradicts", OPTION[one.action], value=one.cadre_id,
                    name=self.roster.cadre[one.cadre_id].name, other_action=other.action.value,
                    reason=other.reason,
                )  # fmt: skip
        pins = Counter(wish_of(d, self.roster).target for d in _pins_of((*standing, *new)))
        for post_id in dict.fromkeys(d.post_id for d in _pins_of(new)):
            seats = self.roster.post[str(post_id)].headcount
            if pins[str(post_id)] > seats:
                self.report.error("too_many_pins", "--pin", value=post_id, seats=seats)

    def _against(self, one: Decision, other: Decision) -> bool:
        if one.cadre_id != other.cadre_id or _same(one, other):
            return False
        return contradict(wish_of(one, self.roster), wish_of(other, self.roster))

    def _kept(self, new: tuple[Decision, ...]) -> list[Decision]:
        """What was decided for the published plan besides its scenario holds on: a move struck out
        once does not come back. A newer decision to the contrary takes its place."""
        standing = (*self.scenario.decisions, *new)
        kept = [
            decision
            for decision in self.before.decisions
            if decision.cadre_id in self.roster.cadre
            and (decision.post_id is None or decision.post_id in self.roster.post)
            and not any(_same(decision, s) or self._against(decision, s) for s in standing)
        ]
        if kept and self.request.published is not None:
            who = list(dict.fromkeys(self.roster.cadre[d.cadre_id].name for d in kept))
            self.report.notice("decisions_kept", self.file, count=len(kept), who=who)
        return kept


def pins_of(scenario: Scenario) -> list[tuple[str, str]]:
    """Cadre and post of the pins that a plan is to be made anew with."""
    decisions = () if scenario.replan is None else scenario.replan.decisions
    return [(pin.cadre_id, str(pin.post_id)) for pin in _pins_of(decisions)]


def _before(published: Path | Replan | None) -> Replan:
    """What is known of the published plan. Raises InvalidInput for a file that cannot be read."""
    if published is None:
        return Replan()
    return published if isinstance(published, Replan) else read_published(published)


def _same(one: Decision, other: Decision) -> bool:
    return (one.cadre_id, one.action, one.post_id) == (
        other.cadre_id,
        other.action,
        other.post_id,
    )


def _pins_of(decisions: Iterable[Decision]) -> list[Decision]:
    return [d for d in decisions if d.action is DecisionAction.PIN]
