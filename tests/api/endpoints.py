"""A tiny API that exists only in tests: what the base classes promise, without any room's rules."""

from typing import Any
from uuid import UUID

from django.urls import include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from abc_portal.urls import handler404, handler500
from abc_portal.urls import urlpatterns as site_urls
from identity.api.etags import etag_of
from identity.api.views import BankView
from identity.commands.people import create_user
from identity.models import User
from identity.principals import SYSTEM
from ledger.refusals import NotFound, Refusal

__all__ = ["handler404", "handler500", "urlpatterns"]


class PersonInput(serializers.Serializer[Any]):
    email = serializers.EmailField()
    name = serializers.CharField(max_length=20)
    age = serializers.IntegerField(required=False)


class PersonAnswer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class People(BankView):
    ordering = ("name", "id")
    required_scopes = {"GET": "audit:read"}

    def get(self, request: Request) -> Response:
        return self.page(User.objects.all(), PersonAnswer)

    def post(self, request: Request) -> Response:
        given = self.read(PersonInput)

        def work(given_key: str) -> Response:
            key = f"{self.principal.id}:{given_key}"
            user = create_user(
                actor=SYSTEM, email=given["email"], name=given["name"], password=None, at=self.at, idempotency_key=key
            )
            return self.created(PersonAnswer(user), location=f"/test/people/{user.id}/")

        return self.once(work)


class OnePerson(BankView):
    def get(self, request: Request, person_id: UUID) -> Response:
        user = self._find(person_id)
        return self.answer(PersonAnswer(user), etag=etag_of(user.id, user.name))

    def patch(self, request: Request, person_id: UUID) -> Response:
        user = self._find(person_id)
        self.check_etag(etag_of(user.id, user.name))
        User.objects.filter(id=user.id).update(name=request.data["name"])
        return Response(status=204)

    def _find(self, person_id: UUID) -> User:
        found = User.objects.filter(id=person_id).first()
        if found is None:
            raise NotFound("There is no such person.")
        return found


class Trouble(BankView):
    public_methods = frozenset({"GET"})

    def get(self, request: Request) -> Response:
        if request.query_params.get("kind") == "fault":
            raise RuntimeError("something broke")
        raise Refusal("Seen a, expected b.", field="rows.2.code", errors=[NotFound("One.", field="rows.0")])


urlpatterns = [
    path("api/test/people/", People.as_view()),
    path("api/test/people/<uuid:person_id>/", OnePerson.as_view()),
    path("api/test/trouble/", Trouble.as_view()),
    path("", include(site_urls)),
]
