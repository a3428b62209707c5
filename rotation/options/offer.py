"""What `options` offers: plans worth choosing between, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rotation.audit.report import AuditReport
from rotation.domain.plan import Plan
from rotation.domain.profile import Profile
from rotation.domain.scenario import Scenario
from rotation.solve.result import Result


class Why(StrEnum):
    """Why a plan that was asked for is not among the options.

    no_goal: the scenario has no goal on that the profile is about. same_order: its order of goals
    is that of another. same_plan: it treats every cadre as another does. none_near: it is proven
    that no plan differs so much at so small a loss. not_found: none was found in time. stopped: the
    run was ended before. defect: its plan failed its audit.
    """

    NO_GOAL = "no_goal"
    SAME_ORDER = "same_order"
    SAME_PLAN = "same_plan"
    NONE_NEAR = "none_near"
    NOT_FOUND = "not_found"
    STOPPED = "stopped"
    DEFECT = "defect"


@dataclass(frozen=True)
class Option:
    """One plan. label: unique, also the name of its file; "own" is by the scenario's own order.

    profile: None for the own plan and for alternatives near it. differs: cadres treated otherwise
    than in the own plan. loss: for an alternative, by tier, how much worse than the own plan.
    least: for an alternative, whether it is proven that no other so different loses less, the tiers
    in their order.
    """

    label: str
    plan: Plan
    report: AuditReport
    profile: Profile | None = None
    differs: int = 0
    loss: Mapping[int, int] = field(default_factory=dict)
    least: bool = False

    @property
    def alternative(self) -> bool:
        return bool(self.loss)


@dataclass(frozen=True)
class Left:
    """A plan that is not offered. like: the label of the option that it is the same as."""

    label: str
    why: Why
    profile: Profile | None = None
    like: str | None = None


@dataclass(frozen=True)
class Options:
    """The options, the own plan first. own: how the scenario itself was answered; without a plan of
    it there are no options. apart: how many cadres an alternative treats otherwise at least.
    room: by tier, how much worse an alternative may be."""

    scenario: Scenario
    own: Result
    options: tuple[Option, ...] = ()
    left: tuple[Left, ...] = ()
    apart: int = 0
    room: Mapping[int, int] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True)
class Loss:
    """How much worse than the own plan an alternative may be: in every tier so many per cent of its
    value (rounded down), and in some tiers by their own amount instead."""

    percent: float = 2.0
    by_tier: Mapping[int, int] = field(default_factory=dict)

    def room(self, tier: int, value: int) -> int:
        return self.by_tier.get(tier, int(value * self.percent // 100))
