"""Plans good in all tiers are handed on along the way, and change no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.assemble.assemble import Assembled, assemble
from rotation.generate.write import write_scenario
from rotation.solve.engines import combined, polish
from rotation.solve.engines.relaxation import Relaxation
from rotation.solve.lexicographic import Minimised
from rotation.solve.workbench import Workbench
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed
from tests.solve.test_workbench import told


@pytest.fixture
def every_question_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polish, "_LARGE", 0)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Assembled:
    folder = tmp_path_factory.mktemp("town")
    write_scenario(Path(folder), units=12, posts_per_unit=8, seed=5, nominations=20)
    return assemble(load_scenario(folder)[0])


def values(reached: Minimised) -> list[int | None]:
    return [tier.value for tier in reached.tiers]


@pytest.mark.parametrize("seed", seeds(900, 12))
def test_the_answers_are_the_same(
    monkeypatch: pytest.MonkeyPatch, seed: int, every_question_is_large: None
) -> None:
    assembled = assemble(mixed(seed))
    ours = told(Workbench(assembled).ask())
    monkeypatch.setattr(polish, "_LARGE", 1_000_000)
    assert ours == told(Workbench(assembled).ask())


def test_a_town_has_its_answer_and_good_plans_before_it(
    town: Assembled, every_question_is_large: None
) -> None:
    on_the_way: list[list[int]] = []
    bench = Workbench(town)
    objectives = list(bench.own.objectives.values())
    better = polish.Polish.better

    def noted(self: polish.Polish, *given: object) -> object:
        x = better(self, *given)  # type: ignore[arg-type]
        on_the_way.append([objective.value(x) for objective in objectives])
        return x

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polish.Polish, "better", noted)
        best = values(bench.ask())
        patch.setattr(polish, "_LARGE", 1_000_000)
        assert values(Workbench(town).ask()) == best
    # once two tiers are solved a plan is at hand that is near the best in the others, too
    third = on_the_way[2]
    assert sum(third[:-1]) <= 1.2 * sum(value or 0 for value in best[:-1])
    assert all(plan >= best for plan in on_the_way)


def test_where_no_relaxation_is_solved_in_time_the_plan_at_hand_is_kept(
    town: Assembled, monkeypatch: pytest.MonkeyPatch, every_question_is_large: None
) -> None:
    monkeypatch.setattr(combined, "_COLUMNS_AT_FIRST", 0)
    best = values(Workbench(town).ask())
    relaxed, asked = Relaxation.minimise, []

    def until_the_third(self: Relaxation, *given: object) -> object:
        asked.append(given)
        return relaxed(self, *given) if len(asked) < 3 else None  # type: ignore[arg-type]

    monkeypatch.setattr(Relaxation, "minimise", until_the_third)
    reached = Workbench(town).ask()
    monkeypatch.setattr(polish, "_LARGE", 1_000_000)
    asked.clear()
    without = Workbench(town).ask()
    assert reached.x is not None
    assert town.program.holds(reached.x)
    assert best < values(reached) < values(without)
