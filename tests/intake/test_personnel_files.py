"""LRMX and LRM: read in whatever encoding they come, refused or told in sentences."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from rotation.domain.personnel_file import PersonnelFile
from rotation.domain.problem import Problem
from rotation.intake.lrm import read_lrm
from rotation.intake.lrmx import MOST_BYTES, MOST_ELEMENTS, read_lrmx
from rotation.io.report import Refused
from rotation.io.wording import describe
from tests.intake.files import ENCODINGS, FAMILY, PHOTO, VALUES, encoded, fields_of, lrm, lrmx


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_lrmx_in_every_encoding(encoding: str) -> None:
    file, problems = read_lrmx(encoded(encoding), "薛建晖.lrmx")
    assert fields_of(file) == VALUES
    assert [(m.relation, m.name, m.birth, m.political_status, m.work) for m in file.family] == [
        *FAMILY
    ]
    assert file.photo == PHOTO
    assert [problem.code for problem in problems] == ["lrmx_missing"]  # the fields not in VALUES


def codes(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    try:
        _, problems = read_lrmx(data, "a.lrmx")
    except Refused as refused:
        problems = (Problem(refused.code, "a.lrmx", values=refused.values),)
    for problem in problems:
        for lang in ("zh", "en"):
            assert describe(problem, lang)
    return [problem.code for problem in problems]


PERSON = "<Person><XingMing>甲</XingMing>{}</Person>"
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_lrmx"),
        ("<Person>", "not_lrmx"),
        ("姓名,性别\n甲,男", "not_lrmx"),
        (PERSON.format("<JianLi>R&D</JianLi>"), "not_lrmx"),
        (PERSON.format("&c;"), "not_lrmx"),
        (PERSON.format("<a>" * 400 + "</a>" * 400), "not_lrmx"),
        (PERSON.format("<a/>" * MOST_ELEMENTS), "lrmx_too_many"),
        ("<People/>", "lrmx_other_root"),
        (BOMB + PERSON.format("&c;"), "lrmx_doctype"),
        ('<!doctype a SYSTEM "http://example.invalid/a">' + PERSON, "lrmx_doctype"),
        (PERSON.encode("big5").replace(b"<P", b'<?xml version="1.0" encoding="big5"?><P'),
         "unknown_encoding"),
        ("甲".encode("gb18030") + b"\xff", "not_chinese_text"),
        (b"\xff\xfe<\0P\0", "not_lrmx"),
        (b"\xff\xfe<\0\0\xd8", "not_chinese_text"),
        (b"<" * (MOST_BYTES + 1), "file_too_large"),
    ],
)  # fmt: skip
def test_what_is_no_lrmx_is_refused_in_a_sentence(text: str | bytes, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<Person/>", "lrmx_no_name"),
        ("<Person><XingMing> </XingMing></Person>", "lrmx_no_name"),
        (PERSON.format("<XueXing>A</XueXing>"), "lrmx_unknown"),
        (PERSON.format("<JianLi>一<b>二</b></JianLi>"), "lrmx_unknown"),
        (PERSON.format("<JiaTingChengYuan><Item><DianHua/></Item></JiaTingChengYuan>"),
         "lrmx_unknown"),
        (PERSON.format("<XingMing>乙</XingMing>"), "lrmx_twice"),
        (PERSON.format("<ZhaoPian>!!</ZhaoPian>"), "photo_unreadable"),
        (PERSON.format("<JianLi>一\x0b二</JianLi>"), "lrmx_control_characters"),
    ],
)  # fmt: skip
def test_what_is_odd_in_an_lrmx_is_told(text: str, code: str) -> None:
    assert codes(text) == [code, "lrmx_missing"] or codes(text) == ["lrmx_missing", code]


def test_a_whole_lrmx_has_nothing_to_tell() -> None:
    file = PersonnelFile()
    every = {name: "甲" for name in vars(file) if name not in ("family", "photo")}
    assert codes(lrmx(every)) == []


@pytest.mark.parametrize("codec", ["gb2312", "gb18030", "utf-8", "utf-16"])
def test_lrm(codec: str) -> None:
    file, problems = read_lrm(lrm(filled_in_by="王某").encode(codec), "薛建晖.lrm", PHOTO)
    assert problems == ()
    assert file.resume == VALUES["resume"]
    assert (file.education_full_time, file.degree_full_time) == ("大学本科", "工学学士")
    assert (file.education_in_service, file.school_in_service) == ("在职研究生", "省委党校")
    assert [member.name for member in file.family] == [member[1] for member in FAMILY]
    assert (file.present_posts, file.reporting_unit) == (VALUES["present_posts"], "县委组织部")
    assert (file.filled_in_by, file.filled_in_on) == ("王某", "20261128")
    assert file.photo == PHOTO


def test_what_is_missing_or_too_much_in_an_lrm_is_told() -> None:
    text = lrm(name="", resume='他说"好"').replace('"男"', '"男性"')
    file, problems = read_lrm((text.rstrip() + ',"更多"').encode("gb18030"), "甲.lrm")
    assert file.resume == '他说"好"'
    assert [problem.code for problem in problems] == ["lrmx_no_name", "lrm_beyond", "lrmx_missing"]


@pytest.mark.parametrize("text", ["", '"', '""', "甲,乙", '"甲","乙"', '"' + '","' * 99 + '"'])
def test_what_is_no_lrm_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not_lrm"):
        read_lrm(text.encode(), "甲.lrm")


def test_damaged_files_are_read_or_refused() -> None:
    """Bytes changed, cut out and doubled, by a seed."""
    chance = random.Random(14)
    sound = [encoded("gb18030"), encoded("utf-8"), encoded("utf-16"), lrm().encode("gb18030")]
    for _ in range(120):
        damaged = bytearray(chance.choice(sound))
        for _ in range(chance.randint(1, 8)):
            place, length = chance.randrange(len(damaged)), chance.randint(0, 40)
            damaged[place : place + length] = chance.choice(
                [b"", bytes([chance.randrange(256)]), bytes(damaged[place : place + length]) * 2]
            )
        for read in (read_lrmx, read_lrm):
            with suppress(Refused):
                read(bytes(damaged), "a")
