"""What was found, kept as plain JSON values: read back it is told and applied as before."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rotation import load_scenario
from rotation.audit.report import audit
from rotation.domain.scenario import Scenario
from rotation.explain.document import explanation_document, explanation_of
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.repairs import apply
from rotation.shipped import FOLDER


@pytest.fixture(scope="module")
def lanchuan() -> tuple[Scenario, Explanation]:
    """The shipped contradiction: its ways out take every kind of step."""
    scenario, _ = load_scenario(FOLDER / "conflict")
    return scenario, find_conflicts(scenario)


def test_what_is_read_back_is_the_same_document(lanchuan: tuple[Scenario, Explanation]) -> None:
    scenario, found = lanchuan
    steps = {step.code for repair in found.repairs for step in repair.steps}
    assert steps == {"waive", "lift", "quota", "parameter"}
    kept = json.loads(json.dumps(explanation_document(found)))
    assert explanation_document(explanation_of(kept, scenario)) == kept


def test_a_way_out_that_was_read_back_is_enough(lanchuan: tuple[Scenario, Explanation]) -> None:
    """The plan that proved it passes its audit under the steps that were read back."""
    scenario, found = lanchuan
    kept = explanation_of(json.loads(json.dumps(explanation_document(found))), scenario)
    for before, after in zip(found.repairs, kept.repairs, strict=True):
        assert before.plan is not None
        assert not audit(apply(scenario, after), before.plan).broken
        assert audit(scenario, before.plan).broken


def test_ways_out_of_another_scenario_are_refused(lanchuan: tuple[Scenario, Explanation]) -> None:
    scenario, found = lanchuan
    with pytest.raises(ValueError, match="no such decision"):
        explanation_of(explanation_document(found), replace(scenario, decisions=()))
