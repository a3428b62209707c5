"""The drop-down lists of the official workbook (公务员管理信息系统 2017) are read whole."""

from __future__ import annotations

import pytest

from rotation.io.cells import converter
from rotation.io.report import Refused
from rotation.io.tables import TABLE
from tests.io.samples import only, report_of, where, with_cell, with_table

LISTS = {
    "sanctions.kind": """奖励 授予荣誉称号 记一等功 记二等功 记三等功 嘉奖 其他 惩戒 公务员纪律处分
        警告（公务员） 记过（公务员） 记大过（公务员） 降级（公务员） 撤职（公务员） 开除（公务员）
        企业职工纪律处分 警告（企业职工） 记过（企业职工） 记大过（企业职工） 降一级（企业职工）
        降二级（企业职工） 撤职（企业职工） 留用察看（企业职工） 开除（企业职工）
        中国人民解放军军人纪律处分 警告（军人） 严重警告（军人） 记过（军人） 记大过（军人）
        降职（级）降衔（级） 撤职（军人） 开除军籍（军人） 中国共产主义青年团团员纪律处分
        警告（团员） 严重警告（团员） 撤销团内职务（团员） 留团察看（团员） 开除团籍（团员）
        中国共产党党员纪律处分 警告（党员） 严重警告（党员） 撤销党内职务（党员）
        留党察看（党员） 开除党籍（党员） 事业单位工作人员处分 警告（事业单位工作人员）
        记过（事业单位工作人员） 降低岗位等级或者撤职（事业单位工作人员）
        开除（事业单位工作人员） 警告(公务员)""",
    "appraisals.grade": """优秀 称职 合格 基本称职 基本合格 不称职 不合格 不定等次
        新录用人员试用期年度考核不确定等次 被立案调查尚未结案年度考核不确定等次
        受政纪处分期间年度考核不确定等次 不进行考核 病、事假累计超过考核年度半年不进行考核
        其他原因不进行考核""",
    "units.kind": """领导机构 党委 党的纪委 人大 政府 政协 法院 检察院 议事协调机构 党委组织部
        机关（工作部门、办事机构、派出机构） 党委工作部门、办事机构、派出机构 党委办公厅、室
        发改委 教育（文教）部门 税务部门 海关部门 中国人民银行 新闻、出版、广电部门
        工商行政管理部门（市场监管部门） 民主党派 工商联 妇联 其他机关 事业单位 城乡社区社会组织
        参照公务员管理的事业单位(公益一类) 国有企业 军队干休所 个体工商户 其他单位""",
    "cadres.degree": "名誉博士 临床医学博士 口腔医学博士 法律硕士 公共卫生硕士 军士硕士 建筑学学士",
    "cadres.education": "研究生教育 研究生班 中央党校研究生 省委党校大学 大学普通班 中技 小学",
    "posts.role": "正职 副职 其他",
    "cadres.status": "现职人员",
    "cadres.establishment": "行政编制 事业编制（参公） 事业编制（其他）",
}


@pytest.mark.parametrize("place", LISTS)
def test_every_word_of_the_list_is_read(place: str) -> None:
    table_id, column_id = place.split(".")
    read = converter(TABLE[table_id].column[column_id])
    assert all(read(word) for word in LISTS[place].split())


@pytest.mark.parametrize(
    ("place", "word", "code"),
    [
        ("cadres.status", "离退人员", "not_here_status"),
        ("cadres.status", "已去世", "not_here_status"),
        ("cadres.rank", "正科级", "not_here_rank"),
        ("cadres.rank", "四级高级检察官", "not_here_rank"),
        ("cadres.level", "一级高级警长", "not_here_level"),
        ("cadres.level", "2A31", "not_here_level"),
        ("posts.level", "三级法官", "not_here_level"),
    ],
)
def test_a_word_that_has_no_place_here_says_why(place: str, word: str, code: str) -> None:
    table_id, column_id = place.split(".")
    with pytest.raises(Refused) as refused:
        converter(TABLE[table_id].column[column_id])(word)
    assert refused.value.code == code


def test_a_reward_among_sanctions_is_passed_over_and_told() -> None:
    head = ["cadre_id", "kind", "start", "end"]
    report = report_of(with_table("sanctions", [head, ["C2", "嘉奖", "2026.08", ""]]))
    assert report.errors == []
    assert [where(p) for p in report.notices] == [("rewards_passed_over", "sanctions", 2, None)]


def test_a_sanction_of_no_known_period_asks_for_its_end() -> None:
    problem = only(report_of(with_cell("sanctions", 2, "kind", "留用察看（企业职工）")))
    assert problem.code == "sanction_without_end"
