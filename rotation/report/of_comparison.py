"""The report of several plans side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rotation.compare.comparison import Comparison
from rotation.compare.goals import PRICE_TIER
from rotation.compare.teams import MEASURES
from rotation.locales import text
from rotation.report.table import (
    Cell,
    Column,
    Report,
    Row,
    Table,
    Tone,
    Value,
    rounded,
    row_of,
    toned,
)
from rotation.report.told import Told
from rotation.wording.claims import changed_words
from rotation.wording.comparisons import (
    figure_word,
    goal_word,
    holders_words,
    pair_words,
    placement_words,
    plan_word,
    ranking_words,
)
from rotation.wording.proofs import proof_words


@dataclass(frozen=True)
class Beside:
    """Plans side by side, told in one language. notes: what else is to be said of them."""

    compared: Comparison
    lang: str
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> Told:
        """Of the first plan, for names and words."""
        return Told(self.compared.scenario, self.compared.plans[0], self.compared.now, self.lang)

    def plan_columns(self, width: int = 12, *, number: bool = False) -> list[Column]:
        return [
            Column(plan_key(place), plan_word(place, self.lang), width, number)
            for place in range(len(self.compared.plans))
        ]


def plan_key(place: int) -> str:
    return f"plan_{place + 1}"


def marked(values: Sequence[float | None], best: Sequence[int]) -> list[Cell]:
    """A value of each plan; the better ones are good."""
    return [
        Cell(rounded(value), Tone.GOOD if place in best else Tone.PLAIN)
        for place, value in enumerate(values)
    ]


def comparison_report(beside: Beside) -> Report:
    """All there is to be said of plans side by side."""
    told, compared = beside.told, beside.compared
    return Report(
        title=told.say("title.comparison", name=compared.scenario.name),
        lines=(*plan_lines(beside), *beside.notes),
        summary=tuple(verdicts(beside)),
        tables=(
            goals(beside),
            figures(beside),
            teams(beside),
            cadres(beside),
            posts(beside),
        ),
    )


def plan_lines(beside: Beside) -> Iterator[str]:
    """What each plan is called, whether it breaks a law, what its proof is worth."""
    for place, judged in enumerate(beside.compared.plans):
        count = len(judged.report.broken)
        yield beside.told.say(
            "plan_line",
            plan=plan_word(place, beside.lang),
            label=judged.label,
            lawful=beside.told.say("summary.broken" if count else "summary.lawful", count=count),
            proof=proof_words(beside.told.words, judged)
            + changed_words(beside.told.names, judged.report.claims),
        )


def verdicts(beside: Beside) -> Iterator[str]:
    """The ranking, then what each plan does instead of another and how the two stand."""
    yield from ranking_words(beside.compared, beside.lang)
    for said in pair_words(beside.compared, beside.lang):
        yield from filter(None, said)


def figures(beside: Beside) -> Table:
    """Key figures; the better ones marked."""
    told = beside.told
    columns = [
        told.column("group", 14),
        told.column("figure", 26),
        told.column("now", 10, number=True),
        *beside.plan_columns(number=True),
    ]
    rows = [
        (
            text(f"compare.group.{figure.group}", beside.lang),
            figure_word(figure.code, beside.lang),
            rounded(figure.now),
            *marked(figure.values, figure.best),
        )
        for figure in beside.compared.figures
    ]
    return told.table("key_figures", columns, rows)


def goals(beside: Beside) -> Table:
    """Each goal's shortfall under its tier's value, where a tier holds several or weighs them."""
    told = beside.told
    columns = [
        told.column("tier", 6, number=True),
        told.column("goal", 34),
        told.column("now", 10, number=True),
        *beside.plan_columns(number=True),
    ]
    rows: list[Iterable[Cell | Value]] = []
    for line in beside.compared.tiers:
        inside = [goal for goal in beside.compared.goals if goal.tier == line.tier]
        alone = len(inside) == 1 and inside[0].weight == 1
        title = _tier_title(beside, line.tier, alone)
        row = row_of((line.tier, title, line.now, *marked(line.values, line.best)))
        rows.append(toned(row, Tone.STRONG))
        for goal in () if alone else inside:
            title = goal_word(goal.code, beside.lang)
            if goal.weight != 1:
                title = told.words.say("tier.weighted", title=title, weight=goal.weight)
            title = told.say("indented", words=title)
            rows.append((None, title, goal.now, *marked(goal.amounts, goal.best)))
    return told.table("goals_beside", columns, rows)


def _tier_title(beside: Beside, tier: int, alone: bool) -> str:
    if tier == PRICE_TIER:
        return beside.told.words.say("figure.needs_approval")
    if alone:
        code = next(goal.code for goal in beside.compared.goals if goal.tier == tier)
        return goal_word(code, beside.lang)
    return beside.told.say("tier_sum")


def teams(beside: Beside, *, everything: bool = False) -> Table:
    """Leading teams whose make-up is not that of today in every plan, or every one; all together
    at the end."""
    told, compared = beside.told, beside.compared
    every = (compared.now, *compared.plans)
    changed = [
        unit_id
        for unit_id in compared.now.teams
        if everything or len({judged.teams[unit_id] for judged in every}) > 1
    ]
    rows: list[Row] = []
    for unit_id in (*changed, ""):
        name = compared.scenario.roster.unit[unit_id].name if unit_id else told.say("all_teams")
        unit = Cell(name, code=unit_id)
        found = [judged.teams[unit_id] if unit_id else judged.together for judged in every]
        tone = Tone.PLAIN if unit_id else Tone.STRONG
        for code in MEASURES:
            values = (rounded(getattr(team, code)) for team in found)
            rows.append(toned(row_of((unit, figure_word(code, beside.lang), *values)), tone))
    columns = [
        told.column("unit", 24),
        told.column("measure", 20),
        told.column("now", 10, number=True),
        *beside.plan_columns(number=True),
    ]
    return told.table("teams", columns, rows)


def cadres(beside: Beside) -> Table:
    """Everybody with whom the plans do different things."""
    told = beside.told
    columns = [told.column("name", 10), told.column("from", 28), *beside.plan_columns(30)]
    rows: list[Iterable[Cell | Value]] = [
        (
            told.person(row.cadre_id),
            told.names.post(row.post_id),
            *_apart([placement_words(told.names, each) for each in row.placements]),
        )
        for row in beside.compared.cadres
    ]
    return told.table("cadres", columns, rows)


def _apart(said: Sequence[str]) -> list[Cell]:
    """What each plan does; what an earlier one does as well stands back."""
    return [
        Cell(words, Tone.QUIET if words in said[:place] else Tone.PLAIN)
        for place, words in enumerate(said)
    ]


def posts(beside: Beside) -> Table:
    """Every post that the plans end with different holders."""
    told, every = beside.told, (beside.compared.now, *beside.compared.plans)
    columns = [told.column("post", 32), told.column("now", 14), *beside.plan_columns(14)]
    rows = [
        (
            told.names.post(row.post_id),
            *(
                holders_words(told.names, ids, row.post_id, judged.plan)
                for ids, judged in zip((row.now, *row.holders), every, strict=True)
            ),
        )
        for row in beside.compared.posts
    ]
    return told.table("posts_beside", columns, rows)
