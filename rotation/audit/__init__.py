"""The independent audit: rules x plan -> report. Imports no solver and nothing of the model."""

from rotation.audit.report import Report, audit

__all__ = ["Report", "audit"]
