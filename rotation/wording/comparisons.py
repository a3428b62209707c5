"""Figures, verdicts, placements and chains in words, the same on a terminal and on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from rotation.compare.chains import Chain
from rotation.compare.dominance import EXCEPTIONS, Relation, Verdict
from rotation.compare.instead import Counted, Gap, Instead
from rotation.domain.action import ActionKind
from rotation.domain.placement import Placement
from rotation.domain.plan import Plan
from rotation.locales import text
from rotation.rules.registry import goals

if TYPE_CHECKING:
    from rotation.compare.comparison import Comparison


class Done(Protocol):
    """What is done with a cadre."""

    @property
    def kind(self) -> ActionKind: ...


class Names(Protocol):
    """Names of persons, posts and kinds of action in a language (see rotation.wording.names)."""

    lang: str

    def cadre(self, cadre_id: str) -> str: ...

    def holder(self, cadre_id: str, post_id: str, plan: Plan) -> str: ...

    def post(self, post_id: str | None) -> str: ...

    def kind(self, action: Done) -> str: ...


def plan_word(place: int, lang: str) -> str:
    """What the plan at a place (from 0) is called: 方案1, Plan 1."""
    return text("compare.plan", lang, place=place + 1)


def figure_word(code: str, lang: str) -> str:
    return text(f"compare.figure.{code}", lang)


def goal_word(code: str, lang: str) -> str:
    """A goal's title; that of the exceptions that stand beside the goals."""
    if code == EXCEPTIONS:
        return text("compare.exceptions", lang)
    return goals()[code].words.title.get(lang)


def joined(words: Iterable[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def placement_words(names: Names, placement: Placement) -> str:
    """What a plan does with a cadre: stays, waits, or the kind of move and where it leads."""
    if placement.kind is ActionKind.STAY:
        return text("common.stays", names.lang)
    if placement.kind is ActionKind.POOL:
        return text("compare.waits", names.lang)
    kind = names.kind(placement)
    if placement.post_id is None:
        return kind
    return text("compare.goes", names.lang, kind=kind, post=names.post(placement.post_id))


def holders_words(names: Names, cadre_ids: Sequence[str], post_id: str, plan: Plan) -> str:
    if not cadre_ids:
        return text("common.vacant", names.lang)
    return joined((names.holder(i, post_id, plan) for i in cadre_ids), names.lang)


def ranking_words(compared: Comparison, lang: str) -> list[str]:
    """The order of the plans by tiers, and who is left out of it."""
    said = []
    if sum(map(len, compared.ranking)) > 1:
        if len(compared.ranking) == 1:
            said.append(text("compare.ranking_alike", lang))
        else:
            same, precedes = text("compare.same_place", lang), text("compare.precedes", lang)
            places = (same.join(plan_word(i, lang) for i in alike) for alike in compared.ranking)
            said.append(text("compare.ranking", lang, plans=precedes.join(places)))
    for place, judged in enumerate(compared.plans):
        if not judged.admissible:
            count = len(judged.report.broken)
            plan = plan_word(place, lang)
            said.append(text("compare.unranked", lang, plan=plan, count=count))
    return said


def relation_words(compared: Comparison, relation: Relation, lang: str) -> str:
    """How two plans stand to each other: on all goals, tier by tier, and for how many cadres."""
    first, second = plan_word(relation.first, lang), plan_word(relation.second, lang)
    if relation.verdict is Verdict.SECOND:
        first, second = second, first
    one = relation.verdict in (Verdict.FIRST, Verdict.SECOND)
    verdict = "dominates" if one else relation.verdict.value
    said = [text(f"compare.{verdict}", lang, first=first, second=second)]
    if relation.ahead is not None and relation.verdict is Verdict.MIXED:
        values = next(t.values for t in compared.tiers if t.tier == relation.tier)
        better, worse = sorted((values[relation.first], values[relation.second]))
        named = {"plan": plan_word(relation.ahead, lang), "tier": relation.tier}
        said.append(text("compare.ahead", lang, **named, better=better, worse=worse))
    apart = "compare.apart" if relation.apart else "compare.apart_none"
    said.append(text(apart, lang, count=relation.apart))
    return ("" if lang == "zh" else " ").join(said)


def instead_words(found: Instead, lang: str) -> str:
    """What a plan does instead of another, in one sentence."""
    named = {"plan": plan_word(found.plan, lang), "of": plan_word(found.of, lang)}
    said = differing_words(found.gaps, lang)
    key = "compare.instead" if said else "compare.no_gap"
    return text(key, lang, **named, gaps=said)


def differing_words(gaps: Sequence[Gap], lang: str) -> str:
    """How a plan differs from another; "" where it does not."""
    return text("common.mark.clause", lang).join(_gap(gap, lang) for gap in gaps)


def _gap(gap: Gap, lang: str) -> str:
    way, goal = "more" if gap.more > 0 else "less", ""
    key = gap.code
    if gap.counted is not Counted.FIGURE:
        goal, key = goal_word(gap.code, lang), "teams"
    if gap.counted is Counted.SHORTFALL:
        key = "further" if gap.more > 0 else "closer"
    past = text("compare.gap.of_them", lang, count=abs(gap.past)) if gap.past else ""
    values = {"way": text(f"compare.way.{way}", lang), "count": abs(gap.more), "goal": goal}
    return text(f"compare.gap.{key}", lang, **values) + past


def pair_words(compared: Comparison, lang: str) -> Iterator[tuple[str, str | None]]:
    """Of every pair of plans what one does instead of the other, and how they stand to each other;
    None where one of them breaks a law."""
    relations = {frozenset((r.first, r.second)): r for r in compared.relations}
    for found in compared.instead:
        relation = relations.get(frozenset((found.plan, found.of)))
        stand = None if relation is None else relation_words(compared, relation, lang)
        yield instead_words(found, lang), stand


def chain_words(names: Names, chain: Chain, number: int) -> str:
    """What a chain begins with, how many it moves, and what it leaves."""
    last = chain.moves[-1]
    ending = ""
    if chain.left_post_id is not None:
        ending = text("compare.chain.left", names.lang, post=names.post(chain.left_post_id))
    elif not chain.cycle and last.kind is ActionKind.APPOINTMENT:
        ending = text("compare.chain.filled", names.lang, name=names.cadre(last.cadre_id))
    if ending:
        ending = text("compare.chain.ending", names.lang, ending=ending)
    return text(
        "compare.chain.title",
        names.lang,
        number=number,
        count=len(chain.moves),
        opening=_opening_words(names, chain),
        ending=ending,
    )


def _opening_words(names: Names, chain: Chain) -> str:
    first = chain.moves[0]
    key = "swap" if chain.swap else "cycle" if chain.cycle else chain.opening.value
    return text(
        f"compare.chain.{key}",
        names.lang,
        name=names.cadre(chain.opened_by or first.cadre_id),
        post=names.post(first.to_post_id),
    )
