"""What to do next, from how far the work is: told at one place of every page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from rotation.jobs.ways_out import CONFLICT
from rotation.locales import text
from rotation.store import ScenarioEntry, Store
from rotation.ui.navigation import PAGES
from rotation.ui.next_step import STEPS, Work, next_step
from tests.store.samples import BROKEN
from tests.ui.conftest import Page
from tests.ui.shown import best, links, shown

NOW = 2


def run(
    kind: str = "plan", *, under_way: bool = False, status: str = "", revision: int = NOW
) -> Any:
    return SimpleNamespace(
        kind=kind, under_way=under_way, result={"status": status}, revision=revision
    )


def plan(revision: int = NOW, *, chosen: bool = False) -> Any:
    return SimpleNamespace(revision=revision, chosen=chosen)


STUCK = run(status="infeasible")
ONE, TWO = [plan()], [plan(), plan()]


@pytest.mark.parametrize(
    ("work", "page", "step"),
    [
        (Work(NOW, faults=3), "solve", "faults"),
        (Work(NOW, faults=3), "scenario", None),
        (Work(NOW, unsaved="roster"), "solve", "roster"),
        (Work(NOW, unsaved="rules"), "scenario", "rules"),
        (Work(NOW, unsaved="rules"), "people", None),
        (Work(NOW, example=True), "scenario", "example"),
        (Work(NOW), "rules", "unsolved"),
        (Work(NOW), "solve", None),
        (Work(NOW), "papers", None),
        (Work(NOW, runs=[run(under_way=True)]), "plan", "running"),
        (Work(NOW, runs=[run(CONFLICT, under_way=True), STUCK]), "solve", "searching"),
        (Work(NOW, runs=[STUCK]), "solve", "stuck"),
        (Work(NOW, runs=[run(CONFLICT), STUCK]), "people", "stuck"),
        (Work(NOW, runs=[run(status="infeasible", revision=1)]), "way_out", "unsolved"),
        (Work(NOW, runs=[STUCK], plans=ONE), "people", "one"),
        (Work(NOW, plans=[plan(1)]), "plan", "outdated"),
        (Work(NOW, plans=ONE), "solve", "one"),
        (Work(NOW, plans=ONE), "plan", "story"),
        (Work(NOW, plans=ONE), "story", "options"),
        (Work(NOW, plans=ONE), "compare", "options"),
        (Work(NOW, plans=TWO), "plan", "several"),
        (Work(NOW, plans=TWO), "compare", None),
        (Work(NOW, plans=[plan(chosen=True), plan()]), "compare", "chosen"),
        (Work(NOW, plans=[plan(chosen=True), plan()]), "plan", "story"),
    ],
)
def test_the_next_step_follows_from_the_work_and_the_page(
    work: Work, page: str, step: str | None
) -> None:
    assert next_step(work, page) == step


def test_every_step_leads_to_a_page_there_is() -> None:
    assert {page for page, _ in STEPS.values()} <= {
        name for each in PAGES.values() for name in each
    }


def test_where_there_is_a_plan_others_are_offered_beside_it(
    page: Page, small: ScenarioEntry, store: Store
) -> None:
    assert page("solve", scenario=small.id).radio("order_kind").value == "plan"
    store.add_plan(small.id, 1, best(), author="甲")
    assert page("solve", scenario=small.id).radio("order_kind").value == "options"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_told_with_its_link_also_where_a_page_ends_early(
    page: Page, small: ScenarioEntry, store: Store, lang: str
) -> None:
    def leads(name: str, step: str, **values: object) -> bool:
        drawn = page(name, lang, scenario=small.id)
        assert not drawn.exception
        said = text(f"ui.next.{step}", lang, **values) in shown(drawn)
        return said and any(to.startswith(f"{STEPS[step][0]}?") for to in links(drawn))

    assert leads("plan", "unsolved")
    store.add_plan(small.id, 1, best(), author="甲")
    assert leads("compare", "options")
    store.add_plan(small.id, 1, best(), author="甲")
    assert leads("plan", "several", plans=2)


def test_faults_are_led_to_and_a_scenario_that_is_gone_leads_nowhere(
    page: Page, store: Store
) -> None:
    broken = store.add_scenario(BROKEN, author="甲")
    drawn = page("solve", scenario=broken.id)
    assert any(to.startswith("scenario?") for to in links(drawn))
    gone = page("solve", scenario=99)
    assert not gone.exception
    assert not links(gone)
