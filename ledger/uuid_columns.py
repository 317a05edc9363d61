"""UUID columns as psycopg2 reads them: millions pass here, and Python's own constructor checks what PostgreSQL has."""

from functools import lru_cache
from typing import Any
from uuid import UUID, SafeUUID

from psycopg2 import extensions

OID, ARRAY_OID = 2950, 2951
# Institutions, accounts and holdings come again and again in one reading.
REMEMBERED = 16_384
# Looked up once: a member of an enumeration is found through a descriptor, which costs more than the rest.
_UNKNOWN = SafeUUID.unknown


def register() -> None:
    """Take the place of Django's caster, which is registered when its backend is imported."""
    import django.db.backends.postgresql.base  # noqa: F401

    one = extensions.new_type((OID,), "UUID", read)
    extensions.register_type(one)
    extensions.register_type(extensions.new_array_type((ARRAY_OID,), "UUID[]", one))


def read(text: str | bytes | None, _cursor: Any) -> UUID | None:
    """Return the UUID of a text that PostgreSQL wrote."""
    return None if text is None else _read(str(text))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str) -> UUID:
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(text.replace("-", ""), 16))
    object.__setattr__(made, "is_safe", _UNKNOWN)
    return made
