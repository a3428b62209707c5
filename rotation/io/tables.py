"""The one schema of the roster's tables: for reading, for the template and for the screen."""

from __future__ import annotations

from dataclasses import replace

from rotation.io.columns import Column, Kind, Table, plain

UNIT_ID = Column("unit_id", "单位编码", Kind.ID, True, ("机构编码", "单位编号", "单位代码"))
CADRE_ID = Column("cadre_id", "干部编号", Kind.ID, True, ("人员编号", "干部编码", "编号"))
POST_ID = Column("post_id", "岗位编码", Kind.ID, True, ("岗位编号", "岗位代码"))
UNIT_REF = replace(UNIT_ID, names=("单位名称", "机构名称", "单位", "所在单位", "unit"))
CADRE_REF = replace(CADRE_ID, names=("姓名", "干部姓名", "name"))
POST_REF = replace(
    POST_ID, names=("岗位名称", "职务名称", "岗位", "职务", "兼任职务", "post", "title")
)
"""How other tables speak of a unit, a cadre, a post."""
SCHOOL_WORDS = ("毕业院校及专业", "毕业院校系及专业", "毕业院校")
PERSONS = ("名", "人", "个")
LEVEL_ALIASES = ("职务级别", "层次")


def _yes_no(id_: str, zh: str, *aliases: str) -> Column:
    return Column(id_, zh, Kind.YES_NO, aliases=aliases)


def _month(id_: str, zh: str, *aliases: str, required: bool = False) -> Column:
    return Column(id_, zh, Kind.MONTH, required, aliases)


def _percent(id_: str, zh: str, *aliases: str, required: bool = False) -> Column:
    return Column(id_, zh, Kind.WHOLE, required, aliases, 0, 100, counters=("分",))


def _code(id_: str, zh: str, codes: str, *aliases: str, required: bool = False) -> Column:
    return Column(id_, zh, Kind.CODE, required, aliases, codes=codes)


def _quota(id_: str, zh: str, *aliases: str) -> Column:
    groups = ("领导职数", "核定领导职数", "核定职数")  # a heading over two: 正职, 副职
    said = (*aliases, *(f"{zh[:2]}{group}" for group in groups))
    return Column(id_, zh, Kind.WHOLE, False, said, 0, 999, counters=PERSONS)


def _schooling(id_: str, *words: str) -> tuple[Column, ...]:
    """Education, degree and major of one of the two ways of schooling that forms ask for apart:
    学历 under 全日制教育, 学历（在职）, 在职教育学历."""
    said = [way for word in words for way in (word, f"{word}教育", f"{word} education")]

    def aliases(zh: str, en: str) -> tuple[str, ...]:
        return tuple(name for way in said for name in (f"{zh}{way}", f"{way}{zh}", f"{en}{way}"))

    return (
        _code(f"education_{id_}", f"{words[0]}学历", "education", *aliases("学历", "education")),
        _code(f"degree_{id_}", f"{words[0]}学位", "degree", *aliases("学位", "degree")),
        Column(f"major_{id_}", f"{words[0]}专业", aliases=aliases("专业", "major")),
    )


def _on_paper(id_: str, way: str, *words: str) -> Column:
    """Part of one of the two ways of schooling as a personnel file words it. 全日制教育 by itself
    stays the name of a group of columns."""
    said = [name for word in words for group in (way, f"{way}教育")
            for name in (f"{group}{word}", f"{word}{group}")]  # fmt: skip
    return Column(id_, said[0], aliases=tuple(said[1:]))


UNITS = Table(
    "units",
    "单位",
    (
        UNIT_ID,
        Column("name", "单位名称", Kind.TEXT, True, ("机构名称", "名称")),
        _code("kind", "单位类别", "unit_kind", "机构类别", "单位类型"),
        Column("field", "主管领域", Kind.FIELD, aliases=("业务领域", "单位领域")),
        _yes_no("business_facing", "涉企单位", "涉企服务单位", "是否涉企单位"),
        _yes_no("remote", "偏远艰苦", "艰苦边远", "偏远地区"),
        _quota("chief_quota", "正职职数", "正职领导职数", "核定正职"),
        _quota("deputy_quota", "副职职数", "副职领导职数", "核定副职"),
        _yes_no("jointly_managed", "双重管理", "地方协管"),
        Column("place", "所在地", aliases=("单位所在地", "驻地")),
    ),
    required=True,
    aliases=("单位信息", "机构", "B01单位"),
)

