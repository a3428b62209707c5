"""What a plan leaves as it is, what has to be approved, and where to take care, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rotation.audit.report import by_rule
from rotation.domain.action import Action, ActionKind
from rotation.domain.category import Category
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.post import Post
from rotation.explain.sole_candidates import sole_candidates
from rotation.report.said import Figure, Said, cadres, joined, units
from rotation.report.story_moves import ids_of
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.wording.names import rule_title

MOST_NAMED = 3
"""So many cadres are named in a sentence; of more there is a table."""
TEAM_SHARE, STAFF_SHARE = 1 / 3, 1 / 2
"""Of a unit's team, and of its other posts, from which on a change is told as a large one."""
LEAST = 3
"""Holders that there must be for a share of them to say anything."""


def left(told: Told) -> Iterator[Said]:
    """Who should move and stays, who may not be moved, who waits; what was wrong before."""
    assessed, actions = assess(told.scenario), told.judged.plan.actions
    stay = [action for action in actions if action.kind is ActionKind.STAY]
    due = [action for action in stay if assessed[action.cadre_id].due]
    still = [a for a in actions if a.kind in (ActionKind.STAY, ActionKind.POOL)]
    frozen = [a for a in still if assessed[a.cadre_id].category is Category.FROZEN]
    waiting = [a for a in still if a.kind is ActionKind.POOL and a not in frozen]
    yield from _counted(told, "due", due)
    yield from _counted(told, "frozen", frozen)
    yield from _counted(told, "waiting", waiting)
    yield from _by_law(told, FindingStatus.INHERITED)


def _counted(told: Told, key: str, actions: Sequence[Action]) -> Iterator[Said]:
    if not actions:
        return
    stuck = [a for a in actions if any(reason.code == "no_destination" for reason in a.reasons)]
    count = cadres(f"{key}.no_destination", ids_of(stuck))
    yield told.tell(
        f"story.left.{key}", count=cadres(key, ids_of(actions)), named=_named(told, actions),
        more=told.tell("story.stuck", count=count) if stuck else "",
    )  # fmt: skip


def _named(told: Told, actions: Sequence[Action]) -> str:
    """Who they are, where they are few."""
    if len(actions) > MOST_NAMED:
        return ""
    names = told.words.join(told.names.cadre(action.cadre_id) for action in actions)
    return told.say("story.named", names=names)


def _of_status(told: Told, status: FindingStatus) -> list[Finding]:
    return [finding for finding in told.judged.report.findings if finding.status is status]


def _by_law(told: Told, status: FindingStatus) -> Iterator[Said]:
    """How many findings of each law, where there are any."""
    found = _of_status(told, status)
    if not found:
        return
    laws = []
    for code, each in by_rule(found).items():
        law = Said.of("{law}", law=rule_title(code, told.lang))
        count = Figure(f"{status.value}.{code}", len(each), findings=tuple(each))
        several = len(each) < len(found)
        laws.append(told.tell("story.of_law", law=law, count=count) if several else law)
    count = Figure(status.value, len(found), findings=tuple(found))
    said = joined(told.words.comma, laws)
    yield told.tell(f"story.found.{status.value}", count=count, laws=said)


_TOLD_OF = (
    FindingStatus.BROKEN,
    FindingStatus.NEEDS_APPROVAL,
    FindingStatus.WAIVED,
    FindingStatus.LISTED,
)


def exceptions(told: Told) -> Iterator[Said]:
    """Whether the plan keeps the laws, and what has to be approved or was."""
    statuses = {finding.status for finding in told.judged.report.findings}
    if FindingStatus.BROKEN not in statuses:
        exempt = statuses & {FindingStatus.NEEDS_APPROVAL, FindingStatus.WAIVED}
        yield told.tell("summary.lawful" if exempt else "story.no_exceptions")
    for status in _TOLD_OF:
        yield from _by_law(told, status)


def risks(told: Told) -> Iterator[Said]:
    """Where nobody could stand in, where much changes at once, where one refusal stops others."""
    yield from sole(told)
    yield from _turnover(told, "team", TEAM_SHARE, lambda post: post.in_team)
    yield from _turnover(told, "staff", STAFF_SHARE, lambda post: not post.in_team)
    cycles = tuple(chain for chain in told.judged.chains if chain.cycle)
    if cycles:
        ids = (move.cadre_id for cycle in cycles for move in cycle.moves)
        count = Figure("cycles", len(cycles), chains=cycles)
        yield told.tell("story.cycles", count=count, cadres=cadres("cycles.cadres", ids))
    chains = (chain.moves for chain in told.judged.chains if not chain.cycle)
    longest = max(chains, key=len, default=())
    if len(longest) > MOST_NAMED:
        ids = (move.cadre_id for move in longest)
        yield told.tell("story.longest", count=cadres("longest", ids))


def sole(told: Told) -> Iterator[Said]:
    """The posts for which there is nobody but whom the plan proposes."""
    found = sole_candidates(told.scenario, told.judged.plan)
    if found:
        posts = told.words.join(map(told.names.post, found[:MOST_NAMED]))
        more = told.say("story.and_others") if len(found) > MOST_NAMED else ""
        count = Figure("sole", len(found), post_ids=found)
        yield told.tell("story.sole", count=count, posts=posts, more=more)


def _turnover(told: Told, key: str, share: float, counts: Callable[[Post], bool]) -> Iterator[Said]:
    """The units of whose present holders of such posts so large a share leaves them."""
    found = []
    for unit in told.scenario.roster.units:
        posts = [p for p in told.scenario.roster.posts_of.get(unit.unit_id, ()) if counts(p)]
        now = told.now.plan.sitting_in(posts)
        then = set(told.judged.plan.sitting_in(posts))
        gone = [i for i in now if i not in then]
        if len(now) >= LEAST and len(gone) >= share * len(now):
            found.append((len(gone) / len(now), unit, gone, now))
    found.sort(key=lambda each: -each[0])
    if found:
        _, most, gone, members = found[0]
        of = f"turnover.{key}"
        yield told.tell(
            f"story.{of}", count=units(of, (unit.unit_id for _, unit, _, _ in found)),
            unit=most.name, left=cadres(f"{of}.left", gone),
            members=cadres(f"{of}.members", members, now=True),
            more=told.say("story.and_others") if len(found) > 1 else "",
        )  # fmt: skip
