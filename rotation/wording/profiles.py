"""Profiles in words."""

from __future__ import annotations

from rotation.domain.profile import EXCEPTIONS, PlanProfile, Profile
from rotation.locales import has, text
from rotation.rules.profiles import ALTERNATIVE, OWN
from rotation.wording.names import rule_title


def profile_name(profile: Profile | PlanProfile, lang: str) -> str:
    """A profile by its name; plans that no profile made by the word for what did."""
    key = f"terminal.order.name.{profile.code}"
    if has(key, lang):
        return text(key, lang)
    return profile.name.get(lang) or next(iter(profile.name.values()), "") or profile.code


def option_name(label: str, profile: Profile | None, lang: str) -> str:
    """What a plan is called: its profile, or what else made it."""
    if profile is not None:
        return profile_name(profile, lang)
    if label == OWN:
        return text("common.plan_title.own", lang)
    return text("common.plan_title.alternative", lang, number=label.removeprefix(f"{ALTERNATIVE}-"))


def limit_title(code: str, lang: str) -> str:
    """What a limit is on: a goal, or the exceptions that need approval."""
    return (
        text("common.figure.needs_approval", lang) if code == EXCEPTIONS else rule_title(code, lang)
    )
