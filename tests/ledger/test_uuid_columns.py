"""UUID columns come back as Python's own UUIDs."""

from uuid import UUID, SafeUUID, uuid4

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_a_uuid_comes_back_as_it_was() -> None:
    one, two = uuid4(), uuid4()
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::uuid, NULL::uuid, %s::uuid[]", [one, [two, one, None]])
        read, nothing, several = cursor.fetchone()
    assert (read, nothing, several) == (one, None, [two, one, None])
    assert type(read) is UUID and read.is_safe is SafeUUID.unknown and hash(read) == hash(one)
    assert (str(read), read.bytes, read.version) == (str(one), one.bytes, 4)
