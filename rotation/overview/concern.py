"""One thing that needs attention: how pressing it is, why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rotation.domain.category import Strength
from rotation.locales import LANGUAGES, text
from rotation.rules.base import Source
from rotation.rules.words import show


class Concern(StrEnum):
    """Kinds of attention, the most pressing first."""

    RETIREMENT_DUE = "retirement_due"
    OVER_LIMIT = "over_limit"
    TERM_OVER = "term_over"
    LEAVING_AGE = "leaving_age"
    AVOIDANCE = "avoidance"
    DECISION = "decision"
    OTHER_LAW = "other_law"
    OVER_QUOTA = "over_quota"
    MUST_FILL = "must_fill"
    PROBATION_OVER = "probation_over"
    SECONDMENT_OVER = "secondment_over"
    SUPERVISION = "supervision"
    SHOULD_MOVE = "should_move"
    TEAM_CHIEF = "team_chief"
    NEAR_RETIREMENT = "near_retirement"
    BAR_OVER = "bar_over"
    UNDER_QUOTA = "under_quota"
    TEAM = "team"


@dataclass(frozen=True)
class Attention:
    """One thing to be looked at; `text` by language says why. sources: what it rests on. rule:
    code of the law or goal that found it, None for what no rule asks. about: what tells it from
    others of the same concern, people, posts and units; each is a thing of its own."""

    concern: Concern
    strength: Strength
    text: Mapping[str, str]
    sources: tuple[Source, ...]
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    rule: str | None = None
    about: tuple[str, ...] = ("",)

    @property
    def keys(self) -> frozenset[tuple[object, ...]]:
        """What stays the same from month to month while nothing is done about it."""
        whose = (self.concern, self.rule, self.cadre_ids, self.post_ids, self.unit_ids)
        return frozenset((*whose, each) for each in self.about)


def in_both(key: str, **values: object) -> Mapping[str, str]:
    """The sentence `overview.<key>` in every language."""
    return {
        lang: text(
            f"overview.{key}",
            lang,
            **{k: v if isinstance(v, int) else show(v, lang) for k, v in values.items()},
        )
        for lang in LANGUAGES
    }


def together(sentences: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Several sentences as one, in every language."""
    said = list(sentences)
    return {
        lang: text("common.mark.clause", lang).join(each[lang] for each in said)
        for lang in LANGUAGES
    }
