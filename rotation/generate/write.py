"""Writes generated rosters, and scenarios of any size."""

from __future__ import annotations

import csv
from pathlib import Path

from rotation.collecting import without_collecting
from rotation.generate.county import DATE, Made, generate
from rotation.io.atomic import replacing, write_text
from rotation.io.cell_text import cell_text, records
from rotation.io.tables import TABLES
from rotation.io.write_roster import write_roster_csv

_SCENARIO = """\
# 合成数据，人员均为虚构 / Synthetic data, all people made up
# rotation generate --units {units} --posts-per-unit {posts_per_unit} --seed {seed}{option}

[scenario]
name = "合成情景：{units}个单位，每单位{posts_per_unit}个岗位（种子{seed}）"
date = {date}
roster = "roster"

# 随机生成的名册可能有无处可去的人：这三条可按个案豁免，逐条列出报批。
# A drawn roster may hold people with nowhere to go: breaches of these three are priced and listed.
[laws.tenure_limit]
years = {{ I = 5, II = 8, III = 10, ordinary = 10 }}
mode = "waivable"
[laws.team_turnover]
share = 0.34
mode = "waivable"
[laws.incompetent_lowered]
mode = "waivable"

{stay}[laws.frozen_status]
[laws.kinship_avoidance]
[laws.retirement_due]
[laws.near_retirement]
[laws.level_fits]
# 影响期内不得安排的职务。Posts barred by a sanction.
[laws.sanction_period]
# 垂直管理单位干部由上级主管部门管理，不与地方互调。Vertical units exchange nobody with the place.
[laws.separate_systems]
[laws.business_avoidance]
[laws.reserved_posts]
[laws.post_requirements]
experience_binds = true
[laws.headcount_quota]
[laws.chiefs_not_together]
[laws.category_destinations]
# 任何人不得越两级提拔；到更重要的岗位与提拔同等把关；“下”须有决定。
# Nobody is promoted two levels, a weightier post has the gate of a promotion, nobody goes down
# without a decision.
[laws.one_step]
[laws.weightier_post]
[laws.release_with_cause]

[goals.must_fill_posts]
tier = 1
[goals.planned_moves]
tier = 2
[goals.fill_posts]
tier = 3
[goals.unprompted_moves]
tier = 4
[goals.women_in_team]
tier = 5
weight = 2
[goals.young_cadres]
tier = 5
[goals.few_moves]
tier = 6
[goals.few_demotions]
tier = 6
weight = 3
[goals.cadre_post_fit]
tier = 7
"""


_STAY = """\
# 任期五年内保持稳定，三类交流不受此限。The term of five years is served, but for a reason.
[laws.minimum_stay]
years = 5
exempt = ["protective", "motivating", "developmental"]
"""
_NOMINATED = """\
# 只从已提名的人选中安排；提名的都已任满两年。
# Only nominated candidates are considered; all of them have served two years.
[laws.nominated_only]
[laws.minimum_stay]
years = 2
exempt = ["protective", "motivating", "developmental"]
"""


def write_scenario(
    folder: Path | str, *, units: int, posts_per_unit: int, seed: int, nominations: int = 0
) -> None:
    """A scenario of this size in `folder` (made if need be): scenario.toml and a roster of CSV.

    nominations: about how many posts each cadre who may be moved is nominated for; where it is
    not 0, cadres go to posts that they are nominated for and to no others. Raises ValueError for
    sizes that make no sense, OSError.
    """
    folder = Path(folder)
    with without_collecting():
        made = generate(units, posts_per_unit, seed, nominated=nominations)
        write_roster_csv(folder / "roster", made.roster, made.decisions)
    text = _SCENARIO.format(
        units=units,
        posts_per_unit=posts_per_unit,
        seed=seed,
        option=f" --nominations {nominations}" if nominations else "",
        stay=_NOMINATED if nominations else _STAY,
        date=DATE.isoformat(),
    )
    write_text(folder / "scenario.toml", text)


def write_chinese_csv(folder: Path, made: Made) -> None:
    """One CSV per table that has rows, with Chinese headings and words."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = records(made.roster, made.decisions)
    for table in (table for table in TABLES if rows[table.id]):
        path = folder / f"{table.id}.csv"
        with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.zh for column in table.columns])
            for row in rows[table.id]:
                writer.writerow([cell_text(c, row[c.id], "zh") for c in table.columns])
