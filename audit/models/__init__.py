"""The rows of the inspectors' room."""

from audit.models.closing import Closing, ClosingLine

__all__ = ["Closing", "ClosingLine"]
