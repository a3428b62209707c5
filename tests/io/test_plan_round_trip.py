"""Nothing of a plan is lost in plan.json: every field is written and read back as it was."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation import load_scenario
from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import (
    Certificate,
    Finding,
    GoalAmount,
    Plan,
    TierProof,
    TierResult,
    Vacancy,
)
from rotation.domain.profile import GoalLimit, PlanProfile, RankedGoal
from rotation.domain.proof import BY_BOUNDS, BY_DUALS, SOLVERS
from rotation.domain.published import MOST_CHANGES, Published, PublishedAction, Replan
from rotation.errors import InvalidInput
from rotation.io.plan_file import finding_document, plan_document, read_document, read_plan
from tests.store.samples import INPUTS

SCENARIO, _ = load_scenario(INPUTS)
CADRES, POSTS = SCENARIO.roster.cadres, sorted(SCENARIO.roster.post)
WHOLE = st.integers(1 - 2**53, 2**53 - 1)
TEXT = st.text(max_size=3)
BY_LANGUAGE = st.dictionaries(st.sampled_from(["zh", "en"]), TEXT)
NOT_IN_THE_FILE = {
    (Finding, "values"),
    *((Decision, name) for name in ("category", "rule", "document", "route")),
}
"""What a sentence is made of, and what no plan may add to its scenario."""

st.register_type_strategy(int, WHOLE)
st.register_type_strategy(str, TEXT)


def several(some: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(some, max_size=2).map(tuple)


def built(made: type, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """One with every field that is in the file, whether it has a default or not."""
    names = [f.name for f in dataclasses.fields(made) if (made, f.name) not in NOT_IN_THE_FILE]
    return st.builds(made, **{name: given.get(name, ...) for name in names})


def actions() -> st.SearchStrategy[tuple[Action, ...]]:
    """Something of the first two cadres; the others stay."""
    first = [
        built(
            Action,
            cadre_id=st.just(cadre.cadre_id),
            from_post_id=st.just(cadre.post_id),
            to_post_id=st.none() | st.sampled_from(POSTS),
            reasons=several(built(Reason, text=BY_LANGUAGE)),
            concurrent_post_ids=several(st.sampled_from(POSTS)),
        )
        for cadre in CADRES[:2]
    ]
    others = [Action(c.cadre_id, ActionKind.STAY, c.post_id, c.post_id) for c in CADRES[2:]]
    return st.tuples(*first, *map(st.just, others))


NAMED = st.from_type(PublishedAction).map(lambda a: dataclasses.replace(a, name=a.name or "名"))
PUBLISHED = built(
    Published,
    actions=st.lists(NAMED, unique_by=lambda a: a.cadre_id, max_size=2).map(tuple),
)
REPLAN = built(
    Replan,
    published=st.none() | PUBLISHED,
    most=st.none() | st.integers(0, MOST_CHANGES),
    decisions=several(
        built(
            Decision,
            cadre_id=st.sampled_from([cadre.cadre_id for cadre in CADRES]),
            action=st.sampled_from([DecisionAction.PIN, DecisionAction.FORBID]),
            post_id=st.none() | st.sampled_from(POSTS),
        )
    ),
)
COUNTED = st.integers(1, 2**53 - 1)
PROFILE = built(
    PlanProfile,
    name=BY_LANGUAGE,
    goals=several(built(RankedGoal, tier=COUNTED, weight=COUNTED)),
    limits=several(st.from_type(GoalLimit)),
)
PROVERS = st.sampled_from([BY_DUALS, BY_BOUNDS, *(f"{solver} 9.15" for solver in SOLVERS)])
FINDINGS = several(built(Finding, text=BY_LANGUAGE))
PROOFS = several(built(TierProof, rows=several(st.tuples(WHOLE, WHOLE)), held=several(WHOLE)))
PLANS = built(
    Plan,
    actions=actions(),
    vacancies=several(st.from_type(Vacancy)),
    goals=several(st.from_type(GoalAmount)),
    tiers=several(built(TierResult, proven_by=PROVERS, seconds=st.floats(0, 1e6))),
    findings=FINDINGS,
    waivers=FINDINGS,
    solver=st.dictionaries(TEXT, TEXT | WHOLE | st.booleans(), max_size=2),
    certificate=st.none() | built(Certificate, tiers=PROOFS),
    replan=st.none() | REPLAN,
    profile=st.none() | PROFILE,
)


def parts(value: object) -> Iterator[Any]:
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)


def defaults(part: Any) -> Iterator[tuple[type, str]]:
    for field in dataclasses.fields(part):
        usual = field.default_factory() if callable(field.default_factory) else field.default
        if getattr(part, field.name) == usual:
            yield type(part), field.name


def test_a_plan_reads_back_as_it_was_written() -> None:
    """Every field is tried with another value than its default: one that is written nowhere would
    read back well as that."""
    tried: set[tuple[type, str]] = set()
    every: set[tuple[type, str]] = set()

    @settings(max_examples=300)
    @given(PLANS)
    def read_back(plan: Plan) -> None:
        document = json.loads(json.dumps(plan_document(plan, SCENARIO)))
        assert read_document(document, SCENARIO) == plan
        for part in parts(plan):
            fields = {(type(part), field.name) for field in dataclasses.fields(part)}
            every.update(fields)
            tried.update(fields - set(defaults(part)))

    read_back()
    assert every - tried == NOT_IN_THE_FILE
    assert {made.__name__ for made, _ in every} >= {"Vacancy", "GoalAmount", "GoalLimit", "Reason"}


def document() -> dict[str, Any]:
    acts = [{"cadre_id": c.cadre_id, "action": "stay"} for c in CADRES]
    return {"actions": acts, "goals": [{"code": "few_moves", "tier": 1, "weight": 1, "amount": 1}]}


def problems(tmp_path: Path, text: str) -> list[tuple[Any, ...]]:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_plan(path, SCENARIO)
    return [(p.code, p.row, p.column, p.value) for p in refused.value.problems]


@pytest.mark.parametrize("amount", ["9007199254740992", "1" * 5000, "NaN", "1e999", "true", "1.0"])
def test_a_number_that_is_not_whole_or_too_large_is_refused(tmp_path: Path, amount: str) -> None:
    text = json.dumps(document()).replace('"amount": 1', f'"amount": {amount}')
    ((code, row, column, _),) = problems(tmp_path, text)
    assert (code, row, column) == ("plan_bad_entry", 1, "goals")


@pytest.mark.parametrize("seed", ["9007199254740992", "[1e999]", "NaN"])
def test_a_number_of_the_solver_that_json_cannot_hold_is_refused(tmp_path: Path, seed: str) -> None:
    text = json.dumps(document())[:-1] + f', "solver": {{"seed": {seed}}}}}'
    ((code, row, column, _),) = problems(tmp_path, text)
    assert (code, row, column) == ("plan_bad_entry", None, "solver")


@pytest.mark.parametrize("depth", [300, 100_000])
def test_json_that_is_too_deep_is_refused(tmp_path: Path, depth: int) -> None:
    text = json.dumps(document())[:-1] + f', "x": {"[" * depth}{"]" * depth}}}'
    assert [code for code, *_ in problems(tmp_path, text)] == ["plan_not_json"]


def test_every_fault_is_told_at_once_by_its_place(tmp_path: Path) -> None:
    given = document()
    given["actions"][0]["cadre_id"] = "C99"
    given["actions"][1] |= {"action": "fly", "to_post_id": "P99"}
    given["actions"][3] = dict(given["actions"][2])
    given["actions"][4] = "nobody"
    given |= {"status": "good", "tiers": {}, "findings": [{"rule": 1, "status": "x"}]}
    given["replan"] = {"most_changes": -1}
    assert set(problems(tmp_path, json.dumps(given))) == {
        ("unknown_cadre", 1, "cadre_id", "C99"),
        ("plan_unknown_word", 2, "action", "fly"),
        ("unknown_post", 2, "to_post_id", "P99"),
        ("plan_cadre_twice", 4, "cadre_id", CADRES[2].cadre_id),
        ("plan_bad_entry", 5, "actions", '"nobody"'),
        ("plan_unknown_word", None, "status", "good"),
        ("plan_not_a_list", None, "tiers", "{}"),
        ("plan_bad_entry", 1, "findings", '{"rule": 1, "status": "x"}'),
        ("plan_bad_entry", None, "replan.most_changes", "-1"),
    }


def test_a_cadre_twice_is_told_by_the_row_in_the_file(tmp_path: Path) -> None:
    given = document()
    given["actions"] = ["nobody", *given["actions"], given["actions"][0]]
    row, cadre_id = len(given["actions"]), CADRES[0].cadre_id
    assert ("plan_cadre_twice", row, "cadre_id", cadre_id) in problems(tmp_path, json.dumps(given))


MORE = {"more": 1}
ENTRIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "goals": lambda d: d["goals"][0].update(more=1),
    "tiers": lambda d: d.update(
        tiers=[
            {"tier": 1, "value": 1, "bound": None, "status": "optimal", "proven_by": ""} | {"x": 1}
        ]
    ),
    "vacancies": lambda d: d.update(vacancies=[{"post_id": "P1", "seats": 1, "more": 1}]),
}


@pytest.mark.parametrize("key", ENTRIES)
def test_a_figure_with_a_key_that_is_not_known_is_refused(tmp_path: Path, key: str) -> None:
    given = document()
    ENTRIES[key](given)
    ((code, row, column, _),) = problems(tmp_path, json.dumps(given))
    assert (code, row, column) == ("plan_bad_entry", 1, key)


def test_other_keys_that_are_not_known_are_passed_over() -> None:
    given = document() | {"more": 1}
    given["actions"][0]["more"] = {"x": [1]}
    assert read_document(given, SCENARIO) == read_document(document(), SCENARIO)


@given(built(Finding, text=BY_LANGUAGE))
def test_a_finding_is_written_whole(finding: Finding) -> None:
    written = finding_document(finding)
    assert {*written} == {f.name for f in dataclasses.fields(Finding)} - {"values"}
