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


def of_compared(
    kept: Store, entries: Sequence[PlanEntry], compared: Comparison, lang: str
) -> Iterator[str]:
    """The same of plans side by side, which are compared by the newest revision of theirs."""
    newest = max(entries, key=lambda entry: entry.revision)
    for place, entry in enumerate(entries):
        if entry.revision != newest.revision:
            said = _since(kept, entry, compared.scenario, lang)
            yield text("ui.standing.of_plan", lang, plan=plan_word(place, lang), since=said)
    yield from filter(None, [_beyond(kept, newest, "older_compared", lang)])


def _beyond(kept: Store, entry: PlanEntry, key: str, lang: str) -> str:
    made, now = entry.revision, kept.scenario(entry.scenario_id).current.number
    if made == now:
        return ""
    said = text(f"ui.standing.{key}", lang, made=made, now=now)
    try:
        after, _ = kept.load(entry.scenario_id, now)
    except InvalidInput:  # what its page tells
        return said
    return text("report.space", lang).join((said, _since(kept, entry, after, lang)))


def _since(kept: Store, entry: PlanEntry, after: Scenario, lang: str) -> str:
    before, _ = kept.load(entry.scenario_id, entry.revision)
    found = changes(before, after, lang)
    told = found[:_MOST_TOLD] or [text("ui.standing.nothing", lang)]
    mark = text("common.mark.clause", lang)
    return text(
        "ui.standing.listed",
        lang,
        since=text("ui.standing.since", lang, made=entry.revision, count=len(found)),
        changes=mark.join(each.rstrip("。.") for each in told),
        more="…" if len(found) > _MOST_TOLD else "",
    )
