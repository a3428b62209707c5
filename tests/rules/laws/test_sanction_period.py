"""Month edges of what a sanction bars, and which kinds bar what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.cadre import Sanction
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.rules.laws.single_actions import outcomes, verdicts

NOW = Month(2026, 11)


def scenario(*sanctions: Sanction) -> Scenario:
    return case.scenario(
        posts=[
            case.post("P1"),
            case.post("team", "U2", role=Role.DEPUTY),
            case.post("section", "U2", role=Role.SECTION_HEAD),
            case.post("lower", "U2", level="150", role=Role.DEPUTY),
        ],
        cadres=[case.cadre("A", "P1", sanctions=sanctions), case.cadre("B", sanctions=sanctions)],
        laws={"sanction_period": {}},
    )


@given(st.sampled_from(sorted(table("sanction").entries)), st.integers(-40, 20))
@settings(max_examples=60)
def test_board_and_check_agree_on_every_kind_and_month(kind: str, months: int) -> None:
    sanction = Sanction(kind, NOW.plus(months), NOW.plus(months + 24))
    outcomes(scenario(sanction), "sanction_period")


def test_two_sanctions_bar_together() -> None:
    both = (
        case.sanction("organizational_removal", "2026-01", "2028-01"),
        case.sanction("party_removal", "2025-12", "2027-12"),
    )
    found = verdicts(scenario(*both), "sanction_period")
    for cadre, level in (("A", "transfer"), ("B", "appointment")):
        for post in ("team", "section", "lower"):
            kind = "step_down" if post == "lower" else level
            if cadre == "A" and post == "section":
                kind = "reverse_posting"  # out of the team
            assert found[cadre, kind, post] == (True, True)


@pytest.mark.parametrize("key", ["no_leading_post_months", "no_equal_post_months", "no_equal_post"])
def test_only_the_kinds_that_a_text_names_bar_more_than_promotion(key: str) -> None:
    found = {kind: entry[key] for kind, entry in table("sanction").entries.items() if key in entry}
    named = {
        "no_leading_post_months": {
            "organizational_removal": 12,
            "resignation_for_fault": 12,
            "ordered_resignation": 12,
        },
        "no_equal_post_months": {"party_removal": 24},
        "no_equal_post": dict.fromkeys(("party_probation", "expulsion", "party_expulsion"), True),
    }
    assert found == named[key]
