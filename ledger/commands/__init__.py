"""The verbs of the book."""
