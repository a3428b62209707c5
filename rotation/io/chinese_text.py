"""Text of files that Chinese programs wrote: UTF-8, UTF-16 or GB18030, declared or not."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from rotation.io.report import Refused

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be", b'"\0': "utf-16-le", b'\0"': "utf-16-be"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.\-]{1,40})""")
_NATIONAL = {"gb2312": "gb2312", "gbk": "gbk", "gb18030": "gb18030"}


@dataclass(frozen=True)
class DecodedText:
    """A file's text without its byte order mark.

    codec: in which it stands. narrow: in which to write into it, the declared one where that holds
    fewer characters.
    """

    text: str
    codec: str
    narrow: str
    mark: bytes = b""

    def encoded(self, said: str) -> bytes:
        """Words to put into this file; a character that its encoding lacks as XML names it."""
        return said.encode(self.narrow, "xmlcharrefreplace")


def decoded(data: bytes) -> DecodedText:
    """The text of a file. Raises Refused `not_chinese_text`, or `unknown_encoding` for one that
    names an encoding of another kind.

    Whatever is declared, UTF-8 that can be read as such is UTF-8: files of national encodings
    practically never can, while they can hardly tell UTF-8 from their own.
    """
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec, codec, mark)
    if codec := _WIDE.get(data[:2], ""):
        return _strict(data, codec, codec)
    found = _DECLARED.match(data[:300])
    declared = "" if found is None else found[1].decode("ascii").lower()
    national = _NATIONAL.get(declared.replace("-", "").replace("_", ""), "")
    try:
        return DecodedText(
            data.decode("utf-8"), "utf-8", national if data.isascii() and national else "utf-8"
        )
    except UnicodeDecodeError:
        if declared not in ("", "utf-8", "utf8") and not national:
            raise Refused("unknown_encoding", encoding=declared) from None
    return _strict(data, "gb18030", national or "gb18030")


def _strict(data: bytes, codec: str, narrow: str, mark: bytes = b"") -> DecodedText:
    try:
        return DecodedText(data.decode(codec), codec, narrow, mark)
    except UnicodeDecodeError as fault:
        raise Refused("not_chinese_text", place=len(mark) + fault.start + 1) from None
