"""Refuses a workbook that could do harm, before any reader of workbooks sees it.

A few kilobytes can claim a million columns or unpack to gigabytes; both make readers eat all
memory. Nothing here parses: parts are streamed and searched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from rotation.io.report import Refused

MOST_BYTES = 20 * 2**20
MOST_UNPACKED_BYTES = 100 * 2**20
MOST_PARTS = 2000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
CHUNK_BYTES = 2**20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_PART = 1  # a bit of a part's flags in the archive
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,7})?(\d{1,10})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_OVERLAP_BYTES = 40  # longer than anything searched for


def check_workbook(data: bytes) -> None:
    """Pass a workbook (.xlsx) that is safe to read. Raises Refused with the reason otherwise."""
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
    if not data:
        raise Refused("file_empty")
    if data.startswith(_OLE):
        raise Refused("password_protected" if _ENCRYPTED_STREAM in data else "old_workbook")
    if not data.startswith(b"PK"):
        raise Refused("not_a_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package, len(data))
    except Refused:
        raise
    except Exception:  # a damaged archive makes zipfile and its codecs fail in many ways
        raise Refused("not_a_workbook") from None


def _check_package(package: zipfile.ZipFile, packed_bytes: int) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & _ENCRYPTED_PART for part in parts):
        raise Refused("password_protected")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.xml" not in names:
        raise Refused("not_a_workbook")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES:
        raise Refused("unpacked_too_large", most_mb=MOST_UNPACKED_BYTES // 2**20)
    if unpacked > 10 * 2**20 and unpacked > 100 * packed_bytes:
        raise Refused("unpacked_too_large", most_mb=MOST_UNPACKED_BYTES // 2**20)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(package, part)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    rows = 0
    is_sheet = part.filename.startswith("xl/worksheets/")
    for number, chunk in enumerate(_chunks(package, part)):
        if number == 0 and b"\0" in chunk[:8]:  # UTF-16 would hide what is searched for
            raise Refused("not_a_workbook")
        if _DTD.search(chunk):
            raise Refused("dtd")
        is_sheet = is_sheet or b"<sheetData" in chunk or b":sheetData" in chunk
        if is_sheet:
            _check_references(chunk)
            rows += len(_ROW.findall(chunk))
    if rows > MOST_ROWS:
        raise Refused("too_many_cells", claimed=rows, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield tail + chunk
            tail = chunk[-_OVERLAP_BYTES:]


def _check_references(chunk: bytes) -> None:
    for letters, digits in _REFERENCE.findall(chunk):
        if len(digits) <= 5 and len(letters) <= 1:  # almost every cell
            continue
        if int(digits) > MOST_ROWS or column_number(letters.decode()) > MOST_COLUMNS:
            claimed = (letters + digits).decode()
            raise Refused("too_many_cells", claimed=claimed, rows=MOST_ROWS, columns=MOST_COLUMNS)


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27; no letters give 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
