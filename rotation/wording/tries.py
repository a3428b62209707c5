"""What another value of a setting does, in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rotation.compare.instead import Gap
from rotation.locales import text
from rotation.rules.variations import Variation, place_of
from rotation.wording.comparisons import differing_words, joined
from rotation.wording.names import rule_title
from rotation.wording.settings import setting_value


def tried_words(change: Variation, clauses: Iterable[str], lang: str) -> str:
    """From which value to which, and what there is to be said of it."""
    place = place_of(change.path)
    before, after = (setting_value(place, each, lang) for each in (change.before, change.after))
    said = text("common.mark.clause", lang).join(clauses)
    return text("tried.change", lang, before=before, after=after, said=said)


def plan_words(gaps: Sequence[Gap] | None, lang: str) -> str:
    """How the plan differs from the one with the present value; None where there is no such."""
    if gaps is None:
        return text("tried.only", lang)
    said = differing_words(gaps, lang)
    return text("tried.differs" if said else "tried.alike", lang, gaps=said)


def no_plan_words(breaches: Mapping[str, int] | None, lang: str) -> str:
    """That there is none; by law the exceptions that it would take at least. None: nobody knows
    whether there is one."""
    if breaches is None:
        return text("tried.unknown", lang)
    laws = (
        text("terminal.sensitivity.breach", lang, title=rule_title(code, lang), count=count)
        for code, count in breaches.items()
    )
    said = joined(laws, lang)
    return text("tried.none_but" if said else "tried.none", lang, laws=said)
