"""A law that narrows the pairs of cadre and post changes how many are formed, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rotation.assemble import assemble as assembling
from rotation.assemble.assemble import Assembled, assemble
from rotation.assemble.facts import facts_of
from rotation.assemble.narrowing import pairs_left
from rotation.assemble.ruled_out import broken_rows
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.roster import Fit
from rotation.domain.scenario import LawChoice, Mode, Scenario
from rotation.generate import generate
from rotation.generate.county import DATE
from rotation.model.board import Board, every_action
from rotation.model.pairs import Pairs
from rotation.rules import casework as case
from rotation.rules.registry import active_laws, laws
from tests.rules.tiny import tiny_scenarios


@pytest.fixture
def formed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of placings of every block that is formed from now on."""
    counts: list[int] = []

    def counted(*given: Any) -> Board:
        board = every_action(*given)
        counts.append(int(board.placing.sum()))
        return board

    monkeypatch.setattr(assembling, "every_action", counted)
    return counts


def every_pair(monkeypatch: pytest.MonkeyPatch, build: Callable[[], Assembled]) -> Assembled:
    """What is built when every pair is formed."""
    with monkeypatch.context() as patch:
        patch.setattr(assembling, "pairs_left", lambda facts, laws: (None, Pairs.all(facts)))
        return build()


def contents(assembled: Assembled) -> tuple[Any, ...]:
    board, program, rows = assembled.board, assembled.program, assembled.program.rows
    columns = [c.tolist() for c in (board.cadre, board.kind, board.to_post)]
    sparse = (rows.start, rows.columns, rows.coefficients, rows.lower, rows.upper)
    return (
        columns,
        {code: breach.tolist() for code, breach in board.breaches.items()},
        [part.tolist() for part in (*sparse, program.lower, program.upper)],
        (rows.rules, rows.keys),
        {code: cost.merged().coefficients.tolist() for code, cost in program.goals.items()},
    )


def random_scenarios() -> Iterator[Scenario]:
    """Tiny rosters with random nominations, pins, waivers, parameters and companions."""
    for seed, scenario in enumerate(tiny_scenarios(laws()["nominated_only"])):
        for draw in range(4):
            rng = random.Random(f"narrow {seed} {draw}")
            roster = scenario.roster
            pairs = [(c.cadre_id, p.post_id) for c in roster.cadres for p in roster.posts]
            fits = [Fit(*pair, rng.randrange(101)) for pair in rng.sample(pairs, rng.randrange(9))]
            given = {"minimum": rng.choice([0, 50]), "unrated_posts_open": rng.random() < 0.3}
            choice = LawChoice("nominated_only", given)
            more = [
                LawChoice("minimum_stay", {"years": 8}, rng.choice([Mode.HARD, Mode.WAIVABLE])),
                LawChoice("level_fits", {}, rng.choice([Mode.HARD, Mode.WAIVABLE])),
            ]
            yield replace(
                scenario,
                roster=replace(roster, fits=tuple(fits)),
                laws=(*more[: rng.randrange(3)], *[choice][:draw], *scenario.laws[1:]),
            )


def test_the_program_is_the_same_as_from_every_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    narrowed = dict.fromkeys(("nominated_only", "minimum_stay"), 0)
    for scenario in random_scenarios():
        law, pairs = pairs_left(facts_of(scenario), list(active_laws(scenario)))
        if law is not None:
            narrowed[law.code] += 1
        assert pairs.start[-1] <= len(scenario.roster.cadres) * len(scenario.roster.posts)
        by_pairs = assemble(scenario)
        by_all = every_pair(monkeypatch, lambda here=scenario: assemble(here))  # type: ignore[misc]
        assert contents(by_pairs) == contents(by_all)
        assert sum(by_pairs.removed.values()) == sum(by_all.removed.values())
        if law is not None:
            assert by_pairs.removed[law.code] >= by_all.removed[law.code]
    assert min(narrowed.values()) >= 8


@pytest.mark.parametrize("code", laws())
def test_what_a_law_narrows_away_it_removes(code: str) -> None:
    for scenario in tiny_scenarios(laws()[code]):
        facts = facts_of(scenario)
        law = next(law for law in active_laws(scenario) if law.code == code)
        everybody = np.arange(len(scenario.roster.cadres))
        board = every_action(facts, everybody, np.full(len(everybody), fill_value=False))
        _, pairs = pairs_left(facts, [law])
        kept = np.isin(facts.pair(board.cadre, board.to_post), facts.pair(*pairs.of(everybody)))
        assert broken_rows(law, board)[board.placing & ~kept].all()


