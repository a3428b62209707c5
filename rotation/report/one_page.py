"""A plan on one page, for who has a minute: the story in full, figures before and after against
their targets, and what the leading other plan would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rotation.compare.instead import Counted, gaps
from rotation.compare.judged import Judged
from rotation.compare.lights import MARKS, looked_at, short_of
from rotation.domain.action import Action, ActionKind
from rotation.domain.codes import table
from rotation.report.story import Chapter, Said, causes, movers, parts
from rotation.report.table import Cell, Table, Tone, Value, rounded
from rotation.report.told import Told
from rotation.rules.categories import assess
from rotation.wording.comparisons import differing_words, figure_word
from rotation.wording.names import rule_title
from rotation.wording.reasons import KEEPS

TARGETS = {
    "women": "women_in_team",
    "non_party": "non_party_members",
    "young": "young_cadres",
    "mean_age": "team_mean_age",
}
"""What is counted of the teams, and the goal that sets a target for it."""
MOST_NAMED = 3


@dataclass(frozen=True)
class OnePage:
    title: str
    line: str
    since: str
    parts: tuple[Chapter, ...]


def one_page(told: Told, other: Judged | None = None) -> OnePage:
    """other: the best of the other plans there are. Parts with nothing to say are left out."""
    said = {**parts(told), "lights": (), "instead": tuple(_instead(told, other))}
    said["moves"] += tuple(_why_now(told))
    said["categories"] = tuple(_with_kinds(told, said["categories"]))
    said["left"] += tuple(_why_left(told))
    tables = {"teams": structure(told), "lights": lights(told)}
    found = (
        Chapter(key, told.say(f"one_page.part.{key}"), said[key], tables.get(key))
        for key in ("moves", "categories", "teams", "lights", "left", "exceptions", "risks",
                    "instead")
    )  # fmt: skip
    scenario = told.scenario
    return OnePage(
        title=told.say("title.plan", name=scenario.name),
        line=told.say(
            "of_scenario",
            date=scenario.date.isoformat(),
            units=len(scenario.roster.units),
            posts=len(scenario.roster.posts),
            cadres=len(scenario.roster.cadres),
        ),
        since=told.since,
        parts=tuple(p for p in found if p.sentences or (p.table is not None and p.table.rows)),
    )


def in_full(told: Told) -> Iterator[str]:
    """The page in sentences, but for how many move and what the laws say of it."""
    for part in one_page(told).parts:
        said = () if part.key == "exceptions" else part.sentences
        yield from (each.words for each in (said[1:] if part.key == "moves" else said))


def _why_now(told: Told) -> Iterator[Said]:
    """Of all but those who retire, who are told so that the figures add up."""
    moved = [a for a in movers(told) if a.kind is not ActionKind.RETIREMENT]
    if moved:
        retired = len(movers(told)) - len(moved)
        key = "one_page.why_besides" if retired else "one_page.why"
        words = told.say(key, causes=causes(told, None, moved), retired=retired)
        yield Said(words, tuple(action.cadre_id for action in moved))


def _with_kinds(told: Told, categories: Sequence[Said]) -> Iterator[Said]:
    """Each category, then how its cadres are moved."""
    for said in categories:
        yield said
        kinds = Counter(told.judged.plan.action_of[i].kind for i in said.cadre_ids)
        counted = told.words.join(
            told.words.say("status.part", kind=table("action").word(kind, told.lang), count=count)
            for kind, count in kinds.most_common()
        )
        yield Said(told.say("one_page.kinds", kinds=counted), said.cadre_ids)


def _why_left(told: Told) -> Iterator[Said]:
    """Why they stay who are due to move."""
    assessed = assess(told.scenario)
    stay = (a for a in told.judged.plan.actions if a.kind is ActionKind.STAY)
    found: dict[str, list[Action]] = {code: [] for code in KEEPS}
    for action in stay:
        codes = [reason.code for reason in action.reasons if reason.code in found]
        if codes and assessed[action.cadre_id].due:
            found[codes[0]].append(action)
    kept = {code: actions for code, actions in found.items() if actions}
    if kept:
        why = told.words.join(
            told.say(f"one_page.stays.{code}", count=len(actions)) for code, actions in kept.items()
        )
        ids = tuple(action.cadre_id for actions in kept.values() for action in actions)
        yield Said(told.say("one_page.why_left", why=why), ids)


def _instead(told: Told, other: Judged | None) -> Iterator[Said]:
    """What it would gain and cost, in figures that need no explaining where there are such."""
    found = () if other is None else gaps(other, told.judged)
    plainly = [gap for gap in found if gap.counted is not Counted.SHORTFALL]
    if other is not None and found:
        differing = differing_words(plainly or found, told.lang)
        yield Said(told.say("one_page.instead", name=other.label, gaps=differing))


def structure(told: Told) -> Table:
    """All teams together today and then, and how far each figure is from its target."""
    now, then = told.now.together, told.judged.together
    short = [_shortfalls(judged) for judged in (told.now, told.judged)]
    rows: list[Sequence[Cell | Value]] = []
    for measure, goal in TARGETS.items():
        before, after = (each.get(goal) for each in short)
        rows.append((
            figure_word(measure, told.lang), rounded(getattr(now, measure)),
            rounded(getattr(then, measure)), before, _light(before, after),
        ))  # fmt: skip
    columns = [
        told.column("figure", 16),
        told.column("now", 8, number=True),
        told.column("then", 8, number=True),
        told.column("short_now", 10, number=True),
        told.column("short_then", 10, number=True),
    ]
    return told.table("one_page_structure", columns, rows if told.now.teams else [])


def _shortfalls(judged: Judged) -> Mapping[str, int]:
    return {goal.code: goal.amount for goal in judged.report.goals}


def lights(told: Told) -> Table:
    """Of what a team is looked at for, how many units fall short today and then, and which newly
    do."""
    rows: list[Sequence[Cell | Value]] = []
    for code in looked_at(told.scenario):
        before, after = (short_of(judged, code) for judged in (told.now, told.judged))
        newly = [told.scenario.roster.unit[i].name for i in after if i not in before]
        names = told.words.join(newly[:MOST_NAMED])
        names += told.say("story.and_others") if len(newly) > MOST_NAMED else ""
        cleared = len([i for i in before if i not in after])
        light = _light(len(before), len(after))
        rows.append((Cell(_looked_at(told, code), code=code), len(before), light, cleared, names))
    columns = [
        told.column("light", 30),
        told.column("red_now", 8, number=True),
        told.column("red_then", 8, number=True),
        told.column("cleared", 8, number=True),
        told.column("newly_red", 36),
    ]
    return told.table("one_page_lights", columns, rows if told.now.teams else [])


def _looked_at(told: Told, code: str) -> str:
    return told.say(f"one_page.{code}") if code in MARKS else rule_title(code, told.lang)


def _light(before: int | None, after: int | None) -> Cell:
    """What falls short then: good where it is less than before, open where it is more."""
    if after is None or before is None or after == before:
        return Cell(after)
    return Cell(after, Tone.GOOD if after < before else Tone.OPEN)
