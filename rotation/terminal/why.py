"""The pages of `why`: a cadre, a pair of cadre and post, a post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.domain.plan import Finding
from rotation.draw.terminal import Page
from rotation.explain.base import Standing
from rotation.explain.explainer import Why
from rotation.explain.why_cadre import CadreWhy
from rotation.explain.why_pair import PairWhy
from rotation.explain.why_post import PostWhy
from rotation.explain.wording import choice_words
from rotation.locales import text
from rotation.terminal.why_parts import show_alternative, show_barriers
from rotation.wording.claims import claim_words
from rotation.wording.names import Names, category_word

MOST_CLAIMS = 3
MOST_REST = 10


@dataclass(frozen=True)
class Explained:
    """What a page of `why` draws. file: the plan's name as given. claims: what the plan says of
    itself and the audit finds otherwise. seconds: of the whole run."""

    why: Why
    file: str
    claims: tuple[tuple[str, object, object], ...] = ()
    seconds: float = 0.0
    everything: bool = False


def show_why(page: Page, explained: Explained) -> None:
    """The header, then what was asked about."""
    scenario = explained.why.scenario
    page.line(scenario.name, "bold")
    page.line(page.say("why.of_plan", file=explained.file, date=scenario.date.isoformat()))
    _show_standing(page, explained)
    match explained.why:
        case CadreWhy() as why:
            _show_cadre(page, why, explained.everything)
        case PairWhy() as why:
            _show_pair(page, why)
        case PostWhy() as why:
            _show_post(page, why, explained.everything)
    page.gap()
    page.line(page.say("why.seconds", seconds=f"{explained.seconds:.1f}"), "dim")


def _show_standing(page: Page, explained: Explained) -> None:
    """What the prices are counted from, and where the plan's own words are wrong."""
    standing = explained.why.standing
    style = "" if standing is Standing.BEST else "yellow"
    page.line(page.say(f"why.standing.{standing.value}"), style)
    names = Names(explained.why.scenario, page.lang)
    for claim in explained.claims[:MOST_CLAIMS]:
        page.line(claim_words(names, claim), "yellow")


def _show_cadre(page: Page, why: CadreWhy, everything: bool) -> None:
    names = Names(why.scenario, page.lang)
    present = names.posts(why.scenario.roster.cadre[why.cadre_id])
    page.heading("why.cadre", name=names.cadre(why.cadre_id), post=present)
    page.line(why.planned.text[page.lang], "bold", indent=1)
    strength = page.say(f"strength.{why.strength.value}")
    category = category_word(why.category, page.lang)
    page.line(page.say("why.category", category=category, strength=strength), indent=1)
    for reason in why.reasons:
        page.item(reason.text.get(page.lang, reason.code), indent=3)
    _show_found(page, "why.found", why.findings)
    page.heading("why.barriers", posts=why.posts, allowed=len(why.allowed))
    show_barriers(page, why.barriers, names.post, everything)
    page.heading("why.alternatives")
    page.line(page.say("why.lexicographic"), "dim", indent=1)
    for place, alternative in enumerate(why.alternatives, start=1):
        show_alternative(page, alternative, place, everything=everything)
    left = [choice_words(why.scenario, choice).get(page.lang) for choice in why.left]
    _show_rest(page, why, left, everything)


def _show_pair(page: Page, why: PairWhy) -> None:
    names = Names(why.scenario, page.lang)
    name, post = names.cadre(why.cadre_id), names.post(why.post_id)
    present = names.posts(why.scenario.roster.cadre[why.cadre_id])
    page.heading("why.pair", name=name, present=present, post=post)
    page.line(why.planned.text[page.lang], indent=1)
    key = "why.holders" if why.holders else "why.vacant"
    page.line(page.say(key, post=post, names=page.join(map(names.cadre, why.holders))), indent=1)
    show_alternative(page, why.alternative, everything=True)


def _show_post(page: Page, why: PostWhy, everything: bool) -> None:
    names = Names(why.scenario, page.lang)
    page.heading("why.post", post=names.post(why.post_id))
    roster = why.scenario.roster
    now = [i for i in why.now if roster.cadre[i].post_id != why.post_id]
    for key, ids, beside in (("today", why.now, now), ("planned", why.holders, why.beside)):
        held = (names.beside(i) if i in beside else names.cadre(i) for i in ids)
        who = page.join(held) or page.say("why.nobody")
        page.line(page.say(f"why.{key}", names=who), "bold" if key == "planned" else "", indent=1)
    if why.empty and why.holders:
        page.line(page.say("why.empty", count=why.empty), "yellow", indent=1)
    page.heading("why.candidates", allowed=len(why.allowed))
    page.line(page.say("why.lexicographic"), "dim", indent=1)
    for place, alternative in enumerate(why.candidates, start=1):
        show_alternative(page, alternative, place, everything=everything)
    if why.vacant is not None:
        show_alternative(page, why.vacant, everything=everything)
    _show_rest(page, why, [names.cadre(cadre_id) for cadre_id in why.left], everything)
    kept_out = {cadre_id for barrier in why.barriers for cadre_id in barrier.ids}
    page.heading("why.kept_out", count=len(kept_out))
    show_barriers(page, why.barriers, names.cadre, everything)


def _show_found(page: Page, key: str, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    page.line(page.say(key), indent=1)
    for finding in findings:
        page.item(finding.text.get(page.lang, finding.rule), indent=3)


def _show_rest(page: Page, why: CadreWhy | PostWhy, left: Sequence[str], everything: bool) -> None:
    """What is not listed, and whether it is known to be no better."""
    kind = "choice" if isinstance(why, CadreWhy) else "candidate"
    page.gap()
    if not why.exhausted:
        key = "unpriced" if not why.proven else "proven"
        style = "" if why.proven else "yellow"
        page.line(page.say(f"why.rest.{kind}_{key}", count=len(left)), style, indent=1)
        return
    listed = why.alternatives if isinstance(why, CadreWhy) else why.candidates
    page.line(page.say(f"why.rest.{kind}_{'exhausted' if listed else 'none'}"), indent=1)
    if left:
        shown = left if everything else left[:MOST_REST]
        names = page.join(shown)
        if len(shown) < len(left):
            names = text("explain.and_others", page.lang, names=names, count=len(left))
        page.line(page.say(f"why.rest.{kind}_impossible", count=len(left), names=names), indent=1)
    _show_found(page, "why.obstacles_any", why.obstacles)
