"""What refusals and drop-outs do to a plan, as sentences and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rotation.ahead.load import LEAST, Beside, Load, Mean, load_of
from rotation.ahead.stress import Case, Repair, values_of
from rotation.domain.codes import table
from rotation.report.table import Cell, Column, Table, Tone, Value
from rotation.report.told import Told
from rotation.rules.treatment import treatment
from rotation.wording.names import rule_title
from rotation.wording.tiers import goal_titles

Row = Sequence[Cell | Value]


def load_words(told: Told, draws: Sequence[Repair]) -> Iterator[str]:
    """What the draws come to, and which laws stand against a repair where there is none."""
    load = load_of(draws)
    if not load.draws:
        return
    yield told.say("stress.draws", draws=load.draws, unchanged=load.unchanged, lost=load.lost)
    laws = Counter(code for each in draws for code in {found.rule for found in each.obstacles})
    if laws:
        said = (
            told.say("stress.law", title=rule_title(code, told.lang), count=count)
            for code, count in laws.most_common()
        )
        yield told.say("stress.laws", laws=told.words.join(said))
    if load.open:
        yield told.say("stress.open", open=load.open)
    repaired = load.draws - load.lost - load.open
    within = load.changes.within
    key = "few" if within is None else "mean" if within else "constant"
    if repaired:
        yield told.say(
            f"stress.{key}",
            repaired=repaired,
            mean=f"{load.changes.value:.1f}",
            within=f"{within or 0:.1f}",
            worst=f"{load.worst_tenth:.1f}",
            least=LEAST,
        )


def not_proven(told: Told, repairs: Iterable[Repair]) -> str:
    """Of how many repairs it is not proven that none changes fewer; "" where there are none."""
    count = sum(each.now is not None and not each.fewest for each in repairs)
    return told.say("stress.not_proven", count=count) if count else ""


def named_cases(told: Told, named: Mapping[str, Repair]) -> Table:
    """Each named case: what happens, who is then treated otherwise, and what the goals lose."""
    columns = [
        told.column("case", 14),
        told.column("happens", 24),
        told.column("others", 10, number=True),
        told.column("repair", 40),
    ]
    tiers = _losses(told, named.values())
    rows = [
        (name, _happens(told, each.cases), _count(each), _repair(told, each), *_lost(tiers, each))
        for name, each in named.items()
    ]
    return told.table(
        "named_cases", [*columns, *_tier_columns(told, tiers)], rows, _note(told, tiers)
    )


def fragile(told: Told, singles: Sequence[Repair]) -> Table:
    """Each move refused by itself, and who takes the post then: those that nothing mends first,
    posts that nobody can take, then by how many others are changed and what the goals lose."""
    columns = [
        told.column("to", 26),
        told.column("first", 10),
        told.column("second", 14),
        told.column("others", 10, number=True),
        told.column("repair", 40),
    ]
    shown = {each.cases: _shown(each) for each in singles}
    tiers = _losses(told, shown.values())
    order = sorted(singles, key=lambda each: _rank(each, tiers))
    rows: list[Row] = []
    for each in order:
        ((who, _),) = each.cases
        post = told.names.post(told.judged.plan.action_of[who].to_post_id)
        filled = shown[each.cases]
        others = _count(filled), _repair(told, filled), *_lost(tiers, filled)
        rows.append((post, told.person(who), _second(told, each), *others))
    note = told.say("space").join(
        filter(None, (told.say("stress.second_note"), _note(told, tiers)))
    )
    return told.table("fragile", [*columns, *_tier_columns(told, tiers)], rows, note)


def plans_table(told: Told, labels: Sequence[str], loads: Sequence[Load]) -> Table:
    """What the same draws come to for each of several plans."""
    columns = [
        told.column("then", 20),
        told.column("unchanged", 12, number=True),
        told.column("lost", 12, number=True),
        told.column("open", 12, number=True),
        told.column("mean_changed", 14, number=True),
        told.column("worst_tenth", 14, number=True),
    ]
    rows = [
        (
            label,
            load.unchanged,
            load.lost,
            load.open,
            _mean(load.changes),
            f"{load.worst_tenth:.1f}",
        )
        for label, load in zip(labels, loads, strict=True)
    ]
    return told.table("stressed_plans", columns, rows, told.say("stress.plans_note"))


def named_by_plan(
    told: Told, labels: Sequence[str], named: Sequence[Mapping[str, Repair]]
) -> Table:
    """By named case and plan, how many others are changed."""
    columns = [told.column("case", 20)]
    columns += [Column(f"plan_{i}", label, 16) for i, label in enumerate(labels)]
    rows: list[Row] = [
        (name, *(_outcome(told, of_plan[name]) for of_plan in named))
        for name in (named[0] if named else ())
    ]
    return told.table("named_by_plan", columns, rows)


def best_words(told: Told, labels: Sequence[str], besides: Sequence[Beside]) -> Iterator[str]:
    """Which plan holds up best, as far as it can be told, and by how much."""
    if not besides:
        return
    first = labels[besides[0].plan]
    if all(each.better for each in besides):
        yield told.say("stress.best", plan=first)
    else:
        yield told.say("stress.no_best")
    for each in besides:
        yield _beside(told, first, labels[each.other], each)


def _beside(told: Told, plan: str, other: str, found: Beside) -> str:
    parts = (("lost", found.fewer_lost, 100), ("changes", found.fewer_changes, 1))
    figures = [
        _difference(told, key, -unit * mean.value, unit * mean.within)
        for key, mean, unit in parts
        if mean.within is not None
    ]
    values = {"plan": plan, "other": other, "draws": found.draws}
    if not figures:
        return told.say("stress.beside_few", **values, least=LEAST)
    verdict = told.say("stress.better" if found.better else "stress.alike")
    return told.say("stress.beside", **values, figures=told.words.join(figures), verdict=verdict)


def _difference(told: Told, key: str, value: float, within: float) -> str:
    """Where no draw differs there is no spread from which an interval could be told."""
    if not within and not value:
        return told.say(f"stress.same_{key}")
    value = round(value, 1) + 0.0  # no -0.0
    return told.say(f"stress.beside_{key}", value=f"{value:+.1f}", within=f"{within:.1f}")


def _happens(told: Told, cases: Sequence[Case]) -> str:
    words = table("blow")
    said = (
        told.say("stress.blow", name=told.names.cadre(who), blow=words.word(blow, told.lang))
        for who, blow in cases
    )
    return told.say("mark.clause").join(said)


def _repair(told: Told, repair: Repair) -> Cell:
    """Who is treated otherwise, and how: those who were hit first."""
    if repair.now is None:
        return Cell(_none(told, repair), Tone.OPEN)
    hit = dict(repair.cases)
    order = sorted(repair.now, key=lambda who: who not in hit)
    said = (
        told.say(
            "stress.does",
            name=told.names.cadre(who),
            deed=treatment(told.scenario, repair.now[who]).get(told.lang),
        )
        for who in order
    )
    return Cell(told.say("mark.clause").join(said) or told.say("stress.as_planned"))


def _missing(told: Told, repair: Repair) -> str:
    return told.say("stress.lost" if repair.lost else "stress.undecided")


def _none(told: Told, repair: Repair) -> str:
    """Why there is no repair: the laws that would have to be broken for one."""
    why = told.say("mark.clause").join(each.text[told.lang] for each in repair.obstacles)
    return told.say("stress.lost_as", why=why) if why else _missing(told, repair)


def _count(repair: Repair) -> int | None:
    return None if repair.changed is None else len(repair.changed)


def _outcome(told: Told, repair: Repair) -> Cell:
    if not repair.cases:
        return Cell(told.say("stress.not_met"), Tone.QUIET)
    if repair.now is None:
        return Cell(_missing(told, repair), Tone.OPEN)
    return Cell(told.say("stress.others", count=_count(repair)))


def _shown(single: Repair) -> Repair:
    """The repair that fills the post, where there is one."""
    second = single.second
    return single if second is None or second.now is None else second


def _second(told: Told, single: Repair) -> Cell:
    """Who takes a post whose first candidate refuses."""
    if single.now is None:
        return Cell(_missing(told, single), Tone.OPEN)
    (heir,) = _shown(single).filled.values()
    if heir is not None:
        return Cell(told.names.cadre(heir))
    return Cell(told.say("stress.undecided" if _open(single) else "stress.nobody"), Tone.OPEN)


def _open(single: Repair) -> bool:
    """Whether it was not found out in time that nobody can take the post."""
    return single.second is not None and not single.second.decided


def _rank(single: Repair, tiers: Mapping[int, int]) -> tuple[int, int, list[int]]:
    filled = _shown(single)
    losses = [-(filled.tiers.get(tier, was) - was) for tier, was in tiers.items()]
    heirless = None in filled.filled.values()
    place = 0 if single.now is None else 1 if heirless else 2
    return place, -(_count(filled) or 0), losses


def _losses(told: Told, repairs: Iterable[Repair]) -> dict[int, int]:
    """The tiers in which some repair differs from the plan, with the plan's values."""
    judged = told.judged
    own = values_of(told.scenario, judged.report.goals, judged.report.price)
    found = [each.tiers for each in repairs]
    return {
        tier: value
        for tier, value in own.items()
        if any(tiers.get(tier, value) != value for tiers in found)
    }


def _tier_columns(told: Told, tiers: Mapping[int, int]) -> list[Column]:
    return [
        Column(f"tier_{tier}", told.say("column.tier_number", tier=tier), 8, number=True)
        for tier in tiers
    ]


def _lost(tiers: Mapping[int, int], repair: Repair) -> Iterator[str]:
    for tier, was in tiers.items():
        lost = repair.tiers.get(tier, was) - was
        yield f"{lost:+d}" if lost else ""


def _note(told: Told, tiers: Mapping[int, int]) -> str:
    """What the columns of the tiers stand for."""
    if not tiers:
        return ""
    titles = goal_titles(told.scenario, told.words)
    each = (told.say("stress.tier_title", tier=t, title=titles.get(t, "")) for t in tiers)
    return told.say("stress.tiers_note", tiers=told.say("mark.clause").join(each))


def _mean(mean: Mean) -> str:
    return f"{mean.value:.1f}" + ("" if mean.within is None else f" ±{mean.within:.1f}")
