"""By which order of goals a plan was made, in lines of its header."""

from __future__ import annotations

from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.wording.profiles import limit_title, profile_name


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
