"""Who stands at the door, with which roles, and where they work."""

import pytest
from django.test import Client, RequestFactory

from identity.doors import NotSignedIn, current_place, place_of, principal_of
from identity.models import Membership, User
from identity.queries.principals import principal_of_user
from ledger.refusals import NotFound, NotPermitted
from tests.cast import NOON, OPENED_AT, Cast, a_member, an_institution, sign_in

pytestmark = pytest.mark.django_db


def test_a_learner_has_an_account_and_no_role(cast: Cast) -> None:
    assert cast.ananya.learner_id is not None
    assert not cast.ananya.memberships


def test_a_role_counts_only_at_its_institution(cast: Cast) -> None:
    assert cast.approver.has("approver", cast.awarding.id)
    assert not cast.approver.has("approver", cast.accepting.id)
    with pytest.raises(NotPermitted):
        cast.approver.require("approver", institution_id=cast.accepting.id)


def test_an_ended_role_counts_no_more(cast: Cast) -> None:
    Membership.objects.filter(user_id=cast.approver.id).update(ended_at=NOON)
    assert not principal_of_user(cast.approver.id).memberships


def test_a_closed_user_is_nobody(cast: Cast) -> None:
    User.objects.filter(id=cast.approver.id).update(is_active=False)
    with pytest.raises(NotFound):
        principal_of_user(cast.approver.id)


def test_nobody_is_refused_at_the_door() -> None:
    with pytest.raises(NotSignedIn):
        principal_of(RequestFactory().get("/"))


def test_memberships_are_read_once_per_request(cast: Cast, django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get(id=cast.approver.id)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert principal_of(request) == principal_of(request)
        assert place_of(request) == cast.awarding.id


def test_a_learner_works_nowhere(cast: Cast) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get(id=cast.ananya.id)
    with pytest.raises(NotFound):
        place_of(request)


def test_somebody_of_two_institutions_chooses(client: Client) -> None:
    first, second = an_institution(name="Alpha"), an_institution(name="Beta")
    member = a_member("issuer", first)
    Membership.objects.create(user_id=member.id, role="issuer", institution=second, since=OPENED_AT)
    sign_in(client, member)
    assert current_place(client.get("/help/").wsgi_request).name == "Alpha"
    client.post("/staff/place/", {"institution_id": str(second.id)})
    assert current_place(client.get("/help/").wsgi_request).name == "Beta"


@pytest.mark.parametrize("where", ["00000000-0000-4000-8000-000000000009", "x", ""])
def test_a_place_of_others_can_not_be_chosen(client: Client, cast: Cast, where: str) -> None:
    sign_in(client, cast.issuer)
    assert client.post("/staff/place/", {"institution_id": where}).status_code == 404
