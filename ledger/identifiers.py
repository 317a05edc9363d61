"""Identifiers made by the client of the database: time-ordered UUIDs."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7 (RFC 9562): unique, and sorted by the time it was made."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)
