"""A report as one HTML page for a meeting: to be looked at, and to be printed on A4.

It holds everything itself and asks for nothing outside. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rotation.locales import text
from rotation.report.table import Column, Report, Table, Value

MARK = "✓ "
_TAGS = {"zh": "zh-CN", "en": "en"}
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 28px 32px 60px; color: #1d2530;
  font: 15px/1.6 "Source Sans 3", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC",
    "Microsoft YaHei", sans-serif; }
h1 { font-size: 25px; margin: 0 0 6px; line-height: 1.3; }
h2 { font-size: 18px; margin: 34px 0 8px; padding-left: 10px; border-left: 4px solid #1f5582; }
.line { color: #4a5563; margin: 0; }
.summary { margin: 18px 0 0; padding: 14px 18px; background: #f3f5f8; border-radius: 4px; }
.summary p { margin: 4px 0; }
table { width: 100%; border-collapse: collapse; font-size: 13.5px; line-height: 1.45; }
th { background: #1f5582; color: #fff; text-align: left; font-weight: 600; white-space: nowrap; }
th, td { padding: 5px 8px; border: 1px solid #d5dbe3; vertical-align: top; }
tbody tr:nth-child(even) td { background: #fafbfc; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.best { color: #1f6b3a; font-weight: 700; white-space: nowrap; }
.strong td { font-weight: 600; }
.short { white-space: nowrap; }
.wide { min-width: 13.5em; }
.note { color: #66707d; font-size: 13px; margin: 6px 0 0; }
.print { float: right; font: inherit; padding: 6px 16px; color: #fff; background: #1f5582;
  border: 0; border-radius: 4px; cursor: pointer; }
@media print {
  @page { size: A4 landscape; margin: 12mm 12mm 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .print { display: none; }
  h1 { font-size: 17pt; } h2 { font-size: 12.5pt; break-after: avoid; }
  table { font-size: 9pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  th, .summary, tbody tr:nth-child(even) td { -webkit-print-color-adjust: exact;
    print-color-adjust: exact; }
}
"""
_SHORT, _WIDE = 12, (24, 40)
"""Columns as narrow as this hold words that are not to be broken; those in between hold names of
posts, which need some room."""


def page(report: Report, lang: str) -> str:
    """The whole page."""
    title = escape(report.title)
    lines = "".join(f'<p class="line">{escape(line)}</p>' for line in report.lines)
    summary = "".join(f"<p>{escape(sentence)}</p>" for sentence in report.summary)
    button = escape(text("report.print", lang))
    body = "".join(part for table in report.tables for part in _table(table))
    return (
        f'<!doctype html><html lang="{_TAGS[lang]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>"
        f'<button class="print" onclick="print()">{button}</button>'
        f'<h1>{title}</h1>{lines}<div class="summary">{summary}</div>{body}</body></html>'
    )


def _table(table: Table) -> Iterator[str]:
    yield f"<h2>{escape(table.title)}</h2>"
    if not table.rows:
        yield f'<p class="line">{escape(table.empty)}</p>'
        return
    heads = "".join(
        f"<th{_kind(column.number)}>{escape(column.words)}</th>" for column in table.columns
    )
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
    for place, row in enumerate(table.rows):
        strong = ' class="strong"' if place in table.strong else ""
        best = table.best[place] if table.best else frozenset()
        cells = "".join(
            _cell(value, column, best=column.key in best)
            for column, value in zip(table.columns, row, strict=True)
        )  # fmt: skip
        yield f"<tr{strong}>{cells}</tr>"
    yield "</tbody></table>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _cell(value: Value, column: Column, *, best: bool) -> str:
    kinds = {
        "number": column.number,
        "best": best,
        "short": column.width <= _SHORT,
        "wide": _WIDE[0] <= column.width <= _WIDE[1],
    }
    on = " ".join(kind for kind, holds in kinds.items() if holds)
    mark = f' class="{on}"' if on else ""
    words = "" if value is None else escape(str(value))
    return f"<td{mark}>{MARK if best else ''}{words}</td>"


def _kind(number: bool) -> str:
    return ' class="number"' if number else ""
