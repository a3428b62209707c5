"""The sections [profiles.CODE] of scenario.toml: orders of the goals that a scenario adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from rotation.domain.profile import Profile, Rest
from rotation.io.report import ProblemList
from rotation.io.scenario_table import FILE, MOST_WEIGHT, known_keys, whole_number
from rotation.rules.profiles import RESERVED

KEYS = ("name", "purpose", "order", "weights", "focus", "rest")
LANGUAGES = ("zh", "en")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


def read_profiles(
    data: Mapping[str, Any], codes: Mapping[str, Set[str]], report: ProblemList
) -> tuple[Profile, ...]:
    """The profiles of a scenario; `codes` are those of the goals that there are."""
    section = data.get("profiles", {})
    if not isinstance(section, dict):
        report.error("not_a_section", FILE, column="profiles", value=section)
        return ()
    return tuple(
        _Section(code, given, tuple(codes), report).profile()
        for code, given in section.items()
        if _sound(code, given, report)
    )


def _sound(code: str, given: object, report: ProblemList) -> bool:
    key = f"profiles.{code}"
    if not isinstance(given, dict):
        report.error("not_a_section", FILE, column=key, value=given)
        return False
    if code in RESERVED:
        report.error("profile_reserved", FILE, column=key, value=code)
    elif not _CODE.fullmatch(code):
        report.error("profile_code", FILE, column=key, value=code)
    return True


class _Section:
    """One of the sections, its faults noted by key."""

    def __init__(
        self, code: str, given: Mapping[str, Any], goals: tuple[str, ...], report: ProblemList
    ) -> None:
        self.code, self.given, self.goals, self.report = code, given, goals, report
        self.key = f"profiles.{code}"
        known_keys(given, KEYS, self.key, report)

    def profile(self) -> Profile:
        return Profile(
            self.code,
            self._words("name", self.code),
            self._words("purpose", ""),
            self._order(),
            self._weights(),
            tuple(self._known(self._list("focus", self.given.get("focus", [])), "focus")),
            self._rest(),
        )

    def _fault(
        self, code: str, name: str, value: object = None, nearest: tuple[str, ...] = ()
    ) -> None:
        column = f"{self.key}.{name}"
        self.report.error(code, FILE, column=column, value=value, nearest=nearest)

    def _words(self, name: str, default: str) -> dict[str, str]:
        """One text for every language, or one by language."""
        given = self.given.get(name, default)
        each = given if isinstance(given, dict) else dict.fromkeys(LANGUAGES, given)
        if isinstance(given, dict):
            known_keys(given, LANGUAGES, f"{self.key}.{name}", self.report)
        if not each or not all(isinstance(word, str) for word in each.values()):
            self._fault("not_text", name, given)
            return dict.fromkeys(LANGUAGES, default)
        some = next(iter(each.values())).strip()
        return {lang: each.get(lang, some).strip() for lang in LANGUAGES}

    def _order(self) -> tuple[tuple[str, ...], ...]:
        given = self.given.get("order")
        if given is None:
            self._fault("missing_key", "order")
            return ()
        tiers = [self._list("order", tier) for tier in self._list("order", given)]
        named = [tuple(self._known(tier, "order")) for tier in tiers]
        every = [code for tier in named for code in tier]
        for code in dict.fromkeys(c for c in every if every.count(c) > 1):
            self._fault("profile_goal_twice", "order", code)
        return tuple(tier for tier in named if tier)

    def _list(self, name: str, given: object) -> list[Any]:
        if isinstance(given, list):
            return given
        self._fault("profile_not_a_list", name, given)
        return []

    def _known(self, codes: Iterable[object], name: str) -> Iterator[str]:
        for code in codes:
            if isinstance(code, str) and code in self.goals:
                yield code
            else:
                near = self.report.nearest(str(code), self.goals)
                self._fault("unknown_rule", name, code, nearest=near)

    def _weights(self) -> dict[str, int]:
        given = self.given.get("weights", {})
        if not isinstance(given, dict):
            self._fault("not_a_section", "weights", given)
            return {}
        named = self._known(given, "weights")
        place = f"{self.key}.weights"
        read = {
            code: whole_number(given, code, place, (1, MOST_WEIGHT), self.report) for code in named
        }
        return {code: weight for code, weight in read.items() if weight is not None}

    def _rest(self) -> Rest:
        given = self.given.get("rest", Rest.OWN.value)
        if given not in tuple(Rest):
            near = self.report.nearest(str(given), tuple(Rest))
            self._fault("profile_rest", "rest", given, nearest=near)
            return Rest.OWN
        return Rest(given)
