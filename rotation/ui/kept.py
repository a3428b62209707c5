"""The store, what a plan in it is called, and what is computed of it once and shown often."""

from __future__ import annotations

import datetime as dt
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

import streamlit as st

from rotation.compare.comparison import Comparison, compare_plans
from rotation.compare.fitted import fitted
from rotation.domain.category import Strength
from rotation.domain.plan import Status
from rotation.domain.post import RiskGrade
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput, RotationError
from rotation.io.template import template_bytes
from rotation.jobs.answers import Answers, JobAnswer, NoAnswer, Question
from rotation.jobs.plan_anew import ANEW
from rotation.jobs.several_plans import amounts_in
from rotation.jobs.tries import tried_in
from rotation.locales import text
from rotation.overview import posts, structure
from rotation.overview.attention import attention
from rotation.overview.fairness import DAYS
from rotation.overview.provenance import Change
from rotation.overview.reminders import reminders
from rotation.overview.revised import revised
from rotation.overview.roster_changes import others_under_an_id, roster_changes
from rotation.report.annex import AHEAD, Annex, annexes_in
from rotation.report.of_attention import Reminded, reminded
from rotation.report.told import Told
from rotation.rules.profiles import ALTERNATIVE, OWN, known_profiles
from rotation.rules.words import Text
from rotation.store import PlanEntry, Store
from rotation.store.folder import database_url
from rotation.ui.since import leading
from rotation.ui.words import bare, join, language, short_moment
from rotation.wording.names import rule_title
from rotation.wording.profiles import profile_name
from rotation.wording.settings import value_first_words


def store() -> Store:
    """The store of the address in the environment. Raises Unusable."""
    return _open(database_url())


@st.cache_resource(show_spinner=False)
def _open(url: str) -> Store:
    return Store.open(url)


def plan_title(entry: PlanEntry, scenario: Scenario) -> str:
    """The name and the time: 调整面最小　11-22 15:20."""
    name = plan_name(entry, scenario, language())
    title = bare("plan_title.with_time", name=name, when=short_moment(entry.created))
    if entry.chosen:
        return bare("plan_title.chosen", title=title)
    return title if entry.final else bare("plan_title.in_progress", title=title)


def plan_titles(
    entries: Sequence[PlanEntry], scenario: Scenario, own: int | None = None
) -> dict[int, str]:
    """The titles by plan id, no two alike: a field for picking tells its choices by their words.

    own: the id of the scenario, where plans of others may be among them.
    """
    titles: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda each: each.id):
        title = plan_title(entry, scenario)
        if own is not None and entry.scenario_id != own:
            title = _of_another(store(), entry, title, language())
        taken[title] += 1
        if taken[title] > 1:
            title = bare("plan_title.again", title=title, number=taken[title])
        titles[entry.id] = title
    return {entry.id: titles[entry.id] for entry in entries}


def apart_from_fronts(entries: Sequence[PlanEntry], kept: Collection[int]) -> list[PlanEntry]:
    """The plans without the points of fronts, the values tried and the first years of walks, which
    stand together with their run; those that are chosen, or in `kept` by their ids, stay."""
    return [e for e in entries if e.chosen or e.id in kept or not _of_its_run(e.label)]


def _of_its_run(label: str) -> bool:
    return label == AHEAD or bool(amounts_in(label) or tried_in(label))


_UNNAMED = {Status.OPTIMAL: "best", Status.HAND_MADE: "hand_made"}


def plan_name(entry: PlanEntry, scenario: Scenario, lang: str) -> str:
    """What made the plan, or what a person called it."""
    label = entry.label
    if not label:
        return _word(_UNNAMED.get(entry.status, "found"), lang)
    if label in (OWN, ANEW, AHEAD):
        return _word(label, lang)
    if amounts := amounts_in(label):
        return _word("point", lang, amounts=" / ".join(map(str, amounts)))
    if tried := tried_in(label):
        return value_first_words(*tried, lang)
    if label.startswith(f"{ALTERNATIVE}-"):
        return _word("alternative", lang, number=label.removeprefix(f"{ALTERNATIVE}-"))
    profile = known_profiles(scenario).get(label)
    return label if profile is None else profile_name(profile, lang)


def plan_about(entry: PlanEntry) -> str:
    """What the numbers in the name of a front's plan are; "" for other plans."""
    amounts = amounts_in(entry.label)
    if entry.run_id is None or not amounts:
        return ""
    goals = store().run(entry.run_id).parameters["goals"]
    titles = [rule_title(code, language()) for code in goals]
    return join([f"{title} {amount}" for title, amount in zip(titles, amounts, strict=False)])


def _word(key: str, lang: str, **values: object) -> str:
    return text(f"ui.plan_title.{key}", lang, **values)


_SCENARIOS_KEPT = 16


@dataclass(frozen=True)
class Overview:
    """A scenario before any plan. pressing: how many things must or should be done now."""

    sizes: posts.Sizes
    terms: Mapping[RiskGrade, Mapping[posts.Term, int]]
    units: tuple[posts.UnitNow, ...]
    ages: tuple[structure.Share, ...]
    tenures: tuple[structure.Share, ...]
    educations: tuple[structure.Share, ...]
    categories: tuple[structure.Share, ...]
    pressing: int


def _digest(scenario: Scenario) -> str:
    return scenario.sha256


