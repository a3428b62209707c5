"""LRMX in, out, and in again: three fields changed, every other byte the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.domain.personnel_file import ELEMENTS, PersonnelFile
from rotation.draw.lrmx import PROPOSED, filled_in, new_lrmx
from rotation.intake.lrmx import read_lrmx
from tests.intake.files import ENCODINGS, VALUES, encoded, lrmx

PROPOSAL = {
    "proposed_post": "县教育局党组书记、局长",
    "posts_to_leave": "县水利局党组成员、副局长 <&>",
    "reason": "在同一职位任职满10年；工作需要",
}


def proposed(data: bytes, proposal: dict[str, str] = PROPOSAL) -> PersonnelFile:
    return replace(read_lrmx(data, "甲.lrmx")[0], **proposal)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("before", ["", "原拟任职务"])
def test_three_fields_change_and_nothing_else(encoding: str, before: str) -> None:
    data = encoded(encoding, {**VALUES, "proposed_post": before, "reason": before})
    out = filled_in(data, proposed(data))
    assert read_lrmx(out, "甲.lrmx")[0] == proposed(data)
    empty = dict.fromkeys(PROPOSED, "")
    as_it_was = {**VALUES, **empty, "proposed_post": before, "reason": before}
    back = replace(proposed(data), **{name: as_it_was[name] for name in PROPOSED})
    assert filled_in(out, back) == data


def test_a_character_that_the_encoding_lacks_is_named_as_xml_does() -> None:
    data = encoded("gb2312")
    proposal = {**PROPOSAL, "reason": "接替朱镕"}  # 镕 is in GBK alone
    out = filled_in(data, proposed(data, proposal))
    assert out.decode("gb2312")
    assert read_lrmx(out, "甲.lrmx")[0].reason == "接替朱镕"


ODD = """<?xml version="1.0"?>
<!-- <Person><NiRenZhiWu>not this</NiRenZhiWu> -->
<Person a="<NiRenZhiWu>" xmlns:x='urn:x'>\t
<XingMing>甲</XingMing><!-- <NiMianZhiWu/> -->
<Other><NiRenZhiWu>nor this</NiRenZhiWu></Other>
<NiRenZhiWu kind="a>b" />   <![CDATA[ </Person> ]]>
<NiMianZhiWu
 >old<!-- kept in no form --></NiMianZhiWu><RenMianLiYou></RenMianLiYou>
<NiRenZhiWu>a second one</NiRenZhiWu>
</Person>
<!-- end -->""".replace(' a="<NiRenZhiWu>"', ' a="&lt;NiRenZhiWu>"')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_odd_xml_stays_as_it_is_written(end: str) -> None:
    text = ODD.replace("\n", end)
    expected = (
        text.replace('<NiRenZhiWu kind="a>b" />', '<NiRenZhiWu kind="a>b">拟任</NiRenZhiWu>')
        .replace(">old<!-- kept in no form --></", ">拟免</")
        .replace("<RenMianLiYou></", "<RenMianLiYou>理由</")
    )
    file = PersonnelFile(proposed_post="拟任", posts_to_leave="拟免", reason="理由")
    assert filled_in(text.encode(), file).decode() == expected


def test_fields_that_are_not_there_take_their_place_in_the_form() -> None:
    values = {name: value for name, value in VALUES.items() if name not in PROPOSED}
    data = lrmx(values).encode()
    out = filled_in(data, proposed(data))
    assert read_lrmx(out, "甲.lrmx")[0] == proposed(data)
    expected = lrmx({**VALUES, **PROPOSAL}).splitlines()
    assert out.decode().splitlines() == expected
    bare = "<Person><ZhaoPian/></Person>"
    assert filled_in(bare.encode(), PersonnelFile()).decode() == bare.replace(
        "</P", "".join(f"<{ELEMENTS[name]}></{ELEMENTS[name]}>" for name in PROPOSED) + "</P"
    )


def test_a_new_file_reads_back_the_same() -> None:
    file = proposed(encoded("utf-8"))
    told = {**VALUES, **PROPOSAL, "resume": "一\r\n二", "name": "甲\x0b"}
    again, problems = read_lrmx(new_lrmx(replace(file, **told)), "甲.lrmx")
    expected = replace(file, **told)
    assert again == replace(expected, resume="一\n二", name="甲", version=again.version)
    assert problems == ()
