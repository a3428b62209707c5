"""The page of `compare`: which plan is better in what, and where plans differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rotation.compare.comparison import Comparison
from rotation.compare.figures import Group, Value
from rotation.compare.goals import TierLine
from rotation.compare.judged import Judged
from rotation.compare.teams import MEASURES, Team, goal_as_set, together
from rotation.domain.action import ActionKind
from rotation.domain.placement import Placement
from rotation.domain.plan import Status
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.locales import text
from rotation.rules.goals.young_cadres import YoungCadres
from rotation.terminal.chains import show_chains
from rotation.terminal.solve import show_header
from rotation.wording.comparisons import (
    figure_word,
    goal_word,
    holders_words,
    placement_words,
    plan_word,
    ranking_words,
    relation_words,
    strength_words,
    value_word,
)
from rotation.wording.names import Names

MARK = "*"
MOST_ROWS = 20
MOST_ABREAST = 4
"""Columns in which a team's figures have room on one line."""


@dataclass(frozen=True)
class Compared:
    """What a page of `compare` draws. chains: whether the chains of each plan are shown."""

    comparison: Comparison
    chains: bool = False
    everything: bool = False

    @property
    def most(self) -> int | None:
        """Rows of a table of differences; None: all."""
        return None if self.everything else MOST_ROWS


def show_compare(page: Page, compared: Compared) -> None:
    """Header, plans, verdict, goals, key figures, teams, differences, chains."""
    comparison = compared.comparison
    names = Names(comparison.scenario, page.lang)
    show_header(page, comparison.scenario)
    _show_plans(page, comparison)
    _show_verdict(page, comparison)
    _show_goals(page, comparison)
    _show_figures(page, comparison)
    _show_teams(page, compared)
    _show_cadres(page, names, compared)
    _show_posts(page, names, compared)
    for place, judged in enumerate(comparison.plans if compared.chains else ()):
        show_chains(page, names, judged, place)


def _show_plans(page: Page, comparison: Comparison) -> None:
    page.heading("compare.plans", count=len(comparison.plans))
    for place, judged in enumerate(comparison.plans):
        key = "compare.clean" if judged.admissible else "compare.broken"
        audited = page.say(key, count=len(judged.report.broken))
        words = page.say(
            "compare.plan",
            plan=plan_word(place, page.lang),
            label=judged.label,
            audited=audited,
            proof=page.say(f"compare.proof.{_proof_key(judged)}"),
        )
        page.line(words, "" if judged.admissible else "bold red", indent=1)


def _proof_key(judged: Judged) -> str:
    """What the plan's own certificate is worth here."""
    if not judged.plan.tiers:
        return "none"
    if not judged.certified:
        return "other"
    proven = all(tier.status is Status.OPTIMAL for tier in judged.plan.tiers)
    return "optimal" if proven else "feasible"


def _show_verdict(page: Page, comparison: Comparison) -> None:
    page.heading("compare.verdict")
    for words in ranking_words(comparison, page.lang):
        page.line(words, "bold", indent=1)
    for relation in comparison.relations:
        page.item(relation_words(comparison, relation, page.lang), indent=1)
        for words in strength_words(relation, page.lang):
            page.line(words, indent=3)


def _columns(comparison: Comparison, first: Sequence[Col], ratio: int = 0) -> list[Col]:
    """The first columns, one for the present state, and one for each plan."""
    plans = range(1, len(comparison.plans) + 1)
    if ratio:
        return [*first, *(Col("plan", ratio=ratio, values={"place": i}) for i in plans)]
    return [
        *first,
        Col("today", right=True),
        *(Col("plan", right=True, least=8, values={"place": i}) for i in plans),
    ]


def _marked(values: Sequence[Value], best: Sequence[int], page: Page) -> list[Cell]:
    """The values as cells; the better ones carry a mark, and are bold beside it."""
    cells: list[Cell] = []
    for place, value in enumerate(values):
        words = value_word(value, page.lang)
        better = place in best
        cells.append(Prose(f"{MARK} {words}" if better else words, "bold green" if better else ""))
    return cells


def _show_goals(page: Page, comparison: Comparison) -> None:
    """Every goal's shortfall, under its tier's value where a tier holds several or weighs them."""
    page.heading("compare.goals")
    page.line(page.say("compare.goals_note", mark=MARK), "dim", indent=1)
    rows: list[Sequence[Cell]] = []
    for tier in comparison.tiers:
        goals = [goal for goal in comparison.goals if goal.tier == tier.tier]
        alone = len(goals) == 1 and goals[0].weight == 1
        rows.append(_tier_row(page, tier, goal_word(goals[0].code, page.lang) if alone else ""))
        for goal in () if alone else goals:
            title = goal_word(goal.code, page.lang)
            if goal.weight != 1:
                title = page.say("tier.weighted", title=title, weight=goal.weight)
            now = value_word(goal.now, page.lang)
            rows.append(("", Prose(f"- {title}"), now, *_marked(goal.amounts, goal.best, page)))
    first = (Col("tier", right=True), Col("goal", wraps=True))
    page.table(_columns(comparison, first), rows)
    _show_bounds(page, comparison)


