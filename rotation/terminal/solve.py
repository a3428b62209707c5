"""The page of `solve`: the plan as a department reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.domain.plan import Status
from rotation.domain.post import RiskGrade
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Col, Page
from rotation.report.of_plan import told_of
from rotation.report.places import must_fill_left
from rotation.report.told import Told
from rotation.rules.goals.few_changes import FewChanges
from rotation.solve.against_published import PublishedChanges
from rotation.solve.result import Result
from rotation.terminal.changes import show_changes, show_replan
from rotation.terminal.findings import show_findings
from rotation.terminal.goals import show_goals, show_tiers
from rotation.terminal.laws import show_laws
from rotation.terminal.moves import (
    show_kept,
    show_leaving,
    show_moves,
    show_staying,
    show_vacancies,
)
from rotation.terminal.obstacles import decision_words, show_obstacles
from rotation.terminal.order import show_order
from rotation.terminal.problems import show_notices
from rotation.wording.counts import counts_words
from rotation.wording.names import Names, rule_title
from rotation.wording.proofs import proof_words

MOST_NOTICES = 5
STUCK = (Col("name"), Col("from", ratio=2), Col("laws", ratio=3))
PROFILE = (Col("stage"), Col("amount", right=True))


@dataclass(frozen=True)
class Shown:
    """What a page of `solve` draws. `seconds`: of the whole run. `stopped`: ended by Ctrl-C.
    source: the scenario's path as it was given."""

    scenario: Scenario
    result: Result
    notices: Sequence[Problem] = ()
    changes: PublishedChanges | None = None
    written: Path | None = None
    seconds: float = 0.0
    stopped: bool = False
    everything: bool = False
    profile: bool = False
    source: str = ""


def show_solve(page: Page, shown: Shown) -> None:
    """The whole page: header, then the plan, or why there is none."""
    show_header(page, shown.scenario)
    plan = shown.result.plan
    if plan is None:
        _show_no_plan(page, shown)
    else:
        _show_plan(page, shown, told_of(shown.scenario, plan, page.lang))
    show_notices(page, shown.notices, None if shown.everything else MOST_NOTICES)
    if shown.profile:
        _show_profile(page, shown.result)
    if plan is not None:
        _show_where(page, shown.written)


def show_header(page: Page, scenario: Scenario) -> None:
    roster = scenario.roster
    hot = [post.risk_grade for post in roster.posts if post.hot_spot]
    grades = [(grade, hot.count(grade)) for grade in RiskGrade]
    page.line(scenario.name, "bold")
    page.line(
        page.say(
            "header.counts",
            date=scenario.date.isoformat(),
            units=len(roster.units),
            posts=len(roster.posts),
            cadres=len(roster.cadres),
            hot=len(hot),
        )
    )
    if hot:
        words = [page.say(f"header.grade_{g.value}", count=count) for g, count in grades if count]
        page.line(page.say("header.grades", grades=page.join(words)))
    show_laws(page, scenario)
    show_replan(page, scenario)
    show_order(page, scenario)


def _show_plan(page: Page, shown: Shown, told: Told) -> None:
    _show_status(page, shown, told)
    show_changes(page, told.names, shown.changes)
    show_moves(page, told, shown.everything)
    show_leaving(page, told, shown.everything)
    show_vacancies(page, told, shown.everything)
    show_staying(page, told, shown.everything)
    show_kept(page, told, shown.everything)
    show_goals(page, told)
    # The table of changes tells already what falls short of few changes.
    show_findings(page, told, shown.everything, but=FewChanges.code if shown.changes else "")
    show_tiers(page, told)


def _show_status(page: Page, shown: Shown, told: Told) -> None:
    page.gap()
    proven = told.judged.proven
    key = "status.optimal" if proven else "status.stopped" if shown.stopped else "status.feasible"
    proof = proof_words(page, told.judged)
    words = page.say(key, proof=proof, seconds=f"{shown.seconds:.1f}")
    page.line(words, "bold green" if proven else "bold yellow")
    for left in must_fill_left(told):
        page.line(left.words, "bold red")
    page.line(counts_words(page, told.judged.plan))


def _show_no_plan(page: Page, shown: Shown) -> None:
    page.gap()
    status = shown.result.status
    page.line(page.say(f"no_plan.{status.value}", seconds=f"{shown.seconds:.0f}"), "bold red")
    if status is Status.INFEASIBLE:
        _show_stuck(page, shown)
        if shown.scenario.published is None:  # `conflict` reads the scenario alone
            page.gap()
            page.line(page.say("no_plan.conflict", source=shown.source))
    for fault in shown.result.faults:
        page.item(fault, indent=2)


def _show_stuck(page: Page, shown: Shown) -> None:
    names, stuck = Names(shown.scenario, page.lang), shown.result.stuck
    obstacles = shown.result.obstacles
    if obstacles:
        show_obstacles(page, shown.scenario, obstacles)
    if not stuck:
        if not obstacles:
            page.line(page.say("stuck.nobody"))
            page.line(page.say("stuck.advice", **decision_words(page.lang)))
        return
    page.heading("stuck.heading", count=len(stuck))
    rows = []
    for item in stuck:
        post_id = shown.scenario.roster.cadre[item.cadre_id].post_id
        laws = page.join(rule_title(code, page.lang) for code in item.laws)
        rows.append((names.cadre(item.cadre_id), names.post(post_id), laws))
    page.table(STUCK, rows)
    if not obstacles:
        page.line(page.say("stuck.advice", **decision_words(page.lang)))


def _show_profile(page: Page, result: Result) -> None:
    page.heading("profile.heading")
    rows = [(page.word("profile", key), f"{value:.2f}") for key, value in result.seconds.items()]
    rows += [(page.word("profile", key), str(value)) for key, value in result.sizes.items()]
    page.table(PROFILE, rows)


def _show_where(page: Page, written: Path | None) -> None:
    page.gap()
    if written is None:
        page.line(page.say("written.nowhere"), "dim")
    else:
        page.line(page.say("written.at", path=str(written)))
