"""Fit as it is priced for whole columns, against fit worked out pair by pair."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from rotation.assemble.facts import facts_of
from rotation.domain.cadre import Cadre, Career
from rotation.domain.calendar import Month
from rotation.domain.post import Post
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.goals.cadre_post_fit import CadrePostFit

FIELDS = ("approval", "enforcement", "funds", "personnel", "audit")
MAJORS = ("law", "finance", "civil engineering")


def _career(rng: random.Random) -> Career:
    """Anything a file may hold: overlapping, lasting, ending before it starts, in the future."""
    start = Month(2026, 11).plus(rng.randint(-80, 6))
    end = None if rng.random() < 0.3 else start.plus(rng.randint(-2, 40))
    return Career(start, end, fields=frozenset(rng.sample(FIELDS, rng.randint(0, 3))))


def _post(rng: random.Random, number: int) -> Post:
    return case.post(
        f"P{number}",
        fields=rng.sample(FIELDS, rng.randint(0, 2)),
        experience_fields=rng.sample(FIELDS, rng.choice([0, 0, 1, 2])),
        majors=rng.sample(MAJORS, rng.choice([0, 1, 2])),
    )


def _cadre(rng: random.Random, number: int) -> Cadre:
    cadre = case.cadre(
        f"C{number}",
        f"P{number}" if rng.random() < 0.7 else None,
        score=rng.choice([None, 0, 61, 100]),
        major=rng.choice([None, *MAJORS]),
        education=rng.choice([None, "11", "21", "22", "31", "32", "61"]),
        careers=tuple(_career(rng) for _ in range(rng.randint(0, 5))),
    )
    since = Month(2026, 11).plus(rng.randint(-60, 3)) if rng.random() < 0.9 else None
    return replace(cadre, post_since=since if cadre.post_id else None)


def _scenario(seed: int) -> Scenario:
    rng = random.Random(seed)
    posts = [_post(rng, number) for number in range(20)]
    cadres = [_cadre(rng, number) for number in range(20)]
    pairs = {(rng.choice(cadres).cadre_id, rng.choice(posts).post_id) for _ in range(15)}
    fits = [Fit(cadre_id, post_id, rng.randint(0, 100)) for cadre_id, post_id in sorted(pairs)]
    return case.scenario(posts=posts, cadres=cadres, fits=fits if seed % 3 else [])


def test_columns_and_single_pairs_agree_on_random_files() -> None:
    goals = (
        CadrePostFit(),
        CadrePostFit(weight_results=7, weight_experience=100, full_months=25),
    )
    values = set()
    for seed in range(12):
        scenario = _scenario(seed)
        roster, facts = scenario.roster, facts_of(scenario)
        cadre = np.repeat(np.arange(len(roster.cadres)), len(roster.posts))
        post = np.tile(np.arange(len(roster.posts)), len(roster.cadres))
        for goal in goals:
            fits = goal._fits(scenario, facts, cadre, post)
            alone = [goal.fit(scenario, c, p) for c in roster.cadres for p in roster.posts]
            assert fits.tolist() == alone
            values.update(alone)
    assert min(values) >= 0
    assert max(values) <= 100
    assert len(values) > 50


def test_a_pair_takes_the_place_of_no_other_when_it_is_rated() -> None:
    posts = [case.post("P1"), case.post("P2")]
    cadres = [case.cadre("A"), case.cadre("B")]
    scenario = case.scenario(posts=posts, cadres=cadres, fits=[Fit("A", "P2", 91)])
    everywhere = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    fits = CadrePostFit()._fits(scenario, facts_of(scenario), *everywhere)
    # nothing is known and nothing asked: every part is 50
    assert fits.tolist() == [50, 91, 50, 50]
