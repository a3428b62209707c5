"""`rotation verify`. Imports no solver."""

from __future__ import annotations

import argparse
from pathlib import Path

from rotation.io.plan_file import read_plan
from rotation.solve.verify import verify
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.paths import scenario_at
from rotation.terminal.verify import Verified, show_verify, verify_document


def run_verify(options: argparse.Namespace) -> Answer:
    """Hold a plan's certificate against its scenario."""
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    plan = read_plan(path, scenario)
    verified = Verified(scenario, plan, verify(scenario, plan), path.name)
    code = DONE if verified.found.holds else NO
    return Answer(code, verify_document(verified), lambda page: show_verify(page, verified))
