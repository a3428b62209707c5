"""Papers of a department that never was: the collection workbook, a roster, a table of quotas."""

# ruff: noqa: E501 - rows of a sheet, each on its line

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from rotation.intake.keys import CHECKS, WEIGHTS

Sheets = Mapping[str, Sequence[Sequence[object]]]
FAMILY = "赵钱孙李周吴郑王冯陈"
GIVEN = ("建国", "志强", "海燕", "文博", "晓峰", "立新")
UNITS = (
    "县财政局", "县水利局", "县教育局", "县民政局", "县司法局", "县审计局", "县统计局", "东河镇", "西山镇",
    "北塬乡",
)  # fmt: skip


def id_card(birth: str, number: int) -> str:
    """A made-up ID number with its right check digit."""
    plain = f"620500{birth.replace('.', '')}01{number:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(plain, WEIGHTS, strict=True))
    return plain + CHECKS[total % 11]


@dataclass(frozen=True)
class Someone:
    """The n-th of sixty: six to a unit, the first its chief, five deputies."""

    number: int

    @property
    def name(self) -> str:
        return FAMILY[self.number % 10] + GIVEN[self.number // 10]

    @property
    def birth(self) -> str:
        return f"{1970 + self.number % 17}.{self.number % 12 + 1:02d}"

    @property
    def id_card(self) -> str:
        return id_card(self.birth, self.number)

    @property
    def unit(self) -> str:
        return UNITS[self.number // 6]

    @property
    def chief(self) -> bool:
        return self.number % 6 == 0

    @property
    def title(self) -> str:
        head = {"局": "局长", "镇": "镇长", "乡": "乡长"}[self.unit[-1]]
        return head if self.chief else f"副{head}"

    @property
    def since(self) -> str:
        return f"{2018 + self.number % 7}.{self.number % 9 + 1:02d}"


PEOPLE = [Someone(number) for number in range(60)]


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    """Sheets of texts and numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def official() -> dict[str, list[list[object]]]:
    """The sheets of the collection workbook V2017.01, each under a title row."""
    a01 = ["姓名", "身份证号", "性别 ", "出生年月", "籍贯", "民族 ", "健康状况", "参加工作时间", "政治面貌",
           "入党时间", "人员管理状态", "现工作单位及职务全称", "现职务层次", "任现职务层次时间",
           "编制类型", "备注"]  # fmt: skip
    a02 = ["姓名", "身份证号", "任职机构名称", "是否领导成员", "成员类别", "职务名称", "是否领导职务",
           "任职时间", "任职文号", "任职状态", "免职时间", "主职务"]  # fmt: skip
    a08 = ["姓名", "身份证号", "学历名称", "学位名称", "毕（肄）业时间", "学校（单位）名称",
           "所学专业名称", "教育类别"]  # fmt: skip
    return {
        "填报说明": [["公务员管理信息系统(2017版)信息采集表"], ["版本号：", "V2017.01"]],
        "B01单位": [
            ["单位基本情况"],
            ["机构名称", "机构简称", "机构编码", "机构级别", "机构类别", "行政编制数", "正职领导职数",
             "副职领导职数"],
            *([u, u.removeprefix("县"), f"001.{n:03d}", "乡、科级", "乡" if u[-1] != "局" else "财政部门",
               20, 1, 5] for n, u in enumerate(UNITS, 1)),
        ],
        "A01人员": [["人员基本信息表"], a01, *map(_a01, PEOPLE)],
        "A02职务": [["职务信息表"], a02, *(row for one in PEOPLE for row in _a02(one))],
        "A05职务职级": [
            ["职务层次与职级信息表"],
            ["姓名", "身份证号", "类别（职务层次、职级标志）", "职务层次（职级）", "批准日期", "终止日期", "状态"],
            ["赵建国", PEOPLE[0].id_card, "享受的职级", "三级主任科员", "2019.06", "2021.06", "已免"],
            ["赵建国", PEOPLE[0].id_card, "享受的职级", "一级主任科员", "2021.06", "", "在任"],
        ],
        "A08学历学位": [
            ["学历学位信息表"], a08,
            *([one.name, one.id_card, "大学", "法学学士", "1995.07", "兰州大学", "法学", "全日制"]
              for one in PEOPLE),
            [PEOPLE[0].name, PEOPLE[0].id_card, "研究生", "", "2005.07", "省委党校", "经济管理", "在职"],
        ],
        "A14奖惩": [
            ["奖惩信息表"],
            ["姓名", "身份证号", "奖惩名称", "批准日期", "批准机关", "撤销日期"],
            [PEOPLE[1].name, PEOPLE[1].id_card, "嘉奖", "2023.01", "县委", ""],
            [PEOPLE[2].name, PEOPLE[2].id_card, "记过（公务员）", "2026.03", "县监委", ""],
        ],
        "A15考核": [
            ["考核信息表"],
            ["姓名", "身份证号", "考核结论", "考核年度"],
            *([one.name, one.id_card, "优秀" if one.number % 7 == 0 else "称职", year]
              for one in PEOPLE for year in ("2024", "2025")),
        ],
        "A36家庭及社会关系": [
            ["家庭成员及社会关系信息表"],
            ["姓名", "身份证号", "家庭成员姓名", "称谓", "出生日期", "政治面貌", "工作单位及职务", "排序"],
            [PEOPLE[3].name, PEOPLE[3].id_card, PEOPLE[43].name, "妻子", PEOPLE[43].birth, "中共党员", "", 1],
            [PEOPLE[4].name, PEOPLE[4].id_card, PEOPLE[41].name, "姐姐", "", "群众", "", 1],
            [PEOPLE[4].name, PEOPLE[4].id_card, "刘老", "父亲", "1945.03", "群众", "退休", 2],
        ],
        "A99Z1补充": [
            ["补充信息表"],
            ["姓名", "身份证号", "是否考录", "录用时间"],
            [PEOPLE[0].name, PEOPLE[0].id_card, "是", "1998.08"],
        ],
    }  # fmt: skip


def _a01(one: Someone) -> list[object]:
    level = "乡科级正职" if one.chief else "乡科级副职"
    state = "现职人员"
    return [
        one.name, one.id_card, "女" if one.number % 4 == 3 else "男", one.birth, "甘肃清水", "汉族",
        "健康", "2005.08", "中共党员", "2007.07", state, f"{one.unit}{one.title}", level, "2016.05",
        "行政编制", "",
    ]  # fmt: skip


def _a02(one: Someone) -> list[list[object]]:
    kind = "正职" if one.chief else "副职"
    party = "党组书记" if one.chief else "党组成员"
    unit, now = one.unit, one.since
    rows: list[list[object]] = [
        [one.name, one.id_card, unit, "是", kind, one.title, "是", now, "", "在任", "", "是"],
        [one.name, one.id_card, unit, "是", kind, party, "否", now, "", "在任", "", "否"],
        [one.name, one.id_card, "县委办公室", "否", "其他", "科员", "否", "2006.03", "", "已免", now, "是"],
    ]  # fmt: skip
    return rows


def roster_sheet() -> list[list[object]]:
    """A 干部名册 as departments keep it: title rows, headings in two rows, parts, totals, one text
    for the post, dates of several shapes."""
    head = ["序号", "姓  名", "现任职务", "性别", "民族", "籍贯", "全日制教育", "", "在职教育", "", "出生\n年月",
            "参加工\n作时间", "入党\n时间", "任现职\n时  间", "任现职\n级时间", "备 注"]  # fmt: skip
    below = [
        "",
        "",
        "",
        "",
        "",
        "",
        "学历",
        "毕业院校及专 业",
        "学历",
        "毕业院校及专 业",
        "",
        "",
        "",
        "",
        "",
        "",
    ]
    rows: list[list[object]] = [["清水县科级领导干部名册"], ["（截至2026年6月）"], head, below]
    for one in PEOPLE:
        if one.chief:
            rows.append([f"{one.unit}（6人）"])
        rows.append(_roster_row(one))
    return [*rows, ["合计60人"]]


def _roster_row(one: Someone) -> list[object]:
    party = "党组书记" if one.chief else "党组成员"
    post = f"{one.unit}{party}、{one.title}"
    if one.number == 0:
        post += "，县审计局党组成员（兼）"
    if one.number == 5:
        post += "，一级主任科员"
    birth = {1: "1971年2月", 2: "197203"}.get(one.number, one.birth)
    joined = "民盟" if one.number == 4 else "2007.07"
    return [one.number + 1, one.name, post, "男", "汉族", "甘肃清水", "大学\n法学学士", "兰州大学法学专业",
            "", "", birth, "2005.08", joined, one.since, "", ""]  # fmt: skip


def quotas() -> list[list[object]]:
    """各单位领导职数配备情况表, with headings in two rows."""
    parts = ["应配人数", "实配人数", "超配", "缺配"]
    return [
        ["各单位领导职数配备情况表"],
        [
            "机构名称",
            "机构级别",
            "机构类型",
            "正职领导职数",
            "",
            "",
            "",
            "副职领导职数",
            "",
            "",
            "",
        ],
        ["", "", "", *parts, *parts],
        *(
            [unit, "乡、科级", "乡" if unit[-1] != "局" else "政府", 1, 1, 0, 0, 6, 5, 0, 1]
            for unit in UNITS
        ),
        ["总计", " ", "", 10, 10, 0, 0, 60, 50, 0, 10],
    ]


def two_rows() -> list[list[str]]:
    """A roster of one with two columns that nobody knows, its headings in two rows as a reader of
    merged cells gives them."""
    return [
        ["姓名", "性别", "出生年月", "单位", "现任职务", "任职时间", "入列"],
        ["姓名", "性别", "出生年月", "单位", "现任职务", "任副科", "入列"],
        ["张伟", "男", "1979.03", "县水利局", "副局长", "2012.06", "20"],
    ]
