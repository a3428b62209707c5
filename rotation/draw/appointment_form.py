"""The 干部任免审批表 in Word: two pages for each person, as the national form prints them.

The form is Chinese whatever the language. What does not fit its place is written smaller, not cut.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rotation.domain.calendar import Month, age_years
from rotation.domain.personnel_file import FamilyMember, PersonnelFile
from rotation.draw.word_xml import element, name_fallbacks, words_in
from rotation.io.dates import parse_month
from rotation.io.report import Refused

FONT = "宋体"
FALLBACKS = {FONT: "SimSun,STSong,Noto Serif CJK SC"}
SIZE, LEAST, TITLE = 12.0, 5.0, 24.0
"""Sizes of type in points: what fits, what does not, and the title."""
FAMILY_LINES = 7
TITLE_WORDS = "干 部 任 免 审 批 表"
FRONT = (784, 236, 1305, 1063, 1302, 1315, 1330, 2058)
BACK = (742, 1092, 1274, 574, 1008, 98, 784, 3849)
"""Widths of the columns of the two pages, in twips."""
ROW, RESUME, FAMILY = 12.3, 125.8, 86.0
"""Heights in millimetres: a row of one or two lines, the resume, all lines of the family."""
PHOTO = (31.0, 43.0)
"""Millimetres that a photo may take."""
MOST_EMU = 27_273_042_316_900
"""The largest size of a picture that the format has a number for."""
_MM_PER_POINT, _MM_PER_TWIP = 25.4 / 72, 25.4 / 1440
_LINE = 1.2
"""From line to line, in sizes of the letters."""
_MARGIN = 57
"""Twips that a cell keeps free at each side."""
_DATES = 18
"""Half-width letters before the words of a line of the resume: 2012.03--2018.05 and two blanks."""


@dataclass(frozen=True)
class _Cell:
    """A cell over `span` columns. down: "restart" or "continue" of one over several rows. hanging:
    half-width letters by which all lines but the first of a paragraph stand in."""

    words: str = ""
    span: int = 1
    down: str = ""
    left: bool = False
    hanging: int = 0


@dataclass(frozen=True)
class _Row:
    height: float
    cells: tuple[_Cell, ...]


def appointment_forms(files: Iterable[PersonnelFile]) -> bytes:
    """A document with the forms of these persons, each beginning on a page of its own."""
    import docx  # slow to import
    from docx.shared import Mm

    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(11), Mm(11)
    page.left_margin, page.right_margin = Mm(22), Mm(20)
    name_fallbacks(document, FALLBACKS)
    document.core_properties.title = TITLE_WORDS.replace(" ", "")
    document.core_properties.author = ""
    for place, file in enumerate(files):
        for xml in _form(file, new_page=place > 0):
            page._sectPr.addprevious(element(xml))
        if drawable(file.photo):
            _put_photo(document, file.photo)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _form(file: PersonnelFile, *, new_page: bool) -> Iterator[str]:
    yield _paragraph(TITLE_WORDS, TITLE, "center", new_page=new_page)
    yield _table(FRONT, _front(file))
    yield _paragraph("", 1, "left", new_page=True)
    yield _table(BACK, _back(file))
    yield _paragraph(f"　　填表人：{file.filled_in_by}", SIZE, "left")


def _front(file: PersonnelFile) -> Iterator[_Row]:
    counted = _month(file.age_counted_on)
    birth = "\n".join(filter(None, (_dotted(file.birth), _age(file.birth, counted, "（{}岁）"))))
    for place, (first, second, third) in enumerate(
        (
            (("姓　名", file.name), ("性　别", file.gender), ("出生年月\n（岁）", birth)),
            (
                ("民　族", file.ethnicity),
                ("籍　贯", file.native_place),
                ("出 生 地", file.birth_place),
            ),
            (
                ("入　党\n时　间", _dotted(file.party_joined)),
                ("参加工\n作时间", _dotted(file.work_started)),
                ("健康状况", file.health),
            ),
        )
    ):
        head = (_Cell(first[0], 2), _Cell(first[1]), _Cell(second[0]), _Cell(second[1]))
        down = "continue" if place else "restart"
        yield _Row(ROW, (*head, _Cell(third[0]), _Cell(third[1]), _Cell(down=down)))
    skills = (_Cell("专业技\n术职务", 2), _Cell(file.specialist_title, 2))
    speciality = (_Cell("熟悉专业\n有何专长"), _Cell(file.speciality, 2))
    yield _Row(ROW, (*skills, *speciality, _Cell(down="continue")))
    yield from _schooling(file)
    for label, words in (
        ("现 任 职 务", file.present_posts),
        ("拟 任 职 务", file.proposed_post),
        ("拟 免 职 务", file.posts_to_leave),
    ):
        yield _Row(ROW, (_Cell(label, 3), _Cell(words, 5, left=True)))
    resume = _Cell(_resume(file.resume), 7, left=True, hanging=_DATES)
    yield _Row(RESUME, (_Cell("简\n\n\n历"), resume))


def _schooling(file: PersonnelFile) -> Iterator[_Row]:
    full_time = (file.education_full_time, file.degree_full_time)
    in_service = (file.education_in_service, file.degree_in_service)
    schools = (file.school_full_time, file.degree_school_full_time)
    later = (file.school_in_service, file.degree_school_in_service)
    for label, said, where, down in (
        ("全日制\n教　育", full_time, schools, "restart"),
        ("在　职\n教　育", in_service, later, "continue"),
    ):
        head = (_Cell("学　历\n学　位", 2, down), _Cell(label), _Cell(_lines(said), 2))
        yield _Row(ROW, (*head, _Cell("毕业院校\n系及专业"), _Cell(_lines(where), 2)))


def _lines(words: Iterable[str]) -> str:
    """Each once, a line for each that says anything."""
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, words))))


def _back(file: PersonnelFile) -> Iterator[_Row]:
    for label, height, words in (
        ("奖\n惩\n情\n况", 25.0, file.rewards_and_sanctions),
        ("年核\n度结\n考果", 18.0, file.appraisals),
        ("任\n免\n理\n由", 24.0, file.reason),
    ):
        yield _Row(height, (_Cell(label), _Cell(words.strip(), 7, left=True)))
    yield from _family(file)
    yield _Row(36.5, (_Cell("呈\n报\n单\n位"), _Cell(file.reporting_unit, 7)))
    seal = "\n\n（盖章）\n　　年　　月　　日"
    approval = (_Cell("审意\n批见\n机　\n关　"), _Cell(seal, 5))
    yield _Row(35.6, (*approval, _Cell("行任\n政免\n机意\n关见"), _Cell(seal)))


def _family(file: PersonnelFile) -> Iterator[_Row]:
    heads = (_Cell("称　谓"), _Cell("姓　名"), _Cell("年\n龄"), _Cell("政 治\n面 貌"))
    label = _Cell("家\n庭\n主\n要\n成\n员\n及\n重\n要\n社\n会\n关\n系", down="restart")
    yield _Row(11.4, (label, *heads, _Cell("工 作 单 位 及 职 务", 3)))
    counted = _month(file.age_counted_on)
    members = [*file.family, *[FamilyMember()] * (FAMILY_LINES - len(file.family))]
    for one in members:
        words = (one.relation, one.name, _age(one.birth, counted, "{}"), one.political_status)
        work = _Cell(one.work, 3, left=True)
        cells = (_Cell(down="continue"), *map(_Cell, words), work)
        yield _Row(FAMILY / len(members), cells)


def _month(words: str) -> Month | None:
    try:
        return parse_month(words)
    except Refused:
        return None


def _dotted(words: str) -> str:
    """197806 as 1978.06, and what is no month as it stands."""
    month = _month(words)
    return words.strip() if month is None else f"{month.year}.{month.month:02d}"


def _age(birth: str, counted: Month | None, form: str) -> str:
    """Full years; "" where the birth is not known, or later."""
    born = _month(birth)
    if born is None or counted is None or born > counted:
        return ""
    return form.format(age_years(born, counted))


def _resume(words: str) -> str:
    """Lines wrapped by hand go on the one before: the form wraps them itself."""
    lines: list[str] = []
    for line in words.splitlines():
        if lines and line.strip() and not line.strip()[0].isdigit():
            lines[-1] += line.strip()
        elif line.strip():
            lines.append(line.strip())
    return "\n".join(lines)


def _table(widths: tuple[int, ...], rows: Iterable[_Row]) -> str:
    outer = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right")
    )
    inner = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:color="000000"/>' for side in ("insideH", "insideV")
    )
    margins = "".join(f'<w:{s} w:w="{_MARGIN}" w:type="dxa"/>' for s in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{outer}{inner}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + f"</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: _Row, widths: tuple[int, ...]) -> str:
    height = round(row.height / _MM_PER_TWIP)
    cells, place = [], 0
    for cell in row.cells:
        width = sum(widths[place : place + cell.span])
        cells.append(_cell(cell, width, row.height))
        place += cell.span
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _cell(cell: _Cell, width: int, height: float) -> str:
    size = _fitting(cell, (width - 2 * _MARGIN) * _MM_PER_TWIP, height)
    side = "left" if cell.left else "center"
    lines = cell.words.split("\n") if cell.words else [""]
    down = f'<w:vMerge w:val="{cell.down}"/>' if cell.down else ""
    where = "top" if cell.hanging else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{cell.span}"/>{down}'
        f'<w:vAlign w:val="{where}"/></w:tcPr>'
        + "".join(_paragraph(line, size, side, hanging=cell.hanging) for line in lines)
        + "</w:tc>"
    )


def _paragraph(
    words: str, size: float, side: str, *, hanging: int = 0, new_page: bool = False
) -> str:
    indent = round(hanging * size * 10)
    hang = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if hanging else ""
    fonts = " ".join(f'w:{which}="{FONT}"' for which in ("ascii", "hAnsi", "eastAsia", "cs"))
    sizes = "".join(f'<w:{tag} w:val="{round(size * 2)}"/>' for tag in ("sz", "szCs"))
    look = f"<w:rPr><w:rFonts {fonts}/>{sizes}</w:rPr>"
    height = f'w:line="{round(size * _LINE * 20)}" w:lineRule="exact"'
    return (
        f"<w:p><w:pPr>{'<w:pageBreakBefore/>' if new_page else ''}"
        f'<w:spacing w:before="0" w:after="0" {height}/>{hang}<w:jc w:val="{side}"/>{look}</w:pPr>'
        f"<w:r>{look}{words_in(words)}</w:r></w:p>"
    )


def _fitting(cell: _Cell, width: float, height: float) -> float:
    """The largest size at which the words of a cell fit into it, in half points."""
    if cell.down:
        return SIZE
    lines = [_letters(line) for line in cell.words.split("\n")]
    size = SIZE
    while size > LEAST:
        letter = size * _MM_PER_POINT
        across = max(math.floor(width / letter - cell.hanging / 2), 1)
        needed = sum(max(1, math.ceil((line - cell.hanging / 2) / across)) for line in lines)
        if needed * letter * _LINE <= height - 0.5:
            break
        size -= 0.5
    return size


def _letters(line: str) -> float:
    """How wide a line is, in full-width letters."""
    return sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in line)


def drawable(photo: bytes) -> bool:
    """Whether Word can draw this as a picture of a size."""
    from docx.image.image import Image

    try:
        picture = Image.from_blob(photo)
        sizes = (int(picture.width), int(picture.height))
    except Exception:  # of a damaged picture the library raises anything, bare Exception included
        return False
    return all(0 < size < MOST_EMU for size in sizes)


def _put_photo(document: Any, photo: bytes) -> None:
    """A photo into its place on the last form, as large as that lets it."""
    from docx.shared import Mm

    paragraph = document.tables[-2].cell(0, 7).paragraphs[0]
    picture = paragraph.runs[0].add_picture(io.BytesIO(photo))
    paragraph.paragraph_format.line_spacing = 1.0
    size = picture.width, picture.height
    scale = min(Mm(most) / own for most, own in zip(PHOTO, size, strict=True))
    picture.width, picture.height = (int(own * scale) for own in size)
