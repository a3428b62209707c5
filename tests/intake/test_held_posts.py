"""现任职务 parted by hand and by the program: a table of what such texts say."""

from __future__ import annotations

import random

import pytest

from rotation.intake.held_posts import held_posts, told
from rotation.intake.known_units import KnownUnits
from rotation.io.wording import describe

NAMES = """
县委 县政府 县委办公室 县政府办公室 县委组织部 县委统战部 县委政法委员会
县委党校 县委机构编制委员会办公室 县纪委监委机关 县人大常委会 县政协 县总工会
共青团县委 县工商业联合会 县发展和改革局 县水利局 县人力资源和社会保障局
县教育局 县卫生健康局 县市场监督管理局 县自然资源局 县生态环境局
县生态环境分局 县人民法院 县工业园区管理委员会 桐门镇 沙山乡 城东街道办事处
"""
UNITS = KnownUnits([*((name, name) for name in NAMES.split()), ("县水利局", "水务局")])

CASES = {
    "县水利局党组成员、副局长": ["县水利局：党组成员、副局长"],
    "清水县水利局党组成员，副局长": ["县水利局：党组成员、副局长"],
    "水利局党组成员副局长": ["县水利局：党组成员副局长"],
    "县水务局局长": ["县水利局：局长"],
    "县委常委、组织部部长、县委党校校长（兼）": [
        "县委组织部：部长", "县委：常委", "县委党校：校长"
    ],
    "中共清水县委组织部副部长": ["县委组织部：副部长"],
    "县委组织部副部长兼县委编办主任": [
        "县委组织部：副部长", "县委机构编制委员会办公室：主任"
    ],
    "县发展和改革局党组书记、局长，一级主任科员": [
        "县发展和改革局：党组书记、局长", "=一级主任科员"
    ],
    "县发改局四级调研员": ["县发展和改革局：", "=四级调研员"],
    "桐门镇党委副书记、镇长": ["桐门镇：党委副书记、镇长"],
    "桐门镇人民政府副镇长": ["桐门镇：副镇长"],
    "桐门镇党委委员、人大主席": ["桐门镇：党委委员、人大主席"],
    "桐门镇党委委员、组织委员、武装部部长": ["桐门镇：党委委员、组织委员、武装部部长"],
    "桐门镇党委副书记、政法委员、统战部部长": ["桐门镇：党委副书记、政法委员、统战部部长"],
    "城东街道党工委书记": ["城东街道办事处：党工委书记"],
    "城东街道办事处主任": ["城东街道办事处：主任"],
    "县纪委监委派驻第三纪检监察组组长": ["县纪委监委机关：派驻第三纪检监察组组长"],
    "县纪委副书记、监委副主任": ["县纪委监委机关：副书记、监委副主任"],
    "县委副书记、县长": ["县委：副书记", "县政府：县长"],
    "县委常委、常务副县长": ["县政府：常务副县长", "县委：常委"],
    "县政府党组成员、办公室主任": ["县政府办公室：主任", "县政府：党组成员"],
    "县委副书记、政法委书记": ["县委：副书记", "县委政法委员会：书记"],
    "县政协副主席、县工商联主席（兼）": ["县政协：副主席", "县工商业联合会：主席"],
    "县委统战部副部长、县工商联党组书记": ["县委统战部：副部长", "县工商业联合会：党组书记"],
    "县人大常委会教科文卫工委主任": ["县人大常委会：教科文卫工委主任"],
    "共青团清水县委书记": ["共青团县委：书记"],
    "县总工会党组书记、常务副主席": ["县总工会：党组书记、常务副主席"],
    "县水利局党组成员、工会主席": ["县水利局：党组成员、工会主席"],
    "县水利局党组成员、机关党委书记（兼）": ["县水利局：党组成员、机关党委书记"],
    "县水利局党组成员、派驻纪检监察组组长": ["县水利局：党组成员、派驻纪检监察组组长"],
    "县教育局党组成员、副局长（试用期一年）": ["县教育局：党组成员、副局长", "（试用期一年）"],
    "挂职任县卫健局副局长": ["县卫生健康局：副局长", "（挂职）"],
    "县卫健委副主任（挂职）": ["？县卫健委：副主任", "（挂职）", "!unit_unknown 县卫健委"],
    "县人社局副局长、主持工作": ["县人力资源和社会保障局：副局长", "（主持工作）"],
    "县水利局办公室主任": ["县水利局：办公室主任"],
    "县水利局副局长 县委党校副校长": ["县水利局：副局长", "县委党校：副校长"],
    "县水利局 副局长": ["县水利局：副局长"],
    "县市监局副局长": ["县市场监督管理局：副局长"],
    "县工业园区管委会副主任": ["县工业园区管理委员会：副主任"],
    "县法院党组书记、院长": ["县人民法院：党组书记、院长"],
    "县生态环境分局局长": ["县生态环境分局：局长"],
    "县文物局局长": ["？县文物局：局长", "!unit_unknown 县文物局"],
    "市水利局副局长": ["？市水利局：副局长", "!unit_elsewhere 市水利局"],
    "县水利局第一中学校长": ["？县水利局第一中学：校长", "!unit_unknown 县水利局第一中学"],
    "县水利局局长、县水利工程质量监督站站长（兼）": [
        "县水利局：局长", "？县水利工程质量监督站：站长", "!unit_unknown 县水利工程质量监督站"
    ],
    "县水利局局长、县国资中心主任": [
        "县水利局：局长", "？县国资中心：主任", "!unit_unknown 县国资中心"
    ],
    "县水利局副局长、市政科科长": ["县水利局：副局长、市政科科长"],
    "副局长": ["？：副局长", "!unit_not_said 副局长"],
    "县水利局": ["县水利局：", "!no_title 县水利局"],
    "原县水利局局长、二级主任科员": ["=二级主任科员", "!former_post 原县水利局局长"],
    "县教育局原副局长": ["!former_post 县教育局原副局长"],
    "": [],
}  # fmt: skip


