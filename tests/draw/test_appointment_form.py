"""The form of appointment in Word: what stands in it, at which size, and photos that are none."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace

import docx
import pytest

from rotation.domain.personnel_file import FamilyMember, PersonnelFile
from rotation.draw.appointment_form import LEAST, SIZE, appointment_forms, drawable


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(wide: int = 3, high: int = 4) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\0\0\0" * 4)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


FILE = PersonnelFile(
    name="薛建晖",
    birth="197806",
    age_counted_on="20261130",
    present_posts="县水利局党组成员、副局长",
    reason="工作需要",
    family=(FamilyMember("妻子", "林芳", "197901", "群众", "县第一中学教师"),),
    photo=png(),
)


def test_two_pages_for_each_person() -> None:
    crowded = replace(FILE, family=FILE.family * 20, reason="任现岗位已满10年。" * 60, photo=b"")
    document = docx.Document(io.BytesIO(appointment_forms([FILE, crowded])))
    front, back, _, second = document.tables
    assert front.cell(0, 6).text == "1978.06\n（48岁）"
    assert back.cell(4, 3).text == "47"
    assert len(second.rows) == len(back.rows) + 20 - 7
    assert len(document.inline_shapes) == 1
    sizes = [t.cell(2, 1).paragraphs[0].runs[0].font.size.pt for t in (back, second)]
    assert sizes[0] == SIZE > sizes[1] > LEAST


JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


@pytest.mark.parametrize(
    "photo",
    [
        b"",
        b"x",
        JPEG,
        JPEG + b"\xff\xd9",
        png()[:20],
        png(0, 4),
        png(2**31 - 1, 4),
        b"BM",
        b"GIF89a",
    ],
)
def test_a_photo_that_is_none_is_left_out(photo: bytes) -> None:
    assert not drawable(photo)
    document = docx.Document(io.BytesIO(appointment_forms([replace(FILE, photo=photo)])))
    assert not document.inline_shapes