def _tier_row(page: Page, tier: TierLine, title: str) -> Sequence[Cell]:
    if not title:
        title = page.say("tier.waivers") if tier.tier == 0 else page.say("compare.tier_sum")
    cells = _marked(tier.values, tier.best, page)
    return str(tier.tier), Prose(title, "bold"), value_word(tier.now, page.lang), *cells


def _show_bounds(page: Page, comparison: Comparison) -> None:
    """The proven bounds of plans that are not proven optimal throughout."""
    for place, judged in enumerate(comparison.plans):
        if _proof_key(judged) != "feasible":
            continue
        tiers = [
            page.say("compare.bound", tier=tier.tier, value=tier.value, bound=tier.bound)
            for tier in judged.plan.tiers
            if tier.status is not Status.OPTIMAL
        ]
        plan = plan_word(place, page.lang)
        page.line(page.say("compare.bounds", plan=plan, tiers=page.join(tiers)), indent=1)


def _show_figures(page: Page, comparison: Comparison) -> None:
    page.heading("compare.figures")
    page.line(page.say("compare.figures_note", mark=MARK), "dim", indent=1)
    rows: list[Sequence[Cell]] = []
    blank = [""] * (len(comparison.plans) + 1)
    group: Group | None = None
    for figure in comparison.figures:
        if figure.group is not group:
            group = figure.group
            rows.append((Prose(text(f"compare.group.{group}", page.lang), "bold"), *blank))
        now = "" if figure.now is None else value_word(figure.now, page.lang)
        word = figure_word(figure.code, page.lang)
        rows.append((Prose(f"- {word}"), now, *_marked(figure.values, figure.best, page)))
    page.table(_columns(comparison, (Col("figure", wraps=True),)), rows)


def _show_teams(page: Page, compared: Compared) -> None:
    """Teams whose make-up is not that of today in every plan, and all of them together."""
    comparison = compared.comparison
    if not comparison.now.teams:
        return
    under = goal_as_set(comparison.scenario, YoungCadres).under_age
    page.heading("compare.teams")
    page.line(page.say("compare.teams_note", under=under), "dim", indent=1)
    every = [comparison.now, *comparison.plans]
    changed = [
        unit_id
        for unit_id in comparison.now.teams
        if compared.everything or len({judged.teams[unit_id] for judged in every}) > 1
    ]
    mark = "/" if len(every) <= MOST_ABREAST else "\n"
    rows: list[Sequence[Cell]] = []
    for unit_id in changed[: compared.most]:
        name = comparison.scenario.roster.unit[unit_id].name
        rows.append((name, *(_make_up(page, judged.teams[unit_id], mark) for judged in every)))
    total = [_make_up(page, together(judged.teams.values()), mark) for judged in every]
    rows.append((Prose(text("compare.all_teams", page.lang), "bold"), *total))
    page.table(_columns(comparison, (Col("unit", wraps=True, least=16),)), rows)
    _show_more(page, len(changed), compared.most)


def _make_up(page: Page, team: Team, mark: str) -> str:
    """The team's figures in one cell; mark: what sets off the last one, the mean age."""
    *counts, age = (value_word(getattr(team, code), page.lang) for code in MEASURES)
    return f"{'/'.join(counts)}{mark}{age}"


def _show_cadres(page: Page, names: Names, compared: Compared) -> None:
    comparison = compared.comparison
    page.heading("compare.cadres", count=len(comparison.cadres))
    if not comparison.cadres:
        page.line(page.say("compare.same_cadres"), indent=1)
        return
    rows: list[Sequence[Cell]] = [
        (
            Prose(names.cadre(row.cadre_id), "bold"),
            names.post(row.post_id),
            *(_placement(names, each) for each in row.placements),
        )
        for row in comparison.cadres[: compared.most]
    ]
    first = (Col("name", least=6), Col("from", ratio=3))
    page.table(_columns(comparison, first, ratio=4), rows)
    _show_more(page, len(comparison.cadres), compared.most)


def _placement(names: Names, placement: Placement) -> Cell:
    """Who stays stands back, so that the moves are seen."""
    stays = placement.kind is ActionKind.STAY
    return Prose(placement_words(names, placement), "dim" if stays else "")


def _show_posts(page: Page, names: Names, compared: Compared) -> None:
    comparison = compared.comparison
    page.heading("compare.posts", count=len(comparison.posts))
    if not comparison.posts:
        page.line(page.say("compare.same_posts"), indent=1)
        return
    rows: Iterable[Sequence[Cell]] = (
        (names.post(row.post_id), *(holders_words(names, ids) for ids in (row.now, *row.holders)))
        for row in comparison.posts[: compared.most]
    )
    first = (Col("post", ratio=5), Col("today", ratio=2))
    page.table(_columns(comparison, first, ratio=2), rows)
    _show_more(page, len(comparison.posts), compared.most)


def _show_more(page: Page, count: int, most: int | None) -> None:
    if most is not None and count > most:
        page.line(page.say("more", count=count - most), "dim", indent=1)
