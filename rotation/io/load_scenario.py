"""A scenario read and completed, as every command and page takes it."""

from __future__ import annotations

from pathlib import Path

from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.evidence.weighed import weighed
from rotation.io.inputs import Inputs
from rotation.io.scenario_file import read_scenario
from rotation.rules.evidence import evidence_notices
from rotation.rules.registry import goals, laws
from rotation.rules.settings import parameter_names, parameter_problems, with_defaults
from rotation.rules.waivers import waiver_faults


def load_scenario(source: Path | str | Inputs) -> tuple[Scenario, tuple[Problem, ...]]:
    """A scenario from its folder, its scenario.toml, or inputs that were handed over as bytes;
    and notices. Raises InvalidInput.

    Some rules are there even where scenario.toml does not name them, and a notice says so:
    few_moves as the last goal (nobody is moved for nothing), unprompted_moves before the goals on
    structure (nobody makes room for them), and the laws that are statute.
    """
    scenario, notices = read_scenario(
        source,
        law_codes=parameter_names(laws()),
        goal_codes=parameter_names(goals()),
        validate=parameter_problems,
        authority=waiver_faults,
    )
    completed, added = with_defaults(scenario)
    whole = weighed(completed)
    return whole, (*notices, *added, *evidence_notices(whole))
