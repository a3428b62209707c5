"""Where in a text the name of a unit ends and a title begins, by the words alone."""

from __future__ import annotations

import re

UNIT_ENDS = re.compile(
    r"(?:局|委|委员会|办公室|办|镇|乡|街道|办事处|中心|院|公司|集团|校|学|厅|部|处|科|股|室|组|队|站|所|社|会|厂|"
    r"矿|场|馆|台|行|园|区|县|市|州|旗|村|政协|人大|政府|团|库|庭|署|基地|机关|联|连|营|排|班)$"
)
TITLE = re.compile(
    r"\s*(?:中共)?(?:党组|党委|党工委|党总支|党支部|机关党[委总支]|团委|分党组|常务|第一(?=书记|副|团支)|代理?|副|"
    r"书记|主任|主席|主编|常委(?!会)|委员(?!会)|成员|局长|部长|镇长|乡长|县长|"
    r"区长|市长|州长|旗长|院长|检察长|校长|会长|理事|行长|经理|总经理|总工|总会计|董事|监事|科长|股长|处长|所长|站长|队长|大队长|"
    r"中队长|支队长|组长|秘书|馆长|台长|社长|园长|庭长|场长|厂长|村长|司长|厅长|室主任|政委|政治委员|教导员|指导员|科员|办事员|职员|"
    r"干部(?![一-鿿]*[科处股室部局校院长])|教师|教员|老师|干事|文书|会计(?!局|中心)|出纳|工人|技术员|技师|工程师|助理|"
    r"[一二三四](?:级|、二级)(?:主任科员|调研员|巡视员|科员)|调研员|巡视员|组织员|督导员|督学|监察员|专职|专员|"
    r"负责人|工作(?!委|领导|站|局|部|队|组|办|处|科|室|中心|机关|协调)|试用期|见习|挂[职任]|选调生|公务员|村官|兼)"
)


_LEADS = re.compile(r"^(?:历任|先后任|挂职任|挂职|挂任|兼任|担任|调任|转任|现任|任|在)(?=..)")
MOST_CHARACTERS = 200


def parted(text: str) -> tuple[str, str]:
    """Unit and title of a text such as 县水利局副局长; "" for what the words do not show.

    The title begins at the first title's word that stands behind a unit's. Where a space parts the
    text in two, it is the border. Words such as 任 before the unit are left out.
    """
    halves = _LEADS.sub("", text[:MOST_CHARACTERS]).split()
    if len(halves) == 2:
        return halves[0], halves[1]
    whole = "".join(halves)
    for place in range(1, len(whole)):
        if UNIT_ENDS.search(whole, max(0, place - 3), place) and TITLE.match(whole, place):
            return whole[:place], whole[place:]
    return (whole, "") if UNIT_ENDS.search(whole) else ("", whole)
