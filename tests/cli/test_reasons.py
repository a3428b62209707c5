"""The reason shown first for an action, and that nobody moves for no reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.domain.action import Action, ActionKind, Reason
from rotation.wording.names import Names
from rotation.wording.reasons import main_reason, reasons
from rotation.wording.words import Words
from tests.cli.conftest import Run
from tests.cli.small import write

DECISIONS = """cadre_id,action,post_id,reason,decided_by,decided_on,document,route
C9,锁定,P8,熟悉街道工作,,,,
C3,退出现职,,本人申请,区委常委会,2026-11-20,12号,改任职级
"""


def said(small: Path, kind: ActionKind, *codes: str, everything: bool = False) -> str:
    """What is shown for a cadre whose action has these reasons."""
    scenario, _ = load_scenario(small)
    given = tuple(Reason(code, {"zh": code}) for code in codes)
    action = Action("C1", kind, "P1", "P4", reasons=given)
    asked = (Words("zh"), Names(scenario, "zh"), action)
    return "\n".join(reasons(*asked)) if everything else main_reason(*asked)


@pytest.mark.parametrize("code", ["pin", "release"])
def test_what_a_planner_decided_comes_first(small: Path, code: str) -> None:
    shown = said(small, ActionKind.TRANSFER, "tenure_limit", "kin", code)
    assert shown == f"{code}（另有2条理由）"
    shown = said(small, ActionKind.TRANSFER, "tenure_limit", code, everything=True)
    assert shown == f"{code}\ntenure_limit"


def test_the_page_shows_decisions_as_the_reasons(run: Run, tmp_path: Path) -> None:
    out = run("solve", write(tmp_path / "decided", decisions=DECISIONS)).out
    assert "按研究意见任此职：熟悉街道工作" in next(x for x in out.splitlines() if "吴刚" in x)
    assert "按决定（区委常委会，2026-11-20，12号）退出现职" in out
    assert "不属于应交流情形" not in out
