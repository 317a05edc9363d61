"""Judging a credential that somebody hands in, whoever issued it: pure, and never "valid" without every check."""
