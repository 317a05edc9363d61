"""What a browser may send that the database could not compare."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PATHS = ("/", "/passbook/", "/accounts/login/", "/api/v1/institutions/")


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "theme", "django_language"])
def test_a_cookie_with_nul_is_left_out(name: str) -> None:
    client = Client(headers={"Cookie": f'{name}="\\000abcdefgh"'})
    assert all(client.get(path).status_code in {200, 302} for path in PATHS)
