"""The rules that a new scenario starts with: what binds nearly everywhere, with plain goals.

Everything in it can be changed afterwards; what a department alone can say (nominations, counts by
category, units under a higher authority) is left out.
"""

from __future__ import annotations

from rotation.domain.scenario import GoalChoice, LawChoice

STARTING_LAWS: tuple[LawChoice, ...] = tuple(
    map(
        LawChoice,
        (
            "tenure_limit",
            "minimum_stay",
            "frozen_status",
            "retirement_due",
            "near_retirement",
            "level_fits",
            "one_step",
            "weightier_post",
            "sanction_period",
            "incompetent_lowered",
            "separate_systems",
            "kinship_avoidance",
            "business_avoidance",
            "reserved_posts",
            "post_requirements",
            "headcount_quota",
            "team_turnover",
            "chiefs_not_together",
            "category_destinations",
            "release_with_cause",
        ),
    )
)
STARTING_GOALS: tuple[GoalChoice, ...] = (
    GoalChoice("must_fill_posts", tier=1),
    GoalChoice("planned_moves", tier=2),
    GoalChoice("fill_posts", tier=3),
    GoalChoice("unprompted_moves", tier=4),
    GoalChoice("women_in_team", tier=5, weight=3),
    GoalChoice("young_cadres", tier=5, weight=2),
    GoalChoice("age_ladder", tier=5),
    GoalChoice("few_moves", tier=6),
    GoalChoice("few_demotions", tier=6, weight=3),
    GoalChoice("cadre_post_fit", tier=7),
)
