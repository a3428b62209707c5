"""The shape of plan.json: what is written, what is read, and what its JSON Schema says."""

from __future__ import annotations

import datetime as dt
import json
import operator
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    with_config,
)
from pydantic_core import PydanticCustomError

from rotation.documents import Entry, Sentence
from rotation.domain.action import ActionKind, Reason
from rotation.domain.decision import DecisionAction
from rotation.domain.plan import Certificate, FindingStatus, GoalAmount, Status, TierResult
from rotation.domain.profile import PlanProfile
from rotation.domain.published import MOST_CHANGES

for _record in (GoalAmount, TierResult):
    with_config(ConfigDict(strict=True, extra="forbid", allow_inf_nan=False))(_record)


def _known(code: str, table: str) -> AfterValidator:
    """An id that stands in the roster, where there is one to look it up in."""

    def check(value: str | None, info: ValidationInfo) -> str | None:
        if info.context is None or value is None or value in getattr(info.context, table):
            return value
        raise PydanticCustomError("unknown_id", "{code}", {"code": code})

    return AfterValidator(check)


CadreId = Annotated[str, _known("unknown_cadre", "cadre")]
HeldPostId = Annotated[str, _known("unknown_post", "post")]
PostId = Annotated[str | None, _known("unknown_post", "post")]


class HeadEntry(Entry):
    name: str = ""
    date: str = ""
    sha256: str = ""


class ActionEntry(Entry):
    """name, source and target say in words whom and which posts the ids mean: with them the ids are
    held against the roster (see plan_identity)."""

    cadre_id: CadreId
    name: str | None = None
    source: str | None = Field(None, alias="from")
    target: str | None = Field(None, alias="to")
    kind: ActionKind = Field(alias="action")
    from_post_id: str | None = None
    to_post_id: PostId = None
    concurrent_post_ids: tuple[HeldPostId, ...] = Field((), exclude_if=operator.not_)
    category: str | None = None
    reasons: tuple[Reason, ...] = ()


class VacancyEntry(Entry):
    model_config = ConfigDict(extra="forbid")

    post_id: str
    place: str | None = Field(None, alias="post")
    seats: int


class FindingEntry(Entry):
    """A finding; its sentence stands there in every language."""

    rule: str
    status: FindingStatus
    amount: int
    cases: int = 1
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    text: Sentence = Field(default_factory=dict)


class PlacementEntry(Entry):
    """What a plan does with a cadre."""

    kind: ActionKind = Field(alias="action")
    post_id: str | None


class PublishedActionEntry(Entry):
    cadre_id: str
    name: str = ""
    kind: ActionKind = Field(alias="action")
    post_id: str | None
    place: str = Field("", alias="post")


class PublishedEntry(Entry):
    scenario_name: str = Field("", alias="name")
    scenario_date: str = Field("", alias="date")
    scenario_sha256: str = ""
    sha256: str = ""
    actions: tuple[PublishedActionEntry, ...] = ()


class DecisionEntry(Entry):
    """What a plan may add to the decisions of its scenario: nothing that exempts from a law."""

    cadre_id: CadreId
    action: Literal[DecisionAction.PIN, DecisionAction.FORBID]
    post_id: PostId
    reason: str
    decided_by: str | None = None
    decided_on: dt.date | None = None


class ReplanEntry(Entry):
    """What a scenario was given besides its files."""

    published: PublishedEntry | None = None
    most: int | None = Field(None, alias="most_changes", ge=0, le=MOST_CHANGES)
    decisions: tuple[DecisionEntry, ...] = ()


def _finite(table: dict[str, Any]) -> dict[str, Any]:
    json.dumps(table, allow_nan=False)  # JSON has no infinity: such a plan could not be written
    return table


def _ranks(profile: PlanProfile) -> PlanProfile:
    if any(goal.tier < 1 or goal.weight < 1 for goal in profile.goals):
        raise ValueError("tiers and weights count from 1")
    return profile


class PlanEntry(Entry):
    """plan.json."""

    scenario: HeadEntry = HeadEntry()
    status: Status = Status.UNKNOWN
    actions: tuple[ActionEntry, ...]
    vacancies: tuple[VacancyEntry, ...] = ()
    goals: tuple[GoalAmount, ...] = ()
    tiers: tuple[TierResult, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    waivers: tuple[FindingEntry, ...] = ()
    solver: Annotated[dict[str, Any], AfterValidator(_finite)] = Field(default_factory=dict)
    certificate: Certificate | None = None
    replan: ReplanEntry | None = None
    profile: Annotated[PlanProfile, AfterValidator(_ranks)] | None = None
