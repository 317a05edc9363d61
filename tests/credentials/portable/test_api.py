"""The signed credential by REST: for the systems of its institution and for the learner."""

import json

import pytest
from django.test import Client

from learners.models import Look
from tests.api.asking import registered, token_of, with_token
from tests.cast import Cast, sign_in
from tests.credentials.portable.hands import an_award, carried, get

pytestmark = pytest.mark.django_db


def path_of(award_id: object) -> str:
    return f"/api/v1/awards/{award_id}/credential/"


def a_system(cast: Cast, *scopes: str, place: object = None) -> Client:
    made = registered(institution_id=place or cast.awarding.id, roles=("issuer",), scopes=scopes)  # type: ignore[arg-type]
    return with_token(token_of(made))


def test_the_learner_reads_the_same_document_as_at_its_own_address(cast: Cast) -> None:
    award_id = an_award(cast)
    answer = get(sign_in(Client(), cast.ananya), path_of(award_id))
    assert answer.json() == json.loads(carried(cast, award_id, "json"))
    assert answer["Cache-Control"] == "private, no-store"


def test_a_system_of_the_institution_reads_it_and_the_learner_is_told(cast: Cast) -> None:
    award_id = an_award(cast)
    assert get(a_system(cast, "awards:write"), path_of(award_id)).json()["id"].endswith(str(award_id))
    assert Look.objects.get().what == "credential"


def test_a_token_without_the_scope_is_refused(cast: Cast) -> None:
    assert get(a_system(cast, "batches:write"), path_of(an_award(cast)), status=403).json()["code"] == (
        "insufficient-scope"
    )


def test_everybody_else_finds_nothing(cast: Cast) -> None:
    path = path_of(an_award(cast))
    for who in ("rohan", "other_issuer", "regulator", "visitor"):
        get(sign_in(Client(), getattr(cast, who)), path, status=404)
    get(a_system(cast, "awards:write", place=cast.accepting.id), path, status=404)
    get(Client(), path, status=401)


def test_it_stands_in_the_document_of_the_api(db: None) -> None:
    told = json.loads(get(Client(), "/api/v1/schema/?format=json").content)
    assert "/api/v1/awards/{award_id}/credential/" in told["paths"]