POSTS = Table(
    "posts",
    "岗位",
    (
        POST_ID,
        UNIT_REF,
        Column("title", "职务名称", Kind.TEXT, True, ("岗位名称", "职务")),
        _code("level", "职务层次", "level", "岗位层次", *LEVEL_ALIASES, required=True),
        _code("role", "班子角色", "role", "成员类别", "岗位角色"),
        _code("risk_grade", "风险等级", "risk_grade", "热点岗位等级", "廉政风险等级"),
        Column("fields", "业务领域", Kind.FIELDS, aliases=("分管领域",)),
        Column(
            "headcount", "职数", Kind.WHOLE, False, ("岗位职数", "席位数"), 1, 999, counters=PERSONS
        ),
        _yes_no("front_line", "基层一线", "一线岗位", "是否一线"),
        _yes_no("must_fill", "必须配备", "必配", "是否必配"),
        _percent("importance", "重要程度", "岗位重要性"),
        _yes_no("party_member_only", "限中共党员", "须中共党员", "仅限党员"),
        _code("reserved_for", "专配对象", "reserved_for", "党外专配", "定向配备"),
        _code("min_education", "最低学历", "education", "学历要求"),
        Column("majors", "专业要求", Kind.WORDS),
        Column("experience_fields", "经历要求", Kind.FIELDS, aliases=("任职经历要求",)),
        Column(
            "tenure_limit_years",
            "任职年限上限",
            Kind.NUMBER,
            aliases=("岗位任职年限", "最长任职年限"),
            low=0,
            high=50,
            counters=("年",),
        ),
        Column(
            "max_age",
            "任职年龄上限",
            Kind.WHOLE,
            False,
            ("年龄上限",),
            18,
            70,
            counters=("周岁", "岁"),
        ),
        _code("sex", "性别要求", "sex"),
        Column(
            "affiliation",
            "身份要求",
            Kind.CODES,
            aliases=("党派要求", "政治面貌要求"),
            codes="political_status",
        ),
        Column("licences", "资格要求", Kind.WORDS, aliases=("职业资格要求",)),
        _code("establishment", "编制性质", "establishment", "编制要求"),
        _yes_no("own_line", "本系统任职", "系统内任职", "派驻岗位"),
        Column("section", "科室", aliases=("内设机构", "所在科室")),
        Column("oversees", "分管", Kind.WORDS, aliases=("分管单位", "分管科室", "分管工作")),
        Column("graded_on", "定级日期", Kind.DATE, aliases=("等级认定日期", "岗位定级日期")),
    ),
    required=True,
    aliases=("岗位信息", "岗位一览", "职位"),
)

CADRES = Table(
    "cadres",
    "干部",
    (
        CADRE_ID,
        Column("name", "姓名", Kind.TEXT, True),
        _code("gender", "性别", "sex", required=True),
        _month("birth", "出生年月", "出生日期", "出生时间", required=True),
        _code("political_status", "政治面貌", "political_status"),
        _code("level", "现职务层次", "level", "职务层次", *LEVEL_ALIASES, required=True),
        _month("level_since", "任现职务层次时间", "任同层次时间", "任职务层次时间"),
        _code("rank", "现职级", "rank", "职级"),
        _month("rank_since", "任现职级时间", "任职级时间"),
        Column("post_id", "现任岗位编码", Kind.ID, aliases=("岗位编码", "现岗位编码")),
        _month("post_since", "任现职时间", "现职任职时间", "任现职日期", "任现职务时间"),
        _month("unit_since", "到现单位时间", "进入现单位时间", "到本单位时间"),
        _month("serve_until", "最低服务期至", "最低服务期满时间", "服务期至"),
        Column("comes_on", "新进日期", Kind.DATE, aliases=("到岗日期", "预计到岗日期", "进入日期")),
        Column("ethnicity", "民族"),
        Column("native_place", "籍贯"),
        Column("growth_place", "成长地"),
        _month("party_joined", "入党时间"),
        _month("work_started", "参加工作时间", "参加工作"),
        _code("education", "学历", "education", "最高学历"),
        _code("degree", "学位", "degree", "最高学位"),
        Column("major", "专业", aliases=("所学专业", "专业名称")),
        *_schooling("full_time", "全日制", "full-time"),
        *_schooling("in_service", "在职", "in-service", "part-time"),
        Column(
            "grass_roots_years",
            "基层工作年限",
            Kind.NUMBER,
            False,
            ("基层年限",),
            0,
            60,
            counters=("年",),
        ),
        _yes_no("reserve", "后备干部", "优秀年轻干部", "是否后备"),
        _code("status", "在岗状态", "status", "状态"),
        _month("status_since", "状态起始时间"),
        _percent("score", "工作实绩", "实绩得分", "业绩得分", "工作业绩"),
        _percent("conduct", "作风得分", "作风状态"),
        Column("scored_on", "评分日期", Kind.DATE, aliases=("得分日期", "评定日期")),
        Column("notes", "备注"),
        _on_paper("first_education", "全日制", "学历学位"),
        _on_paper("first_school", "全日制", *SCHOOL_WORDS),
        _on_paper("later_education", "在职", "学历学位"),
        _on_paper("later_school", "在职", *SCHOOL_WORDS),
        Column("photo", "照片", Kind.PICTURE, aliases=("照片文件", "照片文件名", "相片")),
        Column("licences", "职业资格", Kind.WORDS, aliases=("资格证书", "执业资格")),
        _code("establishment", "编制身份", "establishment", "身份", "编制类型"),
    ),
    required=True,
    aliases=(
        "干部名册",
        "干部花名册",
        "花名册",
        "干部信息",
        "干部基本信息",
        "名册",
        "人员",
        "A01人员",
    ),
)

