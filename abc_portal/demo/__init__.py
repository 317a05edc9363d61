"""The demonstration world: small, true to life, the same for the same seed and day."""
