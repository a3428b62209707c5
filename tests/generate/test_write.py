"""What is generated is input that the planner takes."""

from __future__ import annotations

from pathlib import Path

from rotation import load_scenario
from rotation.generate.write import write_scenario
from tests.notices import EVIDENCE


def test_a_generated_scenario_loads_with_nothing_to_say(tmp_path: Path) -> None:
    write_scenario(tmp_path / "city", units=3, posts_per_unit=4, seed=1)
    _, notices = load_scenario(tmp_path / "city")
    assert {notice.code for notice in notices} <= EVIDENCE
