"""Whether people are treated alike, as one JSON document."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Annotated, Any, Literal

from rotation.documents import By, Entry, Sentence, WordedEntry, at, every_language
from rotation.domain.action import ActionKind
from rotation.overview.counted_twice import Where
from rotation.overview.fairness import Fairness
from rotation.overview.provenance import Doubt
from rotation.overview.thresholds import Near
from rotation.report.of_fairness import outcomes, threshold_words
from rotation.terminal.fairness import Treated


def _name(of: str) -> By:
    """The name of the cadre, or else the unit. of: where the ids are."""

    def name(each: Any, found: Fairness) -> str:
        roster, about = found.scenario.roster, (getattr(each, of) if of else each)
        cadre = roster.cadre.get(about.cadre_id or "")
        return cadre.name if cadre is not None else roster.unit[about.unit_id].name

    return By(name)


def _outcome(place: int) -> By:
    def said(near: Near, _: object) -> dict[str, str]:
        return every_language(lambda lang: outcomes(near, lang)[place])

    return By(said)


class NearEntry(WordedEntry):
    """threshold: the parameter, as scenario.toml names it. value, limit: points or months. as_is:
    what holds; across: what would on the other side of the limit."""

    cadre_id: str
    name: Annotated[str, _name("")]
    threshold: Annotated[str, at("probe.place")]
    title: Annotated[Sentence, By(lambda near, _: every_language(partial(threshold_words, near)))]
    unit: Annotated[
        Literal["points", "months"],
        By(lambda near, _: "months" if near.probe.in_months else "points"),
    ]
    value: int
    limit: int
    as_is: Annotated[Sentence, _outcome(0)]
    across: Annotated[Sentence, _outcome(1)]


class LeftEntry(WordedEntry):
    """grounded: had a ground of their own, or a decision, to move."""

    cadre_id: Annotated[str, at("action.cadre_id")]
    name: Annotated[str, _name("action")]
    action: Annotated[ActionKind, at("action.kind")]
    to_post_id: Annotated[str | None, at("action.held_post_id")]
    grounded: bool


class FavouredEntry(WordedEntry):
    """closes: how much more the goal would fall short without this appointment. left: who leaves
    the seat."""

    goal: str
    cadre_id: Annotated[str, at("action.cadre_id")]
    name: Annotated[str, _name("action")]
    to_post_id: Annotated[str | None, at("action.to_post_id")]
    closes: int
    left: tuple[LeftEntry, ...]


class GroupEntry(Entry):
    """by: what the groups are told apart by; all for everybody. counts: by category, and by what
    the plan does."""

    by: str
    code: str
    total: int
    counts: dict[str, int]


class PlaceEntry(Entry):
    where: Where
    element: str
    rules: tuple[str, ...]
    text: Sentence


class TwiceEntry(WordedEntry):
    cadre_id: str
    name: Annotated[str, _name("")]
    year: int
    entries: tuple[PlaceEntry, ...]
    once: tuple[str, ...]


class AskedEntry(WordedEntry):
    """elements: of points that were typed; the rest: of an evaluation."""

    doubt: Doubt
    cadre_id: str | None
    unit_id: str | None
    name: Annotated[str, _name("")]
    elements: tuple[str, ...]
    scheme: Annotated[str | None, By(lambda each, _: getattr(each.evaluation, "scheme", None))]
    dimension: Annotated[
        str | None, By(lambda each, _: getattr(each.evaluation, "dimension", None))
    ]
    value: Annotated[str | None, By(lambda each, _: getattr(each.evaluation, "value", None))]
    date: Annotated[dt.date | None, By(lambda each, _: getattr(each.evaluation, "date", None))]
    by: Annotated[str | None, By(lambda each, _: getattr(each.evaluation, "by", None))]


class ChangeEntry(WordedEntry):
    date: dt.date
    cadre_id: str | None
    unit_id: str | None
    name: Annotated[str, _name("")]
    text: Sentence
    by: str | None


class FairnessEntry(WordedEntry):
    """margin: points and months. days: before the scenario's date, of which changes are told.
    favoured: nothing without a plan."""

    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    date: Annotated[dt.date, at("scenario.date")]
    planned: Annotated[bool, By(lambda found, _: found.plan is not None)]
    margin: int
    days: int
    near: tuple[NearEntry, ...]
    favoured: tuple[FavouredEntry, ...]
    groups: tuple[GroupEntry, ...]
    twice: tuple[TwiceEntry, ...]
    asked: tuple[AskedEntry, ...]
    recent: tuple[ChangeEntry, ...]


def fairness_document(treated: Treated) -> dict[str, Any]:
    """The tables as plain JSON values."""
    return FairnessEntry.made_from(treated.found, treated.found).plain_values()
