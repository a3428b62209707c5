"""A comparison as one JSON document."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from pydantic import Field

from rotation.compare.chains import Opening
from rotation.compare.comparison import Comparison
from rotation.compare.dominance import Relation, Verdict
from rotation.compare.figures import Better, Group, Value
from rotation.compare.goals import TierLine
from rotation.compare.instead import Counted
from rotation.compare.waves import Overrun
from rotation.documents import By, Entry, Sentence, WordedEntry, at, every_language
from rotation.domain.action import ActionKind
from rotation.domain.plan import Status
from rotation.io.plan_model import FindingEntry
from rotation.report.laws import LawsOff, LawsOn
from rotation.wording.comparisons import (
    figure_word,
    goal_word,
    instead_words,
    ranking_words,
    relation_words,
)

Places = tuple[int, ...]
Ids = tuple[str, ...]
Findings = tuple[FindingEntry, ...]
Sentences = dict[str, tuple[str, ...]]


def _post(key: str) -> By:
    """The words of the post whose id an attribute holds."""

    def words(given: object, compared: Comparison) -> str | None:
        post_id = getattr(given, key)
        return None if post_id is None else compared.scenario.roster.post_name(post_id)

    return By(words)


def _cadre(given: Any, compared: Comparison) -> str:
    return compared.scenario.roster.cadre[given.cadre_id].name


Post = Annotated[str | None, _post("post_id")]
CadreName = Annotated[str, By(_cadre)]


class MoveEntry(WordedEntry):
    cadre_id: str
    name: CadreName
    kind: ActionKind = Field(alias="action")
    from_post_id: str | None
    from_post: Annotated[str | None, _post("from_post_id")]
    to_post_id: str | None
    to_post: Annotated[str | None, _post("to_post_id")]


class ChainEntry(WordedEntry):
    opening: Opening
    cycle: bool
    swap: bool
    left_post_id: str | None
    left_post: Annotated[str | None, _post("left_post_id")]
    moves: tuple[MoveEntry, ...]


class StepEntry(WordedEntry):
    chain: int
    at_once: bool
    cadre_ids: Annotated[Ids, By(lambda step, _: [move.cadre_id for move in step.moves])]


class WaveEntry(Entry):
    steps: tuple[StepEntry, ...]
    overruns: tuple[Overrun, ...]


class OrderEntry(Entry):
    limited: bool
    fewest: int
    waves: tuple[WaveEntry, ...]


class JudgedEntry(WordedEntry):
    label: str
    status: Annotated[Status, at("plan.status")]
    admissible: bool
    certified: bool
    broken: Annotated[Findings, at("report.broken")]
    waivers: Annotated[Findings, at("report.waivers")]
    chains: tuple[ChainEntry, ...]
    order: OrderEntry


def _relation_words(relation: Relation, compared: Comparison) -> dict[str, list[str]]:
    return every_language(lambda lang: [relation_words(compared, relation, lang)])


class RelationEntry(WordedEntry):
    first: int
    second: int
    verdict: Verdict
    first_better: tuple[str, ...]
    second_better: tuple[str, ...]
    ahead: int | None
    tier: int | None
    apart: int
    text: Annotated[Sentences, By(_relation_words)]


class GapEntry(Entry):
    code: str
    counted: Counted
    more: int
    past: int


class InsteadEntry(WordedEntry):
    plan: int
    of: int
    gaps: tuple[GapEntry, ...]
    text: Annotated[Sentence, By(lambda found, _: every_language(partial(instead_words, found)))]


class VerdictEntry(WordedEntry):
    ranking: tuple[Places, ...]
    text: Annotated[Sentences, By(lambda found, _: every_language(partial(ranking_words, found)))]
    relations: tuple[RelationEntry, ...]
    instead: tuple[InsteadEntry, ...]


class GoalEntry(WordedEntry):
    code: str
    tier: int
    weight: int
    now: int
    amounts: tuple[int, ...]
    best: Places
    title: Annotated[Sentence, By(lambda goal, _: every_language(partial(goal_word, goal.code)))]


class FigureEntry(WordedEntry):
    code: str
    group: Group
    better: Better
    now: Value
    values: tuple[Value, ...]
    best: Places
    title: Annotated[
        Sentence, By(lambda figure, _: every_language(partial(figure_word, figure.code)))
    ]


class TeamEntry(Entry):
    seats: int
    members: int
    women: int
    non_party: int
    young: int
    ages: int
    mean_age: float | None


class TeamsEntry(Entry):
    """A leading team; without a unit, all together."""

    unit_id: str | None
    unit: str | None
    now: TeamEntry
    plans: tuple[TeamEntry, ...]


class PlacedEntry(WordedEntry):
    kind: ActionKind = Field(alias="action")
    post_id: str | None
    post: Post


class CadreEntry(WordedEntry):
    cadre_id: str
    name: CadreName
    post_id: str | None
    post: Post
    placements: tuple[PlacedEntry, ...]


class HolderEntry(Entry):
    cadre_id: str
    name: str


Holders = tuple[HolderEntry, ...]


def _named(ids: Ids, compared: Comparison) -> list[dict[str, str]]:
    cadre = compared.scenario.roster.cadre
    return [{"cadre_id": each, "name": cadre[each].name} for each in ids]


class PostEntry(WordedEntry):
    post_id: str
    post: Post
    now: Annotated[Holders, By(lambda row, known: _named(row.now, known))]
    holders: Annotated[
        tuple[Holders, ...], By(lambda row, known: [_named(ids, known) for ids in row.holders])
    ]


def _teams(compared: Comparison) -> list[dict[str, Any]]:
    """A row for each leading team; the last is of all together."""
    every = [compared.now, *compared.plans]
    rows = []
    for unit_id in (*compared.now.teams, None):
        now, *plans = (
            judged.together if unit_id is None else judged.teams[unit_id] for judged in every
        )
        name = None if unit_id is None else compared.scenario.roster.unit[unit_id].name
        rows.append({"unit_id": unit_id, "unit": name, "now": now, "plans": plans})
    return rows


class CompareEntry(WordedEntry):
    """Plans are named by their place from 0 in `plans`; every list `values`, `amounts`,
    `placements`, `holders` and `plans` of a row is in that order, and `best` holds places."""

    laws_on: LawsOn
    laws_off: LawsOff
    plans: tuple[JudgedEntry, ...]
    verdict: Annotated[VerdictEntry, By(lambda compared, _: compared)]
    goals: tuple[GoalEntry, ...]
    tiers: tuple[TierLine, ...]
    figures: tuple[FigureEntry, ...]
    teams: Annotated[tuple[TeamsEntry, ...], By(lambda compared, _: _teams(compared))]
    cadres: tuple[CadreEntry, ...]
    posts: tuple[PostEntry, ...]


def compare_document(compared: Comparison) -> dict[str, Any]:
    """Everything that was compared, as plain JSON values."""
    return CompareEntry.made_from(compared, compared).plain_values()
