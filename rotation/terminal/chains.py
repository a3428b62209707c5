"""The chains of a plan, and the order in which they can be carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rotation.compare.chains import Chain, Move
from rotation.compare.judged import Judged
from rotation.compare.waves import Wave
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.wording.comparisons import chain_words, plan_word
from rotation.wording.names import Names

Place = tuple[int, int]
"""Wave and step of a move, both from 1."""


def show_chains(page: Page, names: Names, judged: Judged, place: int) -> None:
    """Every chain with its steps, then the moves that hang on no other, and the waves."""
    chains, order = judged.chains, judged.order
    linked = [chain for chain in chains if chain.linked]
    single = [chain.moves[0] for chain in chains if not chain.linked]
    page.heading("chain.heading", plan=plan_word(place, page.lang))
    if not chains:
        page.line(page.say("chain.none"), indent=1)
        return
    page.line(
        page.say(
            "chain.summary",
            chains=sum(not chain.cycle for chain in linked),
            cycles=sum(chain.cycle for chain in linked),
            single=len(single),
            steps=order.steps,
            waves=len(order.waves),
        ),
        indent=1,
    )
    page.line(page.say("chain.note"), "dim", indent=1)
    _show_waves(page, names, judged)
    places = _places(judged)
    for number, chain in enumerate(linked, start=1):
        _show_chain(page, names, chain, number, places)
    if single:
        page.gap()
        page.line(page.say("chain.single", count=len(single)), "bold", indent=1)
        _show_moves(page, names, sorted(single, key=lambda m: places[m.cadre_id]), places)


def _places(judged: Judged) -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    number = 0
    for wave_number, wave in enumerate(judged.order.waves, start=1):
        for step in wave.steps:
            number += 1
            found |= {move.cadre_id: (wave_number, number) for move in step.moves}
    return found


def _show_chain(
    page: Page, names: Names, chain: Chain, number: int, places: Mapping[str, Place]
) -> None:
    page.gap()
    page.line(chain_words(names, chain, number), "bold", indent=1)
    _show_moves(page, names, chain.moves, places)


def _show_moves(
    page: Page, names: Names, moves: Sequence[Move], places: Mapping[str, Place]
) -> None:
    waves = len({wave for wave, _ in places.values()})
    columns = [
        *([Col("wave", right=True)] if waves > 1 else []),
        Col("step", right=True),
        Col("name", least=8),
        Col("kind"),
        Col("from", ratio=1),
        Col("to", ratio=1),
    ]
    rows: list[Sequence[Cell]] = []
    for move in moves:
        wave, step = places[move.cadre_id]
        leaves = (
            page.say("chain.leaves") if move.to_post_id is None else names.post(move.to_post_id)
        )
        rows.append(
            (
                *([str(wave)] if waves > 1 else []),
                str(step),
                Prose(names.cadre(move.cadre_id), "bold"),
                names.kind(move),
                names.post(move.from_post_id),
                leaves,
            )
        )
    page.table(columns, rows)


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
