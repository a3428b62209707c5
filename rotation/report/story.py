"""A plan told in plain sentences, for who has one page to read: every figure with whom it counts.

Why somebody moves is judged anew from the scenario, not taken from what a plan file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rotation.audit.report import by_rule, vacancies
from rotation.compare.teams import MEASURES
from rotation.domain.action import ADJUSTING, DOWN, RISING, Action, ActionKind
from rotation.domain.calendar import age_years
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.domain.decision import DOWN as DECIDED_DOWN
from rotation.domain.decision import DecisionAction
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.post import Post, RiskGrade
from rotation.explain.sole_candidates import sole_candidates
from rotation.report.places import must_fill_left
from rotation.report.table import Table, rounded
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.rules.registry import active_goals, law_of
from rotation.wording.counts import PARTS
from rotation.wording.names import category_word, rule_title

MOST_NAMED = 3
"""So many cadres are named in a sentence; of more there is a table."""
TEAM_SHARE, STAFF_SHARE = 1 / 3, 1 / 2
"""Of a unit's team, and of its other posts, from which on a change is told as a large one."""
LEAST = 3
"""Holders that there must be for a share of them to say anything."""

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


@dataclass(frozen=True)
class Said:
    """A sentence, and the ids of the cadres, posts and units that it counts or names. code: of the
    teams that it is about, where not of all."""

    words: str
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    sentences: tuple[Said, ...]
    table: Table | None = None


def story(told: Told) -> tuple[Chapter, ...]:
    """Who moves and why, by category, what becomes of the teams, what needs approval, what is left,
    where to take care. In Chinese it has to fit one page of an official document. Chapters with
    nothing to say are left out."""
    said = parts(told)
    found = {
        key: tuple(chain.from_iterable(said[part] for part in among))
        for key, among in _CHAPTERS.items()
    }
    return tuple(
        Chapter(key, told.say(f"story.chapter.{key}"), said) for key, said in found.items() if said
    )


_CHAPTERS = {
    "moves": ("moves", "categories"),
    "teams": ("teams",),
    "left": ("exceptions", "left", "risks"),
}
"""The parts of each chapter."""


def parts(told: Told) -> dict[str, tuple[Said, ...]]:
    """What there is to be said, by what it is about."""
    every: dict[str, Callable[[Told], Iterable[Said]]] = {
        "moves": _moves,
        "categories": _categories,
        "teams": _teams,
        "exceptions": _exceptions,
        "left": _left,
        "risks": _risks,
    }
    return {key: tuple(said(told)) for key, said in every.items()}


def movers(told: Told) -> list[Action]:
    return [action for action in told.judged.plan.actions if action.kind in ADJUSTING]


def _ids(actions: Iterable[Action]) -> tuple[str, ...]:
    return tuple(action.cadre_id for action in actions)


def _counted(told: Told, group: str, found: Mapping[str, Sequence[object]]) -> str:
    """What there is of each of `found`, with how many."""
    return told.words.join(
        told.say(f"story.{group}.{key}", count=len(each)) for key, each in found.items() if each
    )


def _moves(told: Told) -> Iterator[Said]:
    moved, count = movers(told), told.judged.plan.count
    kinds = told.words.join(
        told.words.say("status.part", kind=table("action").word(kind, told.lang), count=count[kind])
        for kind in PARTS
        if count[kind]
    )
    words = told.say(
        "story.counts", adjusted=len(moved), kinds=told.say("story.kinds", kinds=kinds),
        stay=count[ActionKind.STAY],
    )  # fmt: skip
    yield Said(words, _ids(moved))


def _cause(told: Told, action: Action) -> str:
    settled = {DecisionAction.PIN, *DECIDED_DOWN}
    if any(d.cadre_id == action.cadre_id and d.action in settled for d in told.scenario.decisions):
        return "decided"
    if action.kind in DOWN:
        return "down"
    grounds = (ground.code for ground in assess(told.scenario)[action.cadre_id].grounds)
    return next((GROUNDS[code] for code in grounds if code in GROUNDS), "need")


