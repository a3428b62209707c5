"""Documents for other systems: each as JSON, and its lists as tables (CSV)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rotation.io.write_roster import csv_bytes, guarded

TABLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "plan": {
        "actions": ("cadre_id", "name", "action", "category", "from_post_id", "from",
                    "to_post_id", "to", "reasons_code", "reasons_text_zh", "reasons_text_en"),
        "vacancies": ("post_id", "post", "seats"),
    },
    "audit": {
        "findings": ("rule", "title_zh", "title_en", "status", "amount", "cases", "cadre_ids",
                     "post_ids", "unit_ids", "text_zh", "text_en"),
        "goals": ("code", "tier", "weight", "amount"),
    },
    "compare": {
        "cadres": ("cadre_id", "name"),
        "posts": ("post_id", "post"),
        "figures": ("code", "group", "title_zh", "title_en", "now"),
        "goals": ("code", "title_zh", "title_en", "tier", "weight", "now"),
        "teams": ("unit_id", "unit"),
    },
}  # fmt: skip
"""The lists of a document that become tables, each with columns that are there even without rows;
what else their entries hold comes after these."""
PER_PLAN = frozenset({"amounts", "holders", "placements", "plans", "proofs", "values"})
"""Lists with an entry for each plan: a column, or several, for the first, the second, and so on."""
MARK = ";"


def data_files(documents: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    """The files of documents, given by name."""
    files = {}
    for name, document in documents.items():
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        files[f"{name}.json"] = text.encode()
        for table, columns in TABLES[name].items():
            files[f"{table}.csv"] = _table(columns, document[table])
    return files


def _table(columns: Sequence[str], entries: Sequence[Mapping[str, Any]]) -> bytes:
    rows = [dict(_flat(entry)) for entry in entries]
    known = dict.fromkeys((*columns, *(column for row in rows for column in row)))
    texts = ([row.get(column, "") for column in known] for row in rows)
    return csv_bytes(list(known), texts)


def _flat(entry: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """The values by column; what lies in another goes by both names."""
    for key, value in entry.items():
        column = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{column}_")
        elif key in PER_PLAN:
            places = {str(i): each for i, each in enumerate(value, start=1) if each is not None}
            yield from _flat(places, f"{column}_")
        elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            parts = [dict(_flat(each, f"{column}_")) for each in value]
            for name in dict.fromkeys(name for part in parts for name in part):
                yield name, MARK.join(part.get(name, "") for part in parts)
        else:
            yield column, _text(value)


def _text(value: Any) -> str:
    """A value as JSON has it, but for words, which stand bare; what there is not is empty."""
    if isinstance(value, list):
        return MARK.join(map(_text, value))
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else json.dumps(value)
