"""When a cadre reaches the statutory retirement age."""

from __future__ import annotations

from rotation.domain.cadre import Cadre, Gender
from rotation.domain.calendar import Month, RetirementTrack, retirement_month
from rotation.domain.codes import level_order

_COUNTY_DEPUTY = "132"


def retirement_track(cadre: Cadre) -> RetirementTrack:
    """Men and women of county level and above follow the 60 line, other women cadres the 55 line.

    Source: 中组部、人社部 2015-03 on women of county level (处级) and above, who may choose 55.
    """
    if cadre.gender is Gender.FEMALE and level_order(cadre.level) > level_order(_COUNTY_DEPUTY):
        return RetirementTrack.AT_55
    return RetirementTrack.AT_60


def retires_in(cadre: Cadre) -> Month:
    """The month in which the cadre reaches retirement age."""
    return retirement_month(cadre.birth, retirement_track(cadre))
