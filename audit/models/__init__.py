"""The rows of the inspectors' room."""

from audit.models.closing import Closing, ClosingLine
from audit.models.exports import Export, ExportPart
from audit.models.findings import Finding, FindingStep

__all__ = ["Closing", "ClosingLine", "Export", "ExportPart", "Finding", "FindingStep"]
