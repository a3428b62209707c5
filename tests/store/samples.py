"""A small scenario for the store, and a plan of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rotation import Plan, load_scenario
from rotation.domain.action import Action, ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Status, TierResult
from rotation.io.inputs import Inputs
from rotation.io.write_roster import write_roster_xlsx
from tests.cli.small import CADRES, POSTS, RELATIVES, TOML, UNITS

INPUTS = Inputs(
    TOML.replace('roster = "."', 'roster = "roster"').encode(),
    {
        name: text.encode()
        for name, text in {
            "units.csv": UNITS,
            "posts.csv": POSTS,
            "cadres.csv": CADRES,
            "relatives.csv": RELATIVES,
        }.items()
    },
    folder=True,
)
CONTRADICTORY = replace(
    INPUTS,
    toml=INPUTS.toml.replace(b"[scenario]", b'[scenario]\ndecisions = "decisions.csv"'),
    decisions="cadre_id,action,post_id,reason\nC1,pin,P9,工作需要\n".encode(),
)
"""C1 heads U1 (level 141); P9 is a section head's post two levels below."""


@cache
def book() -> Inputs:
    """The same in a workbook, which has a decision too."""
    decision = Decision("C2", DecisionAction.FORBID, "身体原因")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "roster.xlsx"
        write_roster_xlsx(file, load_scenario(INPUTS)[0].roster, (decision,), "zh")
        content = file.read_bytes()
    toml = INPUTS.toml.replace(b'roster = "roster"', b'roster = "roster.xlsx"')
    return Inputs(toml, {"roster.xlsx": content}, folder=False)


BROKEN = replace(INPUTS, roster={**INPUTS.roster, "cadres.csv": b"nothing,here\n1,2\n"})


def with_photos(names: Mapping[str, str], photos: Mapping[str, bytes]) -> Inputs:
    """The same with photos of cadres. names: by cadre id."""
    first, *lines = CADRES.splitlines()
    rows = [f"{first},photo", *(f"{each},{names.get(each.split(',')[0], '')}" for each in lines)]
    roster = {**INPUTS.roster, "cadres.csv": "\n".join(rows).encode()}
    return replace(INPUTS, roster=roster, photos=photos)


def named(name: str) -> Inputs:
    """The same scenario by another name."""
    return replace(
        INPUTS, toml=INPUTS.toml.replace("涉企单位干部交流（小样）".encode(), name.encode())
    )


@cache
def plan(value: int = 3) -> Plan:
    """A plan in which everybody stays; its one tier has this value and the bound 2."""
    scenario, _ = load_scenario(INPUTS)
    actions = (
        Action(
            cadre.cadre_id,
            ActionKind.POOL if cadre.post_id is None else ActionKind.STAY,
            cadre.post_id,
            cadre.post_id,
        )
        for cadre in scenario.roster.cadres
    )
    return Plan(
        scenario.name,
        scenario.date.isoformat(),
        scenario.sha256,
        Status.FEASIBLE,
        tuple(actions),
        tiers=(TierResult(1, value, 2, Status.FEASIBLE, "CP-SAT 9.15", 0.5),),
    )


SCENARIOS = Path(__file__).parents[2] / "scenarios"
