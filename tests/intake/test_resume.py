"""简历 lines as people write them, each with what a reader of the paper would take from it."""

from __future__ import annotations

import random

import pytest

from rotation.domain.calendar import Month
from rotation.intake.resume import MOST_CHARACTERS, Kind, read_resume
from rotation.io.wording import describe


@pytest.mark.parametrize(
    "text",
    [
        "2012.03--2018.05  县水利局副局长",
        "2012.03-2018.05 县水利局副局长",
        "2012.03—2018.05县水利局副局长",
        "2012.03——2018.05,县水利局副局长",
        "2012.03–2018.05：县水利局副局长",
        "2012.03～2018.05　县水利局　副局长",
        "２０１２．０３－－２０１８．０５　县水利局副局长",
        "2012.03一2018.05 县水利局副局长",
        "2012.3--2018.5 县水利局副局长",
        "2012-03-2018-05 县水利局副局长",
        "2012/03/01-2018/05/31 县水利局副局长",
        "2012年3月至2018年5月，任县水利局副局长",
        "2012年03月01日到2018年05月31日在县水利局副局长",
        "201203--201805 县水利局副局长",
        "2012 . 03 -- 2018 . 05   县水利局   副局长",
        "  2012.03--2018.05\t县水利局副\n        局长；",
        "2012.03--2018.05\n县水利局副局长",
    ],
)
def test_one_line_however_it_is_written(text: str) -> None:
    (line,), told = read_resume(text, "甲")
    assert (line.start, line.end, line.lasting) == (Month(2012, 3), Month(2018, 5), False)
    assert (line.unit, line.title, line.kind) == ("县水利局", "副局长", Kind.POST)
    assert told == ()


@pytest.mark.parametrize(
    "open_end", ["--", "--至今", "-今", "至今", "——现在", "—目前", "-迄今", "起", ""]
)
def test_the_last_line_may_last(open_end: str) -> None:
    (first, last), told = read_resume(
        f"2010.01--2012.03 县委办科员\n2012.03{open_end} 县水利局局长", "甲"
    )
    assert (first.lasting, last.lasting, last.end) == (False, True, None)
    assert (last.unit, last.title) == ("县水利局", "局长")
    assert told == ()


NESTED = """2000.07--2003.05  县水利局科员（其间：2001.09--2002.07在省委党校学习；2002.08—2003.01
挂任桐门镇镇长助理（正股级））
2003.05--2008.10  县水利局办公室主任
                  （2004.03--2005.03  县委组织部跟班学习）
2008.10--2012.03  县委组织部干部科科长、
                  四级主任科员 其间：2010.03-2011.03省委组织部挂职
2012.03--  县水利局局长(其间:
2013.01--2013.12 县委巡察组组长)"""


def test_lines_within_lines() -> None:
    lines, told = read_resume(NESTED, "甲")
    assert told == ()
    assert [(e.line, e.within, str(e.start), e.kind, e.text) for e in lines] == [
        (1, None, "2000-07", Kind.POST, "县水利局科员"),
        (1, 1, "2001-09", Kind.STUDY, "在省委党校学习"),
        (1, 1, "2002-08", Kind.POST, "挂任桐门镇镇长助理（正股级）"),
        (3, None, "2003-05", Kind.POST, "县水利局办公室主任"),
        (4, 3, "2004-03", Kind.STUDY, "县委组织部跟班学习"),
        (5, None, "2008-10", Kind.POST, "县委组织部干部科科长、四级主任科员"),
        (6, 5, "2010-03", Kind.POST, "省委组织部挂职"),
        (7, None, "2012-03", Kind.POST, "县水利局局长"),
        (8, 7, "2013-01", Kind.POST, "县委巡察组组长"),
    ]
    assert lines[-2].lasting


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某大学水利系水利工程专业学习", Kind.STUDY),
        ("某大学学生", Kind.STUDY),
        ("省委党校研究生班学习（脱产）", Kind.STUDY),
        ("某学院汉语言文学专业", Kind.STUDY),
        ("县委党校中青年干部培训班学员", Kind.STUDY),
        ("某大学学生处副处长", Kind.POST),
        ("县委学习办公室主任", Kind.POST),
        ("县学习强国平台负责人", Kind.POST),
        ("县职教中心培训科科长", Kind.POST),
        ("在家待业", Kind.NEITHER),
        ("红川乡下乡知青", Kind.NEITHER),
        ("某部战士", Kind.NEITHER),
    ],
)
def test_study_is_no_post(text: str, kind: Kind) -> None:
    assert read_resume(f"1996.09--2000.07 {text}", "甲")[0][0].kind is kind


@pytest.mark.parametrize(
    ("text", "unit", "title"),
    [
        ("县委组织部干部科科长", "县委组织部干部科", "科长"),
        ("县委副书记", "县委", "副书记"),
        ("县委党校常务副校长", "县委党校", "常务副校长"),
        ("县人大常委会副主任", "县人大常委会", "副主任"),
        ("县纪委常委、监委委员", "县纪委", "常委、监委委员"),
        ("县纪委监委派驻第三纪检监察组组长", "县纪委监委派驻第三纪检监察组", "组长"),
        ("共青团县委书记", "共青团县委", "书记"),
        ("桐门镇党委副书记、镇长", "桐门镇", "党委副书记、镇长"),
        ("桐门镇南街村党支部书记", "桐门镇南街村", "党支部书记"),
        ("副县长", "", "副县长"),
        ("某公司", "某公司", ""),
    ],
)
def test_unit_and_title_by_the_words(text: str, unit: str, title: str) -> None:
    line = read_resume(f"1996.09--2000.07 {text}", "甲")[0][0]
    assert (line.unit, line.title) == (unit, title)


def test_what_does_not_parse_is_told_with_its_line() -> None:
    text = """出身农家
1988--1990 在某村务农
2017.13--2018.01 县水利局副局长
2019.01--2018.01 县水利局副局长
2016.01 县水利局科员
2018.02--2019.01 县水利局副局长（其间：1999在县委党校学习）"""
    lines, told = read_resume(text, "甲")
    assert [(problem.code, problem.row) for problem in told] == [
        ("resume_undated", 1),
        ("resume_years_only", 2),
        ("resume_no_such_month", 3),
        ("resume_end_before_start", 4),
        ("resume_end_missing", 5),
        ("resume_years_only", 6),
    ]
    assert [line.line for line in lines] == [5, 6]
    for problem in told:
        assert all(describe(problem, lang) for lang in ("zh", "en"))


def test_a_resume_of_any_size_and_shape_is_read_in_no_time() -> None:
    lines, told = read_resume("2012.03--2018.05 县水利局副局长\n" * 100_000, "甲")
    assert len(lines) < MOST_CHARACTERS / 20
    assert told[-1].code == "resume_too_long"
    chance = random.Random(14)
    for _ in range(40):
        damaged = list(NESTED)
        for _ in range(20):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randint(0, 3)] = chance.choice(
                "（）()-—.\n1９年至今　其间："
            )
        read_resume("".join(damaged), "甲")
    for letter in "（(-1 \n年其":
        read_resume(letter * MOST_CHARACTERS, "甲")
        read_resume("2012.03" + letter * MOST_CHARACTERS, "甲")
