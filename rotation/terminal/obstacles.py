"""Why an infeasible scenario has no plan: the fewest breaches in the way, and how to allow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rotation.audit.report import by_rule
from rotation.domain.plan import Finding
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.io.tables import TABLE
from rotation.rules.base import Law, WaivedBy
from rotation.rules.registry import laws, waivable_laws
from rotation.rules.waivers import waived_by
from rotation.wording.names import Names, rule_title


def show_obstacles(page: Page, scenario: Scenario, obstacles: Sequence[Finding]) -> None:
    """Each rule with its sentences, and below all of them what would allow them."""
    names = Names(scenario, page.lang)
    page.line(page.say("obstacle.heading", count=len(obstacles)), "bold")
    for code, found in by_rule(obstacles).items():
        page.line(rule_title(code, page.lang), "bold", indent=1)
        for finding in found:
            page.item(finding.text.get(page.lang, finding.rule), indent=2)
        ways = list(_ways(page, names, code, found))
        page.line(page.say("obstacle.how" if ways else "obstacle.nobody"), "dim", indent=2)
        for way in ways:
            page.item(way, "dim", indent=3)


def _ways(page: Page, names: Names, code: str, found: Sequence[Finding]) -> Iterator[str]:
    ids = dict.fromkeys(cadre_id for finding in found for cadre_id in finding.cadre_ids)
    who = page.join(names.cadre(cadre_id) for cadre_id in ids)
    law = laws().get(code)
    if law is None:
        yield page.say("obstacle.structure")
    elif law.always_on:  # decisions themselves
        asked = () if names.scenario.replan is None else names.scenario.replan.decisions
        new = [d.cadre_id for d in asked if d.cadre_id in ids]
        if new:
            yield page.say("obstacle.request", names=page.join(map(names.cadre, new)))
        if set(ids) - set(new):
            yield page.say("obstacle.decision", names=who, **decision_words(page.lang))
    else:
        if law.after_publishing:
            yield page.say("obstacle.changes")
        yield from _exemptions(page, names, law, list(ids))


def _exemptions(page: Page, names: Names, law: type[Law], ids: Sequence[str]) -> Iterator[str]:
    """What somebody may waive, and whoever it is; nothing where nobody may."""
    words = decision_words(page.lang)
    classes = {i: waived_by(names.scenario, law.code, i, None) for i in ids}
    open_to = [i for i, by in classes.items() if by is not WaivedBy.NOBODY]
    if law.code == "release_with_cause":
        yield page.say("obstacle.down", ids=_with_names(page, names, ids), **words)
    elif open_to or not ids:
        key = "obstacle.waive" if open_to else "obstacle.waive_anybody"
        who = _with_names(page, names, open_to)
        body = page.say("obstacle.body", **words) if WaivedBy.BODY in classes.values() else ""
        yield page.say(key, ids=who, title=law.words.title.get(page.lang), **words) + body
    if not law.never_priced and law.code not in waivable_laws(names.scenario):
        yield page.say("obstacle.mode", section=f"[laws.{law.code}]")


def _with_names(page: Page, names: Names, ids: Sequence[str]) -> str:
    cadre = names.roster.cadre
    return page.join(page.say("obstacle.person", id=i, name=cadre[i].name) for i in ids)


def decision_words(lang: str) -> dict[str, str]:
    """The table of decisions and its columns by the names that its reader takes."""
    table = TABLE["decisions"]
    return {"table": table.heading(lang)} | {c.id: c.heading(lang) for c in table.columns}
