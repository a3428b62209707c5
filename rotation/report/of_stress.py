"""What refusals and drop-outs do to a plan, as sentences and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rotation.ahead.stress import Load, Repair
from rotation.report.table import Cell, Table, Tone
from rotation.report.told import Told


def load_words(told: Told, load: Load) -> Iterator[str]:
    """What the draws come to."""
    if not load.draws:
        return
    yield told.say("stress.draws", draws=load.draws, unchanged=load.unchanged, lost=load.lost)
    mean, within = f"{load.mean:.1f}", f"{load.within:.1f}"
    yield told.say("stress.mean", mean=mean, within=within, worst=f"{load.worst_tenth:.1f}")


def fragile(told: Told, singles: Sequence[Repair]) -> Table:
    """Each move refused by itself: those that nothing mends first, then by how many others it
    moves."""
    columns = [
        told.column("name", 10),
        told.column("to", 26),
        told.column("others", 10, number=True),
        told.column("instead", 24),
    ]
    order = sorted(singles, key=lambda each: (each.changed is not None, -len(each.changed or ())))
    names = told.names
    rows = []
    for each in order:
        (who, _), *_ = each.cases
        seat = told.judged.plan.action_of[who].to_post_id or ""
        heir = each.filled.get(seat)
        instead = Cell(told.say("stress.vacant")) if heir is None else told.person(heir)
        if each.changed is None:
            instead = Cell(told.say("stress.lost"), Tone.OPEN)
        count = None if each.changed is None else len(each.changed)
        rows.append((Cell(names.cadre(who), id=who), names.post(seat), count, instead))
    return told.table("fragile", columns, rows)
