"""What several categories ask of a post: its fields, as bits and in words, and the front line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from rotation.domain.codes import table
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario


def masks(fields: Sequence[str], sets: Iterable[frozenset[str]]) -> list[NDArray[np.uint64]]:
    """One bit per field and set, 64 fields to an array."""
    bit = {field: i for i, field in enumerate(fields)}
    numbers = [sum(1 << bit[field] for field in held if field in bit) for held in sets]
    return [
        np.array([number >> first & (1 << 64) - 1 for number in numbers], dtype=np.uint64)
        for first in range(0, len(fields), 64)
    ]


def field_word(field: str, lang: str) -> str:
    words = table("field")
    return words.word(field, lang) if field in words else field


def on_the_line(scenario: Scenario, post: Post) -> bool:
    return post.front_line or scenario.roster.unit[post.unit_id].remote