CAREERS = Table(
    "careers",
    "任职经历",
    (
        CADRE_REF,
        Column("unit_name", "单位名称", aliases=("任职机构名称", "任职单位")),
        Column("unit_id", "单位编码", Kind.ID, aliases=UNIT_ID.aliases),
        Column("title", "职务", aliases=("职务名称",)),
        _code("level", "职务层次", "level", *LEVEL_ALIASES),
        Column("fields", "业务领域", Kind.FIELDS, aliases=("分管领域",)),
        _yes_no("front_line", "基层一线", "一线岗位", "是否一线"),
        _month("start", "起始时间", "任职时间", "开始时间", required=True),
        Column("end", "截止时间", Kind.MONTH_OR_NOW, aliases=("免职时间", "结束时间")),
    ),
    aliases=("履历", "简历", "经历"),
)

APPRAISALS = Table(
    "appraisals",
    "年度考核",
    (
        CADRE_REF,
        Column(
            "year",
            "考核年度",
            Kind.WHOLE,
            True,
            ("年度", "年份"),
            1950,
            2100,
            counters=("年度", "年"),
        ),
        _code("grade", "考核等次", "appraisal_grade", "考核结论", "等次", required=True),
    ),
    aliases=("考核",),
)

SANCTIONS = Table(
    "sanctions",
    "处分处理",
    (
        CADRE_REF,
        _code("kind", "处分种类", "sanction", "处分名称", "种类", "奖惩名称", required=True),
        _month("start", "生效时间", "处分时间", "起始时间", required=True),
        _month("end", "影响期满时间", "影响期截止", "截止时间"),
    ),
    aliases=("处分",),
)

RELATIVES = Table(
    "relatives",
    "亲属关系",
    (
        CADRE_REF,
        _code("relation", "称谓", "kinship", "亲属关系", "关系", required=True),
        Column("relative_id", "亲属干部编号", Kind.ID, aliases=("亲属编号",)),
        Column("business_field", "经商领域", Kind.FIELD, aliases=("经营领域", "从业领域")),
    ),
    aliases=("亲属", "家庭成员"),
)

GATES = Table(
    "gates",
    "任前审核",
    (
        CADRE_REF,
        _code("gate", "审核事项", "gate", "事项", required=True),
        Column("date", "审核日期", Kind.DATE, True, ("日期", "办理日期")),
        _code("result", "审核结果", "gate_result", "结果", "结论", required=True),
        Column("note", "备注"),
    ),
    aliases=("凡提四必", "四必审核"),
)

CONCURRENT = Table(
    "concurrent",
    "兼任",
    (
        CADRE_REF,
        POST_REF,
        _month("since", "兼任时间", "兼任起始时间", "任兼职时间", "任职时间"),
    ),
    aliases=("兼任岗位", "兼职", "兼任职务"),
)

_OF_CADRE, _OF_UNIT = replace(CADRE_REF, required=False), replace(UNIT_REF, required=False)
_OF_POST = replace(POST_REF, required=False)
_REMARK = Column("note", "备注")


def _day(id_: str, zh: str, *aliases: str) -> Column:
    return Column(id_, zh, Kind.DATE, True, aliases)


EVALUATIONS = Table(
    "evaluations",
    "考评",
    (
        _OF_CADRE,
        _OF_UNIT,
        Column("scheme", "考评办法", Kind.TEXT, True, ("办法", "考评方案")),
        Column("dimension", "考评项目", Kind.TEXT, True, ("指标", "项目", "维度")),
        Column("value", "考评结果", Kind.TEXT, True, ("得分", "分值", "评价")),
        _day("date", "考评日期", "日期", "考评时间"),
        Column("by", "评价主体", aliases=("评价人", "考评单位", "评定人")),
        replace(_OF_POST, zh="所评岗位编码", names=("所评岗位",)),
    ),
    aliases=("考评结果", "考核得分", "测评"),
)

REWARDS = Table(
    "rewards",
    "奖励",
    (
        CADRE_REF,
        _code("kind", "奖励种类", "reward", "奖励名称", "荣誉称号", "种类", required=True),
        _month("date", "奖励时间", "授予时间", "日期", required=True),
        Column("document", "文号", aliases=("奖励文号",)),
        _REMARK,
    ),
    aliases=("表彰奖励", "奖励情况", "奖励表彰"),
)

