"""Drafts to cadres: everything that follows from what was drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from rotation.domain.cadre import Appraisal, Cadre, Grade, Status
from rotation.domain.calendar import Month
from rotation.domain.post import Post
from rotation.domain.unit import Unit
from rotation.generate.careers import Service, service
from rotation.generate.draft import Draft
from rotation.generate.names import Namer
from rotation.generate.posts import CHIEF, DEPUTY, LAWYER, SECTION

_RANKS = {
    CHIEF: {"17": 55, "18": 25, "16": 20},
    DEPUTY: {"19": 45, "18": 30, "1A": 25},
    SECTION: {"1A": 40, "1B": 40, "19": 20},
}


def cadres(
    rng: Random,
    drafts: Sequence[Draft],
    units: Sequence[Unit],
    posts: Mapping[str, Sequence[Post]],
    native_places: Sequence[str],
) -> tuple[Cadre, ...]:
    """The cadres, in the order of the drafts; `posts` by unit."""
    namer = Namer(rng)
    return tuple(
        _cadre(rng, draft, service(rng, draft, units, posts), native_places, namer)
        for draft in drafts
    )


def _cadre(
    rng: Random, draft: Draft, served: Service, native_places: Sequence[str], namer: Namer
) -> Cadre:
    place = rng.choice(native_places)
    rank, rank_since = _rank(rng, draft, served)
    return Cadre(
        cadre_id=draft.cadre_id,
        name=namer.name(draft.gender, draft.surname),
        gender=draft.gender,
        birth=draft.birth,
        level=draft.level,
        political_status=draft.political_status,
        level_since=served.level_since,
        rank=rank,
        rank_since=rank_since,
        post_id=None if draft.post is None else draft.post.post_id,
        post_since=None if draft.post is None else draft.now.plus(-draft.tenure),
        unit_since=served.unit_since,
        ethnicity="汉族" if rng.random() < 0.97 else "回族",
        native_place=place,
        growth_place=place if rng.random() < 0.85 else rng.choice(native_places),
        party_joined=_party_joined(rng, draft, served),
        work_started=served.work_started,
        education=draft.education,
        degree={"14": "3", "21": "4"}.get(draft.education),
        major=draft.major,
        grass_roots_years=served.grass_roots_years,
        reserve=draft.reserve,
        status=draft.status,
        score=draft.score,
        conduct=draft.conduct,
        licences=_licences(draft),
        notes=draft.notes,
        careers=served.careers,
        appraisals=_appraisals(draft, served),
        sanctions=tuple(draft.sanctions),
        relatives=tuple(draft.relatives),
    )


def _licences(draft: Draft) -> frozenset[str]:
    """What the present post asks for; whoever read law has passed the bar."""
    own = frozenset() if draft.post is None else draft.post.licences
    return own | {LAWYER} if draft.major == "法学" else own


def _rank(rng: Random, draft: Draft, served: Service) -> tuple[str, Month]:
    ranks = _RANKS[draft.level]
    at_level = served.level_since.months_until(draft.now)
    return rng.choices(list(ranks), list(ranks.values()))[0], draft.now.plus(
        -rng.randrange(at_level + 1)
    )


def _party_joined(rng: Random, draft: Draft, served: Service) -> Month | None:
    if draft.political_status not in ("01", "02"):
        return None
    joined = Month(draft.birth.year + rng.randrange(20, 29), rng.randrange(1, 13))
    return min(joined, served.level_since, draft.now)


_GOOD_POINTS = 75


def _appraisals(draft: Draft, served: Service) -> tuple[Appraisal, ...]:
    """Appraisals of the years served; a year in which a sanction came has no grade, and whose
    results or conduct are weak now was not excellent last year."""
    struck = {s.start.year for s in draft.sanctions} if draft.status is Status.SERVING else set()
    grades = dict(draft.grades)
    weak = min(draft.score or 0, draft.conduct or 0) < _GOOD_POINTS
    last = max(grades, default=None)
    if last is not None and weak and grades[last] is Grade.EXCELLENT:
        grades[last] = Grade.COMPETENT
    return tuple(
        Appraisal(year, Grade.UNDETERMINED if year in struck else grade)
        for year, grade in sorted(grades.items())
        if year > served.work_started.year
    )


def seated(posts: Sequence[Post], units: dict[str, Unit], now: Month, width: int) -> list[Draft]:
    """A draft for every one of these posts, numbered from 1."""
    return [
        Draft(f"C{number:0{width}d}", now, post.level, post, units[post.unit_id])
        for number, post in enumerate(posts, 1)
    ]
