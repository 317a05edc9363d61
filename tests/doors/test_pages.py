"""Every page, asked by everybody: nobody sees what is not theirs, nothing breaks."""

import pytest
from django.test import Client

from tests.cast import Cast, sign_in
from tests.doors.addresses import pages, pages_of_one_thing

pytestmark = pytest.mark.django_db
EVERYBODY = ("ananya", "issuer", "approver", "registrar", "regulator", "operator", "visitor")
PUBLIC = {
    "/", "/.well-known/did.json", "/accessibility/", "/bank", "/calculator/", "/catalogue/", "/design/", "/grievance/",
    "/help/", "/levels/", "/privacy/", "/sitemap/", "/terms", "/verify/",
}  # fmt: skip
OF = {
    "/staff/": {"issuer", "approver", "registrar"}, "/regulator/": {"regulator"},
    "/operator/": {"operator", "regulator"},
}  # fmt: skip
TEAM_OF_THE_BANK = "/staff/team/"


@pytest.mark.parametrize("path", [path for path in pages() if path not in PUBLIC])
def test_nobody_is_sent_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 405:
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("path", sorted(PUBLIC - {"/design/", "/.well-known/did.json"}))
def test_a_public_page_is_open_to_anybody(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_page_breaks_for_anybody(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    answers = {path: client.get(path).status_code for path in pages()}
    # 409: there is nothing to do it with, and the page says so.
    assert not {path: status for path, status in answers.items() if status not in {200, 302, 403, 404, 405, 409}}


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_of_work_is_closed_to_those_who_do_other_work(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    foreign = [path for path in pages() for area, roles in OF.items() if path.startswith(area) and who not in roles]
    answers = {path: client.get(path).status_code for path in foreign if path != TEAM_OF_THE_BANK}
    assert not {path: status for path, status in answers.items() if status == 200}


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_does_not_exist_is_not_found_for_anybody(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    for method, told in (("get", {403, 404, 405}), ("post", {302, 403, 404, 405})):  # 302: back, with the reason
        answers = {path: getattr(client, method)(path).status_code for path in pages_of_one_thing()}
        assert not {path: status for path, status in answers.items() if status not in told}, method


STRANGE = ["?q=%00", "?page=-1", "?cursor=x", "?limit=x", "?level=NaN", "?since=x", "?q=" + "x" * 3000]


@pytest.mark.parametrize("query", STRANGE)
def test_a_strange_query_breaks_no_page(client: Client, cast: Cast, query: str) -> None:
    for who in ("ananya", "registrar", "regulator"):
        sign_in(client, getattr(cast, who))
        answers = {path: client.get(path + query).status_code for path in pages()}
        assert not {path: status for path, status in answers.items() if status >= 500}, who
