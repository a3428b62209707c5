"""Pages say what they know nothing of: changes that are not saved, decisions taken since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.jobs.several_plans import POINT
from rotation.locales import text
from rotation.store import PlanEntry, ScenarioEntry, Store
from rotation.ui.kept import apart_from_fronts
from tests.store.samples import INPUTS
from tests.ui.conftest import Page
from tests.ui.shown import best, shown, without_newcomer


def say(key: str, **values: object) -> str:
    return text(f"ui.{key}", "zh", **values)


def decide(store: Store, small: ScenarioEntry, rows: str) -> None:
    """Save decisions as the second revision; a row is "action,cadre,post"."""
    with_decisions = replace(
        INPUTS,
        toml=INPUTS.toml.replace(b"[scenario]", b'[scenario]\ndecisions = "decisions.csv"'),
        decisions=f"action,cadre_id,post_id,reason\n{rows},工作需要\n".encode(),
    )
    store.save(small.id, based_on=1, inputs=with_decisions, author="乙")


@pytest.fixture
def kept(store: Store, small: ScenarioEntry) -> list[PlanEntry]:
    plans = (best(), without_newcomer())
    return [store.add_plan(small.id, 1, plan, author="甲") for plan in plans]


@pytest.mark.parametrize("name", ["solve", "plan", "compare", "way_out"])
def test_changes_that_are_not_saved_are_told(
    page: Page, small: ScenarioEntry, kept: list[PlanEntry], name: str
) -> None:
    edited = page("rules", part="basics")
    edited.text_input("1:1:0:name").set_value("别的名称").run()
    assert say("standing.unsaved", count=1) not in shown(page(name, scenario=small.id))
    drawn = page(name, scenario=small.id, draft="".join(edited.query_params["draft"]))
    assert say("standing.unsaved", count=1) in shown(drawn)


def test_a_plan_is_judged_by_the_laws_that_it_was_made_for(
    page: Page, store: Store, small: ScenarioEntry, kept: list[PlanEntry]
) -> None:
    """A pin made afterwards breaks neither; what has changed since is told."""
    decide(store, small, "pin,C9,P9")
    newer = store.add_plan(small.id, 2, without_newcomer(), author="乙")
    drawn = page("plan", scenario=small.id, plan=kept[0].id)
    assert say("plan.lawful") in shown(drawn)
    assert say("standing.older", made=1, now=2) in shown(drawn)
    assert "吴刚" in "".join(each.value for each in drawn.expander[0].markdown)
    compared = page("compare", scenario=small.id, plans=f"{kept[0].id},{newer.id}")
    beside = shown(compared)
    assert "吴刚" in "".join(each.value for each in compared.expander[0].markdown)
    assert say("compare.lawful") in beside
    made, now = (say("standing.revision", number=number) for number in (1, 2))
    assert say("compare.later_broken", made=made, now=now, count=1) in beside


def test_everybody_is_found_on_the_page_of_the_plan_with_what_is_done_and_why(
    page: Page, small: ScenarioEntry, kept: list[PlanEntry]
) -> None:
    drawn = page("plan", scenario=small.id, plan=kept[1].id)
    group = next(g for g in drawn.button_group if g.key == "moves_which")
    table = group.set_value("everybody").run().dataframe[0].value
    told = table.set_index(text("report.column.id", "zh"))
    assert len(told) == len(best().actions)
    assert (told[text("report.column.reasons", "zh")] != "").all()
    kinds = told[text("report.column.kind", "zh")]
    assert (kinds["C9"], kinds["C3"]) == ("待安排", "留任")


def test_a_pin_against_a_law_says_so_at_once(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    decide(store, small, "pin,C1,P9")  # two levels below
    assert say("decision.pin_against", titles="")[:-1] in shown(page("people", cadre="C1"))


def test_a_pin_that_no_law_forbids_says_nothing(
    page: Page, store: Store, small: ScenarioEntry
) -> None:
    decide(store, small, "pin,C1,P4")
    assert not page("people", cadre="C1").warning


def test_points_of_a_front_are_not_listed_among_the_plans(
    store: Store, small: ScenarioEntry, kept: list[PlanEntry]
) -> None:
    points = [
        store.add_plan(small.id, 1, best(), author="甲", label=f"{POINT} {n} 0") for n in range(3)
    ]
    chosen = store.choose(points[0].id, author="甲")
    entries = store.plans(small.id)
    listed = {entry.id for entry in apart_from_fronts(entries, [points[1].id])}
    assert listed == {*(entry.id for entry in kept), chosen.id, points[1].id}
