"""The table of years: figures under their group, each group once; what is cleared of an overage."""

from __future__ import annotations

from rotation.ahead.rolling import ahead
from rotation.compare.judged import at_present
from rotation.domain.scenario import Scenario
from rotation.report.of_ahead import years_table
from rotation.report.told import Told
from rotation.rules import casework as case
from rotation.solve.run import solve
from tests.rules.test_law_cases import deputy, man, roster


def crowded(goals: tuple[str, ...]) -> Scenario:
    """U1 has three deputies and one approved; one is of age in 2027-05 (born 1966-11); one seat is
    free elsewhere. Asked for: one a year."""
    return roster(
        *(deputy(f"P{i}") for i in (1, 2, 3)),
        deputy("P4", "U2"),
        units=(case.unit("U1", deputy_quota=1), case.unit("U2", deputy_quota=1)),
        cadres=(man("A", "P1"), man("B", "P2", birth="1966-11"), man("C", "P3")),
        goals=goals,
    )


def rows(scenario: Scenario) -> dict[str, list[str]]:
    now = at_present(scenario)
    years = list(ahead(scenario, 3, solve))
    table = years_table(Told(scenario, now, now, "zh"), years)
    groups = [row[0].words for row in table.rows]
    assert groups == sorted(groups, key=groups.index)  # no group comes twice
    return {row[1].words: [cell.words for cell in row[2:]] for row in table.rows}


def test_what_is_cleared_stands_beside_what_the_year_asks_for() -> None:
    """One moves in 2026, B retires in 2027: two above, one, none. Then nothing is asked."""
    found = rows(crowded(("overage_reduced", "few_moves")))
    assert found["超配人数"] == ["1", "0", "0"]
    assert found["消化超配（实际/当年目标）"] == ["✓ 1/1", "✓ 1/1", ""]


def test_a_year_that_clears_too_few_says_so() -> None:
    """Both seats elsewhere are taken: nobody leaves before B is of age."""
    made = crowded(("overage_reduced", "few_moves"))
    full = roster(
        *made.roster.posts,
        units=made.roster.units,
        cadres=(*made.roster.cadres, man("D", "P4")),
        goals=("overage_reduced", "few_moves"),
    )
    assert rows(full)["消化超配（实际/当年目标）"] == ["0/1", "✓ 1/1", "0/1"]


def test_where_no_target_is_set_none_is_claimed() -> None:
    assert not any("消化超配" in name for name in rows(crowded(("few_moves",))))
