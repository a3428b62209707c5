"""`rotation ranks`."""

from __future__ import annotations

from rotation.overview.ranks import rank_lists
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.paths import scenario_at
from rotation.terminal.ranks import Listed, ranks_document, show_ranks
from rotation.usage import ALL, JSON, SCENARIO, Asked, Command


def run(options: Asked) -> Answer:
    """List who may be given a rank."""
    scenario, _ = scenario_at(options.scenario)
    listed = Listed(scenario, rank_lists(scenario), options.all)
    return Answer(DONE, ranks_document(listed), lambda page: show_ranks(page, listed))


COMMAND = Command(run, SCENARIO, ALL, JSON)
