"""Small tables and marks as HTML, for what is to be read and not sorted. All text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

STYLE = """
.rt { width: 100%; border-collapse: collapse; font-size: 0.95rem; line-height: 1.45; }
.rt th { text-align: left; font-weight: 600; color: #4a5563; background: #f3f5f8;
  padding: 0.45rem 0.7rem; border-bottom: 1px solid #d5dbe3; }
.rt td { padding: 0.42rem 0.7rem; border-bottom: 1px solid #e6eaf0; vertical-align: top; }
.rt th { white-space: pre-line; word-break: keep-all; vertical-align: bottom; }
.rt .right { text-align: right; font-variant-numeric: tabular-nums; }
.rt td.right { white-space: nowrap; }
.rt-box { max-height: 560px; overflow-y: auto; border: 1px solid #d5dbe3; border-radius: 4px; }
.rt-box th { position: sticky; top: 0; }
.rt-box .rt { font-size: 0.87rem; }
.rt tr.group td { font-weight: 600; background: #f8fafc; color: #1f5582; }
.rt tr.strong td { font-weight: 600; }
.rt-good { color: #1f6b3a; font-weight: 600; }
.rt-bad { color: #a33b3b; font-weight: 600; }
.rt-warn { color: #8a5a12; font-weight: 600; }
.rt-strong { font-weight: 600; }
.rt-dim { color: #66707d; }
.rt-fault { color: #8a5a12; }
.rt-good, .rt-bad, .rt-warn { white-space: nowrap; }
.rt-step + .rt-step { margin-top: 0.5rem; }
.rt-step > div + div { margin-top: 0.1rem; }
.pb-post { font-weight: 600; margin-bottom: 0.5rem; }
.pb-row { display: flex; gap: 0.5rem; align-items: stretch; }
.pb-side { flex: 1 1 0; min-width: 0; }
.pb-label { font-size: 0.8rem; color: #66707d; margin-bottom: 0.2rem; }
.pb-arrow { align-self: center; color: #8b95a1; font-size: 1.3rem; padding-top: 1rem; }
.pb-card { display: flex; gap: 0.6rem; align-items: center; padding: 0.45rem 0.6rem;
  border: 1px solid #d5dbe3; border-left-width: 4px; border-radius: 4px; background: #fff;
  margin-bottom: 0.35rem; flex: 1 1 0; min-width: 0; line-height: 1.35; }
.pb-in { border-left-color: #1f6b3a; background: #f3f9f5; }
.pb-out { border-left-color: #c8772e; background: #fdf7f1; }
.pb-stay { border-left-color: #9aa3ad; }
.pb-vacant { border-style: dashed; color: #66707d; min-height: 3rem; justify-content: center; }
.pb-face { flex: none; width: 2.3rem; height: 2.3rem; border-radius: 50%; color: #fff;
  display: flex; align-items: center; justify-content: center; font-weight: 600; }
.pb-photo { flex: none; width: 2.6rem; height: 3.5rem; object-fit: cover; border-radius: 3px; }
.pb-m { background: #1f5582; }
.pb-f { background: #8c4a6b; }
.pb-name { display: flex; flex-wrap: wrap; gap: 0 0.5rem; align-items: baseline; }
.pb-detail { color: #4a5563; font-size: 0.87rem; }
ul.tw { list-style: none; margin: 0 !important; padding: 0 !important; display: grid; gap: 0.5rem;
  grid-template-columns: repeat(auto-fill, minmax(15.2rem, 1fr)); }
.tw li { margin: 0 !important; padding: 0 !important; display: flex; }
[data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; overflow: visible;
  mask: none; }
.tw-team, .tw-team:visited { flex: 1 1 0; min-width: 0; padding: 0.4rem 0.6rem; border-radius: 4px;
  border: 1px solid #d5dbe3; border-left: 4px solid #c5ccd5; background: #fff; line-height: 1.45;
  color: #1d2530; text-decoration: none; font-size: 0.87rem; }
.tw-changed { border-left-color: #1f5582 !important; }
.tw-team:hover, .tw-team:focus { background: #eef4fa; border-color: #1f5582; }
.tw-head, .tw-line { display: flex; flex-wrap: wrap; gap: 0 0.7rem; }
.tw-head { justify-content: space-between; }
.tw-head b { font-size: 0.95rem; font-weight: 600; }
.tw-flow { color: #1f5582; white-space: nowrap; }
.tw-piece { white-space: nowrap; color: #4a5563; }
.tw-piece b { font-weight: 600; }
.tw-good { color: #1f6b3a; }
.tw-bad { color: #a33b3b; }
.tw-warn { color: #8a5a12; }
.tw-dim { color: #66707d; }
.tw-mark { padding: 0 0.45rem; border-radius: 0.7rem; font-size: 0.8rem; }
.tw-red { background: #f7dddd; color: #8f2727; }
.tw-blue { background: #dce8f5; color: #1b4a75; }
.tw-empty { background: #f6ecd9; color: #7a4e0c; }
.tw-cleared { border: 1px solid #c5ccd5; color: #4a5563; }
a.pb-vacant, a.pb-vacant:visited { color: #1f5582; }
.rt a, .rt a:visited { color: #1f5582; white-space: nowrap; }
.rt-small { color: #66707d; font-size: 0.87rem; }
.rt-tag { display: inline-block; padding: 0 0.5rem; border-radius: 0.7rem; font-size: 0.85rem;
  background: #eef2f7; color: #35404d; white-space: nowrap; }
"""


@dataclass(frozen=True)
class Cell:
    """Text of a kind of the style: good, bad, warn, fault, strong, dim, small, tag. title: shown
    on pointing at it. href: where it leads."""

    text: str
    kind: str = ""
    title: str = ""
    href: str = ""


@dataclass(frozen=True)
class Stack:
    """Groups of pieces of text, in one cell one under another."""

    groups: Sequence[Sequence[Cell | str]]


Field = Cell | Stack | str


@dataclass(frozen=True)
class Row:
    """A row of a table. kind: group (a heading across), strong, or nothing."""

    cells: Sequence[Field]
    kind: str = ""


def table(
    headings: Sequence[str],
    rows: Sequence[Row | Sequence[Field]],
    right: Sequence[int] = (),
    widths: Sequence[str] = (),
) -> str:
    """A table. right: places of the columns that are set to the right; widths: CSS, by column."""
    head = "".join(
        f"<th{_side(place, right)}{_width(place, widths)}>{escape(words)}</th>"
        for place, words in enumerate(headings)
    )
    body = "".join(_row(row, len(headings), right) for row in rows)
    return f'<table class="rt"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def show_table(
    headings: Sequence[str],
    rows: Sequence[Row | Sequence[Field]],
    right: Sequence[int] = (),
    widths: Sequence[str] = (),
    *,
    boxed: bool = False,
) -> None:
    """boxed: in a frame that scrolls, under headings that stay."""
    drawn = table(headings, rows, right, widths)
    st.html(f'<div class="rt-box">{drawn}</div>' if boxed else drawn)


def span(cell: Field) -> str:
    """A piece of text, or several."""
    if isinstance(cell, str):
        return escape(cell)
    if isinstance(cell, Stack):
        groups = ("".join(f"<div>{span(each)}</div>" for each in group) for group in cell.groups)
        return "".join(f'<div class="rt-step">{group}</div>' for group in groups)
    kind = f' class="rt-{cell.kind}"' if cell.kind else ""
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    if cell.href:
        return f'<a{kind}{title} href="{escape(cell.href)}">{escape(cell.text)}</a>'
    return f"<span{kind}{title}>{escape(cell.text)}</span>"


def _row(row: Row | Sequence[Field], columns: int, right: Sequence[int]) -> str:
    found = row if isinstance(row, Row) else Row(row)
    kind = f' class="{found.kind}"' if found.kind else ""
    if found.kind == "group" and len(found.cells) == 1:
        return f'<tr{kind}><td colspan="{columns}">{span(found.cells[0])}</td></tr>'
    cells = "".join(
        f"<td{_side(place, right)}>{span(cell)}</td>" for place, cell in enumerate(found.cells)
    )
    return f"<tr{kind}>{cells}</tr>"


def _side(place: int, right: Sequence[int]) -> str:
    return ' class="right"' if place in right else ""


def _width(place: int, widths: Sequence[str]) -> str:
    return f' style="width: {widths[place]}"' if place < len(widths) and widths[place] else ""
