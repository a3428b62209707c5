"""A scenario with its evidence weighed: exempted faults out, points of its schemes in.

Every piece of evidence counts in one place. Points for results and conduct go into the category;
fit then counts what a scheme says of fit, not the same results again. Records that a scheme turned
into points are no ground of their own beside them. What the law makes of an appraisal or a sanction
holds anyway. An entry of supervision that is open is a gate that is not passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rotation.domain.cadre import Cadre, Gate, GateRecord, GateResult
from rotation.domain.codes import table
from rotation.domain.evidence import Element, Evidence, Score, Standing, Supervision
from rotation.domain.scenario import Scenario
from rotation.evidence.exempted import without_faults
from rotation.evidence.measured import Measuring, Records
from rotation.evidence.ranked import standings
from rotation.evidence.schemes import Part, Scheme, schemes_of

JUDGED = (Element.RESULTS, Element.CONDUCT)
"""What the category looks at."""


def weighed(scenario: Scenario) -> Scenario:
    """The scenario as its rules are to read it; itself where there is no evidence.

    The roster of the tables stays with it as `roster.read`. Its schemes must be sound.
    """
    read = scenario.roster.read
    if not read.evidence.given and not scenario.schemes:
        return scenario
    roster = replace(without_faults(read), as_read=read)
    scenario = replace(scenario, roster=roster)
    schemes = schemes_of(scenario.schemes)
    evidence = _measured(scenario, schemes)
    entries: dict[str, list[Supervision]] = defaultdict(list)
    for entry in evidence.supervision:
        entries[entry.cadre_id].append(entry)
    cadres = tuple(
        _gated(
            _pointed(cadre, evidence.scores_of(cadre.cadre_id), schemes),
            entries.get(cadre.cadre_id, ()),
        )
        for cadre in roster.cadres
    )
    return replace(scenario, roster=replace(roster, cadres=cadres, evidence=evidence))


def _measured(scenario: Scenario, schemes: Mapping[str, Scheme]) -> Evidence:
    roster, records = scenario.roster, Records.of(scenario)
    scores: dict[tuple[str, str], list[Score]] = defaultdict(list)
    places: dict[tuple[str, str], Standing] = {}
    for code, scheme in schemes.items():
        now = Measuring(code, scheme, records, scenario.month)
        before = Measuring(code, scheme, records, scenario.month.plus(-scheme.months))
        who = roster.cadre if scheme.of == "cadre" else roster.unit
        for id_ in who:
            score = now.score(id_)
            if score.exact is not None or any(part.items for part in score.parts):
                scores[scheme.of, id_].append(score)
        places |= {(scheme.of, id_): place for id_, place in standings(now, before).items()}
    found = {key: tuple(each) for key, each in scores.items()}
    return replace(roster.evidence, scores=found, standings=places)


def _pointed(cadre: Cadre, scores: tuple[Score, ...], schemes: Mapping[str, Scheme]) -> Cadre:
    """With the points of the schemes in place of those that were typed."""
    found: dict[Element, int] = {}
    counted: set[str] = set()
    for score in scores:
        found |= score.elements
        for part in score.parts:
            if part.element in JUDGED and part.element in score.elements:
                counted.add(part.element.value)
                of = schemes[score.scheme].parts[part.part]
                if part.items and _all_pointed(cadre, of):
                    counted.add(of.rests_on)
    if not found:
        return cadre
    return replace(
        cadre,
        score=found.get(Element.RESULTS, cadre.score),
        conduct=found.get(Element.CONDUCT, cadre.conduct),
        suitability=found.get(Element.FIT),
        counted=frozenset(counted),
    )


def _all_pointed(cadre: Cadre, part: Part) -> bool:
    """Whether every kind of sanction gets points in the part: one that does not stays a ground."""
    kinds = {s.kind for s in cadre.sanctions} if part.rests_on == "sanctions" else set()
    return all(part.points_for(kind) is not None for kind in kinds)


def _gated(cadre: Cadre, entries: Sequence[Supervision]) -> Cadre:
    """An open entry of supervision stands for the gate that it is about."""
    shut: dict[Gate, GateRecord] = {}
    for entry in entries:
        named = table("supervision").get(entry.kind, "gate")
        if entry.state == "open" and named is not None:
            shut[Gate(named)] = GateRecord(Gate(named), entry.date, GateResult.OPEN, entry.note)
    if not shut:
        return cadre
    others = tuple(record for record in cadre.gates if record.gate not in shut)
    return replace(cadre, gates=(*others, *shut.values()))
