"""The plain question of two posts, held against the groups that the program is built from."""

from __future__ import annotations

import random

import numpy as np

from rotation.domain.post import Post, Role
from rotation.rules import casework as case
from rotation.rules.avoidance import Tie, tie
from rotation.rules.posts_apart import posts_apart

ROLES = (*Role, Role.SECTION_HEAD, Role.STAFF, Role.STAFF)
OVER = ("S1", "S2", "法规科", "U0", "unit U1", "U2", "nothing known")


def _post(rng: random.Random, post_id: str) -> Post:
    return case.post(
        post_id,
        f"U{rng.randrange(3)}",
        role=rng.choice(ROLES),
        section=rng.choice([None, None, "S1", "S2"]),
        title=rng.choice(["post", "法规科科长", "法规科科员"]),
        headcount=rng.choice([1, 1, 2]),
        fields=rng.choice([(), (), ("audit",), ("approval",)]),
        oversees=rng.sample(OVER, rng.choice([0, 0, 0, 1, 2])),
    )


def test_groups_hold_just_the_ties_of_single_pairs() -> None:
    seen = set()
    for seed in range(300):
        rng = random.Random(seed)
        posts = [_post(rng, f"P{i}") for i in range(rng.randint(1, 10))]
        units = [case.unit(f"U{i}") for i in range(3)]
        roster = case.scenario(units=units, posts=posts, cadres=[]).roster
        colleagues = rng.random() < 0.2
        apart = posts_apart(roster, colleagues=colleagues)
        for i, one in enumerate(posts):
            tied = set() if apart.group[i] < 0 else set(apart.tied(apart.group[[i]])[1].tolist())
            for j, other in enumerate(posts):
                found = tie(roster, one, other, colleagues=colleagues)
                assert found is tie(roster, other, one, colleagues=colleagues)
                seen.add(found)
                if i != j or one.headcount > 1:  # one seat has one holder anyhow
                    assert (j in tied) == (found not in (None, Tie.UNCLEAR)), (one, other)
    assert seen == {None, *Tie}


def test_posts_tied_alike_are_one_group() -> None:
    """A county of bureaus: chiefs, deputies and section heads; three groups each at most."""
    posts = [
        case.post(f"{unit} {place}", f"U{unit}", role=role, title=f"{place}科科长")
        for unit in range(50)
        for place, role in enumerate(
            [Role.ADMIN_CHIEF, *[Role.DEPUTY] * 3, *[Role.SECTION_HEAD] * 8]
        )
    ]
    roster = case.scenario(posts=posts, cadres=[]).roster
    apart = posts_apart(roster, colleagues=False)
    assert len(np.unique(apart.group)) == 150
