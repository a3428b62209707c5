"""What a meeting has to decide or to know beside persons: exceptions and decisions with who stands
for them, the order of carrying out, what has to be done before."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus
from rotation.report import places
from rotation.report.table import Cell, Table, Value
from rotation.report.told import Told
from rotation.rules.registry import law_of
from rotation.wording.names import rule_title

_SEATS = {DecisionAction.PIN: "meeting.takes", DecisionAction.FORBID: "meeting.takes_not"}
Row = tuple[Cell | Value, ...]


def cases(told: Told) -> tuple[Table, ...]:
    """Exceptions, approved or to be; then what decisions settle."""
    columns = [
        told.column("number", 5, number=True),
        told.column("name", 9),
        told.column("matter", 42),
        told.column("basis", 30),
        told.column("decided_by", 16),
        told.column("document", 18),
        told.column("decided_on", 11),
        told.column("settled", 9),
    ]
    rows = {"exceptions": list(_exceptions(told)), "by_decision": list(_by_decision(told))}
    return tuple(
        told.table(key, columns, [(i, *row) for i, row in enumerate(found, start=1)])
        for key, found in rows.items()
    )


def _exceptions(told: Told) -> Iterator[Row]:
    for finding in told.judged.report.waivers:
        decision = _waiver(told, finding)
        approved = finding.status is FindingStatus.WAIVED
        yield (
            _persons(told, finding.cadre_ids),
            finding.text.get(told.lang, ""),
            _basis(told, finding),
            *(_authority(decision) if decision else ("", "", "")),
            told.say("meeting.approved" if approved else "meeting.to_approve"),
        )


def _waiver(told: Told, finding: Finding) -> Decision | None:
    """The decision that exempts somebody whom a finding is about."""
    return next(
        (
            each
            for each in told.scenario.decisions
            if each.action is DecisionAction.WAIVE
            and each.rule == finding.rule
            and each.cadre_id in finding.cadre_ids
        ),
        None,
    )


def _basis(told: Told, finding: Finding) -> str:
    """The law, and the article that it rests on in this case."""
    law, title = law_of(told.scenario, finding.rule), rule_title(finding.rule, told.lang)
    if law is None:
        return title
    source = (
        law.rests_on(told.scenario, finding.cadre_ids[0]) if finding.cadre_ids else law.sources[0]
    )
    return told.say(
        "meeting.basis", title=title, document=source.document, article=source.article
    ).rstrip()


def _by_decision(told: Told) -> Iterator[Row]:
    """Every decision but those that an exception above names."""
    used = [_waiver(told, finding) for finding in told.judged.report.waivers]
    for decision in told.scenario.decisions:
        if decision not in used:
            yield (
                told.person(decision.cadre_id),
                _matter(told, decision),
                decision.reason,
                *_authority(decision),
                told.say("meeting.decided"),
            )


def _matter(told: Told, decision: Decision) -> str:
    """What is decided: for which post, law, category or route, where one is named."""
    word = table("decision_action").word(decision.action, told.lang)
    cadre = told.scenario.roster.cadre[decision.cadre_id]
    if decision.action in _SEATS:
        if decision.post_id in (None, cadre.post_id):
            return told.say("meeting.stays", post=told.names.post(cadre.post_id))
        return told.say(_SEATS[decision.action], post=told.names.post(decision.post_id))
    codes = {"transfer_category": decision.category, "route": decision.route}
    said = [table(name).word(code, told.lang) for name, code in codes.items() if code]
    said += [rule_title(decision.rule, told.lang)] if decision.rule else []
    said += [told.names.post(decision.post_id)] if decision.post_id else []
    about = told.words.join(said)
    return told.say("meeting.matter", decision=word, about=about) if about else word


def _authority(decision: Decision) -> Row:
    day = decision.decided_on
    return decision.decided_by, decision.document, day.isoformat() if day else ""


def _persons(told: Told, cadre_ids: tuple[str, ...]) -> Cell:
    alone = cadre_ids[0] if len(cadre_ids) == 1 else ""
    return Cell(told.words.join(map(told.names.cadre, cadre_ids)), id=alone)


def steps(told: Told) -> Table:
    """In which order the moves are made."""
    widths = {"wave": 6, "step": 6, "name": 10, "kind": 12, "from": 40, "to": 40, "at_once": 12}
    return places.steps(told).only(*widths).wide(widths)


def matters(told: Told) -> Table:
    """What somebody has to see to before the plan is carried out."""
    columns = [
        told.column("number", 5, number=True),
        told.column("name", 20),
        told.column("matter", 100),
    ]
    listed = [f for f in told.judged.report.findings if f.status is FindingStatus.LISTED]
    rows = [
        (i, _persons(told, finding.cadre_ids), finding.text.get(told.lang, ""))
        for i, finding in enumerate(listed, start=1)
    ]
    return told.table("matters", columns, rows)
