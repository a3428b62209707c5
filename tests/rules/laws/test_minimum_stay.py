"""Month edges of the minimum stay, with broken years."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.calendar import Month
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.laws.minimum_stay import MinimumStay
from tests.rules.laws.single_actions import outcomes, verdicts

NOW = Month.of(case.DATE)


def scenario(since: Month | None, years: float, exempt: tuple[str, ...] = ()) -> Scenario:
    cadre = case.cadre("A", "P1", post_since=since)
    return case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2")],
        cadres=[cadre],
        laws={"minimum_stay": {"years": years, "exempt": exempt}},
    )


@given(st.integers(-14, 60), st.sampled_from([0.25, 1, 1.4, 2, 3]))
@settings(max_examples=60)
def test_board_and_check_agree_on_every_month(served: int, years: float) -> None:
    outcomes(scenario(NOW.plus(-served), years), "minimum_stay")


def test_a_move_opens_in_the_month_in_which_the_years_are_full() -> None:
    for served, barred in {23: True, 24: False}.items():
        found = verdicts(scenario(NOW.plus(-served), 2), "minimum_stay")
        assert found["A", "transfer", "P2"] == (barred, barred), served


def test_whoever_takes_the_post_up_in_future_has_served_no_month() -> None:
    law = MinimumStay()
    made = scenario(NOW.plus(3), 2)
    finding = law.check(made, case.plan(made, {"A": "P2"}))[0]
    assert finding.amount == 24


def test_the_sentence_names_the_exempt_categories() -> None:
    assert "保护性交流、鞭策性交流除外" in MinimumStay().explain()["zh"]
    assert "exempt: frozen" in MinimumStay.model_validate({"exempt": ["frozen"]}).explain()["en"]
    assert "其他岗位；" in MinimumStay.model_validate({"exempt": []}).explain()["zh"]
