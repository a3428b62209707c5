"""Every action between units of every kind, under any choice of kinds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from tests.rules.laws.single_actions import outcomes, verdicts


def scenario(**parameters: object) -> Scenario:
    """A cadre in each of three units of different kinds, and one in the pool."""
    kinds = (UnitKind.VERTICAL, UnitKind.GOVERNMENT, UnitKind.TOWNSHIP)
    return case.scenario(
        units=[case.unit(kind.value, kind=kind) for kind in kinds],
        posts=[case.post(f"{kind.value} {i}", kind.value) for kind in kinds for i in (1, 2)],
        cadres=[*(case.cadre(kind.value, f"{kind.value} 1") for kind in kinds), case.cadre("pool")],
        laws={"separate_systems": parameters},
    )


@given(st.lists(st.sampled_from(list(UnitKind)), unique=True, max_size=4), st.booleans())
@settings(max_examples=60)
def test_board_and_check_agree(kinds: list[UnitKind], pool_joins: bool) -> None:
    outcomes(scenario(kinds=kinds, pool_joins=pool_joins), "separate_systems")


def test_the_usual_kinds_keep_vertical_units_to_themselves() -> None:
    found = verdicts(scenario(), "separate_systems")
    removed = {(who, to) for (who, _, to), (gone, _) in found.items() if gone}
    vertical = {"vertical 1", "vertical 2"}
    local = {f"{kind} {i}" for kind in ("government", "township") for i in (1, 2)}
    into = {(who, to) for who in ("government", "township", "pool") for to in vertical}
    assert removed == into | {("vertical", to) for to in {*local, "vertical 2", None}}


@given(st.lists(st.sampled_from([None, "taxation", "transport"]), min_size=3, max_size=3))
@settings(max_examples=30)
def test_jointly_managed_units_exchange_only_inside_one_field(fields: list[str | None]) -> None:
    kind = UnitKind.VERTICAL
    made = case.scenario(
        units=[
            case.unit(f"U{i}", kind=kind, jointly_managed=True, field=field)
            for i, field in enumerate(fields)
        ],
        posts=[case.post(f"P{i}", f"U{i}") for i in range(3)],
        cadres=[case.cadre("A", "P0")],
        laws={"separate_systems": {}},
    )
    found = verdicts(made, "separate_systems")
    left = {to for (_, _, to), (gone, _) in found.items() if not gone}
    same = {f"P{i}" for i in (1, 2) if fields[0] is not None and fields[i] == fields[0]}
    assert left & {"P1", "P2"} == same
