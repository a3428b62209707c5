"""Writes the JSON Schemas of the documents to docs/schemas.

PYTHONPATH=. .venv/bin/python docs/schema.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from rotation.io.plan_model import PlanEntry
from rotation.report.audit_document import AuditEntry
from rotation.report.compare_document import CompareEntry
from rotation.terminal.ahead import AheadEntry
from rotation.terminal.attention_document import AttentionEntry
from rotation.terminal.carry_out import CarryOutEntry
from rotation.terminal.check_document import CheckEntry
from rotation.terminal.conflict_document import ConflictedEntry
from rotation.terminal.evidence import EvidenceEntry
from rotation.terminal.failures import FailureEntry, RefusedEntry
from rotation.terminal.fairness_document import FairnessEntry
from rotation.terminal.imported import ImportEntry
from rotation.terminal.move_document import MoveEntry, OffersEntry
from rotation.terminal.options_document import OptionsEntry
from rotation.terminal.pareto_document import ParetoEntry
from rotation.terminal.presets_document import PresetsEntry
from rotation.terminal.ranks import RanksEntry
from rotation.terminal.rules_document import RulesEntry
from rotation.terminal.sensitivity_document import SensitivityEntry
from rotation.terminal.solve_document import SolveEntry
from rotation.terminal.stress import StressEntry
from rotation.terminal.verify_document import VerifyEntry
from rotation.terminal.why_document import WhyEntry

FOLDER = Path(__file__).parent / "schemas"
DOCUMENTS: dict[str, Any] = {
    "plan": PlanEntry,
    "solve": SolveEntry,
    "audit": AuditEntry,
    "verify": VerifyEntry,
    "check": CheckEntry,
    "import": ImportEntry,
    "compare": CompareEntry,
    "why": WhyEntry,
    "move": MoveEntry,
    "offers": OffersEntry,
    "conflict": ConflictedEntry,
    "carry_out": CarryOutEntry,
    "attention": AttentionEntry,
    "ahead": AheadEntry,
    "stress": StressEntry,
    "evidence": EvidenceEntry,
    "fairness": FairnessEntry,
    "ranks": RanksEntry,
    "options": OptionsEntry,
    "pareto": ParetoEntry,
    "sensitivity": SensitivityEntry,
    "rules": RulesEntry,
    "presets": PresetsEntry,
    "failure": RefusedEntry | FailureEntry,
}
"""plan.json, and by command what it prints with --json (presets: `rules --presets`; offers:
`move --offers`); any command
prints a failure."""


def schema_text(name: str) -> str:
    """The schema of a document, as its file holds it."""
    schema = TypeAdapter(DOCUMENTS[name]).json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name in DOCUMENTS:
        (FOLDER / f"{name}.json").write_text(schema_text(name), encoding="utf-8")
