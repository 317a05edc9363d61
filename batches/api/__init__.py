"""The REST API of files."""
