"""The rows of the inspectors' room."""

from audit.models.findings import Finding, FindingStep

__all__ = ["Finding", "FindingStep"]
