"""Plans by their consequences as tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rotation.ahead.ageing import Assumed
from rotation.ahead.consequences import Stranded, Walk, best_of, best_today, fewest
from rotation.ahead.rolling import Year
from rotation.compare.instead import FIGURES
from rotation.compare.judged import at_present
from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.report.assumed import assumption_words
from rotation.report.of_ahead import of_year
from rotation.report.table import Cell, Column, Table, Tone, Value, rounded
from rotation.report.told import Told
from rotation.wording.comparisons import figure_word, plan_word


def told_of(scenario: Scenario, lang: str) -> Told:
    now = at_present(scenario)
    return Told(scenario, now, now, lang)


def followed_said(scenario: Scenario, walks: Mapping[int, Walk], of: int, lang: str) -> list[str]:
    """The verdict, and what it rests on. of: how many plans were to be followed."""
    told = told_of(scenario, lang)
    rests = assumption_words(Assumed(), None, lang)
    return [*verdict(told, walks, of), *rests, told.say("consequences.order")]


def followed_tables(scenario: Scenario, walks: Mapping[int, Walk], lang: str) -> list[Table]:
    """The years side by side, the last one, and who and what is left behind."""
    told = told_of(scenario, lang)
    return [by_year_table(told, walks), last_year_table(told, walks), stranded_table(told, walks)]


def verdict(told: Told, walks: Mapping[int, Walk], of: int) -> list[str]:
    """Which plan is best today, and which strands nobody; in sentences. of: how many plans were to
    be followed."""
    so_far = told.say("consequences.so_far", done=len(walks), of=of)
    said = [so_far] if len(walks) < of else []
    if not walks:
        return said
    if not any(walk.lawful for walk in walks.values()):
        return [*said, told.say("consequences.none_lawful")]
    said += _verdict(told, list(walks), list(walks.values()))
    for code, places in {
        "unproven": [place for place, walk in walks.items() if walk.unproven],
        "broken": [place for place, walk in walks.items() if not walk.lawful],
    }.items():
        if places:
            plans = told.words.join(plan_word(place, told.lang) for place in places)
            said.append(told.say(f"consequences.{code}", plans=plans))
    return said


def _verdict(told: Told, places: Sequence[int], walks: Sequence[Walk]) -> list[str]:
    years = max(walk.asked for walk in walks) - 1
    first, best, few = best_today(walks), best_of(walks), fewest(walks)
    assert first is not None

    def named(place: int) -> str:
        return plan_word(places[place], told.lang)

    if best == first:
        return [told.say("consequences.best_is_first", plan=named(first), years=years)]
    said = [_of_first(told, named(first), walks[first], years)]
    if best is not None:
        said.append(told.say("consequences.best_lasting", plan=named(best), years=years))
    elif few is not None and not any(walk.unknown for walk in walks):
        later = walks[few].later
        said.append(told.say("consequences.fewest", plan=named(few), count=later, years=years))
    return said


def _of_first(told: Told, plan: str, walk: Walk, years: int) -> str:
    if not walk.whole:
        code = "first_unknown" if walk.unknown else "first_ends"
        year = walk.years[-1].scenario.date.year
        return told.say(f"consequences.{code}", plan=plan, year=year)
    return told.say("consequences.first_strands", plan=plan, count=walk.later, years=years)


_ROWS = ("moves", "due", "past", "must_fill")


def _value(code: str, year: Year, stranded: Stranded) -> Value:
    if year.judged is None:
        return None
    left = {"past": stranded.past, "must_fill": stranded.empty}
    return len(left[code]) if code in left else FIGURES[code](year.judged)


def by_year_table(told: Told, walks: Mapping[int, Walk]) -> Table:
    """For each plan what its years move and leave behind, and the sum."""
    longest = max((walk.years for walk in walks.values()), key=len, default=())
    columns = [told.column("figure", 20), told.column("plan", 10)]
    columns += [
        Column(f"year_{year.number}", str(year.scenario.date), 12, number=True) for year in longest
    ]
    columns.append(told.column("sum", 8, number=True))
    rows: list[Sequence[Cell | Value]] = []
    for code in _ROWS:
        for place, walk in walks.items():
            pairs = zip(walk.years, walk.stranded, strict=True)
            values = [_value(code, year, stranded) for year, stranded in pairs]
            cells = [_cell(told, code, value, number) for number, value in enumerate(values)]
            cells += [Cell("")] * (len(longest) - len(cells))
            total = sum(value for value in values if isinstance(value, int))
            summed = Cell(total if walk.whole else "")  # of fewer years it would look like less
            name = plan_word(place, told.lang)
            rows.append((figure_word(code, told.lang), name, *cells, summed))
    return told.table("consequences", columns, rows)


def _cell(told: Told, code: str, value: Value, number: int) -> Cell:
    if value is None:
        return Cell(told.say("ahead.none"), Tone.OPEN)
    left = code in ("past", "must_fill") and number > 0 and value
    return Cell(value, Tone.OPEN) if left else Cell(value)


def last_year_table(told: Told, walks: Mapping[int, Walk]) -> Table:
    """Key figures of the last year that all plans reach, side by side."""
    shown = {place: walk for place, walk in walks.items() if walk.years}
    number = min((len(walk.years) for walk in shown.values()), default=0) - 1
    years = {place: walk.years[number] for place, walk in shown.items()}
    counted = {place: {f.code: f for f in of_year(year)} for place, year in years.items()}
    codes = {code: figure.group for found in counted.values() for code, figure in found.items()}
    columns = [told.column("group", 12), told.column("figure", 24)]
    columns += [
        Column(f"plan_{place}", plan_word(place, told.lang), 10, number=True) for place in shown
    ]
    rows: list[Sequence[Cell | Value]] = []
    for code, group in codes.items():
        values = [found[code].values[0] if code in found else None for found in counted.values()]
        if any(values):
            named = text(f"compare.group.{group}", told.lang), figure_word(code, told.lang)
            rows.append((*named, *map(rounded, values)))
    return told.table("last_year", columns, rows)


def stranded_table(told: Told, walks: Mapping[int, Walk]) -> Table:
    """Who and what is left behind, by plan and year."""
    columns = [told.column("plan", 10), told.column("date", 12), told.column("name", 10)]
    columns += [told.column("post", 26), told.column("what", 20)]
    rows: list[Sequence[Cell | Value]] = []
    for place, walk in walks.items():
        for year, stranded in list(zip(walk.years, walk.stranded, strict=True))[1:]:
            roster = year.scenario.roster
            head = plan_word(place, told.lang), str(year.scenario.date)
            for who in stranded.past:
                cadre = roster.cadre[who]
                post = told.names.post(cadre.post_id) if cadre.post_id else ""
                rows.append((*head, cadre.name, post, figure_word("past", told.lang)))
            for post_id in stranded.empty:
                what = figure_word("must_fill", told.lang)
                rows.append((*head, "", told.names.post(post_id), what))
    return told.table("stranded", columns, rows)
