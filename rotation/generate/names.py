"""Made-up Chinese names: common surnames, and given-name characters of the two sexes."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from rotation.domain.cadre import Gender

# Surnames with rough weights (persons in a thousand).
_SURNAMES = {
    "王": 72, "李": 72, "张": 68, "刘": 54, "陈": 46, "杨": 31, "赵": 23, "黄": 23, "周": 21,
    "吴": 20, "徐": 17, "孙": 16, "胡": 13, "朱": 13, "高": 12, "林": 12, "何": 12, "郭": 11,
    "马": 11, "罗": 9, "梁": 9, "宋": 8, "郑": 8, "谢": 7, "韩": 7, "唐": 7, "冯": 7, "于": 6,
    "董": 6, "萧": 2, "程": 6, "曹": 6, "袁": 6, "邓": 6, "许": 6, "傅": 5, "沈": 5, "曾": 5,
    "彭": 5, "吕": 5, "苏": 5, "卢": 5, "蒋": 5, "蔡": 5, "贾": 4, "丁": 4, "魏": 4, "薛": 4,
    "叶": 4, "阎": 3, "余": 4, "潘": 4, "杜": 4, "戴": 4, "夏": 4, "钟": 4, "汪": 4, "田": 4,
    "任": 4, "姜": 4, "范": 4, "方": 4, "石": 4, "姚": 4, "谭": 4, "廖": 4, "邹": 3, "熊": 3,
    "陆": 3, "郝": 3, "孔": 3, "白": 3, "崔": 3, "邱": 3, "秦": 3, "江": 3, "史": 3, "顾": 3,
    "侯": 3, "邵": 3, "孟": 3, "龙": 3, "万": 3, "段": 3, "钱": 3, "汤": 3, "尹": 3, "黎": 2,
    "易": 2, "常": 2, "武": 2, "乔": 2, "贺": 2, "赖": 2, "龚": 2, "文": 2,
}  # fmt: skip
_FIRST = {
    Gender.MALE: "建志海永俊文振广学宏德世新成宗长兴少玉庆启景云绍传敬润同维树锦仁厚明向宝道",
    Gender.FEMALE: "玉秀海文雪月桂淑惠美彩雅思佳梦诗慧亚红艳小素银凤菊翠巧荷燕晓丹",
}
_SECOND = {
    Gender.MALE: "民林松龙贵山田义昌泉柱堂亮友根生才盛武宇飞辉勤虎祥福荣铭诚彬晖钧锋锐航",
    Gender.FEMALE: "霞敏静娟芳燕玲萍梅莉琴英洁雯婷香珍莲蓉琳颖岚倩菊云芬妍媛薇蕾娜",
}
_ALONE = {
    Gender.MALE: "峻煜晖钧铭诚彬锐锋航骏晟朔昱昶铮炜",
    Gender.FEMALE: "婧薇妍琳颖岚倩茜雯莹蓓蕴瑛",
}
_SHORT_NAMES = 0.18


class Namer:
    """Gives names; a name comes twice only when a few tries found no new one."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._surnames = list(_SURNAMES)
        self._weights = list(accumulate(_SURNAMES.values()))

    def surname(self) -> str:
        return self._rng.choices(self._surnames, cum_weights=self._weights)[0]

    def name(self, gender: Gender, surname: str | None = None) -> str:
        """A name of somebody of this sex, with this surname if one is given."""
        for _ in range(20):
            name = (surname or self.surname()) + self._given_name(gender)
            if name not in self._given:
                break
        self._given.add(name)
        return name

    def _given_name(self, gender: Gender) -> str:
        if self._rng.random() < _SHORT_NAMES:
            return self._rng.choice(_ALONE[gender])
        first, second = self._rng.choice(_FIRST[gender]), self._rng.choice(_SECOND[gender])
        return first + second
