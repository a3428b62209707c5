"""A memo in Word, laid out as an official document (GB/T 9704-2012).

A4; a text area of 156 x 225 mm with 22 lines of 28 characters; the title in 方正小标宋简体 of size
two, the text in 仿宋_GB2312 of size three, headings in 黑体; page numbers outside, in 宋体 of size
four. Fonts go by name, with others to take their place where they are not installed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rotation.draw.word_xml import element, name_fallbacks, sound, words_in
from rotation.locales import text
from rotation.report.memo import Memo
from rotation.report.table import Cell, Column, Row, Table

if TYPE_CHECKING:
    from docx.document import Document

TITLE, BODY, HEADING, KAI, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"
FALLBACKS = {
    TITLE: "小标宋,华文中宋,STZhongsong,Noto Serif CJK SC",
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    HEADING: "SimHei,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    PAGE: "SimSun,STSong,Noto Serif CJK SC",
}
SIZE_TWO, SIZE_THREE, SIZE_FOUR, SIZE_FIVE = 22, 16, 14, 10.5
"""Sizes of type in points."""
TOP, LEFT, BOTTOM, RIGHT, FOOTER = 37, 28, 35, 26, 23
"""Margins in millimetres; the page number stands 7 below the text, 23 above the sheet's edge."""
WIDTH, ACROSS = 8845, 20
"""Twips across the text area; characters of a title."""
LINE, TIGHT = 579, -5
"""Twips from line to line: 22 to 225 mm. Twips between characters, so that 28 go into 156 mm. (A
grid of characters would say the same, but not every program reads it alike.)"""

MOST_TITLE = 255
"""A file's properties take no longer one."""
EM, LEAST = 110, 560
"""Twips that a table's short column takes for each character it asks for, and at least."""

HEAD = "<w:tblHeader/>"
_NARROW = 16
"""Columns as narrow as this are set in the middle."""


@dataclass(frozen=True)
class _Look:
    """A style. gridded: its lines are the page's. indent: characters by which the first line stands
    in. heads: it stands above what follows, and does not part from it."""

    font: str
    size: float
    side: str = "both"
    gridded: bool = True
    indent: int = 0
    heads: bool = False


_LOOKS = {
    "Normal": _Look(BODY, SIZE_THREE),
    "Body Text": _Look(BODY, SIZE_THREE, indent=2),
    "Classification": _Look(HEADING, SIZE_THREE, "left"),
    "Title": _Look(TITLE, SIZE_TWO, "center", heads=True),
    "Subtitle": _Look(KAI, SIZE_THREE, "center"),
    "Heading 1": _Look(HEADING, SIZE_THREE, "left", heads=True),
    "Table Heading": _Look(HEADING, SIZE_FIVE, "center", gridded=False),
    "Table Text": _Look(BODY, SIZE_FIVE, "left", gridded=False),
    "Table Figure": _Look(BODY, SIZE_FIVE, "center", gridded=False),
    "Footer": _Look(PAGE, SIZE_FOUR, "left", gridded=False),
}
_RUN_IN = "Run-in Heading"


def memo_bytes(memo: Memo, lang: str) -> bytes:
    """The memo as a .docx."""
    import docx  # slow to import

    document = docx.Document()
    _styles(document, latin=lang == "en")
    _page(document)
    document.core_properties.title = " ".join(sound(memo.title).split())[:MOST_TITLE]
    document.core_properties.author = ""
    for words, style in (
        (memo.secret, "Classification"),
        (_parted(memo.title), "Title"),
        (f"{memo.body}　{memo.date}", "Subtitle"),
    ):
        document.add_paragraph(sound(words), style)
    if memo.remarks:
        document.add_paragraph(style="Body Text").add_run(sound(memo.remarks))
    _story(document, memo, lang)
    for number, table in enumerate(memo.tables, start=1):
        title = text("report.memo.table", lang, number=number, title=table.title)
        heading = document.add_paragraph(sound(title), "Heading 1")
        heading.paragraph_format.page_break_before = number == 1  # the story has its own page
        heading._p.addnext(element(_table(table)))
        if table.note:
            document.add_paragraph(sound(table.note), "Body Text")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _story(document: Document, memo: Memo, lang: str) -> None:
    """A paragraph for each chapter, its heading before its sentences."""
    for number, chapter in enumerate(memo.chapters, start=1):
        ordinal = "一二三四五六七八九"[number - 1] if lang == "zh" else number
        head = text("report.memo.chapter", lang, number=ordinal, title=chapter.title)
        words = text("report.space", lang).join(said.words for said in chapter.sentences)
        paragraph = document.add_paragraph(style="Body Text")
        paragraph.add_run(sound(head), _RUN_IN)
        paragraph.add_run(sound(words))


def _parted(title: str) -> str:
    """A title of more than a line begins another before its brackets."""
    return title.replace("（", "\n（", 1) if len(title) > ACROSS else title


