"""Checks on people who come after the scenario's date: nothing is said of them that is of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rotation.io.roster_rows import RosterRows

OF_TODAY = (
    "concurrent",
    "evaluations",
    "rewards",
    "supervision",
    "exemptions",
    "tasks",
    "nominations",
    "fits",
    "decisions",
)
"""Tables that are about people who are here; of those to come they would be lost."""


def check_coming(tables: RosterRows) -> None:
    """Who comes later has no post, no row in these tables, and names kin who were here before."""
    comes = _comes(tables)
    if not comes:
        return
    rows = tables.row_of["cadres"]
    names = [rows[cadre_id].get("name") for cadre_id in comes]
    tables.report.notice("come_later", "cadres", column="comes_on", names=names, count=len(names))
    for cadre_id, day in comes.items():
        row = rows[cadre_id]
        if not row.lacks("post_id"):
            tables.report.error(
                "post_before_coming", "cadres", row.number, "post_id", row.get("post_id"), day=day
            )
    for table_id in OF_TODAY:
        for row in tables[table_id]:
            if (who := row.get("cadre_id")) in comes:
                tables.report.error(
                    "not_here_yet", row.sheet or table_id, row.number, "cadre_id", who,
                    day=comes[who],
                )  # fmt: skip
    for row in tables["relatives"]:
        who, kin = row.get("cadre_id"), row.get("relative_id")
        if kin in comes and comes[kin] > comes.get(who, dt.date.min):
            tables.report.error(
                "kin_comes_later", "relatives", row.number, "relative_id", kin, day=comes[kin]
            )


def _comes(tables: RosterRows) -> Mapping[str, dt.date]:
    """The days after the scenario's on which people come, by cadre id."""
    today = tables.date
    days = {who: row.get("comes_on") for who, row in tables.row_of["cadres"].items()}
    return {who: day for who, day in days.items() if today and day and day > today}
