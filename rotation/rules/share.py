"""Shares as exact fractions: a third of six is two, and 0.29 of a hundred is 29."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer


def plain_share(share: Fraction) -> int | float | str:
    """A share as scenario.toml holds it: a number where that is exact, else "1/3"."""
    if share.denominator == 1:
        return int(share)
    return float(share) if Fraction(str(float(share))) == share else str(share)


def _written(value: Any) -> Any:
    """A number as it is written: 0.34 is 34 hundredths, not the nearest binary fraction."""
    return str(value) if isinstance(value, int | float) else value


Share = Annotated[Fraction, BeforeValidator(_written), PlainSerializer(plain_share)]
"""A parameter given as a number (0.34) or as text ("1/3")."""