def city() -> Scenario:
    """Two hundred posts, about eight nominations for everybody who may be moved."""
    made = generate(20, 10, 7, nominated=8)
    codes = ("nominated_only", "minimum_stay", "level_fits", "post_requirements", "tenure_limit")
    drawn = case.scenario(
        posts=made.roster.posts,
        cadres=made.roster.cadres,
        units=made.roster.units,
        fits=made.roster.fits,
        laws={code: {} for code in codes},
        goals={"few_moves": {}, "cadre_post_fit": {}},
        decisions=made.decisions,
        date=DATE,
    )
    priced = {"tenure_limit": Mode.WAIVABLE}
    return replace(
        drawn, laws=tuple(replace(c, mode=priced.get(c.code, c.mode)) for c in drawn.laws)
    )


def test_the_pairs_formed_are_the_nominations_not_the_cross_product(
    formed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = city()
    roster = scenario.roster
    narrow = assemble(scenario)
    pins = sum(d.action is DecisionAction.PIN for d in scenario.decisions)
    assert len(roster.fits) <= sum(formed) <= len(roster.fits) + pins
    assert 500 < sum(formed) < len(roster.cadres) * len(roster.posts) / 20

    formed.clear()
    whole = every_pair(monkeypatch, lambda: assemble(scenario))
    assert sum(formed) > 0.99 * len(roster.cadres) * len(roster.posts)
    assert contents(narrow) == contents(whole)


def test_a_law_that_is_priced_or_left_out_narrows_nothing() -> None:
    scenario = city()
    priced = replace(
        scenario, laws=(LawChoice("nominated_only", {}, Mode.WAIVABLE), *scenario.laws[1:])
    )
    (nominated, *others) = active_laws(priced)
    law, pairs = pairs_left(facts_of(priced), [nominated])
    assert law is None
    assert (pairs.width == len(scenario.roster.posts)).all()
    law, _ = pairs_left(facts_of(priced), [nominated, *others])
    assert law is not None
    assert law.code == "minimum_stay"


def test_a_waiver_opens_every_post_or_the_one_it_names() -> None:
    def pairs(*decisions: Decision) -> dict[str, list[str]]:
        scenario = case.scenario(
            posts=[case.post(f"P{i}") for i in range(6)],
            cadres=[case.cadre("A", "P0"), case.cadre("B")],
            laws={"nominated_only": {}},
            fits=[Fit("A", "P3", 50)],
            decisions=decisions,
        )
        facts = facts_of(scenario)
        law, left = pairs_left(facts, list(active_laws(scenario)))
        assert law is not None
        cadre, post = left.of(np.arange(2))
        found: dict[str, list[str]] = {"A": [], "B": []}
        for c, p in zip(cadre, post, strict=True):
            found[scenario.roster.cadres[c].cadre_id].append(scenario.roster.posts[p].post_id)
        return found

    def waive(cadre_id: str, post_id: str | None = None) -> Decision:
        return Decision(cadre_id, DecisionAction.WAIVE, "case", post_id, rule="nominated_only")

    every = [f"P{i}" for i in range(6)]
    assert pairs() == {"A": ["P3"], "B": []}
    assert pairs(waive("B")) == {"A": ["P3"], "B": every}
    assert pairs(waive("A", "P1")) == {"A": ["P1", "P3"], "B": []}


def test_blocks_hold_no_more_pairs_than_allowed_but_at_least_one_cadre() -> None:
    pairs = Pairs(np.array([0, 3, 3, 4, 9, 10]), np.arange(10))
    assert [block.tolist() for block in pairs.blocks(4)] == [[0, 1, 2], [3], [4]]
    assert [block.tolist() for block in pairs.blocks(0)] == [[0], [1], [2], [3], [4]]
    assert [block.tolist() for block in pairs.blocks(99)] == [[0, 1, 2, 3, 4]]
    assert [block.tolist() for block in Pairs(np.array([0])).blocks(4)] == [[]]
