"""The plan: one action for every cadre, one holder or a vacancy for every seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rotation.domain.action import ADJUSTING, Action, ActionKind
from rotation.domain.post import Post
from rotation.domain.profile import PlanProfile
from rotation.domain.published import Replan


class Status(StrEnum):
    """hand_made: changed by hand; audited, and nothing is proven of it."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    INVALID_INPUT = "invalid_input"
    STOPPED = "stopped"
    DEFECT = "defect"
    HAND_MADE = "hand_made"


class FindingStatus(StrEnum):
    """broken: against a law. inherited: stood before the plan, which does not worsen it.
    waived: allowed by a decision. needs_approval: a waivable law that the plan breaks.
    short: a goal not fully met. listed: nothing against the plan, but to be seen to by somebody."""

    BROKEN = "broken"
    INHERITED = "inherited"
    WAIVED = "waived"
    NEEDS_APPROVAL = "needs_approval"
    SHORT = "short"
    LISTED = "listed"


@dataclass(frozen=True)
class Finding:
    """One breach or shortfall found on a plan.

    amount: how much, in the rule's unit (months over, persons short). cases: how many waivers it
    would take (a waivable law is priced by it). values: what the rule's sentence names.
    """

    rule: str
    status: FindingStatus
    amount: int
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    cases: int = 1
    values: Mapping[str, object] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vacancy:
    post_id: str
    seats: int


@dataclass(frozen=True)
class GoalAmount:
    code: str
    tier: int
    weight: int
    amount: int


@dataclass(frozen=True)
class TierResult:
    """A tier's value and proven lower bound (both in weight x amount); None where there is none."""

    tier: int
    value: int | None
    bound: int | None
    status: Status
    proven_by: str
    seconds: float = 0.0


@dataclass(frozen=True)
class TierProof:
    """Multipliers that prove a tier's bound by weak duality, in units of 2^-20.

    rows: (place of the row in the program, multiplier) where it is not 0. held: one for each tier
    before this one, in their order.
    """

    tier: int
    rows: tuple[tuple[int, int], ...]
    held: tuple[int, ...]


@dataclass(frozen=True)
class Certificate:
    """What `rotation verify` needs; program_sha256 identifies the program that the rows are of."""

    program_sha256: str = ""
    tiers: tuple[TierProof, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A finished plan. Actions are in the roster's order of cadres.

    replan: what its scenario was given besides its files; None where it was as the files say.
    profile: the order of goals that it was made by; None for the scenario's own.
    """

    scenario_name: str
    scenario_date: str
    scenario_sha256: str
    status: Status
    actions: tuple[Action, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    goals: tuple[GoalAmount, ...] = ()
    tiers: tuple[TierResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Finding, ...] = ()
    solver: Mapping[str, object] = field(default_factory=dict)
    certificate: Certificate | None = None
    replan: Replan | None = None
    profile: PlanProfile | None = None

    @cached_property
    def action_of(self) -> Mapping[str, Action]:
        return {a.cadre_id: a for a in self.actions}

    @cached_property
    def count(self) -> Counter[ActionKind]:
        """How many cadres there are of every kind of action."""
        return Counter(action.kind for action in self.actions)

    @cached_property
    def adjusted(self) -> int:
        """How many change their post or standing: the number of moves that is told everywhere."""
        return sum(self.count[kind] for kind in ADJUSTING)

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Cadre ids by post id, in the order of actions."""
        found: dict[str, list[str]] = {}
        for action in self.actions:
            for post_id in action.held_post_ids:
                found.setdefault(post_id, []).append(action.cadre_id)
        return {post_id: tuple(ids) for post_id, ids in found.items()}

    def sitting_in(self, posts: Iterable[Post]) -> tuple[str, ...]:
        """Who holds one of these posts or several, each once, by id."""
        ids = (i for post in posts for i in self.holders.get(post.post_id, ()))
        return tuple(dict.fromkeys(ids))
