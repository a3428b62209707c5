"""A plan, or several side by side, as files for other systems."""

from __future__ import annotations

from dataclasses import replace

from rotation.audit.report import vacancies
from rotation.compare.comparison import Comparison
from rotation.compare.judged import Judged
from rotation.io.data_files import data_files
from rotation.io.plan_file import plan_document
from rotation.report.audit_document import audit_document
from rotation.report.compare_document import compare_document


def plan_data(judged: Judged) -> dict[str, bytes]:
    """The files of a plan and of its audit, by name."""
    empty = tuple(vacancies(judged.scenario, judged.plan))  # as they are, not as the file says
    plan = plan_document(replace(judged.plan, vacancies=empty), judged.scenario)
    return data_files({"plan": plan, "audit": audit_document(judged)})


def comparison_data(compared: Comparison) -> dict[str, bytes]:
    """The files of a comparison, by name."""
    return data_files({"compare": compare_document(compared)})
