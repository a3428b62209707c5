"""A plan file that cannot be used: every fault by its place, as the planner's problems."""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rotation.domain.action import ActionKind
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.proof import BY_BOUNDS, BY_DUALS, SOLVERS, known_prover
from rotation.domain.roster import Roster
from rotation.errors import InvalidInput
from rotation.io.content import content_of
from rotation.io.plan_identity import meant_by, refuse_strangers
from rotation.io.report import Refused

Model = TypeVar("Model", bound=BaseModel)

MOST_BYTES = 20 * 2**20
"""A plan of 10,000 posts takes 8 MB, made anew 10 MB (800 bytes for a cadre, measured)."""
MOST_COMMAS = 500_000
"""A plan of 10,000 posts has half of them (26 for a cadre, measured)."""
MOST_FAULTS = 1000
_LISTS = (
    "actions", "vacancies", "goals", "tiers", "findings", "waivers", "reasons", "limits",
    "decisions",
)  # fmt: skip
"""Lists whose entries are told by their row."""
_WORDS: Mapping[str, Sequence[str]] = {"action": tuple(ActionKind), "status": tuple(Status)}
_IDS = {"cadre_id": "unknown_cadre", "to_post_id": "unknown_post"}


def load(path: Path) -> dict[str, Any]:
    """The JSON object of a file. Raises InvalidInput."""
    try:
        text = content_of(path, MOST_BYTES).decode("utf-8-sig")
        if text.count(",") > MOST_COMMAS:  # a few bytes may each become an object and a fault
            raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
        document = json.loads(text, parse_int=_number, object_pairs_hook=_once)
    except Refused as refused:
        code = "plan_too_large" if refused.code == "file_too_large" else refused.code
        raise InvalidInput([Problem(code, path.name, values=refused.values)]) from None
    except (ValueError, RecursionError) as fault:
        raise _no_plan(path, str(fault)[:80]) from None
    if not isinstance(document, dict):
        raise _no_plan(path, "{ ... }")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says everything once: of two values a reader may see the other one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise Refused("plan_key_twice", key=twice[:60])
    return found


def _number(digits: str) -> int | float:
    """A whole number that a double holds exactly; what is larger is none."""
    short = len(digits.lstrip("-")) < 17  # before int(), which is slow on long ones
    return int(digits) if short and abs(int(digits)) < 1 << 53 else math.inf


def _no_plan(path: Path, detail: str) -> InvalidInput:
    return InvalidInput([Problem("plan_not_json", path.name, values={"detail": detail})])


def of_several_years(document: Mapping[str, Any]) -> bool:
    """Whether an earlier version wrote the plan, which put its actions into years."""
    head = document.get("scenario")
    in_years = any("period" in entry for entry in _objects(document.get("actions")))
    return in_years or (isinstance(head, dict) and "periods" in head)


def validated(
    model: type[Model], document: Mapping[str, Any], file: str, roster: Roster | None = None
) -> Model:
    """The document in its shape; null is as good as nothing. roster: whose ids it must name.

    Raises InvalidInput with every problem at once.
    """
    if of_several_years(document):
        raise InvalidInput([Problem("plan_of_several_years", file)])
    if roster is not None:
        refuse_strangers(meant_by(document), roster, file)
    replan = document.get("replan")
    published = replan.get("published") if isinstance(replan, dict) else None
    problems = [*_twice(document, file), *_twice(published, file), *_provers(document, file)]
    given = {key: value for key, value in document.items() if value is not None}
    try:
        entry = model.model_validate_json(json.dumps(given), context=roster)
    except ValidationError as error:
        if error.error_count() > MOST_FAULTS:
            count = error.error_count()
            raise InvalidInput([Problem("plan_of_faults", file, values={"count": count})]) from None
        told = [_problem(fault, document, file) for fault in error.errors(include_url=False)]
        problems += {(each.code, each.row, each.column): each for each in told}.values()
    if problems:
        raise InvalidInput(problems)
    return entry


def _objects(entries: Any) -> list[dict[str, Any]]:
    return [e for e in entries if isinstance(e, dict)] if isinstance(entries, list) else []


def _twice(plan: Any, file: str) -> Iterator[Problem]:
    """Every cadre of whom a plan says two things."""
    seen: set[str] = set()
    entries = plan.get("actions") if isinstance(plan, dict) else None
    for row, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
        cadre_id = entry.get("cadre_id") if isinstance(entry, dict) else None
        if isinstance(cadre_id, str) and cadre_id in seen:
            yield Problem("plan_cadre_twice", file, row, "cadre_id", cadre_id)
        seen.add(str(cadre_id))


def _provers(plan: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """Every tier whose bound nobody stands for whom the program knows: papers would print it."""
    words = {"words": (BY_DUALS, BY_BOUNDS, *SOLVERS)}
    tiers = plan.get("tiers")
    for row, tier in enumerate(tiers if isinstance(tiers, list) else (), start=1):
        said = tier.get("proven_by") if isinstance(tier, dict) else None
        if isinstance(said, str) and not known_prover(said):
            yield Problem("plan_unknown_word", file, row, "proven_by", said[:60], words)


def _problem(fault: Any, document: Any, file: str) -> Problem:
    """A fault of pydantic as a problem: an entry of a list is told as a whole, by its row."""
    place, value = fault["loc"], fault["input"]
    if not place:
        return Problem("plan_not_json", file, values={"detail": str(fault["msg"])[:80]})
    column = str(place[-1])
    row = next((part + 1 for part in reversed(place) if isinstance(part, int)), None)
    in_action = place[0] == "actions" and len(place) == 3
    if fault["type"] == "missing":
        value = None
    said = None if value is None else str(value)
    if fault["type"] == "unknown_id":
        return Problem(fault["ctx"]["code"], file, row, column, said)
    if in_action and column in _IDS:
        return Problem(_IDS[column], file, row, column, said)
    if column in _WORDS and (in_action or len(place) == 1):
        return Problem("plan_unknown_word", file, row, column, said, {"words": _WORDS[column]})
    if row is None and column in _LISTS:
        return Problem("plan_not_a_list", file, None, column, said)
    return _bad_entry(place, document, file)


def _bad_entry(place: Sequence[Any], document: Any, file: str) -> Problem:
    rows = [i for i, part in enumerate(place) if isinstance(part, int) and place[i - 1] in _LISTS]
    end = rows[-1] + 1 if rows else len(place)
    for part in place[:end]:
        known = isinstance(document, list) or part in document
        document = document[part] if known else None
    row, column = (place[end - 1] + 1, place[end - 2]) if rows else (None, ".".join(place))
    words = json.dumps(document, ensure_ascii=False)[:60]
    return Problem("plan_bad_entry", file, row, str(column), words)
