"""The page of `audit`: which laws a plan breaks, and where its own figures are wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rotation.audit.report import AuditReport
from rotation.compare.judged import Judged, at_present
from rotation.domain.codes import table
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.locales import text
from rotation.report.told import Told
from rotation.terminal.findings import show_findings
from rotation.terminal.goals import show_goals
from rotation.terminal.solve import show_header
from rotation.wording.comparisons import joined
from rotation.wording.names import Names, rule_title


@dataclass(frozen=True)
class Audited:
    """A plan's audit; the plan is called as the person named its file."""

    scenario: Scenario
    judged: Judged
    everything: bool = False

    @property
    def report(self) -> AuditReport:
        return self.judged.report


def show_audit(page: Page, audited: Audited) -> None:
    """Header, verdict, findings by rule, claims that differ, recomputed goals."""
    report, file = audited.report, audited.judged.label
    told = Told(audited.scenario, audited.judged, at_present(audited.scenario), page.lang)
    show_header(page, audited.scenario)
    page.gap()
    if report.broken:
        words = page.say("audit.broken", file=file, count=len(report.broken))
        page.line(words, "bold red")
    else:
        page.line(page.say("audit.clean", file=file), "bold green")
    show_findings(page, told, audited.everything)
    if report.claims:
        page.heading("claim.heading", count=len(report.claims))
        for claim in report.claims:
            page.item(claim_words(told.names, claim), indent=1)
    show_goals(page, told)


def claim_words(names: Names, claim: tuple[str, object, object]) -> str:
    """What the plan says of itself and what was recomputed, as a sentence."""
    what, claimed, found = claim
    values: dict[str, object] = {"claimed": claimed, "found": found}
    tier, vacancy = re.fullmatch(r"tier (\d+)", what), re.fullmatch(r"vacancy (.+)", what)
    action = re.fullmatch(r"action (.+)", what)
    beside = re.fullmatch(r"concurrent (.+)", what)
    if what == "scenario":
        key = "scenario" if claimed else "no_scenario"
    elif what == "published":
        key = what
    elif what.startswith("scenario "):
        key = f"scenario_{what.removeprefix('scenario ')}"
        values = {name: _state_words(state, names.lang) for name, state in values.items()}
    elif tier:
        key, values["what"] = "tier", tier[1]
    elif action:
        words = table("action")
        key, values["what"] = "action", names.roster.cadre[action[1]].name
        values["claimed"] = words.word(str(claimed), names.lang)
        values["found"] = words.word(str(found), names.lang)
    elif beside:
        key, values["what"] = "concurrent", names.roster.cadre[beside[1]].name
        values |= {name: _posts(names, ids) for name, ids in values.items() if name != "what"}
    elif vacancy:
        known = vacancy[1] in names.roster.post
        key, values["what"] = "vacancy", names.post(vacancy[1]) if known else vacancy[1]
    else:
        key, values["what"] = "goal", rule_title(what, names.lang)
    return text(f"terminal.claim.{key}", names.lang, **values)


def _state_words(state: object, lang: str) -> str:
    """A name or a date; of goals, which stand in which tier and with what weight."""
    if not isinstance(state, list):
        return str(state)
    goals = [
        text(
            "terminal.claim.goal_order", lang, goal=rule_title(code, lang), tier=tier, weight=weight
        )
        for code, tier, weight in state
    ]
    return joined(goals, lang)


def _posts(names: Names, ids: object) -> str:
    held = [names.post(post_id) for post_id in ids] if isinstance(ids, tuple) else []
    return joined(held, names.lang) or text("terminal.claim.no_posts", names.lang)
