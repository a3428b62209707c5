"""What a plan does with a cadre, in words, and where it differs from what was published."""

from __future__ import annotations

from rotation.domain.action import Action, ActionKind
from rotation.domain.codes import table
from rotation.domain.plan import Plan
from rotation.domain.published import PublishedAction, published_action
from rotation.domain.scenario import Scenario
from rotation.rules.words import Text

_STAYS = Text(zh="留任{post}", en="stays in {post}")
_GOES = Text(zh="任{post}", en="to {post}")
_GONE = Text(zh="{post}（该岗位已不存在）", en="{post} (a post that no longer exists)")
_NAMELESS = Text(zh="原定岗位", en="the post then meant")


def changed_cadres(scenario: Scenario, plan: Plan) -> tuple[str, ...]:
    """Ids of the cadres whom a plan treats otherwise than the published one, in plan order.

    Alike are: the same post; or without a post, the same way there.
    """
    published = scenario.published or {}
    found = []
    for action in plan.actions:
        before, now = published.get(action.cadre_id), published_action(action)
        if before is None:
            continue
        alike = before.post_id == now.post_id
        if not alike or (now.post_id is None and before.kind is not now.kind):
            found.append(action.cadre_id)
    return tuple(found)


def treatment(scenario: Scenario, done: PublishedAction | Action) -> Text:
    """What is done with a cadre, to follow the name."""
    if isinstance(done, Action):
        done = published_action(done)
    zh, en = (_said(scenario, done, lang) for lang in ("zh", "en"))
    return Text(zh, en)


def _said(scenario: Scenario, done: PublishedAction, lang: str) -> str:
    if done.post_id is None:
        return table("action").word(done.kind, lang)
    words = _STAYS if done.kind is ActionKind.STAY else _GOES
    return words.get(lang).format(post=_post(scenario, done, lang))


def _post(scenario: Scenario, done: PublishedAction, lang: str) -> str:
    if done.post_id is not None and done.post_id in scenario.roster.post:
        return scenario.roster.post_name(done.post_id)
    return _GONE.get(lang).format(post=done.place or _NAMELESS.get(lang))
