"""Who is related to whom, and whose relatives do business."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from rotation.domain.cadre import Gender, Relative
from rotation.generate.draft import Draft, share_of

SHARE_OF_PAIRS = 0.02
"""Pairs of kin per person on the roster: 4 % of the people are one of a pair."""
SHARE_IN_BUSINESS = 0.012
_TRADES = ("construction", "market", "transport", "culture", "agriculture", "economy", "health")
_TRIES = 200


def _years_older(one: Draft, other: Draft) -> float:
    return (one.age - other.age) / 12


def _opposite(one: Draft, other: Draft) -> bool:
    return one.gender is Gender.MALE and other.gender is Gender.FEMALE


def _spouses(one: Draft, other: Draft) -> bool:
    return _opposite(one, other) and -2 <= _years_older(one, other) <= 6


def _parent(one: Draft, other: Draft) -> bool:
    return one.gender is Gender.MALE and 23 <= _years_older(one, other) <= 32


def _brothers(one: Draft, other: Draft) -> bool:
    same = one.gender is other.gender is Gender.MALE
    return same and 1 <= _years_older(one, other) <= 9


def _cousins(one: Draft, other: Draft) -> bool:
    return abs(_years_older(one, other)) <= 12


def _brothers_in_law(one: Draft, other: Draft) -> bool:
    return one.gender is Gender.MALE and 1 <= _years_older(one, other) <= 12


# The first is what the second names: their wife's husband, father, elder brother, ...
_KINDS: tuple[tuple[str, Callable[[Draft, Draft], bool], bool, int], ...] = (
    ("11", _spouses, False, 8),
    ("51", _parent, True, 3),
    ("71", _brothers, True, 3),
    ("92", _cousins, False, 3),
    ("76", _brothers_in_law, False, 3),
)
"""Relation code, who may be so related, whether the surname is shared, and weight."""


def draw_families(rng: Random, drafts: Sequence[Draft], pairs: int | None = None) -> None:
    """Pairs of kin in different units; a few people with relatives in business.

    One pair in eight is named from both sides where they are husband and wife.
    """
    free = [d for d in drafts if not d.relatives]
    wanted = share_of(SHARE_OF_PAIRS, len(drafts)) if pairs is None else pairs
    weights = [kind[-1] for kind in _KINDS]
    made = 0
    for _ in range(_TRIES * max(wanted, 1)):
        if made >= wanted or len(free) < 2:
            break
        one, other = rng.sample(free, 2)
        relation, fits, same_name, _ = rng.choices(_KINDS, weights)[0]
        apart = one.unit is None or one.unit is not other.unit
        if apart and not one.relatives and not other.relatives and fits(one, other):
            relate(one, other, relation)
            made += 1
            if relation == "11" and rng.random() < 0.3:
                one.relatives.append(Relative("12", other.cadre_id))
            if same_name:
                one.surname = other.surname = one.surname or _surname(rng)
    for draft in rng.sample(list(drafts), share_of(SHARE_IN_BUSINESS, len(drafts))):
        relation = "12" if draft.gender is Gender.MALE else "11"
        draft.relatives.append(Relative(relation, business_field=rng.choice(_TRADES)))


def _surname(rng: Random) -> str:
    return rng.choice("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")


def relate(one: Draft, other: Draft, relation: str) -> None:
    """`other` names `one` as a relative of this code; `one` counts as taken."""
    other.relatives.append(Relative(relation, one.cadre_id))