def _page(document: Document) -> None:
    """The sheet, its margins and grid, and the page numbers: outside, so now right, now left."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(FOOTER)
    sheet = section._sectPr
    for grid in sheet.xpath("w:docGrid"):
        sheet.remove(grid)
    sheet.append(element(f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        footer._element.append(element(_page_number(side)))
        footer._element.remove(footer.paragraphs[0]._p)


def _page_number(side: str) -> str:
    """A paragraph with the number between dashes, one character in from the edge."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="{SIZE_FOUR * 20}"/>'
        f'<w:jc w:val="{side}"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _styles(document: Document, *, latin: bool) -> None:
    """latin: for a text in letters, whose headings are bold and whose lines end where words do;
    Chinese has a face of type for the one and fills its lines."""
    from docx.enum.style import WD_STYLE_TYPE as KIND

    styles = document.styles
    known = {style.name for style in styles}
    for name, look in _LOOKS.items():
        style = styles[name] if name in known else styles.add_style(name, KIND.PARAGRAPH)
        for old in style.element.xpath("w:pPr | w:rPr"):
            style.element.remove(old)
        style.element.append(element(_paragraph_look(look, ragged=latin)))
        style.element.append(element(_type(look, bold=latin and look.heads)))
    run_in = styles.add_style(_RUN_IN, KIND.CHARACTER)
    run_in.element.append(element(_type(_LOOKS["Heading 1"], bold=latin)))
    name_fallbacks(document, FALLBACKS)


def _paragraph_look(look: _Look, *, ragged: bool) -> str:
    side = "left" if ragged and look.side == "both" else look.side
    height = f'w:line="{LINE}" w:lineRule="exact"' if look.gridded else 'w:line="240"'
    first = f'w:firstLineChars="{look.indent * 100}" w:firstLine="{look.indent * SIZE_THREE * 20}"'
    return "".join(
        (
            "<w:pPr>",
            "<w:keepNext/>" if look.heads else "",
            "" if look.size == SIZE_THREE else '<w:snapToGrid w:val="0"/>',
            f'<w:spacing w:before="0" w:after="0" {height}/>',
            f'<w:ind {first}/><w:jc w:val="{side}"/></w:pPr>',
        )
    )


def _type(look: _Look, *, bold: bool) -> str:
    """The face and size of letters."""
    latin = " ".join(f'w:{which}="{LATIN}"' for which in ("ascii", "hAnsi", "cs"))
    return "".join(
        (
            f'<w:rPr><w:rFonts {latin} w:eastAsia="{look.font}"/>',
            "<w:b/>" if bold else "",
            '<w:color w:val="000000"/>',
            f'<w:spacing w:val="{TIGHT}"/>' if look.size == SIZE_THREE else "",
            *(f'<w:{tag} w:val="{round(look.size * 2)}"/>' for tag in ("sz", "szCs")),
            "</w:rPr>",
        )
    )


def _table(table: Table) -> str:
    """A table across the text area; its head stands on every page, and no row is parted."""
    widths = _widths(table)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:color="000000"/>' for edge in edges)
    inside = (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
    sides = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in inside)
    return "".join(
        (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>',
            f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
            *_heads(table, widths),
            *(_row("", row, widths, [*map(_look, table.columns)]) for row in table.rows),
            "</w:tbl>",
        )
    )


def _heads(table: Table, widths: Sequence[int]) -> Iterator[str]:
    """The headings; above them, where columns go together, what they are of."""
    looks, heads = ["TableHeading"] * len(widths), tuple(Cell(c.words) for c in table.columns)
    if not any(column.group for column in table.columns):
        yield _row(HEAD, heads, widths, looks)
        return
    below = ["" if column.group else "<w:vMerge/>" for column in table.columns]
    above = [list(each) for _, each in groupby(range(len(widths)), lambda i: _of(table, i))]
    yield _row(
        HEAD,
        tuple(Cell(table.columns[places[0]].group or heads[places[0]].value) for places in above),
        [sum(widths[i] for i in places) for places in above],
        looks[: len(above)],
        [_span(places, below[places[0]]) for places in above],
    )
    yield _row(HEAD, heads, widths, looks, below)


def _of(table: Table, place: int) -> str | int:
    """What a column goes together by: its group, or itself."""
    return table.columns[place].group or place


def _span(places: Sequence[int], below: str) -> str:
    """Over its columns; over two rows where nothing stands below it."""
    if below:
        return '<w:vMerge w:val="restart"/>'
    return f'<w:gridSpan w:val="{len(places)}"/>'


def _widths(table: Table) -> list[int]:
    """In twips: short columns take what they ask for, the others what is left."""
    short = [max(c.width * EM, LEAST) if _is_short(c) else 0 for c in table.columns]
    asked = [0 if width else c.width for width, c in zip(short, table.columns, strict=True)]
    unit = (WIDTH - sum(short)) / max(sum(asked), 1)
    return [width or round(ask * unit) for width, ask in zip(short, asked, strict=True)]


def _is_short(column: Column) -> bool:
    return column.number or column.width <= _NARROW


def _look(column: Column) -> str:
    """Figures and short words stand in the middle."""
    return "TableFigure" if _is_short(column) else "TableText"


def _row(
    kind: str,
    cells: Row,
    widths: Sequence[int],
    looks: Sequence[str],
    merged: Sequence[str] | None = None,
) -> str:
    """kind, merged: what the row and its cells are besides."""
    each = zip(cells, widths, looks, merged or [""] * len(cells), strict=True)
    return "".join(
        (
            f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>",
            *(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}'
                f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{look}"/></w:pPr>'
                f"<w:r>{words_in(cell.words)}</w:r></w:p></w:tc>"
                for cell, width, look, merge in each
            ),
            "</w:tr>",
        )
    )
