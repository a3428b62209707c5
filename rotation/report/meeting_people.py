"""The persons of a meeting's papers: who is proposed for what, and who is not moved, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rotation.domain.action import DOWN, PLACING, Action, ActionKind
from rotation.domain.cadre import Appraisal, Cadre
from rotation.domain.calendar import Month
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.report.people import at_limit
from rotation.report.table import Cell, Column, Table, Value
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.wording.names import category_word
from rotation.wording.reasons import reasons

APPRAISED_YEARS = 3
PHOTO = "photo"
"""Code of the cell where the photo of its cadre belongs."""
ELSEWHERE = "forbid"
"""A reason that says where somebody does not go: none why they go where they do."""
_PARTS = {
    "placed": PLACING - DOWN,
    "retiring": frozenset({ActionKind.RETIREMENT}),
    "decided": DOWN,
}


def proposal(told: Told, pictured: Collection[str]) -> tuple[Table, ...]:
    """Who is to be appointed and relieved, in the order of the units they go to; who retires, and
    who goes down or out by decision, apart. pictured: of whom there is a photo."""
    roster, numbers = told.scenario.roster, iter(range(1, len(told.judged.plan.actions) + 1))
    in_order = (p.post_id for u in roster.units for p in roster.posts_of.get(u.unit_id, ()))
    place = {post_id: i for i, post_id in enumerate(in_order)}
    found = sorted(
        told.judged.plan.actions,
        key=lambda action: place.get(action.to_post_id or action.from_post_id or "", len(place)),
    )
    parts = {key: [a for a in found if a.kind in kinds] for key, kinds in _PARTS.items()}
    with_photo = any(a.cadre_id in pictured for part in parts.values() for a in part)
    columns = _columns(told, with_photo)
    return tuple(
        told.table(key, columns, [_proposed(told, a, next(numbers), with_photo) for a in part])
        for key, part in parts.items()
    )


def _columns(told: Told, with_photo: bool) -> list[Column]:
    return [
        told.column("number", 5, number=True),
        told.column("name", 7),
        *([told.column("photo", 10)] if with_photo else []),
        told.column("holds", 21),
        told.column("appointed", 21),
        told.column("relieved", 16),
        told.column("sex", 4),
        told.column("ethnicity", 5),
        told.column("native", 6),
        told.column("birth", 8),
        told.column("age", 5, number=True),
        told.column("joined", 8),
        told.column("schooling", 10),
        told.column("school", 14),
        told.column("post_since", 8),
        told.column("level_since", 8),
        told.column("appraisals", 11),
        told.column("how", 12),
        told.column("reasons", 27),
    ]


def _proposed(
    told: Told, action: Action, number: int, with_photo: bool
) -> tuple[Cell | Value, ...]:
    cadre = told.scenario.roster.cadre[action.cadre_id]
    left = told.scenario.roster.posts_left(action)
    return (
        number,
        told.person(cadre.cadre_id),
        *([Cell("", id=cadre.cadre_id, code=PHOTO)] if with_photo else []),
        told.names.posts(cadre),
        told.names.post(action.to_post_id) if action.to_post_id else "",
        told.words.join(told.names.post(post.post_id) for post in left),
        told.sex(cadre),
        cadre.ethnicity,
        cadre.native_place,
        dotted(cadre.birth),
        told.age(cadre),
        dotted(cadre.party_joined),
        _schooling(told, cadre),
        "\n".join(filter(None, (cadre.first_school, cadre.later_school))) or cadre.major,
        dotted(cadre.post_since),
        dotted(cadre.level_since),
        "\n".join(_appraisals(told, cadre)),
        _how(told, action),
        _why(told, action),
    )


def dotted(month: Month | None) -> str:
    """1975.06, as files have it."""
    return "" if month is None else f"{month.year}.{month.month:02d}"


def _schooling(told: Told, cadre: Cadre) -> str:
    """In the words of the file; or what its codes say."""
    said = {"first": cadre.first_education, "later": cadre.later_education}
    lines = [told.say(f"meeting.{way}", words=words) for way, words in said.items() if words]
    codes = {"education": cadre.education, "degree": cadre.degree}
    words = [table(name).word(code, told.lang) for name, code in codes.items() if code]
    return "\n".join(lines) or told.words.join(words)


def _appraisals(told: Told, cadre: Cadre) -> Iterator[str]:
    """The last closed years', the latest first."""
    last = told.scenario.closed_year
    found: list[Appraisal] = sorted(cadre.appraisals, key=lambda each: -each.year)
    for each in found:
        if last - APPRAISED_YEARS < each.year <= last:
            grade = table("appraisal_grade").word(each.grade, told.lang)
            yield told.say("meeting.grade", year=each.year, grade=grade)


def _how(told: Told, action: Action) -> str:
    """The kind of action, and the transfer category unless it is none of the named ones."""
    kind = told.names.kind(action)
    if action.kind not in PLACING or action.category in (None, Category.ORDINARY):
        return kind
    return "\n".join((kind, category_word(action.category, told.lang)))


def _why(told: Told, action: Action) -> str:
    """One sentence."""
    kept = tuple(reason for reason in action.reasons if reason.code != ELSEWHERE)
    said = reasons(told.words, told.names, Action(action.cadre_id, action.kind, reasons=kept))
    return _sentence(told, said)


def _sentence(told: Told, said: Sequence[str]) -> str:
    return told.say("story.sentence", words=told.say("mark.clause").join(said)) if said else ""


def unmoved(told: Told) -> dict[str, Table]:
    """Who is frozen, who waits for a post, and who stays though a limit of service is reached."""
    found: dict[str, list[Action]] = {"frozen": [], "waiting": [], "at_limit": []}
    assessed = assess(told.scenario)
    for action in told.judged.plan.actions:
        if action.kind not in (ActionKind.STAY, ActionKind.POOL):
            continue
        if assessed[action.cadre_id].category is Category.FROZEN:
            found["frozen"].append(action)
        elif action.kind is ActionKind.POOL:
            found["waiting"].append(action)
        elif at_limit(told, action.cadre_id):
            found["at_limit"].append(action)
    columns = [
        told.column("number", 5, number=True),
        told.column("name", 8),
        told.column("sex", 5),
        told.column("birth", 9),
        told.column("age", 6, number=True),
        told.column("holds", 30),
        told.column("post_since", 9),
        told.column("served", 12),
        told.column("remark", 50),
    ]
    return {
        key: told.table(key, columns, [_left(told, a, i) for i, a in enumerate(part, start=1)])
        for key, part in found.items()
    }


def _left(told: Told, action: Action, number: int) -> tuple[Cell | Value, ...]:
    cadre = told.scenario.roster.cadre[action.cadre_id]
    since = cadre.post_since if cadre.post_id else None
    return (
        number,
        told.person(cadre.cadre_id),
        told.sex(cadre),
        dotted(cadre.birth),
        told.age(cadre),
        told.names.posts(cadre),
        dotted(since),
        told.tenure(cadre),
        _sentence(told, list(_why_left(told, action))),
    )


def _why_left(told: Told, action: Action) -> Iterator[str]:
    """What keeps somebody, in words that say nothing of how plans are weighed."""
    for reason in action.reasons:
        if reason.code == "outweighed":
            yield told.say("meeting.outweighed")
        elif reason.code != "ordinary":
            yield reason.text[told.lang]
    if action.kind is ActionKind.POOL:
        yield told.say("no_post_found")
