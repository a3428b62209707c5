"""What a run answers: an honest status, the plan if there is one, and the audit it passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rotation.audit.report import AuditReport
from rotation.domain.plan import Finding, Plan, Status


@dataclass(frozen=True)
class Stuck:
    """A cadre for whom every action is ruled out, and the laws that did so."""

    cadre_id: str
    laws: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """status: see domain.plan.Status. plan: None unless one was found and passed its audit.

    faults: for status defect, what the audit found. For an infeasible scenario, stuck: cadres who
    have no action left; obstacles: the fewest breaches under which there would be a plan.
    seconds: wall clock by stage.
    """

    status: Status
    plan: Plan | None = None
    report: AuditReport | None = None
    faults: tuple[str, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    obstacles: tuple[Finding, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
