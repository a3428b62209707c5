"""Pins that a law forbids by itself are told by name and law."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation import load_scenario
from rotation.domain.scenario import Mode
from rotation.explain.pinned import pins_against_law
from rotation.io.wording import sentence
from tests.store.samples import INPUTS

SMALL = load_scenario(INPUTS)[0]


def test_each_is_named_with_its_laws() -> None:
    """王建国 has been in P1 for longer than five years; P5 is two levels above 赵敏."""
    first, second = pins_against_law(SMALL, [("C1", "P1"), ("C4", "P5"), ("C3", "P9")])
    assert (first.value, first.values["laws"]) == ("C1", ["tenure_limit"])
    assert second.value == "C4"
    said = "“王建国”安排在“发展和改革局审批科科长”，本身就违反刚性规则（任职年限）"
    assert sentence(first, "zh").startswith(said)
    assert "(Tenure limit)" in sentence(first, "en")


@pytest.mark.parametrize("pin", [("C3", "P9"), ("C3", "P3"), ("C9", "P8")])
def test_a_pin_that_others_can_make_room_for_is_none(pin: tuple[str, str]) -> None:
    assert pins_against_law(SMALL, [pin]) == []


def test_what_may_be_approved_forbids_nothing() -> None:
    laws = (
        replace(law, mode=Mode.WAIVABLE) if law.code == "tenure_limit" else law
        for law in SMALL.laws
    )
    assert pins_against_law(replace(SMALL, laws=tuple(laws)), [("C1", "P1")]) == []