def _categories(told: Told) -> Iterator[Said]:
    assessed = assess(told.scenario)
    moved = [action for action in movers(told) if action.kind is not ActionKind.RETIREMENT]
    for category in Category:
        of_it = [action for action in moved if assessed[action.cadre_id].category is category]
        if of_it:
            word = _capital(category_word(category, told.lang))
            facts = _FACTS[category](told, of_it) if category in _FACTS else ""
            found = list(filter(None, (causes(told, category, of_it), facts)))
            more = told.say("story.facts", facts=told.words.join(found)) if found else ""
            key, count = "story.of_category", len(of_it)
            yield Said(told.say(key, category=word, count=count, more=more), _ids(of_it))


def causes(told: Told, category: Category | None, moved: Sequence[Action]) -> str:
    """Why they move, but for what their category says by itself."""
    found: dict[str, list[Action]] = {cause: [] for cause in CAUSES}
    for action in moved:
        found[_cause(told, action)].append(action)
    for cause in () if category is None else _IMPLIED.get(category, ()):
        del found[cause]
    return _counted(told, "cause", found)


def _protective(told: Told, moved: Sequence[Action]) -> str:
    """Whether they get out of the posts where the risk is."""
    hot = [action for action in moved if _risk(told, action.from_post_id)]
    safer = [a for a in hot if _risk(told, a.to_post_id) < _risk(told, a.from_post_id)]
    return _counted(told, "fact", {"hot": hot, "safer": safer})


def _risk(told: Told, post_id: str | None) -> int:
    """The grades in order, the gravest highest; 0 for none."""
    grade = None if post_id is None else told.scenario.roster.post[post_id].risk_grade
    return 0 if grade is None else len(RiskGrade) - list(RiskGrade).index(grade)


def _developmental(told: Told, moved: Sequence[Action]) -> str:
    """How old they are, and what they are given to learn."""
    roster = told.scenario.roster
    ages = [age_years(roster.cadre[a.cadre_id].birth, told.scenario.month) for a in moved]
    front = [a for a in moved if a.to_post_id and roster.post[a.to_post_id].front_line]
    rising = [a for a in moved if a.kind in RISING]
    mean = told.say("story.fact.age", count=rounded(sum(ages) / len(ages)))
    facts = (mean, _counted(told, "fact", {"front": front, "rising": rising}))
    return told.words.join(filter(None, facts))


def _motivating(told: Told, moved: Sequence[Action]) -> str:
    """Who goes down, and who rises all the same."""
    down = [action for action in moved if action.kind in DOWN]
    rising = [action for action in moved if action.kind in RISING]
    return _counted(told, "fact", {"down": down, "rising": rising})


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


def _teams(told: Told) -> Iterator[Said]:
    now, then = told.now.together, told.judged.together
    changes = [
        _change(told, told.say(f"story.team.{key}"), _UNITS.get(key, "persons"), *pair)
        for key in MEASURES
        for pair in ((getattr(now, key), getattr(then, key)),)
        if rounded(pair[0]) != rounded(pair[1])
    ]
    if changes:
        units = tuple(told.judged.teams)
        words = told.say("story.teams", count=len(units), changes=told.words.join(changes))
        yield Said(words, unit_ids=units)
    yield from _targets(told)
    yield from _quota(told)
    yield from _empty(told)


_UNITS = {"mean_age": "years"}


def _change(told: Told, what: str, unit: str, now: float | None, then: float | None) -> str:
    """What becomes of a figure, in words."""
    before, after = rounded(now), rounded(then)
    way = "same" if before == after else "up" if (now or 0) < (then or 0) else "down"
    counted = told.say(f"story.count.{unit}", count=after)
    return told.say(f"story.change.{way}", what=what, now=before, then=counted)


