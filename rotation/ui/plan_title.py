"""What a kept plan is called on screen: its name, or what made it, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.jobs.plan_anew import ANEW
from rotation.jobs.several_plans import POINT
from rotation.locales import text
from rotation.rules.profiles import ALTERNATIVE, OWN, known_profiles
from rotation.store import PlanEntry
from rotation.ui.kept import store
from rotation.ui.words import join, language, say, short_moment
from rotation.wording.names import rule_title
from rotation.wording.profiles import profile_name


def plan_title(entry: PlanEntry, scenario: Scenario) -> str:
    """The name and the time: 动人最少　11-22 15:20."""
    name = plan_name(entry, scenario, language())
    title = say("plan_title.with_time", name=name, when=short_moment(entry.created))
    if entry.chosen:
        return say("plan_title.chosen", title=title)
    return title if entry.final else say("plan_title.in_progress", title=title)


def plan_titles(entries: Sequence[PlanEntry], scenario: Scenario) -> dict[int, str]:
    """The titles by plan id, no two alike: a field for picking tells its choices by their words."""
    titles: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda each: each.id):
        title = plan_title(entry, scenario)
        taken[title] += 1
        if taken[title] > 1:
            title = say("plan_title.again", title=title, number=taken[title])
        titles[entry.id] = title
    return {entry.id: titles[entry.id] for entry in entries}


def plan_name(entry: PlanEntry, scenario: Scenario, lang: str) -> str:
    """What made the plan, or what a person called it."""
    label = entry.label
    if not label:
        return _word("best" if entry.status is Status.OPTIMAL else "found", lang)
    if label in (OWN, ANEW):
        return _word(label, lang)
    if label.startswith(f"{POINT} "):
        return _word("point", lang, amounts=" / ".join(label.split()[1:]))
    if label.startswith(f"{ALTERNATIVE}-"):
        return _word("alternative", lang, number=label.removeprefix(f"{ALTERNATIVE}-"))
    profile = known_profiles(scenario).get(label)
    return label if profile is None else profile_name(profile, lang)


def plan_about(entry: PlanEntry) -> str:
    """What the numbers in the name of a front's plan are; "" for other plans."""
    amounts = entry.label.split()[1:]
    if entry.run_id is None or not entry.label.startswith(f"{POINT} "):
        return ""
    goals = store().run(entry.run_id).parameters["goals"]
    titles = [rule_title(code, language()) for code in goals]
    return join([f"{title} {amount}" for title, amount in zip(titles, amounts, strict=False)])


def _word(key: str, lang: str, **values: object) -> str:
    return text(f"ui.plan_title.{key}", lang, **values)
