"""Processes are killed in the middle of work: nothing may be lost and nothing doubled."""
