"""Files of what was computed beside a plan: written by the commands that compute it, annexed to the
papers of the plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rotation.errors import InvalidInput
from rotation.io.plan_faults import load
from rotation.report.annex import Annex, Unreadable, annex_of, is_of
from rotation.report.told import Told
from rotation.terminal.paths import new_target, no_input, put, refused


def annex_file(path: str | None, scenario: str, *, force: bool) -> Path | None:
    """Where it is to be written, looked at before the long work. Raises InvalidInput."""
    if path is None:
        return None
    found = new_target(path, ".json", force=force)
    no_input(found, scenario)
    return found


def keep_annex(path: Path, document: Mapping[str, Any], *, force: bool) -> None:
    """Raises InvalidInput."""
    words = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    put(lambda beside: beside.write_text(words, encoding="utf-8"), path, force=force)


def annexes_at(paths: Iterable[str], told: Told) -> tuple[Annex, ...]:
    """Those in these files. Raises InvalidInput for one that is none, or is of another plan."""
    return tuple(_annex_at(Path(path), told) for path in paths)


def _annex_at(path: Path, told: Told) -> Annex:
    try:
        document = load(path)
        annex = annex_of(document, told.lang)
    except InvalidInput as fault:
        if not fault.problems[0].code.startswith("plan_"):
            raise
        raise refused("annex_unreadable", str(path)) from None
    except Unreadable:
        raise refused("annex_unreadable", str(path)) from None
    if not is_of(document, told):
        raise refused("annex_of_other_plan", str(path))
    return annex
