"""What has changed in a scenario since one of its revisions, in sentences: on pages and in papers
that are taken along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rotation.compare.comparison import Comparison
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.locales import text
from rotation.overview.edits import edits
from rotation.overview.roster_changes import roster_changes
from rotation.store import PlanEntry, Store
from rotation.wording.comparisons import plan_word

_MOST_TOLD = 12


def changes(before: Scenario, after: Scenario, lang: str) -> list[str]:
    """What is otherwise in a scenario than it was before."""
    found = (*edits(before, after), *roster_changes(before.roster, after.roster))
    return [words.get(lang) for words in found]


def of_older(kept: Store, entry: PlanEntry, lang: str) -> str:
    """That a plan is of an older revision, and what has changed since; "" for one of the newest."""
    return _beyond(kept, entry, "older", lang)


def leading(entries: Sequence[PlanEntry]) -> PlanEntry:
    """Of plans side by side the one by whose revision they are compared: the newest of those that
    are of one scenario with the first."""
    own = (entry for entry in entries if entry.scenario_id == entries[0].scenario_id)
    return max(own, key=lambda entry: entry.revision)


def made_from(entry: PlanEntry) -> tuple[int, int]:
    return entry.scenario_id, entry.revision


def revision_words(kept: Store, entry: PlanEntry, than: PlanEntry, lang: str) -> str:
    """The revision that a plan was made from; of another scenario than `than`, with its name."""
    if entry.scenario_id == than.scenario_id:
        return text("ui.standing.revision", lang, number=entry.revision)
    name = kept.scenario(entry.scenario_id).name
    return text("ui.standing.revision_of", lang, name=name, number=entry.revision)


def of_another(kept: Store, entry: PlanEntry, than: PlanEntry, lang: str) -> str:
    """The revision that a plan was made from, in words, if it is of another scenario; else ""."""
    apart = entry.scenario_id != than.scenario_id
    return revision_words(kept, entry, than, lang) if apart else ""


def since_words(made: int, count: int, lang: str, whose: str = "") -> str:
    """What a list of `changes` since a revision is headed by. whose: see `of_another`."""
    if whose:
        return text("ui.standing.apart", lang, made=whose, count=count)
    return text("ui.standing.since", lang, made=made, count=count)


def of_compared(
    kept: Store, entries: Sequence[PlanEntry], compared: Comparison, lang: str
) -> Iterator[str]:
    """The same of plans side by side."""
    by = leading(entries)
    for place, entry in enumerate(entries):
        if made_from(entry) != made_from(by):
            said = _since(kept, entry, compared.scenario, lang, by)
            yield text("ui.standing.of_plan", lang, plan=plan_word(place, lang), since=said)
    yield from filter(None, [_beyond(kept, by, "older_compared", lang)])


def _beyond(kept: Store, entry: PlanEntry, key: str, lang: str) -> str:
    made, now = entry.revision, kept.scenario(entry.scenario_id).current.number
    if made == now:
        return ""
    said = text(f"ui.standing.{key}", lang, made=made, now=now)
    try:
        after, _ = kept.load(entry.scenario_id, now)
    except InvalidInput:  # what its page tells
        return said
    return text("report.space", lang).join((said, _since(kept, entry, after, lang, entry)))


def _since(kept: Store, entry: PlanEntry, after: Scenario, lang: str, than: PlanEntry) -> str:
    before, _ = kept.load(entry.scenario_id, entry.revision)
    found = changes(before, after, lang)
    told = found[:_MOST_TOLD] or [text("ui.standing.nothing", lang)]
    mark = text("common.mark.clause", lang)
    return text(
        "ui.standing.listed",
        lang,
        since=since_words(entry.revision, len(found), lang, of_another(kept, entry, than, lang)),
        changes=mark.join(each.rstrip("。.") for each in told),
        more="…" if len(found) > _MOST_TOLD else "",
    )
