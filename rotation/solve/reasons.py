"""Why a plan does with each cadre what it does: grounds, decisions, and the seat that is filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from rotation.domain.action import ADJUSTING, MOVING, PLACING, Action, ActionKind, Reason
from rotation.domain.cadre import Cadre
from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules.categories import KIN, assess, in_words
from rotation.rules.phrases import basis
from rotation.rules.registry import law_of
from rotation.rules.words import Coded, Text, render

_PURPOSES = {
    "succeeds": Text(zh="接替{names}任{post}", en="succeeds {names} as {post}"),
    "exchanges": Text(zh="与{names}对调，任{post}", en="exchanges posts with {names}, as {post}"),
    "fills_must": Text(zh="补配必须配备的岗位{post}", en="fills {post}, which must be filled"),
    "fills": Text(zh="补{post}的空缺", en="fills the empty {post}"),
}
_NEED = Text(zh="工作需要：{purpose}", en="the work's need: {purpose}")
_RESOLVED = Text(
    zh="与{other}的任职回避关系，随{other}调整而解除",
    en="the avoidance of {other} is resolved, as {other} moves",
)
_RETIRES = Text(
    zh="{birth}出生，{month}达到法定退休年龄", en="born {birth}, at the retirement age in {month}"
)
_INCOMPETENT = Text(
    zh="{year}年度考核不称职，依照公务员法第五十条降低一个职务层次或者职级层次任职：{route}",
    en="incompetent in {year}: lowered one level of post or rank by article 50 of the Civil "
    "Servant Law: {route}",
)
_BY_AGE = Text(
    zh="达到本地退出领导岗位年龄{limit}岁（{basis}），{route}",
    en="at the local age of {limit} for leaving leadership ({basis}): {route}",
)
_LEAVING = (ActionKind.RELEASE, ActionKind.RETIREMENT)
_OF_STAYING = frozenset({"ordinary", "near_retirement"})
"""Grounds that say why somebody need not move: no reasons of one who moves or leaves."""
_ASIDE = frozenset({DecisionAction.FORBID, DecisionAction.WAIVE})
"""Decisions that narrow or widen the choice, and are no ground of the move."""
_DECISION_WORDS = {
    DecisionAction.PIN: Text(
        zh="按研究意见{basis}任此职：{reason}", en="holds this post by decision{basis}: {reason}"
    ),
    DecisionAction.RELEASE: Text(
        zh="按决定{basis}退出现职{route}：{reason}",
        en="leaves the post{route} by decision{basis}: {reason}",
    ),
    DecisionAction.STEP_DOWN: Text(
        zh="按决定{basis}降职使用：{reason}", en="steps down by decision{basis}: {reason}"
    ),
    DecisionAction.REVERSE_POSTING: Text(
        zh="按决定{basis}逆向调整：{reason}", en="posted in reverse by decision{basis}: {reason}"
    ),
    DecisionAction.FORBID: Text(
        zh="按决定{basis}不任{post}：{reason}", en="by decision{basis} not {post}: {reason}"
    ),
    DecisionAction.WAIVE: Text(zh="例外{basis}：{reason}", en="exempt{basis}: {reason}"),
}


def reasoned(scenario: Scenario, actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions of a plan, one for every cadre, each with its category and its reasons."""
    grounded = [_with_grounds(scenario, action) for action in actions]
    moved = {action.cadre_id for action in actions if action.kind in ADJUSTING}
    return tuple(
        _kin_resolved(scenario, _with_purpose(scenario, action, grounded), moved)
        for action in grounded
    )


def _with_grounds(scenario: Scenario, action: Action) -> Action:
    """With the category, and what speaks for the action in the person."""
    cadre, kind = scenario.roster.cadre[action.cadre_id], action.kind
    assessed = assess(scenario)[cadre.cadre_id]
    return replace(
        action,
        category=assessed.category.value,
        reasons=(
            *_retires(cadre, kind),
            *_lowered(scenario, cadre, kind),
            *(r for r in assessed.reasons if kind not in _LEAVING or r.code not in _OF_STAYING),
            *_decided(scenario, cadre.cadre_id),
            *(_by_age(scenario, cadre) if kind is ActionKind.RELEASE else ()),
        ),
    )


def _with_purpose(scenario: Scenario, action: Action, actions: Sequence[Action]) -> Action:
    """A mover is told the grounds of their own, then what the move is for; who has none serves the
    work's need."""
    if action.kind not in MOVING:
        return action
    told = [reason for reason in action.reasons if reason.code not in _OF_STAYING]
    aside = [reason for reason in told if reason.code in _ASIDE]
    own = [reason for reason in told if reason not in aside]
    if action.kind in PLACING:
        own.append(_purpose(scenario, action, actions, alone=not own))
    return replace(action, reasons=(*own, *aside))


