"""Plans in the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation import audit_plan, load_scenario, solve_scenario
from rotation.domain.plan import Status
from rotation.domain.published import Replan
from rotation.errors import NotThere, StillRunning
from rotation.io.plan_file import plan_document
from rotation.rules.replanning import published_of, replanned
from rotation.solve.engines.base import Limits
from rotation.store import Ending, Found, RunState, Store
from tests.store.samples import INPUTS, named, plan


@pytest.fixture
def scenario_id(store: Store) -> int:
    return store.add_scenario(INPUTS, author="甲").id


def test_a_plan_comes_back_as_it_was(store: Store, scenario_id: int) -> None:
    scenario, _ = load_scenario(INPUTS)
    best = solve_scenario(scenario, limits=Limits(seconds=60)).plan
    assert best is not None
    entry = store.add_plan(scenario_id, 1, best, author="甲", label="方案一")
    found, of = store.load_plan(entry.id)
    assert plan_document(found) == plan_document(best)
    assert of.sha256 == scenario.sha256
    assert not audit_plan(of, found).broken
    assert (entry.status, entry.tiers, entry.label) == (Status.OPTIMAL, best.tiers, "方案一")


def test_a_plan_made_anew_comes_back_with_the_scenario_it_was_made_from(
    store: Store, scenario_id: int
) -> None:
    scenario, _ = load_scenario(INPUTS)
    published = published_of(plan(), scenario.roster)
    anew = replanned(scenario, Replan(published))
    best = solve_scenario(anew, limits=Limits(seconds=60)).plan
    assert best is not None
    found, of = store.load_plan(store.add_plan(scenario_id, 1, best, author="甲").id)
    assert found.replan == of.replan == anew.replan
    assert of.goals == anew.goals
    report = audit_plan(of, found)
    assert (report.broken, report.claims) == ((), ())


def test_a_plan_belongs_to_the_revision_it_was_made_for(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, plan(), author="甲")
    store.save(scenario_id, based_on=1, inputs=named("新"), author="乙")
    assert store.load_plan(entry.id)[1].name == "涉企单位干部交流（小样）"


def test_one_plan_is_chosen_and_the_reasons_stay_in_its_history(
    store: Store, scenario_id: int
) -> None:
    first, second = (store.add_plan(scenario_id, 1, plan(v), author="甲") for v in (3, 4))
    assert store.choose(first.id, author="部长", note="动的人少").chosen
    store.choose(second.id, author="部长", note="班子更年轻")
    assert [(e.id, e.chosen, e.note) for e in store.plans(scenario_id)] == [
        (second.id, True, "班子更年轻"), (first.id, False, ""),
    ]  # fmt: skip
    store.unchoose(second.id, author="部长", note="再议")
    assert not any(entry.chosen for entry in store.plans(scenario_id))
    told = [(event.what, event.note) for event in store.plan_history(second.id)]
    assert told == [("plan_unchosen", "再议"), ("plan_chosen", "班子更年轻"), ("plan_kept", "")]
    assert len(store.history(scenario_id)) == 6


def test_a_plan_can_be_renamed_and_deleted(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, plan(), author="甲")
    assert store.label_plan(entry.id, "少动方案", author="乙").label == "少动方案"
    store.delete_plan(entry.id, author="乙", note="作废")
    for call in (store.plan, store.load_plan):
        with pytest.raises(NotThere):
            call(entry.id)
    assert [event.what for event in store.plan_history(entry.id)] == [
        "plan_deleted", "plan_labelled", "plan_kept",
    ]  # fmt: skip


def test_a_better_plan_of_a_run_keeps_the_id_of_the_one_before(
    store: Store, scenario_id: int
) -> None:
    run = store.add_run(scenario_id, 1, "plan", {}, author="甲")
    store.claim_next("w")
    store.beat(run.id, "w", {}, [Found(plan(9))])
    (first,) = store.plans_of_run(run.id)
    assert not first.final
    with pytest.raises(StillRunning):
        store.choose(first.id, author="部长")
    store.beat(run.id, "w", {}, [Found(plan(7))])
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(plan(2)),)))
    (last,) = store.plans_of_run(run.id)
    assert (last.id, last.final, last.tiers[0].value) == (first.id, True, 2)


def test_the_plans_a_run_ends_with_are_all_it_has(store: Store, scenario_id: int) -> None:
    run = store.add_run(scenario_id, 1, "options", {}, author="甲")
    store.claim_next("w")
    store.beat(run.id, "w", {}, [Found(plan(9), "a", 0), Found(plan(8), "b", 5)])
    ends = (Found(plan(3), "少动", 0), Found(plan(4), "年轻", 1))
    store.finish(run.id, "w", Ending(RunState.DONE, ends))
    assert [(e.place, e.label) for e in store.plans_of_run(run.id)] == [(0, "少动"), (1, "年轻")]


def test_a_deleted_run_takes_its_plans_along(store: Store, scenario_id: int) -> None:
    run = store.add_run(scenario_id, 1, "plan", {}, author="甲")
    store.claim_next("w")
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(plan()),)))
    other = store.add_plan(scenario_id, 1, plan(), author="甲")
    store.delete_run(run.id, author="甲")
    assert [entry.id for entry in store.plans(scenario_id)] == [other.id]


def test_a_plan_that_was_changed_by_hand_is_kept_beside(store: Store, scenario_id: int) -> None:
    changed = replace(plan(), tiers=(), status=Status.UNKNOWN)
    entry = store.add_plan(scenario_id, 1, changed, author="甲", note="划去一人")
    assert (entry.run_id, entry.final, entry.status) == (None, True, Status.UNKNOWN)
    assert store.plan_history(entry.id)[0].note == "划去一人"
