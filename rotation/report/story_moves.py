"""How many a plan moves and why, in sentences: all together, and by transfer category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rotation.domain.action import ADJUSTING, DOWN, RISING, Action, ActionKind
from rotation.domain.calendar import age_years
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.decision import DOWN as DECIDED_DOWN
from rotation.domain.decision import DecisionAction
from rotation.domain.post import RiskGrade
from rotation.report.said import Figure, Said, cadres, joined
from rotation.report.table import rounded
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.wording.counts import PARTS
from rotation.wording.names import category_word

GROUNDS: Mapping[str, str] = {
    "decided": "decided",
    "tenure_limit": "limit",
    "long_in_team": "limit",
    "long_in_unit": "limit",
    "business": "avoidance",
    "kinship": "avoidance",
    "kinship_of_other": "avoidance",
    "planned": "planned",
    "grade": "results",
    "results": "results",
    "conduct": "results",
    "sanction": "results",
    "promising": "growth",
}
"""What a ground of a transfer category (see rules.categories) is told as."""
CAUSES = ("decided", *dict.fromkeys(list(GROUNDS.values())[1:]), "down", "need")
"""Why somebody moves who does not retire, in the order of telling it; each is told of once."""


def movers(told: Told) -> list[Action]:
    return [action for action in told.judged.plan.actions if action.kind in ADJUSTING]


def ids_of(actions: Iterable[Action]) -> tuple[str, ...]:
    return tuple(action.cadre_id for action in actions)


def of_kind(told: Told, kind: ActionKind) -> Figure:
    """Everybody with whom a plan does this."""
    actions = (action for action in told.judged.plan.actions if action.kind is kind)
    return cadres(kind.value, ids_of(actions))


def moves(told: Told) -> Iterator[Said]:
    moved = cadres("moves", ids_of(movers(told)))
    kinds = kinds_of(told, (of_kind(told, kind) for kind in PARTS))
    yield told.tell(
        "story.counts", adjusted=moved, kinds=told.tell("story.kinds", kinds=kinds),
        stay=of_kind(told, ActionKind.STAY),
    )  # fmt: skip


def kinds_of(told: Told, found: Iterable[Figure]) -> Said:
    """How many of each kind of move, whose code is the last word of the figure's key."""
    return joined(
        told.words.comma,
        (
            Said.of(
                told.words.say("status.part"),
                kind=table("action").word(each.key.rpartition(".")[2], told.lang),
                count=each,
            )
            for each in found
            if each.opens
        ),
    )


def counted(told: Told, group: str, found: Mapping[str, Iterable[Action]], of: str = "") -> Said:
    """What there is of each of `found`, with how many. of: what their keys begin with."""
    figures = {key: cadres(f"{of}{group}.{key}", ids_of(each)) for key, each in found.items()}
    return joined(
        told.words.comma,
        (
            told.tell(f"story.{group}.{key}", count=each)
            for key, each in figures.items()
            if each.opens
        ),
    )


def _cause(told: Told, action: Action) -> str:
    settled = {DecisionAction.PIN, *DECIDED_DOWN}
    if any(d.cadre_id == action.cadre_id and d.action in settled for d in told.scenario.decisions):
        return "decided"
    if action.kind in DOWN:
        return "down"
    grounds = (ground.code for ground in assess(told.scenario)[action.cadre_id].grounds)
    return next((GROUNDS[code] for code in grounds if code in GROUNDS), "need")


def categories(told: Told) -> Iterator[Said]:
    for category, of_it in by_category(told).items():
        facts = _FACTS[category](told, of_it) if category in _FACTS else Said()
        found = [each for each in (causes(told, of_it, category), facts) if each.pieces]
        more = told.tell("story.facts", facts=joined(told.words.comma, found)) if found else ""
        word = Said.of(category_word(category, told.lang)).capital
        count = cadres(category.value, ids_of(of_it))
        yield told.tell("story.of_category", category=word, count=count, more=more)


def by_category(told: Told) -> dict[Category, list[Action]]:
    """Who moves and does not retire, by the categories that there are."""
    assessed, found = assess(told.scenario), {}
    moved = [action for action in movers(told) if action.kind is not ActionKind.RETIREMENT]
    for category in Category:
        of_it = [action for action in moved if assessed[action.cadre_id].category is category]
        if of_it:
            found[category] = of_it
    return found


def causes(told: Told, moved: Sequence[Action], category: Category | None = None) -> Said:
    """Why they move, but for what their category says by itself."""
    found: dict[str, list[Action]] = {cause: [] for cause in CAUSES}
    for action in moved:
        found[_cause(told, action)].append(action)
    if category is None:
        return counted(told, "cause", found)
    for cause in _IMPLIED.get(category, ()):
        del found[cause]
    return counted(told, "cause", found, f"{category.value}.")


def _protective(told: Told, moved: Sequence[Action]) -> Said:
    """Whether they get out of the posts where the risk is."""
    hot = [action for action in moved if _risk(told, action.from_post_id)]
    safer = [a for a in hot if _risk(told, a.to_post_id) < _risk(told, a.from_post_id)]
    return counted(told, "fact", {"hot": hot, "safer": safer}, "protective.")


def _risk(told: Told, post_id: str | None) -> int:
    """The grades in order, the gravest highest; 0 for none."""
    grade = None if post_id is None else told.scenario.roster.post[post_id].risk_grade
    return 0 if grade is None else len(RiskGrade) - list(RiskGrade).index(grade)


def _developmental(told: Told, moved: Sequence[Action]) -> Said:
    """How old they are, and what they are given to learn."""
    roster = told.scenario.roster
    ages = [age_years(roster.cadre[a.cadre_id].birth, told.scenario.month) for a in moved]
    mean = Figure("developmental.age", rounded(sum(ages) / len(ages)), cadre_ids=ids_of(moved))
    front = [a for a in moved if a.to_post_id and roster.post[a.to_post_id].front_line]
    rising = [a for a in moved if a.kind in RISING]
    told_of = counted(told, "fact", {"front": front, "rising": rising}, "developmental.")
    facts = (told.tell("story.fact.age", count=mean), told_of)
    return joined(told.words.comma, (each for each in facts if each.pieces))


def _motivating(told: Told, moved: Sequence[Action]) -> Said:
    """Who goes down, and who rises all the same."""
    down = [action for action in moved if action.kind in DOWN]
    rising = [action for action in moved if action.kind in RISING]
    return counted(told, "fact", {"down": down, "rising": rising}, "motivating.")


_IMPLIED = {
    Category.DEVELOPMENTAL: ("growth",),
    Category.MOTIVATING: ("results", "down"),
    Category.ORDINARY: ("need",),
}
_FACTS = {
    Category.PROTECTIVE: _protective,
    Category.DEVELOPMENTAL: _developmental,
    Category.MOTIVATING: _motivating,
}
"""What is told of the moves of a category besides how many they are."""
