"""Questions about a plan, answered by another process."""

from __future__ import annotations

import pytest

from rotation.explain.why_cadre import CadreWhy
from rotation.explain.why_pair import PairWhy
from rotation.explain.why_post import PostWhy
from rotation.jobs.answering import Desk
from rotation.jobs.answers import Answers, NoAnswer, Question
from rotation.solve.run import solve
from rotation.store import Store
from tests.store.samples import plan

SOON = 60.0
"""Seconds that a process may take to start on a busy machine."""


@pytest.fixture
def plan_id(store: Store, scenario_id: int) -> int:
    best = solve(store.load(scenario_id)[0]).plan
    assert best is not None
    return store.add_plan(scenario_id, 1, best, author="甲").id


def test_a_question_is_answered_and_a_lost_process_replaced(store: Store, plan_id: int) -> None:
    answers = Answers(store.database.url)
    why = answers.ask(Question(plan_id, "C9")).result(SOON)
    assert isinstance(why, CadreWhy)
    assert why.planned.choice is not None
    assert why.planned.choice.post_id == "P8"
    pair = answers.ask(Question(plan_id, "C9", "P1")).result(SOON)
    assert isinstance(pair, PairWhy)
    assert answers._process is not None
    answers._process.kill()
    lost = answers.ask(Question(plan_id, "C9")).result(SOON)
    assert isinstance(lost, NoAnswer)
    assert lost.code == "failed"
    gone = answers.ask(Question(999, "C9")).result(SOON)
    assert isinstance(gone, NoAnswer)
    assert gone.code == "gone"
    answers.close()


def test_a_post_alone_is_asked_about(store: Store, plan_id: int) -> None:
    why = Desk(store).answer(Question(plan_id, post_id="P8"))
    assert isinstance(why, PostWhy)
    assert why.holders == ("C9",)


def code(store: Store, question: Question) -> str:
    found = Desk(store).answer(question)
    assert isinstance(found, NoAnswer)
    return found.code


def test_what_cannot_be_answered_is_told(store: Store, scenario_id: int, plan_id: int) -> None:
    assert code(store, Question(999, "C9")) == "gone"
    unlawful = store.add_plan(scenario_id, 1, plan(), author="甲").id
    assert code(store, Question(unlawful, "C9")) == "unlawful"
    assert code(store, Question(plan_id, "nobody")) == "failed"


def test_a_plan_is_opened_once_and_the_oldest_is_closed(store: Store, plan_id: int) -> None:
    desk = Desk(store)
    first = desk.explainer(plan_id)
    assert desk.explainer(plan_id) is first
    found, _ = store.load_plan(plan_id)
    for _ in range(2):
        desk.explainer(store.add_plan(1, 1, found, author="甲").id)
    assert desk.explainer(plan_id) is not first
