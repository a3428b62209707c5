"""Refuses a workbook that could do harm, before any reader of workbooks sees it.

A few kilobytes can claim a million columns or unpack to gigabytes; both make readers eat all
memory. Nothing here parses: parts are streamed and searched. Cells that are formatted but empty are
no harm: where they reach too far they are taken out.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from rotation.io.report import Refused

MOST_BYTES = 20 * 2**20
MOST_UNPACKED_BYTES = 100 * 2**20
MOST_PARTS = 2000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_FILLED = 500_000
"""So many cells of a workbook may have something in them, and so many texts: 10,000 people in forty
columns, and then some. So many different ones, all of them faulty, take 14 s and 200 MB."""
CHUNK_BYTES = 2**20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_PART = 1  # a bit of a part's flags in the archive
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,7})?(\d{1,10})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v\b[^>]*>[^<]|is[\s>]|si[\s>])")
_EMPTY_CELL = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*\br=[^>]*(?:/>|(?<!/)>(?:<(?:\w+:)?v(?:/>|></(?:\w+:)?v>))?</(?:\w+:)?c>)"""
)
_EMPTY_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\br=[^>]*(?:/>|(?<!/)>\s*</(?:\w+:)?row>)""")
_TAG = re.compile(r"<(?:\w+:)?(?:sheet|Relationship)\s[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)=["']([^"']*)["']""")
_OVERLAP_BYTES = 40  # longer than anything searched for


def safe_workbook(data: bytes) -> bytes:
    """The workbook (.xlsx), safe to read: as it is, but for empty cells that reach too far. Raises
    Refused with the reason where it is not."""
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
            trimmed = _check_package(package, len(data))
            return _with_parts(package, trimmed) if trimmed else data
    except Refused:
        raise
    except Exception:  # a damaged archive makes zipfile and its codecs fail in many ways
        raise Refused("not_a_workbook") from None


def _with_parts(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for name in package.namelist():
            copy.writestr(name, parts[name] if name in parts else package.read(name))
    return stream.getvalue()


def _check_package(package: zipfile.ZipFile, packed_bytes: int) -> dict[str, bytes]:
    """The sheets that had empty cells too far out, without them."""
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
    filled: Counter[bool] = Counter()
    checked = (part for part in parts if part.filename.endswith((".xml", ".rels")))
    return {part.filename: left for part in checked if (left := _check_part(package, part, filled))}


def _check_part(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, filled: Counter[bool]
) -> bytes | None:
    """What is left of a sheet with empty cells too far out; None for any other sound part.

    filled: the filled cells of the sheets so far (True), and the texts that cells share (False).
    """
    rows, claimed = 0, None
    is_sheet = part.filename.startswith("xl/worksheets/")
    for number, chunk in enumerate(_chunks(package, part)):
        if number == 0 and b"\0" in chunk[:8]:  # UTF-16 would hide what is searched for
            raise Refused("not_a_workbook")
        if _DTD.search(chunk):
            raise Refused("dtd")
        is_sheet = is_sheet or b"<sheetData" in chunk or b":sheetData" in chunk
        filled[is_sheet] += len(_FILLED.findall(chunk))
        if filled[is_sheet] > MOST_FILLED:
            raise Refused("too_many_filled", most=MOST_FILLED)
        if is_sheet:
            claimed = claimed or _too_far(chunk)
            rows += len(_ROW.findall(chunk))
    if claimed is None and rows <= MOST_ROWS:
        return None
    return _trimmed(package, part)


def _trimmed(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A sheet without its empty cells. Raises Refused where what is left is still too large."""
    left = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", package.read(part)))
    rows = len(_ROW.findall(left))
    claimed = _too_far(left) or (str(rows) if rows > MOST_ROWS else None)
    if claimed is not None:
        raise Refused(
            "too_many_cells", sheet=_title(package, part.filename), claimed=claimed,
            rows=MOST_ROWS, columns=MOST_COLUMNS,
        )  # fmt: skip
    return left


def _title(package: zipfile.ZipFile, part: str) -> str:
    """The name that people see of a sheet's part; the part's own where the workbook has none."""
    found = {}
    for name in ("xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        said = package.read(name).decode("utf-8", "replace") if name in package.NameToInfo else ""
        for tag in _TAG.findall(said):
            given = dict(_ATTRIBUTE.findall(tag))
            if "Target" in given:
                found[given.get("Id")] = PurePosixPath(given["Target"]).name
            elif found.get(given.get("r:id")) == PurePosixPath(part).name:
                return html.unescape(given.get("name", part))
    return part


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            yield tail + chunk
            tail = chunk[-_OVERLAP_BYTES:]


def _too_far(chunk: bytes) -> str | None:
    """The first reference beyond what a sheet may hold."""
    for letters, digits in _REFERENCE.findall(chunk):
        if len(digits) <= 5 and len(letters) <= 1:  # almost every cell
            continue
        if int(digits) > MOST_ROWS or column_number(letters.decode()) > MOST_COLUMNS:
            return str((letters + digits).decode())
    return None


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27; no letters give 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """1 is A, 26 Z, 27 AA."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
