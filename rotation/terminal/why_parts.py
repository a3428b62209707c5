"""An alternative with its price, or with the laws in its way; and what each law rules out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Col, Page
from rotation.explain.alternative import Alternative, Outcome, subject_words
from rotation.explain.price import Price
from rotation.explain.removed import Against, Barrier
from rotation.explain.wording import finding_words, others_words, step_words, treated_words
from rotation.wording.names import rule_title
from rotation.wording.sources import source_lines

BARRIERS = (
    Col("law", wraps=True, least=12),
    Col("ruled_out", right=True),
    Col("alone", right=True),
    Col("examples", ratio=1),
)
MOST_EXAMPLES = 3
MOST_OTHERS = 3
"""Others whose change is told in full; of more, the names."""


def show_alternative(
    page: Page, alternative: Alternative, place: int | None = None, *, everything: bool
) -> None:
    """The choice, and below it what would come of it."""
    page.gap()
    subject = subject_words(alternative.scenario, alternative).get(page.lang)
    words = subject if place is None else page.say("why.place", place=place, words=subject)
    page.line(words, "bold", indent=1)
    if alternative.price is not None:
        _show_price(page, alternative.scenario, alternative.price, everything)
        return
    style = "" if alternative.outcome is Outcome.PLANNED else "red"
    outcome = alternative.outcome.value
    if alternative.choice is None and alternative.outcome is Outcome.IMPOSSIBLE:
        outcome = "impossible_empty"
    page.line(page.say(f"why.outcome.{outcome}"), style, indent=4)
    for against in alternative.against:
        _show_against(page, alternative.scenario, against)
    if alternative.obstacles:
        page.line(page.say("why.obstacles"), indent=4)
    for finding in alternative.obstacles:
        page.item(finding_words(finding).get(page.lang), indent=6)


def _show_against(page: Page, scenario: Scenario, against: Against) -> None:
    """What breaks the law here, then the law and where it comes from."""
    page.line(rule_title(against.law, page.lang), "bold", indent=4)
    for finding in against.findings:
        page.item(finding_words(finding).get(page.lang), "red", indent=6)
    page.line(against.sentence[page.lang], indent=6)
    for line in source_lines(page, scenario, against.law):
        page.line(line, "dim", indent=6)


def _show_price(page: Page, scenario: Scenario, price: Price, everything: bool) -> None:
    decisive = price.decisive
    if decisive is None:
        page.line(page.say("why.price.equal"), "green", indent=4)
    else:
        key = "better" if price.free else "costs"
        page.line(page.say(f"why.price.{key}"), "green" if price.free else "", indent=4)
    for tier, worse, figure in step_words(price):
        said = page.say("why.price.step", tier=tier, words=figure.get(page.lang))
        page.item(said, "red" if worse else "green", indent=4)
    for key, findings in (("gained", price.gained), ("lost", price.lost)):
        for finding in findings:
            said = finding_words(finding).get(page.lang)
            page.item(page.say(f"why.price.{key}", words=said), "dim", indent=6)
    if not price.proven:
        page.line(page.say("why.price.doubt"), "yellow", indent=4)
    _show_others(page, scenario, price, everything)


def _show_others(page: Page, scenario: Scenario, price: Price, everything: bool) -> None:
    """Who else has to change: what each would do instead, or of many the names."""
    if not price.others or (len(price.others) > MOST_OTHERS and not everything):
        words = others_words(scenario.roster, price).get(page.lang)
        page.line(words[:1].upper() + words[1:], indent=4)
        return
    key = "why.others" if price.fewest else "why.others_at_most"
    page.line(page.say(key, count=len(price.others)), indent=4)
    for treated in price.others:
        page.item(treated_words(scenario, treated).get(page.lang), "dim", indent=6)


def show_barriers(
    page: Page, barriers: Sequence[Barrier], name: Callable[[str], str], everything: bool
) -> None:
    """By law how much it rules out, and examples; first of what it alone rules out."""
    if not barriers:
        page.line(page.say("why.no_barrier"), indent=1)
        return
    rows = []
    for barrier in barriers:
        alone = set(barrier.alone)
        ids = [*barrier.alone, *(found for found in barrier.ids if found not in alone)]
        shown = ids if everything else ids[:MOST_EXAMPLES]
        rows.append(
            (
                rule_title(barrier.law, page.lang),
                str(len(barrier.ids)),
                str(len(barrier.alone)),
                page.say("mark.clause").join(map(name, shown)),
            )
        )
    page.table(BARRIERS, rows)
