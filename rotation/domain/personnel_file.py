"""The 干部任免审批表 of one person, as the files LRMX and LRM hold it: texts as they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FamilyMember:
    """A line of 家庭主要成员及重要社会关系. birth: yyyyMM, or as somebody wrote it."""

    relation: str = ""
    name: str = ""
    birth: str = ""
    political_status: str = ""
    work: str = ""


@dataclass(frozen=True)
class PersonnelFile:
    """Every field as text, just as it stands; "" where there is none.

    Months are yyyyMM by rule, and what somebody wrote in fact. `party_joined` names the party of
    those who are in another one. photo: an image's bytes, of any kind; b"" where there is none.
    """

    name: str = ""
    gender: str = ""
    birth: str = ""
    ethnicity: str = ""
    native_place: str = ""
    birth_place: str = ""
    party_joined: str = ""
    work_started: str = ""
    health: str = ""
    specialist_title: str = ""
    speciality: str = ""
    education_full_time: str = ""
    degree_full_time: str = ""
    school_full_time: str = ""
    degree_school_full_time: str = ""
    education_in_service: str = ""
    degree_in_service: str = ""
    school_in_service: str = ""
    degree_school_in_service: str = ""
    present_posts: str = ""
    proposed_post: str = ""
    posts_to_leave: str = ""
    resume: str = ""
    rewards_and_sanctions: str = ""
    appraisals: str = ""
    reason: str = ""
    family: tuple[FamilyMember, ...] = ()
    reporting_unit: str = ""
    age_counted_on: str = ""
    filled_in_on: str = ""
    filled_in_by: str = ""
    identity_number: str = ""
    photo: bytes = b""
    political_status: str = ""
    version: str = ""


FAMILY_LABELS = {
    "relation": "称谓",
    "name": "姓名",
    "birth": "出生日期",
    "political_status": "政治面貌",
    "work": "工作单位及职务",
}
LABELS = {
    "name": "姓名",
    "gender": "性别",
    "birth": "出生年月",
    "ethnicity": "民族",
    "native_place": "籍贯",
    "birth_place": "出生地",
    "party_joined": "入党时间",
    "work_started": "参加工作时间",
    "health": "健康状况",
    "specialist_title": "专业技术职务",
    "speciality": "熟悉专业有何专长",
    "education_full_time": "全日制教育学历",
    "degree_full_time": "全日制教育学位",
    "school_full_time": "全日制教育学历毕业院校系及专业",
    "degree_school_full_time": "全日制教育学位毕业院校系及专业",
    "education_in_service": "在职教育学历",
    "degree_in_service": "在职教育学位",
    "school_in_service": "在职教育学历毕业院校系及专业",
    "degree_school_in_service": "在职教育学位毕业院校系及专业",
    "present_posts": "现任职务",
    "proposed_post": "拟任职务",
    "posts_to_leave": "拟免职务",
    "resume": "简历",
    "rewards_and_sanctions": "奖惩情况",
    "appraisals": "年度考核结果",
    "reason": "任免理由",
    "family": "家庭主要成员及重要社会关系",
    "reporting_unit": "呈报单位",
    "age_counted_on": "计算年龄时间",
    "filled_in_on": "填表时间",
    "filled_in_by": "填表人",
    "identity_number": "身份证",
    "photo": "照片",
    "political_status": "政治面貌",
    "version": "版本",
}
"""The fields by the names that the form prints, in the order of the file."""
ROOT, ITEM = "Person", "Item"
ELEMENTS = {
    "name": "XingMing",
    "gender": "XingBie",
    "birth": "ChuShengNianYue",
    "ethnicity": "MinZu",
    "native_place": "JiGuan",
    "birth_place": "ChuShengDi",
    "party_joined": "RuDangShiJian",
    "work_started": "CanJiaGongZuoShiJian",
    "health": "JianKangZhuangKuang",
    "specialist_title": "ZhuanYeJiShuZhiWu",
    "speciality": "ShuXiZhuanYeYouHeZhuanChang",
    "education_full_time": "QuanRiZhiJiaoYu_XueLi",
    "degree_full_time": "QuanRiZhiJiaoYu_XueWei",
    "school_full_time": "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "degree_school_full_time": "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "education_in_service": "ZaiZhiJiaoYu_XueLi",
    "degree_in_service": "ZaiZhiJiaoYu_XueWei",
    "school_in_service": "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "degree_school_in_service": "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi",
    "present_posts": "XianRenZhiWu",
    "proposed_post": "NiRenZhiWu",
    "posts_to_leave": "NiMianZhiWu",
    "resume": "JianLi",
    "rewards_and_sanctions": "JiangChengQingKuang",
    "appraisals": "NianDuKaoHeJieGuo",
    "reason": "RenMianLiYou",
    "family": "JiaTingChengYuan",
    "reporting_unit": "ChengBaoDanWei",
    "age_counted_on": "JiSuanNianLingShiJian",
    "filled_in_on": "TianBiaoShiJian",
    "filled_in_by": "TianBiaoRen",
    "identity_number": "ShenFenZheng",
    "photo": "ZhaoPian",
    "political_status": "ZhengZhiMianMao",
    "version": "Version",
}
"""Elements by field, in the order of the file."""
FAMILY_ELEMENTS = {
    "relation": "ChengWei",
    "name": "XingMing",
    "birth": "ChuShengRiQi",
    "political_status": "ZhengZhiMianMao",
    "work": "GongZuoDanWeiJiZhiWu",
}
