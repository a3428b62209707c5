"""Each cadre with the four elements."""

from __future__ import annotations

from rotation.domain.calendar import Month
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.overview.people import people
from rotation.rules import casework as case


def test_a_person_is_told_with_all_that_counts_at_the_date() -> None:
    decision = Decision("A", DecisionAction.CATEGORY, "谈话了解", category="developmental")
    scenario = case.scenario(
        posts=[case.post("P1")],
        cadres=[
            case.cadre(
                "A",
                "P1",
                birth="1980-06",
                post_since="2023-12",
                appraisals=(case.appraisal(2024, "excellent"), case.appraisal(2025, "competent")),
                sanctions=(
                    case.sanction("admonition", "2026-01", "2026-11"),  # over in 2026-11
                    case.sanction("admonition", "2026-06", "2026-12"),
                ),
            ),
            case.cadre("B"),
        ],
        decisions=[decision],
    )
    first, second = people(scenario)
    assert (first.age, first.tenure_months, first.retires) == (46, 35, Month(2043, 6))
    assert first.unit is not None
    assert first.post is not None
    assert first.assessment.category is Category.DEVELOPMENTAL
    assert first.appraisal == case.appraisal(2025, "competent")
    assert [s.start for s in first.sanctions] == [Month(2026, 6)]
    assert first.decisions == (decision,)
    assert (second.unit, second.post, second.tenure_months) == (None, None, None)
    assert (second.appraisal, second.sanctions, second.decisions) == (None, (), ())
