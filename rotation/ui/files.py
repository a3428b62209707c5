"""Files that a page hands out."""

from __future__ import annotations

import re

from rotation.domain.scenario import Scenario
from rotation.ui.words import say

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_MOST = 80


def file_name(kind: str, scenario: Scenario, detail: str = "") -> str:
    """A name without suffix that every system takes: what it is, of which scenario."""
    words = say(f"export.file_{kind}", scenario=scenario.name, detail=detail)
    return _NOT_IN_NAMES.sub("-", words).strip(" .-")[:_MOST]