def _targets(told: Told) -> Iterator[Said]:
    """How far the teams are from each target of structure."""
    pairs = zip(
        active_goals(told.scenario), told.now.report.goals, told.judged.report.goals, strict=True
    )
    asked = [(goal.code, now.amount, then.amount) for goal, now, then in pairs if goal.structure]
    of = told.say("story.targets.of")
    short = [
        _change(told, rule_title(code, told.lang).removeprefix(of), "points", now, then)
        for code, now, then in asked
        if then
    ]
    if asked:
        key = "short" if short else "met"
        yield Said(told.say(f"story.targets.{key}", targets=told.words.join(short)))


def _quota(told: Told) -> Iterator[Said]:
    """Chiefs and deputies beyond the quotas, where the law on them is on."""
    if law_of(told.scenario, "headcount_quota") is None:
        return
    found = [by_rule(j.report.findings).get("headcount_quota", []) for j in (told.now, told.judged)]
    now, then = (sum(finding.amount for finding in each) for each in found)
    units = tuple(dict.fromkeys(i for f in found[1] for i in f.unit_ids))
    if not now and not then:
        yield Said(told.say("story.quota_kept"))
    else:
        words = _sentence(told, "over_quota", "persons", now, then)
        yield Said(words, unit_ids=units, code="over")


def _sentence(told: Told, key: str, unit: str, now: int, then: int) -> str:
    """A change as a sentence of its own."""
    words = _change(told, told.say(f"story.{key}"), unit, now, then)
    return told.say("story.sentence", words=_capital(words))


