"""Personnel files of made-up people, as departments' programs write them."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from rotation.domain.personnel_file import ELEMENTS, FAMILY_ELEMENTS, PersonnelFile

PHOTO = b"\xff\xd8\xff\xe0 made up"
RESUME = (
    "1996.09--2000.07  某大学水利系学习\n2000.07--2012.03  县水利局科员\n2012.03--  县水利局副局长"
)
VALUES = {
    "name": "薛建晖",
    "gender": "男",
    "birth": "197806",
    "ethnicity": "汉族",
    "party_joined": "200105",
    "present_posts": "县水利局党组成员、副局长",
    "proposed_post": "",
    "posts_to_leave": "",
    "resume": RESUME,
    "appraisals": "2023年度称职；2024年度优秀",
    "reason": "",
    "filled_in_by": "王<某>&",
    "identity_number": "000000000000000000",
}
FAMILY = (
    ("妻子", "林芳", "197901", "中共党员", "县第一中学教师"),
    ("父亲", "薛大同", "195003", "群众", "退休"),
)
ENCODINGS = {
    "utf-8": ("utf-8", "UTF-8"),
    "utf-8 with a mark": ("utf-8-sig", "UTF-8"),
    "utf-8 undeclared": ("utf-8", None),
    "gb2312": ("gb2312", "GB2312"),
    "gbk": ("gbk", "gbk"),
    "gb18030": ("gb18030", "GB18030"),
    "gb18030 undeclared": ("gb18030", None),
    "gb18030 that says utf-8": ("gb18030", "utf-8"),
    "utf-8 that says gb2312": ("utf-8", "gb2312"),
    "utf-16": ("utf-16", "UTF-16"),
    "utf-16 big-endian without a mark": ("utf-16-be", "UTF-16"),
    "utf-16 little-endian without a mark": ("utf-16-le", "UTF-16"),
}
"""By a name: the encoding of the bytes, and the one that the file declares."""


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lrmx(
    values: Mapping[str, str] = VALUES, *, declared: str | None = "UTF-8", end: str = "\r\n"
) -> str:
    """An LRMX as text, its elements a line each."""
    lines = [] if declared is None else [f'<?xml version="1.0" encoding="{declared}"?>']
    lines.append("<Person>")
    for field, element in ELEMENTS.items():
        if field in values:
            lines.append(f"  <{element}>{escaped(values[field])}</{element}>")
        elif field == "family":
            lines.append(f"  <{element}>")
            for member in FAMILY:
                pairs = zip(FAMILY_ELEMENTS.values(), member, strict=True)
                lines.append(
                    "    <Item>" + "".join(f"<{e}>{v}</{e}>" for e, v in pairs) + "</Item>"
                )
            lines.append(f"  </{element}>")
        elif field == "photo":
            lines.append(f"  <{element}>{base64.b64encode(PHOTO).decode()}</{element}>")
    return end.join([*lines, "</Person>", ""]).replace("\n", end).replace("\r\r", "\r")


def encoded(name: str, values: Mapping[str, str] = VALUES) -> bytes:
    """That file in one of the encodings."""
    codec, declared = ENCODINGS[name]
    return lrmx(values, declared=declared).encode(codec)


def lrm(**changed: str) -> str:
    """The older form of the same person."""
    person = {**VALUES, **changed}
    parts = [""] * 33
    parts[:9] = (person.get(key, "") for key in (
        "name", "gender", "birth", "ethnicity", "native_place", "party_joined", "health",
        "birth_place", "work_started",
    ))  # fmt: skip
    parts[9] = "大学本科#工学学士@在职研究生#"
    parts[10] = "某大学水利系#某大学水利系@省委党校#"
    parts[16:20] = "", person["resume"], "", person["appraisals"]
    parts[20:25] = ("@".join(column) for column in zip(*FAMILY, strict=True))
    parts[25:29] = person["present_posts"], "", "", ""
    parts[29:33] = "县委组织部", "20261130", "王某", "20261128"
    return ",".join(f'"{part}"' for part in parts) + "\r\n"


def fields_of(file: PersonnelFile) -> dict[str, str]:
    """The fields that VALUES names."""
    return {name: getattr(file, name) for name in VALUES}
