"""Tiny scenarios for the contract tests, and the way between plans and board rows.

Every roster here is small enough to enumerate; together they hold what any rule can look at.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from rotation.assemble.assemble import assemble
from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Cadre, Concurrent, Gate, GateResult, Gender, Sanction, Status
from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.evidence import Evidence, Item, Nomination, Standing
from rotation.domain.plan import Plan
from rotation.domain.plan import Status as PlanStatus
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.published import PublishedAction
from rotation.domain.roster import Fit, Roster
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.model.board import KINDS, Board
from rotation.rules import casework as case
from rotation.rules.base import Law, Rule
from rotation.rules.gated import Gated
from rotation.rules.registry import laws

FIELDS = ("approval", "enforcement", "funds", "personnel")
GROWTH_PLACES = (None, "甘肃清水", "麦积区东岔", "陇县")
ROLES = (Role.PARTY_CHIEF, Role.ADMIN_CHIEF, Role.DEPUTY, Role.DEPUTY, Role.SECTION_HEAD)
LEVELS = ("141", "142", "142", "142", "150")
GRADES = ("excellent", "competent", "competent", "basic", "incompetent")
SPECIAL: Mapping[str, Mapping[str, Any]] = {
    "business_avoidance": {"clear_existing": True},
    "category_destinations": {
        "ordinary_may_move": False,
        "grass_roots_to_front_line": True,
        "motivating_lesser": True,
        "offices": ("U1", "funds"),
    },
    "post_requirements": {"majors_bind": True, "experience_binds": True},
    "pre_appointment_gates": {"gates": ("file", "complaints"), "transfers_too": True},
    "chief_leaving_audit": {"binds": True},
    "recent_changes": {"binds": True},
    "level_load": {"most": 1},
    "prior_filing": {"binds": True, "fields": ("approval", "funds"), "kinds": ("township",)},
    "township_ages": {"secretary": 55, "chief": 45, "deputy": 40},
    "separate_systems": {"kinds": ("township", "vertical")},
    "regional_avoidance": {"county": "清水县", "kinds": ("township",), "names": ("U0",)},
    "chiefs_not_together": {"leaving_counts": True, "sections": True},
    "team_turnover": {"share": 0.67},
    "bounded_changes": {"most": 1},
    "long_service": {"binding": True, "team_years": 3, "unit_years": 5, "exempt_months": 12},
    "term_of_office": {
        "chief_years": 2,
        "chief_kinds": ("township", "government"),
        "roles": ("party_chief", "admin_chief", "deputy"),
        "terms": 1,
        "level_years": 6,
        "term_started": "2021-06",
        "exempt_months": 12,
    },
    "batch_limits": {
        "promotions": 0.3,
        "adjustments": "1/2",
        "chiefs": 0.5,
        "section_heads": 1,
        "section_heads_per_unit": 0.5,
    },
    "yearly_share": {"share": "3/4", "fields": ("approval", "funds")},
    "reform_freeze": {"units": ("U1",)},
    "leadership_age": {
        "men": {"chief": 50, "deputy": 45},
        "women": {"deputy": 40},
        "document": "No. 8",
        "decided_by": "county committee",
        "decided_on": "2024-03-01",
    },
    "age_ladder": {"seats": 2},
    "category_counts": {
        "at_least": {"protective": 1, "developmental": 2},
        "at_most": {"motivating": 0, "protective": 1},
    },
    "non_party_members": {
        "minimum": 2,
        "minimum_in_kind": {"township": 1, "government": 2},
        "chiefs_in_kind": {"township": 1},
    },
    "team_mean_age": {"seats": 2},
    "team_source": {"seats": 1},
    "team_profession": {"seats": 1},
    "front_line_share": {"share_percent": 60},
    "overage_reduced": {"persons": 2},
    "women_in_team": {
        "seats": 1,
        "minimum_in_kind": {"township": 2},
        "teams_percent": {"government": 60, "township": 100},
        "chiefs_percent": 40,
    },
    "young_cadres": {
        "share_percent": {"township": 30, "government": 60, "all": 51},
        "under_age_in_kind": {"township": 32, "all": 42},
    },
}
"""Parameters under which a rule bites on four people; by code."""
_LINES = {True: UnitKind.TOWNSHIP, False: UnitKind.VERTICAL}
SERVED = ("long_service", "term_of_office")
"""Rules that count what somebody served before in a unit, a post or at a level."""
PUBLISHED = ("few_changes", "bounded_changes")
"""Rules that hold a plan against one published earlier."""


def tiny_scenarios(rule: type[Rule], mode: Mode = Mode.HARD) -> Iterator[Scenario]:
    """Random rosters of four cadres and four posts with only this rule on (seeds fixed)."""
    for seed in range(24):
        yield _scenario(seed, rule, mode)


@functools.cache
def _scenario(seed: int, rule: type[Rule], mode: Mode) -> Scenario:
    rng = random.Random(f"{rule.code} {seed}")
    units = [_unit(rng, f"U{i}") for i in range(2)]
    posts = [_post(rng, f"P{i}", rng.choice(units).unit_id) for i in range(4)]
    if rule.code == "kinship_avoidance":
        posts = [_in_section(rng, post) for post in posts]
    held = rng.sample(posts, 3)
    cadres = [_cadre(rng, f"C{i}", held[i].post_id if i < len(held) else None) for i in range(4)]
    cadres = _with_kin(rng, cadres)
    if rule.code == "junior_kin_moves":
        posts = [replace(post, unit_id="U0", role=Role.DEPUTY) for post in posts]
        cadres = [replace(c, score=None, conduct=None, appraisals=()) for c in cadres]
        cadres[:2] = (
            replace(c, level=lv) for c, lv in zip(cadres[:2], ("141", "142"), strict=True)
        )
    beside = copy(rng)  # the other draws stay what they are without it
    if beside.random() < 0.4:
        cadres = _with_concurrent(beside, cadres, posts)
    posts = [replace(post, own_line=beside.random() < 0.1) for post in posts]
    if rule.code == "separate_systems":
        units = [replace(u, kind=_LINES[u.remote], jointly_managed=True) for u in units]
    if rule.code == "post_requirements":
        posts, cadres = _with_conditions(rng, posts, cadres)
    if issubclass(rule, Gated):
        cadres = _with_gates(rng, cadres)
    if rule.code == "service_years":
        until = (None, "2026-11", "2026-12", "2028-05")
        cadres = [replace(c, serve_until=_month(rng.choice(until))) for c in cadres]
    if rule.code in SERVED:
        cadres = [_with_service(rng, cadre, posts) for cadre in cadres]
    if rule.code == "regional_avoidance":
        units = [replace(u, place=rng.choice([None, "麦积区东岔镇"])) for u in units]
        cadres = [replace(c, growth_place=rng.choice(GROWTH_PLACES)) for c in cadres]
    fits = [Fit(c.cadre_id, p.post_id, rng.randrange(101)) for c in cadres for p in posts[:1]]
    if rule.code == "recent_changes":
        days = (None, dt.date(2026, 10, 1), dt.date(2026, 10, 2))
        cadres = [replace(c, scored_on=rng.choice(days)) for c in cadres]
        posts = [replace(p, graded_on=rng.choice(days)) for p in posts]
    parameters = SPECIAL.get(rule.code, {})
    laws: tuple[LawChoice, ...] = ()
    goals: tuple[GoalChoice, ...] = ()
    if issubclass(rule, Law):
        laws = (LawChoice(rule.code, parameters, mode),)
    else:
        goals = (GoalChoice(rule.code, 1, 1, parameters),)
    made = Scenario(
        "tiny",
        case.DATE,
        Roster(tuple(units), tuple(posts), tuple(cadres), tuple(fits), _ranked(beside)),
        (*laws, *_companions(rng, rule)),
        goals,
        _decisions(rng, rule, cadres, posts),
    )
    return replace(made, published=_published(rng, made)) if rule.code in PUBLISHED else made


def _published(rng: random.Random, made: Scenario) -> dict[str, PublishedAction]:
    """What an earlier plan said, at random; at times of a post since abolished, or of a cadre who
    had another post then. The last cadre may be new."""
    ends = [*made.roster.post, "P9", None]
    leaving = (ActionKind.RELEASE, ActionKind.RETIREMENT, ActionKind.POOL)
    told = {}
    for cadre in made.roster.cadres[: rng.choice([3, 4])]:
        end = cadre.post_id if rng.random() < 0.4 else rng.choice(ends)
        kind = ActionKind.STAY if end and end == cadre.post_id else ActionKind.TRANSFER
        kind = rng.choice(leaving) if end is None else kind
        told[cadre.cadre_id] = PublishedAction(cadre.cadre_id, kind, end)
    return told


def _companions(rng: random.Random, rule: type[Rule]) -> tuple[LawChoice, ...]:
    """Laws that decide categories or who retires, so that they are there at times."""
    codes = ("frozen_status", "tenure_limit", "kinship_avoidance", "retirement_due")
    asked = {"junior_kin_moves": "kinship_avoidance"}.get(rule.code)
    return tuple(
        LawChoice(code, {"years": {"I": 3, "ordinary": 6}} if code == "tenure_limit" else {})
        for code in codes
        if code != rule.code and (rng.random() < 0.3 or code == asked)
    )


def _ranked(rng: random.Random) -> Evidence:
    """The first unit is ranked last, first or under a veto, the second is in the middle."""
    words = {"zh": "政府", "en": "government"}
    veto = (Item(words, words, "2026-01-31", Fraction(0)),)
    ends = (
        Standing("s", words, 7, 7, bottom=True),
        Standing("s", words, 1, 7, top=True),
        Standing("s", words, 3, 7, vetoes=veto),
    )
    places = {("unit", "U0"): rng.choice(ends), ("unit", "U1"): Standing("s", words, 4, 7)}
    named = (Nomination("C1", "head", case.DATE, "P1"), Nomination("C2", "head", case.DATE))
    return Evidence(standings=places, nominations=named)


def _unit(rng: random.Random, unit_id: str) -> Unit:
    return case.unit(
        unit_id,
        kind=rng.choice([UnitKind.GOVERNMENT, UnitKind.TOWNSHIP]),
        field=rng.choice(FIELDS),
        remote=rng.random() < 0.3,
        chief_quota=rng.choice([None, 1, 2]),
        deputy_quota=rng.choice([None, 0, 1, 2]),
    )


def _post(rng: random.Random, post_id: str, unit_id: str) -> Post:
    return case.post(
        post_id,
        unit_id,
        level=rng.choice(LEVELS),
        role=rng.choice(ROLES),
        risk_grade=rng.choice([None, RiskGrade.I, RiskGrade.II]),
        fields=rng.sample(FIELDS, rng.randint(0, 2)),
        front_line=rng.random() < 0.3,
        must_fill=rng.random() < 0.3,
        importance=rng.choice([30, 50, 80]),
        party_member_only=rng.random() < 0.2,
        reserved_for_non_party=rng.random() < 0.15,
        min_education=rng.choice([None, None, "21"]),
        majors=rng.choice([(), ("law",)]),
        experience_fields=rng.choice([(), ("approval",)]),
        tenure_limit_years=rng.choice([None, None, 4]),
    )


def _in_section(rng: random.Random, post: Post) -> Post:
    """Posts of sections, and portfolios: two sections and both units."""
    staff = rng.random() < 0.4
    return replace(
        post,
        role=Role.STAFF if staff else post.role,
        section=rng.choice([None, "S1", "S2"]),
        oversees=frozenset(rng.sample(["S1", "S2", "U0", "unit U1"], rng.choice([0, 0, 1, 2]))),
        headcount=rng.choice([1, 1, 2]),
    )


def _cadre(rng: random.Random, cadre_id: str, post_id: str | None) -> Cadre:
    since = f"{rng.randint(2015, 2026)}-{rng.randint(1, 10):02d}"
    return case.cadre(
        cadre_id,
        post_id,
        gender=rng.choice(list(Gender)),
        birth=f"{rng.choice([1964, 1966, 1968, 1971, 1978, 1985, 1990, 1995])}-"
        f"{rng.randint(1, 12):02d}",
        level=rng.choice(LEVELS),
        level_since=f"{rng.randint(2018, 2025)}-05",
        political_status=rng.choice(["01", "01", "03", "04", "13", None]),
        post_since=since if post_id else None,
        unit_since=since if post_id else None,
        work_started="2008-07",
        education=rng.choice(["31", "21", "14", None]),
        major=rng.choice([None, "law", "finance"]),
        grass_roots_years=rng.choice([None, 0, 3]),
        reserve=rng.random() < 0.2,
        status=rng.choice([Status.SERVING] * 5 + [Status.UNDER_REVIEW, Status.SECONDED]),
        score=rng.choice([None, 50, 75, 90]),
        conduct=rng.choice([None, 55, 85]),
        careers=(
            case.career(
                "2010-01",
                "2015-06",
                fields=rng.sample(FIELDS, 1),
                level="142",
                unit_id=("U0", "U1", None)[int(cadre_id[1:]) % 3],
            ),
        ),
        appraisals=(case.appraisal(2025, rng.choice(GRADES)),),
        sanctions=(_sanction(cadre_id),) if rng.random() < 0.2 else (),
    )


def _sanction(cadre_id: str) -> Sanction:
    """Kinds that bar promotion only, every leading post, and every equal or higher post."""
    kinds = ("admin_demerit", "organizational_removal", "party_removal")
    return case.sanction(kinds[int(cadre_id[1:]) % len(kinds)], "2026-03", "2027-03")


def _with_conditions(
    rng: random.Random, posts: list[Post], cadres: list[Cadre]
) -> tuple[list[Post], list[Cadre]]:
    """At times a condition of every kind, and what meets it."""

    def at_times(value: Any, otherwise: Any = None) -> Any:
        return value if rng.random() < 0.2 else otherwise

    licences = (frozenset({"law"}), frozenset({"law", "accounts"}), frozenset())
    kinds = ("administrative", "civil_service_managed", "institution")
    asking = [
        replace(
            post,
            max_age=at_times(45),
            sex=at_times(Gender.FEMALE),
            affiliation=at_times(frozenset({"01", "03"}), frozenset()),
            licences=at_times(rng.choice(licences), frozenset()),
            establishment=at_times(rng.choice(kinds)),
            own_line=at_times(True, False),
        )
        for post in posts
    ]
    owning = [
        replace(c, licences=rng.choice(licences), establishment=rng.choice([None, *kinds]))
        for c in cadres
    ]
    return asking, owning


def _with_gates(rng: random.Random, cadres: list[Cadre]) -> list[Cadre]:
    """Some records of every gate, of some results and days; of one gate several at times."""
    days = ("2024-06-30", "2025-11-30", "2026-03-01", "2026-11-01")
    made = []
    for cadre in cadres:
        records = tuple(
            case.gate(gate, day, rng.choice([GateResult.CLEAR] * 3 + list(GateResult)))
            for gate in Gate
            for day in rng.sample(days, rng.randint(0, 2))
        )
        made.append(replace(cadre, gates=records))
    return made


def _month(text: str | None) -> Month | None:
    return None if text is None else case.month(text)


def _with_concurrent(rng: random.Random, cadres: list[Cadre], posts: list[Post]) -> list[Cadre]:
    """One of those with a post holds the one that nobody else has beside it."""
    (free,) = {post.post_id for post in posts} - {cadre.post_id for cadre in cadres}
    since = rng.choice([None, "2015-03", "2023-03"])
    place = rng.randrange(3)
    held = replace(cadres[place], concurrent=(Concurrent(free, _month(since)),))
    return [*cadres[:place], held, *cadres[place + 1 :]]


def _with_service(rng: random.Random, cadre: Cadre, posts: list[Post]) -> Cadre:
    """Stretches of service in posts there are, which may overlap."""
    jobs = []
    for _ in range(rng.randint(0, 3)):
        post, start = rng.choice(posts), rng.randint(2008, 2022)
        end = rng.choice([f"{start + rng.randint(1, 5)}-03", None])
        level = rng.choice([post.level, cadre.level])
        held = {"unit_id": post.unit_id, "title": post.title, "level": level}
        jobs.append(case.career(f"{start}-06", end, **held))
    return replace(cadre, careers=(*cadre.careers, *jobs))


def _with_kin(rng: random.Random, cadres: list[Cadre]) -> list[Cadre]:
    if rng.random() < 0.6:
        cadres[0] = replace(cadres[0], relatives=(case.relative("10", cadres[1].cadre_id),))
    if rng.random() < 0.5:
        relatives = (*cadres[2].relatives, case.relative("10", field=rng.choice(FIELDS)))
        cadres[2] = replace(cadres[2], relatives=relatives)
    return cadres


def _decisions(
    rng: random.Random, rule: type[Rule], cadres: list[Cadre], posts: list[Post]
) -> tuple[Decision, ...]:
    """At times a waiver of the rule itself, and decisions of every kind."""
    made = []
    someone, somewhere = rng.choice(cadres), rng.choice(posts)
    if issubclass(rule, Law) and not rule.always_on and rng.random() < 0.3:
        waived_post = rng.choice([None, somewhere.post_id])
        made.append(
            Decision(someone.cadre_id, DecisionAction.WAIVE, "case", waived_post, rule=rule.code)
        )
    if rng.random() < 0.4:
        action = rng.choice([DecisionAction.PIN, DecisionAction.FORBID])
        made.append(Decision(cadres[-1].cadre_id, action, "case", somewhere.post_id))
    if cadres[0].post_id and rng.random() < 0.3:
        made.append(Decision(cadres[0].cadre_id, DecisionAction.RELEASE, "case"))
    if rng.random() < 0.4:
        category = rng.choice(["protective", "motivating", "developmental"])
        made.append(
            Decision(cadres[1].cadre_id, DecisionAction.CATEGORY, "case", category=category)
        )
    return tuple(made)


def seated_plans(scenario: Scenario) -> Iterator[Plan]:
    """Every plan that gives no seat twice, by enumeration of the board without any law; nothing of
    the program or a solver is used."""
    board = assemble(scenario, without=frozenset(laws())).board
    for rows in seated_rows(board):
        yield plan_of_rows(board, rows)


def seated_rows(board: Board) -> Iterator[np.ndarray]:
    """Every choice of one row for each cadre that gives no seat twice."""
    of_cadre = [np.flatnonzero(board.cadre == i) for i in range(len(board.facts.cadres.post))]
    held = board.held_post
    free = {-1: len(of_cadre)}
    free |= {i: post.headcount for i, post in enumerate(board.facts.scenario.roster.posts)}
    chosen: list[int] = []

    def choose(cadre: int) -> Iterator[np.ndarray]:
        if cadre == len(of_cadre):
            yield np.array(chosen)
            return
        for row in of_cadre[cadre]:
            post = int(held[row])
            if free[post]:
                free[post] -= 1
                chosen.append(row)
                yield from choose(cadre + 1)
                chosen.pop()
                free[post] += 1

    return choose(0)


def plan_of_rows(board: Board, rows: np.ndarray) -> Plan:
    """The plan that takes these rows of the board, one per cadre."""
    actions = _actions(board)
    date = board.facts.scenario.date.isoformat()
    return Plan("tiny", date, "", PlanStatus.FEASIBLE, tuple(actions[row] for row in rows))


@functools.lru_cache(maxsize=4)
def _actions(board: Board) -> list[Action]:
    """What each row of the board does."""
    scenario = board.facts.scenario
    actions = []
    for row in range(len(board.cadre)):
        member = scenario.roster.cadres[board.cadre[row]]
        kind = KINDS[board.kind[row]]
        to_post = member.post_id
        if kind not in (ActionKind.STAY, ActionKind.POOL):
            end = board.to_post[row]
            to_post = None if end < 0 else scenario.roster.posts[end].post_id
        beside = scenario.beside(member.cadre_id, to_post)
        actions.append(
            Action(member.cadre_id, kind, member.post_id, to_post, concurrent_post_ids=beside)
        )
    return actions


@functools.lru_cache(maxsize=4)
def _places(board: Board) -> dict[tuple[int, int, int], int]:
    """The place of each row of the board, by cadre, kind and post."""
    keys = zip(board.cadre.tolist(), board.kind.tolist(), board.to_post.tolist(), strict=True)
    return {key: row for row, key in reversed(list(enumerate(keys)))}


def rows_of_plan(board: Board, plan: Plan) -> np.ndarray | None:
    """The board's rows of a plan; None where the board lacks one."""
    facts = board.facts
    places = _places(board)
    rows = []
    for action in plan.actions:
        leaves = action.kind in (ActionKind.STAY, ActionKind.POOL) or action.to_post_id is None
        to_post = -1 if leaves else facts.post_at[action.to_post_id or ""]
        kind = KINDS.index(action.kind)
        rows.append(places.get((facts.cadre_at[action.cadre_id], kind, to_post)))
    return None if None in rows else np.array(rows)
