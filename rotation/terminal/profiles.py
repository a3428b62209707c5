"""Profiles in words, and the line of a header that says by which order a plan was made."""

from __future__ import annotations

from rotation.domain.profile import EXCEPTIONS, PlanProfile, Profile
from rotation.domain.scenario import Scenario
from rotation.locales import has, text
from rotation.terminal.names import rule_title
from rotation.terminal.page import Page


def profile_name(profile: Profile | PlanProfile, lang: str) -> str:
    """A profile by its name; plans that no profile made by the word for what did."""
    key = f"terminal.order.name.{profile.code}"
    if has(key, lang):
        return text(key, lang)
    return profile.name.get(lang) or next(iter(profile.name.values()), "") or profile.code


def limit_title(code: str, lang: str) -> str:
    """What a limit is on: a goal, or the exceptions that need approval."""
    return text("terminal.tier.waivers", lang) if code == EXCEPTIONS else rule_title(code, lang)


def show_order(page: Page, scenario: Scenario) -> None:
    """Lines of the header: the order of goals that a plan was made by, where it has its own."""
    profile = scenario.profile
    if profile is None:
        return
    name = profile_name(profile, page.lang)
    same = {(g.code, g.tier, g.weight) for g in profile.goals} == {
        (g.code, g.tier, g.weight) for g in scenario.own_goals
    }
    page.line(page.say("order.own" if same else "order.other", name=name))
    limits = page.join(
        page.say("order.limit", title=limit_title(limit.code, page.lang), at_most=limit.at_most)
        for limit in profile.limits
    )
    if limits:
        page.line(page.say("order.limits", limits=limits))
