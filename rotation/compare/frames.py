"""A comparison as pandas frames, for a screen or a workbook.

Columns have ids; `column_word` gives their headings. The plans' columns are `plan_1`, `plan_2`, ...
in the order of the comparison; `best` holds the ids of those that are better, joined by a space.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rotation.compare.comparison import Comparison
from rotation.compare.figures import Value
from rotation.compare.judged import Judged
from rotation.compare.teams import Team, together
from rotation.compare.wording import (
    Names,
    figure_word,
    goal_word,
    holders_words,
    placement_words,
    plan_word,
)
from rotation.locales import text

if TYPE_CHECKING:
    from pandas import DataFrame

MEASURES = ("members", "women", "non_party", "young", "mean_age")
STEP_COLUMNS = ("wave", "step", "at_once", "chain", "cadre_id", "name", "kind", "from", "to")


def plan_column(place: int) -> str:
    """The column of the plan at a place (from 0)."""
    return f"plan_{place + 1}"


def column_word(column: str, lang: str) -> str:
    """The heading of a column of any of these frames."""
    prefix, _, number = column.rpartition("_")
    if prefix == "plan":
        return plan_word(int(number) - 1, lang)
    for kind in ("bound", "status"):
        if prefix == kind:
            plan = plan_word(int(number) - 1, lang)
            return text("compare.column.of_plan", lang, plan=plan, what=column_word(kind, lang))
    return text(f"compare.column.{column}", lang)


def figure_frame(compared: Comparison, lang: str) -> DataFrame:
    """A row for each key figure, its code the index; numbers, means to one decimal."""
    return _frame(
        [
            {
                "code": figure.code,
                "group": text(f"compare.group.{figure.group.value}", lang),
                "figure": figure_word(figure.code, lang),
                "better": text(f"compare.better.{figure.better.value}", lang),
                "now": _rounded(figure.now),
                **_plans(map(_rounded, figure.values)),
                "best": _best(figure.best),
            }
            for figure in compared.figures
        ],
        ("code", "group", "figure", "better", "now", *_columns(compared), "best"),
        "code",
    )


def goal_frame(compared: Comparison, lang: str) -> DataFrame:
    """A row for each goal, its code the index: shortfalls, lower is better."""
    return _frame(
        [
            {
                "code": goal.code,
                "tier": goal.tier,
                "goal": goal_word(goal.code, lang),
                "weight": goal.weight,
                "now": goal.now,
                **_plans(goal.amounts),
                "best": _best(goal.best),
            }
            for goal in compared.goals
        ],
        ("code", "tier", "goal", "weight", "now", *_columns(compared), "best"),
        "code",
    )


def tier_frame(compared: Comparison, lang: str) -> DataFrame:
    """A row for each tier: values, lower is better; bound and status where a plan has a proof."""
    rows = []
    for line in compared.tiers:
        row: dict[str, Any] = {"tier": line.tier, "now": line.now, **_plans(line.values)}
        for place, proof in enumerate(line.proofs):
            row[f"bound_{place + 1}"] = None if proof is None else proof.bound
            status = "" if proof is None else text(f"terminal.tier_status.{proof.status}", lang)
            row[f"status_{place + 1}"] = status
        rows.append({**row, "best": _best(line.best)})
    plans = range(1, len(compared.plans) + 1)
    proofs = [f"{kind}_{place}" for place in plans for kind in ("bound", "status")]
    return _frame(rows, ("tier", "now", *_columns(compared), *proofs, "best"), "tier")


def team_frame(compared: Comparison, lang: str) -> DataFrame:
    """A row for each leading team and measure; the last rows are of all teams together.

    Ages in years, to one decimal. `unit_id` is empty for all teams together.
    """
    units = compared.scenario.roster.unit
    rows = []
    for unit_id in (*compared.now.teams, ""):
        name = units[unit_id].name if unit_id else text("compare.all_teams", lang)
        now = _team(compared.now, unit_id)
        each = [_team(judged, unit_id) for judged in compared.plans]
        rows += [
            {
                "unit_id": unit_id,
                "unit": name,
                "code": code,
                "measure": figure_word(code, lang),
                "now": _rounded(getattr(now, code)),
                **_plans(_rounded(getattr(team, code)) for team in each),
            }
            for code in MEASURES
        ]
    return _frame(rows, ("unit_id", "unit", "code", "measure", "now", *_columns(compared)), "")


def cadre_frame(compared: Comparison, names: Names) -> DataFrame:
    """A row for each cadre with whom the plans do different things."""
    return _frame(
        [
            {
                "cadre_id": row.cadre_id,
                "name": names.cadre(row.cadre_id),
                "present": names.post(row.post_id),
                **_plans(placement_words(names, each) for each in row.placements),
            }
            for row in compared.cadres
        ],
        ("cadre_id", "name", "present", *_columns(compared)),
        "cadre_id",
    )


def post_frame(compared: Comparison, names: Names) -> DataFrame:
    """A row for each post that the plans end with different holders."""
    return _frame(
        [
            {
                "post_id": row.post_id,
                "post": names.post(row.post_id),
                "now": holders_words(names, row.now),
                **_plans(holders_words(names, each) for each in row.holders),
            }
            for row in compared.posts
        ],
        ("post_id", "post", "now", *_columns(compared)),
        "post_id",
    )


def step_frame(compared: Comparison, place: int, names: Names) -> DataFrame:
    """A row for each move of the plan at a place (from 0), in the order of carrying them out.

    Waves, steps and chains are counted from 1; moves of one step are made at once.
    """
    return _frame(step_rows(compared.plans[place], names), STEP_COLUMNS, "")


def step_rows(judged: Judged, names: Names) -> list[dict[str, object]]:
    """The rows of `step_frame`."""
    rows: list[dict[str, object]] = []
    number = 0
    for wave_number, wave in enumerate(judged.order.waves, start=1):
        for step in wave.steps:
            number += 1
            rows += [
                {
                    "wave": wave_number,
                    "step": number,
                    "at_once": step.at_once,
                    "chain": step.chain + 1,
                    "cadre_id": move.cadre_id,
                    "name": names.cadre(move.cadre_id),
                    "kind": names.kind(move),
                    "from": names.post(move.from_post_id),
                    "to": names.post(move.to_post_id) if move.to_post_id else "",
                }
                for move in step.moves
            ]
    return rows


def _team(judged: Judged, unit_id: str) -> Team:
    return judged.teams[unit_id] if unit_id else together(judged.teams.values())


def _plans(values: Iterable[object]) -> Mapping[str, object]:
    return {plan_column(place): value for place, value in enumerate(values)}


def _columns(compared: Comparison) -> list[str]:
    return [plan_column(place) for place in range(len(compared.plans))]


def _best(places: Sequence[int]) -> str:
    return " ".join(map(plan_column, places))


def _rounded(value: Value) -> Value:
    return round(value, 1) if isinstance(value, float) else value


def _frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str], index: str) -> DataFrame:
    """Cells keep their types: whole numbers stay whole beside what is missing."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    return frame.set_index(index) if index else frame
