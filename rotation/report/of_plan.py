"""The report of one plan."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.compare.judged import at_present, judge
from rotation.domain.plan import FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.report import people, places, proof
from rotation.report.one_page import in_full
from rotation.report.table import Report
from rotation.report.told import Told
from rotation.wording.claims import changed_words
from rotation.wording.counts import counts_words
from rotation.wording.names import Names, switched_off_words
from rotation.wording.proofs import proof_words


def told_of(scenario: Scenario, plan: Plan, lang: str) -> Told:
    """A plan and the scenario that it was made from, judged anew. Ids are those of the roster."""
    judged = judge(scenario, plan, "")
    since = changed_words(Names(scenario, lang), judged.report.claims).strip()
    return Told(scenario, judged, at_present(scenario), lang, since)


def plan_report(told: Told) -> Report:
    """All there is to be said of a plan, for a meeting and for the file."""
    scenario = told.scenario
    return Report(
        title=told.say("title.plan", name=scenario.name),
        lines=(
            told.say(
                "of_scenario",
                date=scenario.date.isoformat(),
                units=len(scenario.roster.units),
                posts=len(scenario.roster.posts),
                cadres=len(scenario.roster.cadres),
            ),
            *filter(None, [switched_off_words(told.words, scenario)]),
        ),
        summary=(*summary(told), *in_full(told)),
        tables=(
            people.moves(told),
            people.leaving(told),
            people.by_unit(told),
            places.posts(told),
            places.steps(told),
            places.vacancies(told),
            people.staying(told),
            people.kept(told),
            proof.figures(told),
            proof.goals(told),
            proof.findings(told),
            proof.tiers(told).only(*proof.SHOWN),
        ),
    )


def summary(told: Told) -> Iterator[str]:
    """What the plan comes to: its moves, its laws, its worth, its order of carrying out."""
    yield from (said.words for said in places.must_fill_left(told))
    yield counts_words(told.words, told.judged.plan)
    yield _lawful(told)
    yield proof_words(told.words, told.judged)
    yield from filter(None, [told.by_hand, told.since])
    chains, order = told.judged.chains, told.judged.order
    yield told.say(
        "summary.chains",
        chains=sum(chain.linked and not chain.cycle for chain in chains),
        cycles=sum(chain.cycle for chain in chains),
        waves=len(order.waves),
        steps=order.steps,
    )


def _lawful(told: Told) -> str:
    found = told.judged.report.findings
    count = {status: sum(f.status is status for f in found) for status in FindingStatus}
    key = "broken" if count[FindingStatus.BROKEN] else "lawful"
    said = [told.say(f"summary.{key}", count=count[FindingStatus.BROKEN])]
    said += [
        told.say(f"summary.{status.value}", count=count[status])
        for status in (
            FindingStatus.NEEDS_APPROVAL,
            FindingStatus.WAIVED,
            FindingStatus.INHERITED,
            FindingStatus.LISTED,
        )
        if count[status]
    ]
    return told.say("space").join(said)