def _kin_resolved(scenario: Scenario, action: Action, moved: Set[str]) -> Action:
    """Of kin to be parted one moves: for the other who stays it is resolved, and said so."""
    if action.kind is not ActionKind.STAY:
        return action
    assessed = assess(scenario)[action.cadre_id]
    reasons = list(action.reasons)
    for ground, reason in zip(assessed.grounds, assessed.reasons, strict=True):
        if ground.code in KIN and ground.values["other_id"] in moved:
            words = render(_RESOLVED, ground.values)
            reasons[reasons.index(reason)] = Reason("kin_resolved", words)
    return replace(action, reasons=tuple(reasons))


def _purpose(
    scenario: Scenario, action: Action, actions: Sequence[Action], *, alone: bool
) -> Reason:
    """Whom the cadre succeeds, or which empty seat they fill."""
    post = scenario.roster.post[action.to_post_id or ""]
    held = {c.cadre_id for c in scenario.roster.present_holders.get(post.post_id, ())}
    left = [a for a in actions if a.cadre_id in held and post.post_id not in a.held_post_ids]
    before = _predecessor(left, action, actions)
    if before is None:
        code = "fills_must" if post.must_fill else "fills"
    else:
        code = "exchanges" if _exchanges(action, before) else "succeeds"
    names = [] if before is None else [scenario.roster.cadre[before.cadre_id].name]
    name = scenario.roster.post_name(post.post_id)
    purpose = render(_PURPOSES[code], {"names": names, "post": name})
    return Reason(code, render(_NEED, {"purpose": Text(**purpose)}) if alone else purpose)


def _predecessor(left: list[Action], action: Action, actions: Sequence[Action]) -> Action | None:
    """Whose seat of a post a newcomer takes of those who left it: each leaves it to one, exchanges
    first, the others in the order of the table; seats that were empty are filled last."""
    post_id = action.to_post_id
    came = [a for a in actions if a.to_post_id == post_id != a.from_post_id]
    for new in came:
        partner = next((old for old in left if _exchanges(new, old)), None)
        if new is action and partner is not None:
            return partner
        if partner is not None:
            left.remove(partner)
    others = [a for a in came if not any(_exchanges(a, old) for old in actions)]
    place = others.index(action)
    return left[place] if place < len(left) else None


def _exchanges(one: Action, other: Action) -> bool:
    """Whether two trade posts."""
    ends = (one.to_post_id, other.to_post_id)
    return ends == (other.from_post_id, one.from_post_id) and None not in ends


def _decided(scenario: Scenario, cadre_id: str) -> Iterator[Reason]:
    for decision in _decisions_on(scenario, cadre_id):
        words = _DECISION_WORDS.get(decision.action)
        if words is not None:
            post_id = decision.post_id
            post = "" if post_id is None else scenario.roster.post_name(post_id)
            values = {"reason": decision.reason, "route": _route(decision), "post": post}
            values["basis"] = basis(decision)
            yield Reason(decision.action.value, render(words, values))


def _retires(cadre: Cadre, kind: ActionKind) -> Iterator[Reason]:
    if kind is ActionKind.RETIREMENT:
        values = {"birth": in_words(cadre.birth), "month": in_words(retires_in(cadre))}
        yield Reason("retirement_due", render(_RETIRES, values))


def _lowered(scenario: Scenario, cadre: Cadre, kind: ActionKind) -> Iterator[Reason]:
    """What the law does with the incompetent, where no decision sends them away."""
    law: Any = law_of(scenario, "incompetent_lowered")
    year = None if law is None else law.lowered_for(scenario, cadre)
    if year is not None and kind in (ActionKind.RELEASE, ActionKind.STEP_DOWN):
        values = {"year": year, "route": Coded("action", kind)}
        yield Reason("incompetent_lowered", render(_INCOMPETENT, values))


def _by_age(scenario: Scenario, cadre: Cadre) -> Iterator[Reason]:
    """A release that follows from the local age of leaving leadership."""
    law: Any = law_of(scenario, "leadership_age")
    if law is not None and law.leaves(scenario, cadre):
        values = {"limit": law.reached(scenario, cadre), "basis": law.basis}
        route = Coded("route", "early_exit")
        yield Reason("leadership_age", render(_BY_AGE, values | {"route": route}))


def _route(decision: Decision) -> Text:
    if decision.route is None:
        return Text(zh="", en="")
    word = table("route").word
    return Text(zh=f"（{word(decision.route, 'zh')}）", en=f" ({word(decision.route, 'en')})")


def _decisions_on(scenario: Scenario, cadre_id: str) -> list[Decision]:
    return [d for d in scenario.decisions if d.cadre_id == cadre_id]
