"""What documents in Word are made of, as text of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sound(words: str) -> str:
    """The words without what XML cannot hold."""
    return _NOT_IN_XML.sub("", words)


def words_in(words: str) -> str:
    """Words as the text of a run."""
    return f'<w:t xml:space="preserve">{escape(sound(words))}</w:t>'


def element(xml: str) -> Any:
    """An element of WordprocessingML."""
    from docx.oxml import parse_xml

    return parse_xml(f"<w:r {_W}>{xml}</w:r>")[0]


def name_fallbacks(document: Document, fallbacks: Mapping[str, str]) -> None:
    """What takes a font's place where it is not installed, by the font's name."""
    parts = document.part.package.iter_parts()
    fonts = next(part for part in parts if part.partname == "/word/fontTable.xml")
    each = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for font, others in fallbacks.items()
    )
    fonts._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {_W}>{each}</w:fonts>'.encode()
