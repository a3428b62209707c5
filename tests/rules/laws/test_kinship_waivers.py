"""Who may exempt kin from being kept apart: nobody for spouses and lineal kin, else a body."""

from __future__ import annotations

import pytest

from rotation.rules import casework as case
from rotation.rules.base import WaivedBy
from rotation.rules.laws.kinship_avoidance import KinshipAvoidance


@pytest.mark.parametrize(
    ("relation", "waived_by"),
    [
        ("12", WaivedBy.NOBODY),  # wife
        ("51", WaivedBy.NOBODY),  # father
        ("43", WaivedBy.NOBODY),  # daughter's son
        ("71", WaivedBy.BODY),  # elder brother
        ("92", WaivedBy.BODY),  # cousin
        ("28", WaivedBy.BODY),  # son-in-law
    ],
)
def test_the_kind_of_kin_says_who_may_exempt(relation: str, waived_by: WaivedBy) -> None:
    cadres = [
        case.cadre("A", "P1", relatives=(case.relative(relation, "B"),)),
        case.cadre("B", "P2"),
        case.cadre("C"),
    ]
    made = case.scenario(posts=[case.post("P1"), case.post("P2")], cadres=cadres)
    law = KinshipAvoidance()
    assert law.waiver_of(made, "A", None) is law.waiver_of(made, "B", "P2") is waived_by
    assert law.waiver_of(made, "C", None) is WaivedBy.BODY
