"""The independent audit: rules x plan -> report. Imports no solver and nothing of the model."""

from rotation.audit.report import AuditReport, audit

__all__ = ["AuditReport", "audit"]
