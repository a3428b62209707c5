"""What a kept plan is called on screen: its name, or what made it, and when."""

from __future__ import annotations

from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.jobs.plan_anew import ANEW
from rotation.jobs.several_plans import POINT
from rotation.rules.profiles import ALTERNATIVE, OWN, known_profiles
from rotation.store import PlanEntry
from rotation.terminal.profiles import profile_name
from rotation.ui.words import language, say, short_moment


def plan_title(entry: PlanEntry, scenario: Scenario) -> str:
    """The name and the time: 动人最少　11-22 15:20."""
    when = short_moment(entry.created)
    title = say("plan_title.with_time", name=plan_name(entry, scenario), when=when)
    if entry.chosen:
        return say("plan_title.chosen", title=title)
    return title if entry.final else say("plan_title.in_progress", title=title)


def plan_name(entry: PlanEntry, scenario: Scenario) -> str:
    """What made the plan, or what a person called it."""
    label = entry.label
    if not label:
        return say(f"plan_title.{'best' if entry.status is Status.OPTIMAL else 'found'}")
    if label in (OWN, ANEW):
        return say(f"plan_title.{label}")
    if label.startswith(f"{POINT} "):
        return say("plan_title.point", amounts=" / ".join(label.split()[1:]))
    if label.startswith(f"{ALTERNATIVE}-"):
        return say("plan_title.alternative", number=label.removeprefix(f"{ALTERNATIVE}-"))
    profile = known_profiles(scenario).get(label)
    return label if profile is None else profile_name(profile, language())
