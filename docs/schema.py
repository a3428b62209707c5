"""Writes the JSON Schemas of the documents to docs/schemas.

PYTHONPATH=. .venv/bin/python docs/schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from rotation.explain.document import ExplanationEntry
from rotation.io.plan_model import PlanEntry

FOLDER = Path(__file__).parent / "schemas"
DOCUMENTS = {"plan": PlanEntry, "conflict": ExplanationEntry}


def schema_text(name: str) -> str:
    """The schema of a document, as its file holds it."""
    schema = DOCUMENTS[name].model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name in DOCUMENTS:
        (FOLDER / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
