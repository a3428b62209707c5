"""What a change of settings does before anything is solved: who is due to move, and who of them has
nowhere to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from rotation.assemble.facts import facts_of
from rotation.assemble.ruled_out import ruled_out
from rotation.domain.category import Strength
from rotation.domain.scenario import Scenario
from rotation.explain.wording import joined, names_of, say
from rotation.rules.categories import assess
from rotation.rules.words import Text

MOST_PAIRS = 2_000_000
"""Of cadres and posts that are looked at: a second or two."""


@dataclass(frozen=True)
class Outlook:
    """due: ids of the cadres who are due to move; must: of those of them who must. open: by id how
    many posts the laws leave to somebody, each looked at by itself: of everybody; in a large roster
    of those who are due; in a very large one of nobody."""

    due: tuple[str, ...]
    must: tuple[str, ...]
    open: dict[str, int]


@lru_cache(maxsize=8)
def outlook(scenario: Scenario) -> Outlook:
    """In a fraction of a second for hundreds of cadres and posts; at once where asked before."""
    assessed, facts, roster = assess(scenario), facts_of(scenario), scenario.roster
    everybody = tuple(cadre.cadre_id for cadre in roster.cadres)
    due = tuple(cadre_id for cadre_id in everybody if assessed[cadre_id].due)
    must = tuple(cadre_id for cadre_id in due if assessed[cadre_id].strength is Strength.MUST)
    few = (ids for ids in (everybody, due) if len(ids) * len(roster.posts) <= MOST_PAIRS)
    looked_at = next(few, ())
    if not looked_at:
        return Outlook(due, must, {})
    board, broken = ruled_out(facts, np.array([facts.cadre_at[i] for i in looked_at]))
    free = board.placing & ~np.logical_or.reduce([*broken.values(), ~board.placing])
    posts = np.bincount(board.cadre[free], minlength=len(everybody))
    return Outlook(due, must, {i: int(posts[facts.cadre_at[i]]) for i in looked_at})


def same_plans_allowed(before: Scenario, after: Scenario) -> bool:
    """Whether two states of a scenario differ in nothing but what tells plans apart: goals."""
    settings = ("laws", "categories", "date", "decisions")
    return all(getattr(before, each) == getattr(after, each) for each in settings)


def foreseen(scenario: Scenario, before: Outlook, after: Outlook) -> Text:
    """What becomes of those who are due and of where they may go, in one sentence. scenario: for
    the names."""
    clauses = [*who_is_due(scenario, before, after), *_others(before, after)]
    if not clauses:
        return say("outlook.same", count=len(after.due))
    return say("outlook.sentence", clauses=joined(clauses, "clause"))


def who_is_due(scenario: Scenario, before: Outlook, after: Outlook) -> Iterator[Text]:
    """What becomes of those who are due, in clauses."""
    yield from _more_or_fewer("must", before.must, after.must)
    yield from _more_or_fewer("due", before.due, after.due)
    new = {*after.must} - {*before.must} | {*after.due} - {*before.due}
    come = [i for i in after.due if i in new]
    stay = [i for i in after.due if i not in new and i in before.open and i in after.open]
    for key, found in (
        ("come_stuck", [i for i in come if after.open.get(i) == 0]),
        ("stuck", [i for i in stay if before.open[i] and not after.open[i]]),
        ("freed", [i for i in stay if not before.open[i] and after.open[i]]),
    ):
        if found:
            yield say(f"outlook.{key}", count=len(found), names=names_of(scenario.roster, found))
    posts = [sum(each.open[i] for i in stay) for each in (before, after)]
    if posts[0] != posts[1]:
        yield say("outlook.posts", count=len(stay), before=posts[0], after=posts[1])


def _more_or_fewer(key: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Text]:
    more, fewer = ([i for i in a if i not in b] for a, b in ((after, before), (before, after)))
    if more or fewer:
        how = "both" if more and fewer else "more" if more else "fewer"
        figures = {"more": len(more), "fewer": len(fewer), "before": len(before)}
        who = say(f"outlook.who.{key}")
        yield say(f"outlook.{how}", who=who, **figures, after=len(after))


def _others(before: Outlook, after: Outlook) -> Iterator[Text]:
    """Who is not due, and could make room or fill a post."""
    both = [i for i in after.open if i in before.open and i not in {*before.due, *after.due}]
    old, new = (sum(each.open[i] > 0 for i in both) for each in (before, after))
    if old != new:
        yield say("outlook.others", before=old, after=new)
