"""The chains of a plan, and the order in which they can be carried out."""

from __future__ import annotations

from rotation.compare.judged import Judged
from rotation.compare.waves import Wave
from rotation.draw.terminal import Page
from rotation.report.places import steps
from rotation.report.table import Cell, Table
from rotation.report.told import Told
from rotation.wording.comparisons import chain_words, plan_word
from rotation.wording.names import Names

STEPS = ("wave", "step", "name", "kind", "from", "to")


def show_chains(page: Page, told: Told, place: int) -> None:
    """How the moves are carried out, then every chain with its steps, and the moves that hang on
    no other."""
    chains, order = told.judged.chains, told.judged.order
    linked = [chain for chain in chains if chain.linked]
    page.heading("chain.heading", plan=plan_word(place, page.lang))
    if not chains:
        page.line(page.say("chain.none"), indent=1)
        return
    page.line(
        page.say(
            "chain.summary",
            chains=sum(not chain.cycle for chain in linked),
            cycles=sum(chain.cycle for chain in linked),
            single=len(chains) - len(linked),
            steps=order.steps,
            waves=len(order.waves),
        ),
        indent=1,
    )
    page.line(page.say("chain.note"), "dim", indent=1)
    _show_waves(page, told.names, told.judged)
    table = steps(told)
    of_chain = table.column("chain")
    for number, chain in enumerate(linked, start=1):
        kept = [cell.value == number for cell in of_chain]
        _show_steps(page, chain_words(told.names, chain, number), table.where(kept))
    alone = {Cell(number + 1) for number in range(len(linked), len(chains))}
    if alone:
        kept = [cell in alone for cell in of_chain]
        _show_steps(page, page.say("chain.single", count=len(alone)), table.where(kept))


def _show_steps(page: Page, title: str, table: Table) -> None:
    """Steps below a title; their waves, where there are several."""
    waves = len(set(table.column("wave"))) > 1
    page.gap()
    page.line(title, "bold", indent=1)
    page.report(table.only(*STEPS if waves else STEPS[1:]), grows=True)


def _show_waves(page: Page, names: Names, judged: Judged) -> None:
    """How many waves and why; a line for each where there are several."""
    order = judged.order
    overruns = any(wave.overruns for wave in order.waves)
    limited = "chain.limited_but" if overruns else "chain.limited"
    page.line(page.say(limited if order.limited else "chain.unlimited"), indent=1)
    if len(order.waves) > 1:
        fewest = "chain.fewest" if order.fewest == len(order.waves) else "chain.at_least"
        page.line(page.say(fewest, count=order.fewest), indent=1)
        for number, wave in enumerate(order.waves, start=1):
            page.line(_wave_words(page, wave, number), indent=2)
    for number, wave in enumerate(order.waves, start=1):
        for over in wave.overruns:
            words = page.say(
                "chain.overrun",
                number=number,
                unit=names.roster.unit[over.unit_id].name,
                count=len(over.cadre_ids),
                limit=over.limit,
                names=page.join(map(names.cadre, over.cadre_ids)),
            )
            page.item(words, "yellow", indent=2)


def _wave_words(page: Page, wave: Wave, number: int) -> str:
    return page.say(
        "chain.wave",
        number=number,
        steps=len(wave.steps),
        count=sum(len(step.moves) for step in wave.steps),
    )
