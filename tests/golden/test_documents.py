"""Every JSON document that a reader gets is of the shape that its JSON Schema tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from docs.schema import DOCUMENTS

FILES = sorted(Path(__file__).parent.glob("*.json"))
OF_ANOTHER_NAME = {"other": "plan", "replan": "solve", "carry": "carry_out"}


def document_name(file: Path) -> str:
    name = file.stem.split("_")[1] if "_" in file.stem else file.stem
    return OF_ANOTHER_NAME.get(name, name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_document_is_what_its_model_says(file: Path) -> None:
    """No key is unknown to the model, and none is lost or changed on the way through it."""
    kept = file.read_text(encoding="utf-8").partition("\n--- ")[0]
    document = json.loads(kept.replace("<n>", "0.0"))
    shape = TypeAdapter(DOCUMENTS[document_name(file)])
    entry = shape.validate_json(json.dumps(document), strict=False, extra="forbid")
    assert entry.plain_values() == document


def test_there_is_a_document_of_every_schema() -> None:
    assert {document_name(file) for file in FILES} == set(DOCUMENTS)
