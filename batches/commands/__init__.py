"""The verbs of batches."""
