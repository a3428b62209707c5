"""Checks on kinship: nobody their own relative; sexes and ages fit; no contradiction, no loop."""

from __future__ import annotations

from collections import defaultdict

from rotation.domain.codes import table
from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row

Pair = tuple[str, str]


def check_relatives(tables: RosterRows) -> None:
    """Every check on the table of relatives."""
    by_pair: dict[Pair, list[Row]] = defaultdict(list)
    for row in tables["relatives"]:
        if row.lacks("relative_id") and row.lacks("business_field"):
            tables.report.error("relative_without_target", "relatives", row.number, "relative_id")
        cadre_id, relative_id = row.get("cadre_id"), row.get("relative_id")
        if cadre_id is None or relative_id is None or row.get("relation") is None:
            continue
        if cadre_id == relative_id:
            tables.report.error("own_relative", "relatives", row.number, "relative_id", relative_id)
            continue
        by_pair[cadre_id, relative_id].append(row)
        _check_person(tables, row)
    _check_pairs(tables, by_pair)
    _check_ancestry(tables, by_pair)


def _check_person(tables: RosterRows, row: Row) -> None:
    """The relative's sex is that of the word (妻: a woman), and a father is older than his son."""
    kinship, relation = table("kinship"), row.get("relation")
    cadre = tables.row_of["cadres"].get(row.get("cadre_id"))
    relative = tables.row_of["cadres"].get(row.get("relative_id"))
    if cadre is None or relative is None:
        return
    sex, name = kinship.get(relation, "sex"), relative.get("name")
    if sex and relative.get("gender") not in (None, sex):
        tables.report.error(
            "kinship_sex", "relatives", row.number, "relation",
            kin=relation, name=name, other_row=relative.number,
        )  # fmt: skip
    generation = kinship.get(relation, "generation") or 0
    mine, theirs = cadre.get("birth"), relative.get("birth")
    if kinship.get(relation, "kin") == "lineal" and mine is not None and theirs is not None:
        younger = mine.index - theirs.index  # months by which the relative is older
        if generation * younger <= 0:
            tables.report.error(
                "kinship_age", "relatives", row.number, "relation",
                kin=relation, name=name, birth=theirs, own_birth=mine,
            )  # fmt: skip


def _check_pairs(tables: RosterRows, by_pair: dict[Pair, list[Row]]) -> None:
    """What is said of a pair agrees: said twice, and said from both sides."""
    for (cadre_id, relative_id), rows in by_pair.items():
        for later in rows[1:]:
            if _contradict(rows[0], later, same_side=True):
                _tell(tables, later, rows[0])
        if cadre_id < relative_id:
            for back in by_pair.get((relative_id, cadre_id), ()):
                for row in rows:
                    if _contradict(row, back, same_side=False):
                        _tell(tables, back, row)


def _tell(tables: RosterRows, row: Row, other: Row) -> None:
    tables.report.error(
        "kinship_contradiction", "relatives", row.number, "relation",
        kin=row.get("relation"), other_kin=other.get("relation"), other_row=other.number,
    )  # fmt: skip


def _contradict(one: Row, other: Row, *, same_side: bool) -> bool:
    """Whether two statements on a pair cannot both hold.

    Collateral and affine kin may meet: a husband's nephew is called 侄子 as well as one's own.
    """
    kinship = table("kinship")
    codes = one.get("relation"), other.get("relation")
    kinds = [kinship.get(code, "kin") for code in codes]
    if "none" in kinds:
        return False
    loose = ["other" if kin in ("collateral", "affine") else kin for kin in kinds]
    generations = [kinship.get(code, "generation") for code in codes]
    expected = generations[0] if same_side else -generations[0]
    return loose[0] != loose[1] or generations[1] != expected


def _check_ancestry(tables: RosterRows, by_pair: dict[Pair, list[Row]]) -> None:
    """No loop of parents, such as A's father B, B's father C, C's father A.

    A loop of two is a contradiction of a pair and told there.
    """
    kinship = table("kinship")
    elders: dict[str, dict[str, Row]] = defaultdict(dict)
    for (cadre_id, relative_id), rows in by_pair.items():
        for row in rows:
            if kinship.get(row.get("relation"), "kin") == "lineal":
                older = kinship.get(row.get("relation"), "generation") > 0
                young, old = (cadre_id, relative_id) if older else (relative_id, cadre_id)
                elders[young][old] = row
    done: set[str] = set()
    for start in list(elders):
        loop = _loop_from(start, elders, done)
        if loop is not None and len(loop) > 2:
            row = elders[loop[-1]][loop[0]]
            tables.report.error(
                "kinship_loop", "relatives", row.number, "relation", loop=" → ".join(loop)
            )


def _loop_from(
    start: str, elders: dict[str, dict[str, Row]], done: set[str]
) -> tuple[str, ...] | None:
    """A loop reached from `start` through people not yet done; walked without recursion."""
    path: list[str] = [start]
    waiting = [iter(elders.get(start, ()))]
    while waiting:
        following = next((e for e in waiting[-1] if e not in done), None)
        if following is None:
            waiting.pop()
            done.add(path.pop())
        elif following in path:
            done.update(path)
            return tuple(path[path.index(following) :])
        else:
            path.append(following)
            waiting.append(iter(elders.get(following, ())))
    return None
