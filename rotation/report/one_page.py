"""A plan on one page, for who has a minute: the story in full, figures before and after against
their targets, and what the leading other plan would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rotation.compare.instead import Counted, gaps
from rotation.compare.judged import Judged
from rotation.compare.lights import MARKS, looked_at, short_of
from rotation.domain.action import Action, ActionKind
from rotation.report.said import Figure, Said, cadres, joined, units
from rotation.report.story import Chapter, parts
from rotation.report.story_left import MOST_NAMED
from rotation.report.story_moves import by_category, causes, ids_of, kinds_of, movers, of_kind
from rotation.report.story_teams import Pair, measured, short_of_targets
from rotation.report.table import Cell, Table, Tone, Value
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


@dataclass(frozen=True)
class OnePage:
    title: str
    line: str
    since: str
    parts: tuple[Chapter, ...]

    @cached_property
    def figures(self) -> Mapping[str, tuple[Figure, Said]]:
        """By key, with the sentence or cell that each stands in first."""
        said = [each for part in self.parts for each in part.said]
        return {f.key: (f, each) for each in reversed(said) for f in each.figures}


def one_page(told: Told, other: Judged | None = None, this: Judged | None = None) -> OnePage:
    """other: the best of the other plans there are. this: the plan as it is judged beside that one,
    where it has goals of its own. Parts with nothing to say are left out."""
    instead = tuple(_instead(told, other, this or told.judged))
    said = {**parts(told), "lights": (), "instead": instead}
    said["moves"] += tuple(_why_now(told))
    said["categories"] = tuple(_with_kinds(told, said["categories"]))
    said["left"] += tuple(_why_left(told))
    tables = {"teams": structure(told), "lights": lights(told)}
    found = (
        Chapter(key, told.say(f"one_page.part.{key}"), said[key], *tables.get(key, ()))
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
        retired = of_kind(told, ActionKind.RETIREMENT)
        key = "one_page.why_besides" if retired.opens else "one_page.why"
        yield told.tell(key, causes=causes(told, moved), retired=retired)


def _with_kinds(told: Told, categories: Sequence[Said]) -> Iterator[Said]:
    """Each category, then how its cadres are moved."""
    for said, (category, moved) in zip(categories, by_category(told).items(), strict=True):
        yield said
        kinds: dict[ActionKind, list[Action]] = {}
        for action in moved:
            kinds.setdefault(action.kind, []).append(action)
        found = sorted(kinds.items(), key=lambda each: -len(each[1]))
        counted = (cadres(f"{category.value}.{kind.value}", ids_of(of)) for kind, of in found)
        yield told.tell("one_page.kinds", kinds=kinds_of(told, counted))


def _why_left(told: Told) -> Iterator[Said]:
    """Why they stay who are due to move."""
    assessed = assess(told.scenario)
    stay = (a for a in told.judged.plan.actions if a.kind is ActionKind.STAY)
    found: dict[str, list[Action]] = {code: [] for code in KEEPS}
    for action in stay:
        codes = [reason.code for reason in action.reasons if reason.code in found]
        if codes and assessed[action.cadre_id].due:
            found[codes[0]].append(action)
    kept = [
        told.tell(f"one_page.stays.{code}", count=cadres(f"due.why.{code}", ids_of(actions)))
        for code, actions in found.items()
        if actions
    ]
    if kept:
        yield told.tell("one_page.why_left", why=joined(told.words.comma, kept))


def _instead(told: Told, other: Judged | None, this: Judged) -> Iterator[Said]:
    """What it would gain and cost, in figures that need no explaining where there are such."""
    found = () if other is None else gaps(other, this)
    plainly = [gap for gap in found if gap.counted is not Counted.SHORTFALL]
    if other is not None and found:
        differing = differing_words(plainly or found, told.lang)
        yield told.tell("one_page.instead", name=other.label, gaps=differing)


WithFigures = tuple[Table, tuple[Figure, ...]]
"""A table with the figures in its cells."""


def structure(told: Told) -> WithFigures:
    """All teams together today and then, and how far each figure is from its target."""
    measures, short = measured(told), short_of_targets(told)
    rows: list[Sequence[Cell | Value]] = []
    figures: list[Figure] = []
    for measure, goal in TARGETS.items():
        held, lacking = measures[measure], short.get(goal)
        figures += [*held, *(lacking or ())]
        rows.append((
            figure_word(measure, told.lang), *map(_cell, held),
            *((_cell(lacking[0]), _light(lacking)) if lacking else (None, None)),
        ))  # fmt: skip
    columns = [
        told.column("figure", 16),
        told.column("now", 8, number=True),
        told.column("then", 8, number=True),
        told.column("short_now", 10, number=True),
        told.column("short_then", 10, number=True),
    ]
    found = told.table("one_page_structure", columns, rows if told.now.teams else [])
    return found, tuple(figures)


def lights(told: Told) -> WithFigures:
    """Of what a team is looked at for, how many units fall short today and then, and which newly
    do."""
    rows: list[Sequence[Cell | Value]] = []
    figures: list[Figure] = []
    for code in looked_at(told.scenario):
        before, after = (short_of(judged, code) for judged in (told.now, told.judged))
        pair = units(f"{code}.now", before, now=True), units(f"{code}.then", after)
        cleared = units(f"{code}.cleared", (i for i in before if i not in after))
        figures += [*pair, cleared]
        newly = [told.scenario.roster.unit[i].name for i in after if i not in before]
        names = told.words.join(newly[:MOST_NAMED])
        names += told.say("story.and_others") if len(newly) > MOST_NAMED else ""
        rows.append((
            Cell(_looked_at(told, code), code=code), _cell(pair[0]), _light(pair), _cell(cleared),
            names,
        ))  # fmt: skip
    columns = [
        told.column("light", 30),
        told.column("red_now", 8, number=True),
        told.column("red_then", 8, number=True),
        told.column("cleared", 8, number=True),
        told.column("newly_red", 36),
    ]
    found = told.table("one_page_lights", columns, rows if told.now.teams else [])
    return found, tuple(figures)


def _looked_at(told: Told, code: str) -> str:
    return told.say(f"one_page.{code}") if code in MARKS else rule_title(code, told.lang)


def _cell(figure: Figure) -> Cell:
    return Cell(figure.value, code=figure.key)


def _light(pair: Pair) -> Cell:
    """What falls short then: good where it is less than before, open where it is more."""
    cell, (before, after) = _cell(pair[1]), (float(each.value or 0) for each in pair)
    if after == before:
        return cell
    return replace(cell, tone=Tone.GOOD if after < before else Tone.OPEN)
