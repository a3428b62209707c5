"""Transfer categories, and how strongly they ask for a move (see rules.categories)."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    FROZEN = "frozen"
    PROTECTIVE = "protective"
    MOTIVATING = "motivating"
    DEVELOPMENTAL = "developmental"
    ORDINARY = "ordinary"


class Strength(StrEnum):
    """How strongly a cadre's category asks for a move."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    NOT = "not"
