"""A small scenario on disk: three units, nine posts, nine cadres, worked out by hand.

By 2026-11-30 two section heads have reached the five years of a grade I post, 王建国 (5 years 8
months) and 赵敏 (5 years), and must leave; the only posts of their level that they can take are
each other's, since 孙丽, who holds the third, is under review. 吴刚, from the pool, is the only one
of level 141 without a post, and P8 must be filled: three moves in all. 李红梅 and 刘洋 are sister
and brother and head two units; nobody else is kin.
"""

from __future__ import annotations

import json
from pathlib import Path

UNITS = """unit_id,name,kind,chief_quota,deputy_quota
U1,发展和改革局,government,1,3
U2,市场监督管理局,government,1,3
U3,城东街道,street,1,2
"""
POSTS = """post_id,unit_id,title,level,role,risk_grade,fields,must_fill,front_line
P1,U1,审批科科长,150,section_head,I,approval,1,0
P2,U1,局长,141,admin_chief,,,1,0
P3,U1,副局长,142,deputy,,,0,0
P4,U2,执法科科长,150,section_head,I,enforcement,1,0
P5,U2,局长,141,admin_chief,,,1,0
P6,U2,副局长,142,deputy,,,0,0
P7,U3,便民中心主任,150,section_head,,,0,1
P8,U3,主任,141,admin_chief,,,1,0
P9,U3,副主任,142,deputy,,,0,1
"""
CADRES = """cadre_id,name,gender,birth,political_status,level,post_id,post_since,status
C1,王建国,1,1980.05,01,150,P1,2021.03,serving
C2,李红梅,2,1976.08,01,141,P2,2022.01,serving
C3,张伟,1,1979.11,01,142,P3,2023.06,serving
C4,赵敏,2,1984.02,13,150,P4,2021.11,serving
C5,陈志强,1,1974.04,01,141,P5,2020.07,serving
C6,刘洋,1,1986.09,01,142,P6,2024.03,serving
C7,孙丽,2,1988.12,01,150,P7,2019.01,under_review
C8,周芳,2,1981.07,01,142,P9,2023.02,serving
C9,吴刚,1,1978.10,01,141,,,serving
"""
RELATIVES = """cadre_id,relation,relative_id
C2,弟弟,C6
"""
TOML = """[scenario]
name = "涉企单位干部交流（小样）"
date = 2026-11-30
roster = "."
[laws.tenure_limit]
[laws.frozen_status]
[laws.kinship_avoidance]
[laws.level_fits]
[laws.release_with_cause]
[laws.one_step]
[laws.weightier_post]
[laws.sanction_period]
[laws.reserved_posts]
[laws.separate_systems]
[goals.must_fill_posts]
tier = 1
[goals.few_moves]
tier = 2
[goals.unprompted_moves]
tier = 2
[goals.women_in_team]
tier = 2
seats = 2
weight = 2
"""


def plan_of(file: Path, **posts: str | None) -> None:
    """Edit a plan file by hand: who goes to which post (None: the own one, as a stay)."""
    document = json.loads(file.read_text(encoding="utf-8"))
    for action in document["actions"]:
        if action["cadre_id"] in posts:
            to_post = posts[action["cadre_id"]]
            action["action"] = "stay" if to_post is None else "transfer"
            action["to_post_id"] = to_post or action["from_post_id"]
            action.pop("to", None)
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def write(folder: Path, **changed: str) -> Path:
    """The scenario's folder; `changed` replaces the text of a file (units, posts, ..., toml)."""
    folder.mkdir(exist_ok=True)
    tables = {"units": UNITS, "posts": POSTS, "cadres": CADRES, "relatives": RELATIVES}
    for name, content in (tables | {k: v for k, v in changed.items() if k != "toml"}).items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    (folder / "scenario.toml").write_text(changed.get("toml", TOML), encoding="utf-8")
    return folder
