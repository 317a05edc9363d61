"""The API of learners."""
