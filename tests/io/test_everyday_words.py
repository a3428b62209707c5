"""The words that planners write in a roster, beside those of the standards."""

from __future__ import annotations

from collections import defaultdict

import pytest

from rotation.domain.codes import table

EVERYDAY = {
    "level": {
        "正科": "141", "副科": "142", "正处": "131", "副处": "132", "正厅": "121", "副厅": "122",
        "正县": "131", "副县": "132", "乡科级正": "141", "副省级": "112", "正部级": "111",
    },
    "political_status": {
        "中共": "01", "党员": "01", "预备党员": "02", "团员": "03", "共青团": "03", "民革": "04",
        "民盟": "05", "民建": "06", "民进": "07", "农工": "08", "农工民主党": "08", "致公": "09",
        "九三": "10", "台盟": "11", "无党派": "12", "群众": "13",
    },
    "education": {
        "研究生": "10", "在职研究生": "10", "博士": "11", "硕士研究生": "14", "硕士": "14",
        "大学本科": "21", "本科": "21", "全日制本科": "21", "大学": "21", "专科": "31",
        "大专": "31", "大专学历": "31", "中专": "41", "高中": "61",
    },
    "unit_kind": {
        "局": "government", "政府组成部门": "government", "乡": "township", "镇": "township",
        "镇政府": "township", "街道": "street", "街道办": "street", "群团机关": "mass",
    },
    "role": {
        "党委副书记": "deputy", "副职领导": "deputy", "领导班子成员": "member",
        "办事处主任": "admin_chief", "普通干部": "staff",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "word", "code"),
    [(codes, word, code) for codes, words in EVERYDAY.items() for word, code in words.items()],
)
def test_an_everyday_word_is_understood(codes: str, word: str, code: str) -> None:
    assert table(codes).parse(word) == code


@pytest.mark.parametrize(
    ("codes", "word"),
    [("role", "一把手"), ("political_status", "党外"), ("level", "处级"), ("level", "科级")],
)
def test_a_word_that_may_mean_two_things_is_not_guessed_at(codes: str, word: str) -> None:
    assert table(codes).parse(word) is None


@pytest.mark.parametrize("codes", [*EVERYDAY])
def test_no_word_stands_for_two_codes(codes: str) -> None:
    found = defaultdict(set)
    for code, entry in table(codes).entries.items():
        for word in (code, entry["zh"], entry["en"], *entry.get("aliases", ())):
            found[word.casefold()].add(code)
    assert {word for word, of in found.items() if len(of) > 1} == set()
