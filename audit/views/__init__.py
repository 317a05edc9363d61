"""The inspectors' pages."""
