"""Names of persons, posts, rules and codes as a page shows them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from rotation.domain.cadre import Cadre
from rotation.domain.codes import table
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.locales import has, text
from rotation.rules.base import Rule
from rotation.rules.registry import goals, laws, switched_off

if TYPE_CHECKING:
    from rotation.wording.comparisons import Done
    from rotation.wording.words import Words


class Names:
    """The words of one scenario in one language. Those of one name are told apart by id."""

    def __init__(self, scenario: Scenario, lang: str) -> None:
        self.roster = scenario.roster
        self.scenario = scenario
        self.lang = lang
        self._bearers = Counter(cadre.name for cadre in self.roster.cadres)
        self._units = Counter(unit.name for unit in self.roster.units)

    def cadre(self, cadre_id: str) -> str:
        return self._told_apart(self.roster.cadre[cadre_id].name, cadre_id, self._bearers)

    def unit(self, unit_id: str) -> str:
        return self._told_apart(self.roster.unit[unit_id].name, unit_id, self._units)

    def choice(self, post_id: str) -> str:
        """A post among others, of which each has words of its own: a field for picking tells its
        choices by them."""
        return self._told_apart(self.post(post_id), post_id, self._posts)

    @cached_property
    def _posts(self) -> Counter[str]:
        return Counter(map(self.post, self.roster.post))

    def _told_apart(self, name: str, found: str, bearers: Counter[str]) -> str:
        if bearers[name] == 1:
            return name
        return f"{name}（{found}）" if self.lang == "zh" else f"{name} ({found})"

    def post(self, post_id: str | None) -> str:
        """Unit and title; without a post: in the pool."""
        if post_id is None:
            return text("terminal.no_post", self.lang)
        return self.roster.post_name(post_id)

    def posts(self, cadre: Cadre) -> str:
        """What a cadre holds before a plan: the main post, and those beside it."""
        main = self.post(cadre.post_id)
        if not cadre.concurrent:
            return main
        mark = "、" if self.lang == "zh" else ", "
        others = mark.join(self.post(each.post_id) for each in cadre.concurrent)
        return text("terminal.concurrent_posts", self.lang, post=main, others=others)

    def holder(self, cadre_id: str, post_id: str, plan: Plan) -> str:
        """Who holds a post under a plan; marked where it is held beside the main one."""
        beside = post_id in plan.action_of[cadre_id].concurrent_post_ids
        return self.beside(cadre_id) if beside else self.cadre(cadre_id)

    def beside(self, cadre_id: str) -> str:
        """The name of who holds a post beside the main one."""
        return text("terminal.concurrent_holder", self.lang, name=self.cadre(cadre_id))

    def kind(self, action: Done) -> str:
        return table("action").word(action.kind, self.lang)


def rule_of(code: str) -> type[Rule] | None:
    """The law or goal with this code; None for what every plan must keep before any rule."""
    return laws().get(code) or goals().get(code)


def rule_title(code: str, lang: str) -> str:
    rule = rule_of(code)
    if rule is not None:
        return rule.words.title.get(lang)
    key = f"terminal.structure.{code}"
    return text(key, lang) if has(key, lang) else code


def category_word(code: str | None, lang: str) -> str:
    """The transfer category in words; frozen is none of the four but shown beside them."""
    known = table("transfer_category")
    if code is not None and code in known:
        return known.word(code, lang)
    key = f"terminal.category.{code}"
    return text(key, lang) if has(key, lang) else str(code or "")


def switched_off_words(words: Words, scenario: Scenario) -> str:
    """Which laws that hold anywhere a scenario has switched off; "" for none."""
    titles = [rule_title(code, words.lang) for code in switched_off(scenario)]
    return words.say("header.switched_off", laws=words.join(titles)) if titles else ""
