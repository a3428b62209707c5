"""The answer of `why` as plain JSON values, with its sentences in every language."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rotation.domain.placement import Placement
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Alternative
from rotation.explain.price import Price
from rotation.explain.removed import Against, Barrier
from rotation.explain.why_cadre import CadreWhy
from rotation.explain.why_pair import PairWhy
from rotation.explain.why_post import PostWhy
from rotation.explain.wording import as_sentence, treated_words
from rotation.io.plan_file import finding_document

if TYPE_CHECKING:
    from rotation.terminal.why import Explained

Document = dict[str, Any]


def why_document(explained: Explained) -> Document:
    """What was asked about and found; `status` is that of the plan: best, bettered or open."""
    why = explained.why
    match why:
        case CadreWhy():
            found = _cadre(why)
        case PairWhy():
            found = _pair(why)
        case PostWhy():
            found = _post(why)
    return {
        "status": why.standing.value,
        "answered": why.answered,
        **found,
        "claims": [
            {"what": what, "claimed": claimed, "found": now}
            for what, claimed, now in explained.claims
        ],
        "seconds": round(explained.seconds, 3),
    }


def _cadre(why: CadreWhy) -> Document:
    return {
        "cadre_id": why.cadre_id,
        "planned": _alternative(why.planned),
        "category": why.category.value,
        "strength": why.strength.value,
        "reasons": [{"code": r.code, "text": dict(r.text)} for r in why.reasons],
        "findings": _findings(why.findings),
        "posts": why.posts,
        "allowed": list(why.allowed),
        "barriers": _barriers(why.barriers),
        "alternatives": [_alternative(alternative) for alternative in why.alternatives],
        "left": [_placement(choice) for choice in why.left],
        "exhausted": why.exhausted,
        "proven": why.proven,
        "obstacles": _findings(why.obstacles),
    }


def _pair(why: PairWhy) -> Document:
    return {
        "cadre_id": why.cadre_id,
        "post_id": why.post_id,
        "planned": _alternative(why.planned),
        "holders": list(why.holders),
        "alternative": _alternative(why.alternative),
    }


def _post(why: PostWhy) -> Document:
    return {
        "post_id": why.post_id,
        "now": list(why.now),
        "holders": list(why.holders),
        "empty": why.empty,
        "allowed": list(why.allowed),
        "barriers": _barriers(why.barriers),
        "candidates": [_alternative(candidate) for candidate in why.candidates],
        "vacant": None if why.vacant is None else _alternative(why.vacant),
        "left": list(why.left),
        "exhausted": why.exhausted,
        "proven": why.proven,
        "obstacles": _findings(why.obstacles),
    }


def _alternative(alternative: Alternative) -> Document:
    price, choice, scenario = alternative.price, alternative.choice, alternative.scenario
    return {
        "cadre_id": alternative.cadre_id,
        "choice": None if choice is None else _placement(choice),
        "outcome": alternative.outcome.value,
        "same": alternative.same,
        "price": None if price is None else _price(scenario, price),
        "against": [_against(law) for law in alternative.against],
        "obstacles": _findings(alternative.obstacles),
        "text": dict(alternative.text),
    }


def _placement(choice: Placement) -> Document:
    return {"action": choice.kind.value, "post_id": choice.post_id}


def _price(scenario: Scenario, price: Price) -> Document:
    return {
        "tiers": [dataclasses.asdict(step) for step in price.tiers],
        "decisive_tier": None if price.decisive is None else price.decisive.tier,
        "goals": [dataclasses.asdict(step) for step in price.goals],
        "gained": _findings(price.gained),
        "lost": _findings(price.lost),
        "others": [
            {
                "cadre_id": treated.cadre_id,
                "before": _placement(treated.before),
                "after": _placement(treated.after),
                "text": as_sentence(treated_words(scenario, treated)),
            }
            for treated in price.others
        ],
        "proven": price.proven,
        "fewest": price.fewest,
    }


def _against(law: Against) -> Document:
    return {
        "law": law.law,
        "sentence": dict(law.sentence),
        "findings": _findings(law.findings),
    }


def _barriers(barriers: Sequence[Barrier]) -> list[Document]:
    return [
        {"law": barrier.law, "ids": list(barrier.ids), "alone": list(barrier.alone)}
        for barrier in barriers
    ]


def _findings(findings: Sequence[Finding]) -> list[Document]:
    return [finding_document(finding) for finding in findings]
