"""The code tables hold what the standards say, and every word has one meaning."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from rotation.domain.codes import education_order, table
from rotation.io.cells import ENUMS

NAMES = sorted(path.stem for path in Path("rotation/domain/codes").glob("*.toml"))
CONFIDENCE = {"primary", "secondary", "local practice", "planner's choice", "see each kind"}
GB_KINSHIP = {f"{n:02d}" for n in (1, 2, *range(10, 13), *range(20, 100))} - {"98"}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_names_its_source_and_has_words_in_both_languages(name: str) -> None:
    codes = table(name)
    assert codes.source
    assert codes.confidence in CONFIDENCE
    assert all(entry["zh"] and entry["en"] for entry in codes.entries.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_word_stands_for_two_codes(name: str) -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for code, entry in table(name).entries.items():
        for word in (code, entry["zh"], entry["en"], *entry.get("aliases", ())):
            meanings[word.casefold()].add(code)
    assert {word: codes for word, codes in meanings.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_read_back_as_its_code(name: str) -> None:
    codes = table(name)
    for code in codes.entries:
        assert codes.parse(code) == codes.parse(codes.word(code, "zh")) == code
        assert codes.parse(codes.word(code, "en")) == code


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_a_table_and_its_enumeration_have_the_same_codes(name: str) -> None:
    assert set(table(name).entries) == {member.value for member in ENUMS[name]}


def test_every_kinship_code_of_the_standard_is_there() -> None:
    assert set(table("kinship").entries) >= GB_KINSHIP


@pytest.mark.parametrize(
    ("word", "kin"),
    [
        ("丈夫", "spouse"), ("妻子", "spouse"),
        ("祖父", "lineal"), ("外祖母", "lineal"), ("父亲", "lineal"), ("女儿", "lineal"),
        ("外孙女", "lineal"),
        ("伯父", "collateral"), ("叔叔", "collateral"), ("姑姑", "collateral"),
        ("舅舅", "collateral"), ("姨母", "collateral"), ("哥哥", "collateral"),
        ("堂兄", "collateral"), ("表妹", "collateral"), ("侄子", "collateral"),
        ("外甥女", "collateral"),
        ("岳父", "affine"), ("婆婆", "affine"), ("嫂子", "affine"), ("妹夫", "affine"),
        ("儿媳", "affine"), ("女婿", "affine"), ("亲家", "affine"), ("小舅子", "affine"),
        ("连襟", "affine"), ("舅妈", "affine"), ("姑父", "affine"),
        ("本人", "none"), ("非亲属", "none"), ("配偶的祖父母或外祖父母", "none"),
    ],
)  # fmt: skip
def test_kin_follows_the_lists_of_the_avoidance_rules(word: str, kin: str) -> None:
    kinship = table("kinship")
    code = kinship.parse(word)
    assert code is not None
    assert kinship.get(code, "kin") == kin


def test_every_kin_that_calls_for_avoidance_has_a_generation() -> None:
    kinship = table("kinship")
    for code in kinship.entries:
        if kinship.get(code, "kin") != "none":
            assert isinstance(kinship.get(code, "generation"), int)


@pytest.mark.parametrize(
    ("word", "months"),
    [
        ("政务警告", 6), ("记过", 12), ("记大过", 18), ("降级", 24), ("撤职", 24),
        ("党内警告", 12), ("严重警告", 18), ("撤销党内职务", 24), ("留党察看", None), ("诫勉", 6),
        ("提醒", 0), ("函询", 0), ("免职", 24), ("调整职务", 12), ("降职", 24),
        ("引咎辞职", 24), ("责令辞职", 24),
    ],
)  # fmt: skip
def test_a_sanction_blocks_for_the_months_of_its_article(word: str, months: int | None) -> None:
    sanctions = table("sanction")
    code = sanctions.parse(word)
    assert code is not None
    assert sanctions.get(code, "months") == months
    assert sanctions.get(code, "source")
    assert sanctions.get(code, "confidence") in CONFIDENCE


def test_a_warning_alone_may_be_either_and_is_no_kind() -> None:
    assert table("sanction").parse("警告") is None


def test_more_schooling_has_the_higher_order() -> None:
    steps = ["小学", "初中", "高中", "中专", "大专", "大学", "硕士", "博士"]
    orders = [education_order(table("education").parse(step) or "") for step in steps]
    assert orders == sorted(set(orders))


def test_the_relation_of_fields_is_given_for_the_powers_and_trades_that_rules_speak_of() -> None:
    words = ["审批", "执法", "人事", "审计", "资金", "纪检", "采购", "住建", "自然资源", "市场监管"]
    words += [
        "交通",
        "水利",
        "财政",
        "发改",
        "农业",
        "教育",
        "卫生健康",
        "民政",
        "生态环境",
        "城管",
    ]
    assert all(table("field").parse(word) for word in words)
