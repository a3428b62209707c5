"""Which moves hang together, as a graph; and in which waves and steps they are carried out."""

from __future__ import annotations

import streamlit as st

from rotation.compare.chains import Chain
from rotation.report.places import steps
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.ui.charts import FONT
from rotation.ui.parts.report_table import show_people
from rotation.ui.words import bare, say
from rotation.wording.comparisons import chain_words

_ABREAST = 4
"""Posts in a row of the graph."""
_NODE = (
    'shape=box, style="rounded,filled", color="#9aa3ad", fillcolor="#f3f5f8", fontsize=11, '
    'margin="0.12,0.07"'
)
_SHOWN = ("wave", "step", "name", "kind", "from", "to", "chain", "at_once")
_WIDTHS = {"wave": 50, "step": 50, "name": 80, "kind": 80, "from": 260, "to": 260, "chain": 60}


def show_chains(told: Told) -> None:
    st.header(say("chains.heading"))
    chains = [chain for chain in told.judged.chains if chain.linked]
    if chains:
        words = {
            place: chain_words(told.names, chain, place + 1) for place, chain in enumerate(chains)
        }
        chosen = st.selectbox(
            say("chains.which"), list(words), format_func=words.__getitem__, key="chain",
            label_visibility="collapsed",
        )  # fmt: skip
        st.graphviz_chart(graph(told, chains[chosen or 0]), width="content")
    else:
        st.info(say("chains.none"))
    _order(told)


def _order(told: Told) -> None:
    """The steps in their order, wave by wave where there are several."""
    st.header(say("table.steps"))
    waves = told.judged.order.waves
    key = "limited" if told.judged.order.limited else "unlimited"
    if any(wave.overruns for wave in waves):
        key = "limited_but"
    elif key == "limited" and len(waves) == 1:
        key = "limited_one"
    st.caption(say(f"chains.{key}", waves=len(waves), steps=told.judged.order.steps))
    for number, wave in enumerate(waves, start=1):
        for over in wave.overruns:
            unit = told.scenario.roster.unit[over.unit_id].name
            values = {"unit": unit, "count": len(over.cadre_ids), "limit": over.limit}
            st.warning(say("chains.overrun", number=number, **values))
    table: Table = steps(told).only(*(_SHOWN if len(waves) > 1 else _SHOWN[1:]))
    if len(waves) > 1:
        every = list(range(1, len(waves) + 1))
        labels = {number: say("chains.wave", number=number) for number in every}
        wanted = st.pills(
            say("chains.waves"), every, format_func=labels.__getitem__, selection_mode="multi",
            key="waves",
        ) or every  # fmt: skip
        table = table.where([wave.value in wanted for wave in table.column("wave")])
    show_people(table, "steps", _WIDTHS)


def graph(told: Told, chain: Chain) -> str:
    """The chain in the DOT language: posts as boxes, each move an arrow with the cadre's name.

    It runs from left to right, then back, row by row, so that its words stay large.
    """
    font = FONT.replace("'", "")
    keys, names = _stops(chain), [told.names.cadre(m.cadre_id) for m in reversed(chain.moves)]
    lines = [
        'rankdir=TB; bgcolor="transparent"; ranksep=0.5; nodesep=0.9;',
        f'node [fontname="{font}", {_NODE}];',
        f'edge [fontname="{font}", fontsize=11, color="#1f5582", fontcolor="#1f5582"];',
    ]
    boxes = [f"n{place}" for place in range(len(keys))]
    if chain.cycle:
        boxes[-1] = boxes[0]
    for place, key in enumerate(keys[:-1] if chain.cycle else keys):
        lines.append(_box(told, key, boxes[place], chain))
    for start in range(0, len(dict.fromkeys(boxes)), _ABREAST):
        row = list(dict.fromkeys(boxes))[start : start + _ABREAST]
        lines.append(f"{{rank=same; {'; '.join(row)}}}")
    for place, name in enumerate(names):
        lines.append(_arrow(place, boxes, name))
    return "digraph {" + "\n".join(lines) + "}"


def _stops(chain: Chain) -> list[str]:
    """Where the chain passes, in the direction in which its cadres move: posts by id; who comes
    from the pool or leaves begins or ends it."""
    moves = list(reversed(chain.moves))
    ends = [move.to_post_id or "out" for move in moves]
    return [moves[0].from_post_id or "pool", *ends]


def _arrow(place: int, boxes: list[str], name: str) -> str:
    """A move from one box to the next. In every other row boxes stand from right to left."""
    label = f"label={_quoted(f' {name} ')}"
    start, end = boxes[place], boxes[place + 1]
    if place + 1 == len(boxes) - 1 and end == boxes[0]:  # a cycle closes
        return f"{start} -> {end} [{label}, constraint=false];"
    inside = (place + 1) % _ABREAST != 0
    backwards = inside and (place // _ABREAST) % 2 == 1
    if backwards:
        return f"{end} -> {start} [{label}, dir=back];"
    return f"{start} -> {end} [{label}];"


def _box(told: Told, key: str, name: str, chain: Chain) -> str:
    """A post, its unit above its title; where somebody comes from or leaves to, in words."""
    if key in ("pool", "out"):
        words = _quoted(say(f"chains.{key}"))
        return f'{name} [label={words}, fillcolor="#ffffff", style="rounded,dashed"];'
    roster = told.scenario.roster
    label = f"{roster.unit_of_post(key).name}\n{roster.post[key].title}"
    if key == chain.left_post_id:
        empty = _quoted(bare("chains.left_empty", post=label))
        return f'{name} [label={empty}, fillcolor="#ffffff", style="rounded,dashed"];'
    return f"{name} [label={_quoted(label)}];"


def _quoted(words: str) -> str:
    """A string of the DOT language."""
    plain = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'