@st.cache_resource(max_entries=_SCENARIOS_KEPT, show_spinner=False, hash_funcs={Scenario: _digest})
def overview(scenario: Scenario) -> Overview:
    """The overview of a scenario as it was loaded, not of one changed in memory."""
    return Overview(
        sizes=posts.sizes(scenario),
        terms=posts.terms_by_grade(scenario),
        units=posts.units_now(scenario),
        ages=structure.ages(scenario),
        tenures=structure.tenures(scenario),
        educations=structure.educations(scenario),
        categories=structure.categories(scenario),
        pressing=sum(item.strength is not Strength.MAY for item in attention(scenario)),
    )


@st.cache_resource(max_entries=_SCENARIOS_KEPT, show_spinner=False, hash_funcs={Scenario: _digest})
def attention_ahead(scenario: Scenario, months: int, lang: str) -> Reminded:
    """What needs attention now and in the months to come, for a scenario as it was loaded."""
    return reminded(scenario, months, reminders(scenario, months), lang)


@st.cache_resource(show_spinner=False)
def template(lang: str) -> bytes:
    """The empty roster."""
    return template_bytes(lang)


_COMPARISONS_KEPT = 8


class Unlike(RotationError):  # noqa: N818 - what was found, as its siblings are named
    """A plan is of another roster than the others: its id, that of the revision by which they are
    compared, and in what the two differ."""

    def __init__(self, plan_id: int, revision: int, why: Sequence[Text]) -> None:
        self.plan_id, self.revision, self.why = plan_id, revision, tuple(why)
        super().__init__(str(plan_id))


def comparison_of(kept: Store, entries: Sequence[PlanEntry], lang: str) -> Comparison:
    """The plans, compared for the revision of the one that leads them (`since.leading`).

    Raises Unlike, InvalidInput, NotThere, Outdated.
    """
    found = _compared(tuple((entry.id, entry.created) for entry in entries), kept)
    names = (plan_name(entry, found.scenario, lang) for entry in entries)
    named = (
        replace(
            judged,
            label=name
            if entry.scenario_id == entries[0].scenario_id
            else _of_another(kept, entry, name, lang),
        )
        for judged, entry, name in zip(found.plans, entries, names, strict=True)
    )
    return replace(found, plans=tuple(named))


def _of_another(kept: Store, entry: PlanEntry, name: str, lang: str) -> str:
    """The name of a plan beside those of another scenario."""
    scenario = kept.scenario(entry.scenario_id).name
    return text("ui.plan_title.of", lang, scenario=scenario, name=name)


@st.cache_resource(max_entries=_COMPARISONS_KEPT, show_spinner=False, hash_funcs={Store: id})
def _compared(which: tuple[tuple[int, dt.datetime], ...], kept: Store) -> Comparison:
    entries = [kept.plan(plan_id) for plan_id, _ in which]
    by = leading(entries)
    scenario, _ = kept.load(by.scenario_id, by.revision)
    plans = []
    for entry in entries:
        made, its_own = kept.load_plan(entry.id)
        plan = fitted(scenario, made)
        others = others_under_an_id(its_own.roster, scenario.roster)
        if plan is None or others:
            why = roster_changes(its_own.roster, scenario.roster)
            raise Unlike(entry.id, by.revision, why)
        plans.append(plan)
    return compare_plans(scenario, plans)


_ANSWERS_KEPT = 200


def answer_to(question: Question, of: PlanEntry) -> JobAnswer | None:
    """The answer if there is one yet; the question is asked where it was not before."""
    kept, key = _answered(), (question, of.created.isoformat())
    if key not in kept:
        kept[key] = _answers(database_url()).ask(question)
        while len(kept) > _ANSWERS_KEPT:
            kept.popitem(last=False)
    future = kept[key]
    if not future.done():
        return None
    return future.result()


def saved_changes(scenario_id: int, number: int) -> tuple[Change, ...]:
    """What decides who moves and was changed by the revisions of the last days up to this one."""
    revisions = [each for each in store().revisions(scenario_id) if each.number <= number]
    found: list[Change] = []
    for new, old in pairwise(revisions):
        if (revisions[0].created - new.created).days >= DAYS:
            break
        with suppress(InvalidInput):  # a faulty one says nothing that counted
            after, before = (store().load(scenario_id, each.number)[0] for each in (new, old))
            found += revised(before.roster, after.roster, new.created.date(), new.author)
    return tuple(found)


def annexes_of(scenario_id: int, told: Told) -> dict[str, Annex]:
    """What runs have found of a plan besides: years ahead, cases of refusal; the newest of each."""
    runs = (run for run in store().runs(scenario_id) if not run.under_way)
    return annexes_in((run.result for run in runs), told)


def let_try_again() -> None:
    """Forget the questions that failed, so that whoever asks again has them tried again."""
    kept = _answered()
    for key, future in list(kept.items()):
        found = future.result() if future.done() else None
        if isinstance(found, NoAnswer) and found.code == "failed":
            del kept[key]


@st.cache_resource(show_spinner=False)
def _answers(url: str) -> Answers:
    return Answers(url)


@st.cache_resource(show_spinner=False)
def _answered() -> OrderedDict[tuple[Question, str], Future[JobAnswer]]:
    return OrderedDict()