def said(text: str) -> list[str]:
    """Posts as unit：title, what is concurrent behind the main one; marks, rank, doubts."""
    found = held_posts(text, UNITS)
    assert [post.concurrent for post in found.posts] == [
        place > 0 for place in range(len(found.posts))
    ]
    lines = [f"{post.unit_id or f'？{post.unit}'}：{post.title}" for post in found.posts]
    lines += [f"（{mark}）" for post in found.posts for mark in post.marks]
    lines += [f"={found.rank}"] if found.rank else []
    return lines + [f"!{doubt.code} {doubt.text}" for doubt in found.doubts]


@pytest.mark.parametrize("text", CASES)
def test_the_table(text: str) -> None:
    assert said(text) == CASES[text]


def test_names_that_mean_several_units() -> None:
    units = KnownUnits([("a", "县农业农村局"), ("b", "县农业机械化服务中心"), ("c", "农业农村局")])
    found = held_posts("农业农村局副局长", units)
    assert found.posts[0].unit_id is None
    assert [(d.code, d.candidates) for d in found.doubts] == [("unit_of_several", ("a", "c"))]


@pytest.mark.parametrize(
    ("roster", "text", "known"),
    [
        ("清水县水利局", "县水利局局长", True),
        ("清水县水利局", "水利局局长", True),
        ("清水县水利局", "邻水县水利局局长", False),
        ("清水县水利局", "淮安市水利局局长", False),
        ("水利局", "清河区水利局局长", True),
        ("区水利局", "清河区水利局局长", True),
        ("中共清水县委组织部", "县委组织部副部长", True),
        ("中国共产党清水县委员会组织部", "县委组织部副部长", True),
        ("清水县桐门镇人民政府", "桐门镇镇长", True),
        ("清水县纪律检查委员会", "县纪委常委", True),
    ],
)
def test_places_and_levels_are_optional_but_not_others(roster: str, text: str, known: bool) -> None:
    found = held_posts(text, KnownUnits([("1", roster)]))
    assert [post.unit_id for post in found.posts] == ["1" if known else None]


def test_candidates_are_the_likeliest_units() -> None:
    for text in ("市水利局局长", "县水利局第一中学校长", "县水力局局长"):
        assert held_posts(text, UNITS).doubts[0].candidates[0] == "县水利局"


def test_every_doubt_has_its_sentence() -> None:
    texts = [*CASES, "县水利局、生态环境"]
    for doubt in (doubt for text in texts for doubt in held_posts(text, UNITS).doubts):
        assert all(describe(told(doubt, "甲", UNITS), lang) for lang in ("zh", "en"))


def test_any_text_is_taken_or_doubted() -> None:
    chance = random.Random(14)
    letters = "".join(CASES) + " \n\0\x01()"
    for _ in range(200):
        held_posts("".join(chance.choices(letters, k=chance.randint(1, 60))), UNITS)
    held_posts("县水利局" * 100_000, UNITS)
    held_posts("甲" * 10, KnownUnits([]))
