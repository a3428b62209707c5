"""The pages of `move`: what a plan changed by hand comes to, and where somebody could go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.domain.codes import table
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Col, Page
from rotation.explain.by_hand import Offer, Step, Trial
from rotation.explain.wording import finding_words, step_words, treated_words
from rotation.terminal.findings import show_broken
from rotation.wording.names import Names, rule_title
from rotation.wording.tier_changes import tier_changes

MOST_OFFERS = 12
OFFERS = (Col("post", ratio=1), Col("kind"), Col("displaced"), Col("gain_and_loss", ratio=1))


@dataclass(frozen=True)
class Moved:
    """file: the plan's name as given. written: where the changed plan went."""

    scenario: Scenario
    file: str
    steps: tuple[Step, ...]
    trial: Trial
    written: Path | None = None


@dataclass(frozen=True)
class Offered:
    """Where a cadre could go. everything: posts that a law closes too."""

    scenario: Scenario
    file: str
    cadre_id: str
    offers: tuple[Offer, ...]
    everything: bool = False


def show_move(page: Page, moved: Moved) -> None:
    """Verdict, who waits, what breaks, what the goals gain and lose, who is treated otherwise."""
    scenario, trial = moved.scenario, moved.trial
    names = Names(scenario, page.lang)
    page.line(scenario.name, "bold")
    key, style = ("broken", "bold red") if trial.report.broken else ("lawful", "bold green")
    page.line(page.say(f"by_hand.{key}", file=moved.file, count=len(trial.report.broken)), style)
    if trial.waiting:
        who = page.join(map(names.cadre, trial.waiting))
        page.line(page.say("by_hand.waiting", count=len(trial.waiting), names=who), "yellow")
    if trial.report.broken:
        show_broken(page, scenario, trial.report.broken)
    _show_mended(page, trial)
    page.heading("by_hand.figures")
    for tier, worse, figure in step_words(trial):
        said = page.say("why.price.step", tier=tier, words=figure.get(page.lang))
        page.item(said, "red" if worse else "green", indent=1)
    if not step_words(trial):
        page.line(page.say("by_hand.no_figure"), indent=1)
    for key, findings in (("gained", trial.gained), ("lost", trial.lost)):
        for finding in findings:
            said = finding_words(finding).get(page.lang)
            page.item(page.say(f"why.price.{key}", words=said), "dim", indent=3)
    page.heading("by_hand.changed", count=len(trial.changed))
    for treated in trial.changed:
        page.item(treated_words(scenario, treated).get(page.lang), indent=1)
    page.gap()
    page.line(page.say("by_hand.note"), "dim")
    if moved.written is not None:
        page.line(page.say("by_hand.written", path=str(moved.written)))


def _show_mended(page: Page, trial: Trial) -> None:
    for finding in trial.mended:
        said = finding_words(finding).get(page.lang)
        page.item(page.say("by_hand.mended", words=said), "green", indent=1)


def show_offers(page: Page, offered: Offered) -> None:
    """Posts that are open, what costs least first; then by law how many it closes."""
    names = Names(offered.scenario, page.lang)
    open_posts = [offer for offer in offered.offers if not offer.laws]
    page.line(offered.scenario.name, "bold")
    page.heading(
        "by_hand.offers",
        name=names.cadre(offered.cadre_id),
        open=len(open_posts),
        posts=len(offered.offers),
    )
    shown = open_posts if offered.everything else open_posts[:MOST_OFFERS]
    page.table(OFFERS, [_offer(page, names, offer) for offer in shown])
    page.more(len(open_posts) - len(shown))
    page.line(page.say("by_hand.offers_note"), "dim")
    closed = [offer for offer in offered.offers if offer.laws]
    if closed and not offered.everything:
        page.line(page.say("by_hand.closed", count=len(closed)), "dim")
    for offer in closed if offered.everything else ():
        laws = page.join(rule_title(code, page.lang) for code in offer.laws)
        page.item(page.say("by_hand.closed_by", post=names.post(offer.post_id), laws=laws), "dim")


def _offer(page: Page, names: Names, offer: Offer) -> Sequence[str]:
    displaced = "" if offer.displaced is None else names.cadre(offer.displaced)
    kind = table("action").word(offer.kind, page.lang)
    costs = tier_changes(names.scenario, page, offer.tiers)
    return names.post(offer.post_id), kind, displaced, costs
