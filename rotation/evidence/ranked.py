"""Places of cadres or units within their classes. Those of one line are ranked by their points; of
classes that are too small, all together, by what changed since the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from rotation.domain.codes import table
from rotation.domain.evidence import Standing, Words
from rotation.domain.roster import Roster
from rotation.evidence.measured import Measuring
from rotation.evidence.schemes import Ranking
from rotation.locales import LANGUAGES, text


def standings(now: Measuring, before: Measuring) -> dict[str, Standing]:
    """The standing of everybody whom the scheme is about, by id. before: the period before."""
    ranking = now.scheme.ranked
    if ranking is None:
        return {}
    roster = now.records.roster
    classes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for who, key in _classes(roster, now.scheme.of, ranking):
        classes[key].append(who)
    found: dict[str, Standing] = {}
    small: list[str] = []
    for key, members in classes.items():
        if len(members) < ranking.smallest:
            small += members
        else:
            label = _label(ranking.within, key, roster)
            points = {who: now.score(who).exact for who in members}
            found |= _ranked(now, ranking, points, label, by_progress=False)
    label = {lang: text("evidence.other_lines", lang) for lang in LANGUAGES}
    progress = {who: _progress(now, before, who) for who in small}
    return found | _ranked(now, ranking, progress, label, by_progress=True)


def _classes(roster: Roster, of: str, ranking: Ranking) -> Iterable[tuple[str, tuple[str, ...]]]:
    if of == "unit":
        for unit in roster.units:
            if not unit.outside:
                by = {"kind": unit.kind.value, "field": unit.field or ""}
                yield unit.unit_id, (by.get(ranking.within, ""),)
        return
    for cadre in roster.cadres:
        post = roster.post.get(cadre.post_id or "")
        if post is not None and not roster.unit[post.unit_id].outside:
            unit = roster.unit[post.unit_id]
            keys = {
                "kind": (unit.kind.value, post.role.value),
                "field": (unit.field or "", post.role.value),
                "role": ("", post.role.value),
                "unit": (unit.unit_id, ""),
            }
            yield cadre.cadre_id, keys.get(ranking.within, ("", ""))


def _progress(now: Measuring, before: Measuring, who: str) -> Fraction | None:
    new, old = now.score(who).exact, before.score(who).exact
    return None if new is None or old is None else new - old


def _ranked(
    now: Measuring,
    ranking: Ranking,
    points: Mapping[str, Fraction | None],
    label: Words,
    *,
    by_progress: bool,
) -> dict[str, Standing]:
    """Of equal ones each has the better place. Who would be at both ends is at neither."""
    known = sorted((p for p in points.values() if p is not None), reverse=True)
    found = {}
    for who, mine in points.items():
        vetoes = now.vetoes(who)
        if mine is None:
            found[who] = Standing(now.code, label, None, len(known), by_progress, vetoes=vetoes)
            continue
        better, worse = sum(p > mine for p in known), sum(p < mine for p in known)
        top, bottom = better < ranking.top, worse < ranking.bottom
        found[who] = Standing(
            now.code, label, better + 1, len(known), by_progress,
            top and not bottom and not vetoes, bottom and not top, vetoes,
        )  # fmt: skip
    return found


def _label(within: str, key: tuple[str, ...], roster: Roster) -> Words:
    """A class in words, such as 乡镇 · 副职."""
    first, role = key[0], key[-1] if len(key) > 1 else ""

    def said(lang: str) -> str:
        codes = {"kind": "unit_kind", "field": "field"}.get(within)
        words = []
        if within == "unit":
            words.append(roster.unit[first].name)
        elif codes is not None and first:
            known = first in table(codes)
            words.append(table(codes).word(first, lang) if known else first)
        if role:
            words.append(table("role").word(role, lang))
        return " · ".join(words) or text("evidence.everybody", lang)

    return {lang: said(lang) for lang in LANGUAGES}
