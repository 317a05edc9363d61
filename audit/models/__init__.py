"""What inspectors ask for and find."""

from audit.models.exports import Export, ExportPart

__all__ = ["Export", "ExportPart"]