SUPERVISION = Table(
    "supervision",
    "日常监督",
    (
        CADRE_REF,
        _code("kind", "监督事项", "supervision", "事项", "种类", required=True),
        _day("date", "日期", "监督日期", "反馈日期"),
        _code("state", "办理状态", "supervision_state", "状态", required=True),
        _code("result", "办理结果", "supervision_result", "结论", "结果"),
        Column("source", "提供单位", aliases=("来源", "反馈单位")),
        _REMARK,
    ),
    aliases=("双联监督", "监督信息", "干部监督信息"),
)

EXEMPTIONS = Table(
    "exemptions",
    "容错免责",
    (
        _OF_CADRE,
        _OF_UNIT,
        _code("fault", "所免事项", "fault", "事项类别", required=True),
        Column("fault_kind", "所免事项名称", aliases=("事项名称",)),
        Column("fault_date", "所免事项时间", Kind.PERIOD, True, ("事项时间",)),
        Column("reason", "理由", Kind.TEXT, True, ("容错理由", "免责理由")),
        Column("decided_by", "决定机构", Kind.TEXT, True, ("认定机关", "决定人")),
        _day("decided_on", "决定日期", "认定日期"),
        Column("document", "文号", Kind.TEXT, True, ("决定文号", "认定文号")),
    ),
    aliases=("容错纠错", "容错", "免责"),
)

TASKS = Table(
    "tasks",
    "重点任务",
    (
        _OF_CADRE,
        _OF_UNIT,
        Column("name", "任务名称", Kind.TEXT, True, ("任务", "项目名称")),
        _day("date", "考核日期", "日期", "完成日期"),
        _code("result", "完成情况", "task_result", "结果"),
        _yes_no("front_line", "基层一线", "一线任务"),
        _REMARK,
    ),
    aliases=("重点项目", "任务", "一线任务"),
)

NOMINATIONS = Table(
    "nominations",
    "实名推荐",
    (
        CADRE_REF,
        Column("by", "推荐人", Kind.TEXT, True, ("署名推荐人", "推荐单位")),
        _day("date", "推荐日期", "日期"),
        replace(_OF_POST, zh="拟任岗位编码", names=("拟任岗位", "拟任职务")),
        Column("purpose", "推荐用途", aliases=("推荐方向", "用途")),
    ),
    aliases=("推荐提名", "署名推荐"),
)

FITS = Table(
    "fits",
    "人岗匹配评价",
    (
        CADRE_REF,
        POST_REF,
        _percent("fit", "人岗匹配度", "适岗得分", "适岗评分", required=True),
        Column("source", "评价来源", aliases=("来源",)),
    ),
    aliases=("适岗评价", "适岗评分", "人岗匹配"),
)

DECISIONS = Table(
    "decisions",
    "调配决定",
    (
        CADRE_REF,
        _code("action", "决定事项", "decision_action", "决定", "事项", required=True),
        Column("post_id", "岗位编码", Kind.ID, aliases=POST_ID.aliases),
        _code("category", "交流类别", "transfer_category"),
        Column("rule", "规则", Kind.LAW, aliases=("规则代码", "豁免规则", "规则名称")),
        Column("reason", "理由", Kind.TEXT, True, ("原因", "决定理由")),
        Column("decided_by", "决定人", aliases=("决定机构",)),
        Column("decided_on", "决定日期", Kind.DATE, aliases=("决定时间",)),
        Column("document", "文号", aliases=("决定文号", "文件号")),
        _code("route", "退出方式", "route", "方式"),
    ),
    aliases=("决定", "决定事项"),
)

TABLES: tuple[Table, ...] = (
    UNITS,
    POSTS,
    CADRES,
    CAREERS,
    APPRAISALS,
    SANCTIONS,
    RELATIVES,
    GATES,
    CONCURRENT,
    EVALUATIONS,
    REWARDS,
    SUPERVISION,
    EXEMPTIONS,
    TASKS,
    NOMINATIONS,
    FITS,
    DECISIONS,
)
TABLE = {table.id: table for table in TABLES}
NOTES_SHEETS = {"zh": "填表说明", "en": "Notes"}
"""The sheet of the template that explains the columns; it is no table."""

_BY_NAME = {plain(w): t for t in TABLES for n in (*t.aliases, t.id, t.zh) for w in (n, n + "表")}
_NOTES = {plain(name) for name in NOTES_SHEETS.values()}


def find_table(name: str) -> Table | None:
    """The table that a sheet's or a file's name stands for; None if it stands for none."""
    return _BY_NAME.get(plain(name))


def is_ignored(name: str) -> bool:
    """Whether a sheet is no data by its name: the notes, or a helper sheet (leading underscore)."""
    return name.startswith("_") or plain(name) in _NOTES
