"""The pairs of cadre and post that the laws can leave, so that no others need be formed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rotation.model.facts import Facts
from rotation.model.pairs import Pairs
from rotation.rules.base import Law, Narrowing
from rotation.rules.registry import waivable_laws


def pairs_left(facts: Facts, laws: Sequence[Law]) -> tuple[Law | None, Pairs]:
    """The pairs that the law which narrows them most can leave, and that law (None: all pairs).

    It only spares the forming of pairs: what the law removes is said by its `removes`.
    """
    best: tuple[Law | None, Pairs] = None, Pairs.all(facts)
    for law in laws:
        narrowing = law.narrows(facts.scenario, facts)
        if narrowing is None or law.code in waivable_laws(facts.scenario):
            continue
        narrowing = _with_waivers(facts, law.code, narrowing)
        if _size(facts, narrowing) < best[1].start[-1]:
            best = law, _pairs(facts, narrowing)
    return best


def _with_waivers(facts: Facts, code: str, narrowing: Narrowing) -> Narrowing:
    """The narrowing with what decisions exempt from the law: a cadre, or a cadre for one post."""
    waived = [(facts.cadre_at[i], post) for rule, i, post in facts.scenario.waived if rule == code]
    listed = [(cadre, facts.post_at[post]) for cadre, post in waived if post is not None]
    everywhere = [cadre for cadre, post in waived if post is None]
    cadre, post = np.array(listed, dtype=np.int64).reshape(-1, 2).T
    return replace(
        narrowing,
        cadre=np.concatenate([narrowing.cadre, cadre]),
        post=np.concatenate([narrowing.post, post]),
        open_cadres=np.concatenate([narrowing.open_cadres, np.array(everywhere, dtype=np.int64)]),
    )


def _size(facts: Facts, narrowing: Narrowing) -> int:
    """Pairs of a narrowing; those that it names twice count twice."""
    opened = len(narrowing.open_posts) * len(facts.cadre_at)
    return len(narrowing.cadre) + opened + len(narrowing.open_cadres) * len(facts.post_at)


def _pairs(facts: Facts, narrowing: Narrowing) -> Pairs:
    cadres, posts = np.arange(len(facts.cadre_at)), np.arange(len(facts.post_at))
    if not len(narrowing.cadre) and not len(narrowing.open_posts):
        width = np.isin(cadres, narrowing.open_cadres) * len(posts)
        return Pairs(np.concatenate([[0], np.cumsum(width)]))
    pair = np.concatenate(
        [
            facts.pair(narrowing.cadre, narrowing.post),
            facts.pair(cadres[:, None], narrowing.open_posts).ravel(),
            facts.pair(narrowing.open_cadres[:, None], posts).ravel(),
        ]
    )
    pair.sort()
    pair = pair[np.diff(pair, prepend=-1) > 0]  # each once; np.unique is twenty times slower here
    cadre, post = np.divmod(pair, max(len(posts), 1))
    return Pairs(np.searchsorted(cadre, np.arange(len(cadres) + 1)), post)
