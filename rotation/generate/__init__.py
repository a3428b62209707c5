"""Synthetic rosters and scenarios: made-up people in the usual set-up of a county or city."""

from rotation.generate.county import Made, generate

__all__ = ["Made", "generate"]