def _capital(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def _empty(told: Told) -> Iterator[Said]:
    now, then = (list(vacancies(told.scenario, j.plan)) for j in (told.now, told.judged))
    if now or then:
        before, after = (sum(vacancy.seats for vacancy in each) for each in (now, then))
        words = _sentence(told, "empty_seats", "seats", before, after)
        yield Said(words, post_ids=tuple(v.post_id for v in then), code="short")
    posts = told.scenario.roster.post
    must = tuple(vacancy.post_id for vacancy in then if posts[vacancy.post_id].must_fill)
    yield from (Said(words, post_ids=must, code="short") for words in must_fill_left(told))


def _left(told: Told) -> Iterator[Said]:
    """Who should move and stays, who may not be moved, who waits; what was wrong before."""
    assessed, actions = assess(told.scenario), told.judged.plan.actions
    stay = [action for action in actions if action.kind is ActionKind.STAY]
    due = [action for action in stay if assessed[action.cadre_id].due]
    still = [a for a in actions if a.kind in (ActionKind.STAY, ActionKind.POOL)]
    frozen = [a for a in still if assessed[a.cadre_id].category is Category.FROZEN]
    waiting = [a for a in still if a.kind is ActionKind.POOL and a not in frozen]
    yield from _counted_left(told, "due", due)
    yield from _counted_left(told, "frozen", frozen)
    yield from _counted_left(told, "waiting", waiting)
    inherited = _of_status(told, FindingStatus.INHERITED)
    if inherited:
        yield _by_law(told, "inherited", inherited)


def _counted_left(told: Told, key: str, actions: Sequence[Action]) -> Iterator[Said]:
    if not actions:
        return
    stuck = [a for a in actions if any(reason.code == "no_destination" for reason in a.reasons)]
    more = told.say("story.stuck", count=len(stuck)) if stuck else ""
    count, named = len(actions), _named(told, actions)
    yield Said(told.say(f"story.left.{key}", count=count, named=named, more=more), _ids(actions))


def _named(told: Told, actions: Sequence[Action]) -> str:
    """Who they are, where they are few."""
    if len(actions) > MOST_NAMED:
        return ""
    names = told.words.join(told.names.cadre(action.cadre_id) for action in actions)
    return told.say("story.named", names=names)


def _of_status(told: Told, status: FindingStatus) -> list[Finding]:
    return [finding for finding in told.judged.report.findings if finding.status is status]


def _by_law(told: Told, key: str, found: Sequence[Finding]) -> Said:
    """How many findings of each law."""
    laws = told.words.join(
        told.say("story.of_law", law=rule_title(code, told.lang), count=len(each))
        if len(each) < len(found)
        else rule_title(code, told.lang)
        for code, each in by_rule(found).items()
    )
    return Said(
        told.say(f"story.found.{key}", count=len(found), laws=laws),
        tuple(dict.fromkeys(i for finding in found for i in finding.cadre_ids)),
        tuple(dict.fromkeys(i for finding in found for i in finding.post_ids)),
        tuple(dict.fromkeys(i for finding in found for i in finding.unit_ids)),
    )


_TOLD_OF = (
    FindingStatus.BROKEN,
    FindingStatus.NEEDS_APPROVAL,
    FindingStatus.WAIVED,
    FindingStatus.LISTED,
)


def _exceptions(told: Told) -> Iterator[Said]:
    """Whether the plan keeps the laws, and what has to be approved or was."""
    found = {status: _of_status(told, status) for status in _TOLD_OF}
    if not found[FindingStatus.BROKEN]:
        exempt = found[FindingStatus.NEEDS_APPROVAL] or found[FindingStatus.WAIVED]
        yield Said(told.say("summary.lawful" if exempt else "story.no_exceptions"))
    yield from (_by_law(told, status, each) for status, each in found.items() if each)


def _risks(told: Told) -> Iterator[Said]:
    """Where nobody could stand in, where much changes at once, where one refusal stops others."""
    yield from sole(told)
    yield from _turnover(told, "team", TEAM_SHARE, lambda post: post.in_team)
    yield from _turnover(told, "staff", STAFF_SHARE, lambda post: not post.in_team)
    cycles = [chain.moves for chain in told.judged.chains if chain.cycle]
    if cycles:
        ids = tuple(move.cadre_id for moves in cycles for move in moves)
        yield Said(told.say("story.cycles", count=len(cycles), cadres=len(ids)), ids)
    chains = (chain.moves for chain in told.judged.chains if not chain.cycle)
    longest = max(chains, key=len, default=())
    if len(longest) > MOST_NAMED:
        ids = tuple(move.cadre_id for move in longest)
        yield Said(told.say("story.longest", count=len(ids)), ids)


def sole(told: Told) -> Iterator[Said]:
    """The posts for which there is nobody but whom the plan proposes."""
    found = sole_candidates(told.scenario, told.judged.plan)
    if found:
        posts = told.words.join(map(told.names.post, found[:MOST_NAMED]))
        more = told.say("story.and_others") if len(found) > MOST_NAMED else ""
        words = told.say("story.sole", count=len(found), posts=posts, more=more)
        yield Said(words, post_ids=found)


def _turnover(told: Told, key: str, share: float, counts: Callable[[Post], bool]) -> Iterator[Said]:
    """The units of whose present holders of such posts so large a share leaves them."""
    found = []
    for unit in told.scenario.roster.units:
        posts = [p for p in told.scenario.roster.posts_of.get(unit.unit_id, ()) if counts(p)]
        now = told.now.plan.sitting_in(posts)
        then = set(told.judged.plan.sitting_in(posts))
        left = [i for i in now if i not in then]
        if len(now) >= LEAST and len(left) >= share * len(now):
            found.append((len(left) / len(now), unit, left, len(now)))
    found.sort(key=lambda each: -each[0])
    if found:
        _, most, gone, members = found[0]
        ids = tuple(i for _, _, left, _ in found for i in left)
        words = told.say(
            f"story.turnover.{key}", count=len(found), unit=most.name, left=len(gone),
            members=members, more=told.say("story.and_others") if len(found) > 1 else "",
        )  # fmt: skip
        yield Said(words, ids, unit_ids=tuple(unit.unit_id for _, unit, _, _ in found))
