"""The regulators' API."""
