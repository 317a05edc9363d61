"""An app reads a learner's credentials page by page, and nothing else."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from credentials.commands.signing import sign_waiting
from identity.scopes import READ_BADGES, READ_PROFILE
from tests.api.asking import a_regulators_system
from tests.cast import Cast, sign_in
from tests.credentials.ims.hands import IMS, reader
from tests.credentials.signed.hands import SIGNED_AT, award, revoke, signed

pytestmark = pytest.mark.django_db
FIVE = ("GIS-101", "GIS-102", "GIS-103", "GIS-104", "GIS-105")


def links(answer: Any) -> dict[str, dict[str, str]]:
    """Return the query of each link, by its relation."""
    found = {}
    for part in answer["Link"].split(", "):
        address, _semicolon, relation = part.partition("; ")
        query = parse_qs(urlsplit(address.strip("<>")).query)
        found[relation.removeprefix('rel="').rstrip('"')] = {name: values[0] for name, values in query.items()}
    return found


def ids(answer: Any) -> list[str]:
    return [document["id"].rpartition("/")[2] for document in answer.json()["credential"]]


def test_an_app_reads_what_the_learner_earned_as_it_was_signed(cast: Cast) -> None:
    [award_id] = award(cast)
    document = signed(cast, award_id)
    answer = reader(cast.ananya).get(f"{IMS}credentials")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json() == {"credential": [document]}
    assert answer["X-Total-Count"] == "1"


def test_what_waits_to_be_signed_is_signed_first(cast: Cast) -> None:
    award_ids = award(cast, *FIVE[:2])
    assert set(ids(reader(cast.ananya).get(f"{IMS}credentials"))) == {str(award_id) for award_id in award_ids}


def test_a_revoked_credential_is_handed_out_with_its_status_entry(cast: Cast) -> None:
    [award_id] = award(cast)
    signed(cast, award_id)
    revoke(cast, award_id)
    [document] = reader(cast.ananya).get(f"{IMS}credentials").json()["credential"]
    assert document["credentialStatus"]["statusPurpose"] == "revocation"


def test_nobody_elses_credentials_are_read(cast: Cast) -> None:
    award(cast, "GIS-101")
    award(cast, "GIS-102", whose=cast.rohan_account.holding_id)
    assert len(ids(reader(cast.ananya).get(f"{IMS}credentials"))) == 1
    assert not set(ids(reader(cast.ananya).get(f"{IMS}credentials"))) & set(
        ids(reader(cast.rohan).get(f"{IMS}credentials"))
    )


def test_pages_join_without_gap_or_double(cast: Cast) -> None:
    award(cast, *FIVE)
    app, found, query = reader(cast.ananya), list[str](), {"limit": "2", "offset": "0"}
    for _page in range(3):
        answer = app.get(f"{IMS}credentials", query)
        found += ids(answer)
        query = links(answer).get("next", {})
    assert (len(found), len(set(found)), query) == (5, 5, {})


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, {"next": 2, "first": 0, "last": 4}), (2, {"next": 4, "prev": 0, "first": 0, "last": 4}),
        (4, {"prev": 2, "first": 0, "last": 4}), (1, {"next": 3, "prev": 0, "first": 0, "last": 4}),
        (99, {"prev": 97, "first": 0, "last": 4}),
    ],
)  # fmt: skip
def test_links_lead_on_back_and_to_both_ends(cast: Cast, offset: int, expected: dict[str, int]) -> None:
    award(cast, *FIVE)
    answer = reader(cast.ananya).get(f"{IMS}credentials", {"limit": 2, "offset": offset})
    assert {name: int(query["offset"]) for name, query in links(answer).items()} == expected
    assert {query["limit"] for query in links(answer).values()} == {"2"}
    assert answer["X-Total-Count"] == "5"


def test_who_has_none_gets_an_empty_page_with_its_ends(cast: Cast) -> None:
    answer = reader(cast.rohan).get(f"{IMS}credentials")
    assert (answer.json(), answer["X-Total-Count"]) == ({"credential": []}, "0")
    assert {name: query["offset"] for name, query in links(answer).items()} == {"first": "0", "last": "0"}


def test_since_leaves_out_what_was_signed_before_and_stays_in_the_links(cast: Cast) -> None:
    [early] = award(cast, "GIS-101")
    sign_waiting(at=SIGNED_AT)
    [late] = award(cast, "GIS-102")
    sign_waiting(at=SIGNED_AT + timedelta(days=2))
    app = reader(cast.ananya)
    answer = app.get(f"{IMS}credentials", {"since": (SIGNED_AT + timedelta(days=1)).isoformat()})
    assert ids(answer) == [str(late)]
    assert datetime.fromisoformat(links(answer)["first"]["since"]) == SIGNED_AT + timedelta(days=1)
    assert ids(app.get(f"{IMS}credentials", {"since": SIGNED_AT.isoformat()})) == [str(late)]
    assert ids(app.get(f"{IMS}credentials", {"since": "2020-01-01T00:00:00Z"})) == [str(early), str(late)]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=-1", "limit=x", "offset=-1", "offset=1.5", "since=yesterday", "offset=" + "9" * 30],
)
def test_a_page_that_can_not_be_is_refused(cast: Cast, query: str) -> None:
    answer = reader(cast.ananya).get(f"{IMS}credentials?{query}")
    assert answer.status_code == 400
    [minor] = answer.json()["imsx_codeMinor"]["imsx_codeMinorField"]
    assert minor["imsx_codeMinorFieldValue"] == "invalid_query_parameter"
    assert query.split("=")[0] in answer.json()["imsx_description"]


def test_a_limit_above_the_most_is_cut_and_the_links_say_so(cast: Cast) -> None:
    award(cast)
    assert links(reader(cast.ananya).get(f"{IMS}credentials?limit=5000"))["first"]["limit"] == "100"


def test_the_profile_says_the_learners_name(cast: Cast) -> None:
    told = reader(cast.ananya).get(f"{IMS}profile").json()
    assert (told["type"], told["name"]) == (["Profile"], cast.ananya_account.person.name)
    assert told["id"].startswith("urn:uuid:")
    assert cast.ananya_account.person.abc_id not in str(told)


@pytest.mark.parametrize(("scope", "path"), [(READ_PROFILE, "credentials"), (READ_BADGES, "profile")])
def test_a_scope_that_was_not_granted_opens_nothing(cast: Cast, scope: str, path: str) -> None:
    answer = reader(cast.ananya, scope).get(IMS + path)
    assert answer.status_code == 403
    assert "scope" in answer.json()["imsx_description"]


def test_nobody_and_no_other_token_comes_in(cast: Cast, client: Client) -> None:
    sign_in(client, cast.ananya)
    strangers = (client, Client(), a_regulators_system(), Client(headers={"Authorization": "Bearer \xff"}))
    for one in strangers:
        for path in ("credentials", "profile"):
            answer = one.get(IMS + path)
            assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="ims"')
            assert answer.json()["imsx_codeMajor"] == "failure"


def test_an_apps_token_opens_nothing_else_of_the_bank(cast: Cast) -> None:
    app = reader(cast.ananya)
    assert app.get("/api/v1/awards/").status_code == 401
    assert app.get("/learner/").status_code == 302


@pytest.mark.parametrize(("method", "path"), [("post", "credentials"), ("put", "profile"), ("delete", "credentials")])
def test_an_app_can_not_write(cast: Cast, method: str, path: str) -> None:
    answer = getattr(reader(cast.ananya), method)(IMS + path, {"a": 1}, content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["imsx_codeMajor"] == "unsupported"
    assert len(answer.json()["imsx_description"]) > 20


def test_anybody_reads_what_the_service_is(client: Client) -> None:
    told = client.get(f"{IMS}discovery").json()
    flow = told["components"]["securitySchemes"]["OAuth2ACG"]["flows"]["authorizationCode"]
    assert set(flow["scopes"]) == {READ_BADGES, READ_PROFILE}
    assert flow["authorizationUrl"].endswith("/oauth/authorize")
    assert flow["tokenUrl"].endswith("/oauth/token")
    assert told["openapi"].startswith("3.0")
    assert set(told["paths"]) == {"/credentials", "/profile", "/discovery"}
    assert told["servers"][0]["url"].endswith("/ims/ob/v3p0")
