"""Units: organs with a leading team and headcount quotas."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    PARTY = "party"
    GOVERNMENT = "government"
    TOWNSHIP = "township"
    STREET = "street"
    MASS = "mass"
    PLATFORM = "platform"
    VERTICAL = "vertical"
    OTHER = "other"


@dataclass(frozen=True)
class Unit:
    """A unit. `chief_quota` and `deputy_quota` are approved persons; None where none is set.

    place: where it is, as regional avoidance looks at it.
    """

    unit_id: str
    name: str
    kind: UnitKind = UnitKind.OTHER
    field: str | None = None
    business_facing: bool = False
    remote: bool = False
    chief_quota: int | None = None
    deputy_quota: int | None = None
    jointly_managed: bool = False
    place: str | None = None

    @property
    def outside(self) -> bool:
        """Run by a higher authority alone: the plan moves nobody in it and counts it nowhere."""
        return self.kind is UnitKind.VERTICAL and not self.jointly_managed
