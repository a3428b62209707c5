"""The page plan."""

from __future__ import annotations

from rotation.ui.opened import opened


def draw() -> None:
    opened()
