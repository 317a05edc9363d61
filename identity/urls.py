"""Addresses of sign-in, the place where one works, the team, API clients and the API's documentation."""

from typing import Any

from django.urls import include, path

from identity.views import apps, clients, regulators, request_log, team
from identity.views.oauth import AccessToken, LetAppRead
from identity.views.place import SwitchPlace, home
from identity.views.reference import api_docs

# The names under which allauth looks for its own addresses.
OPENID: Any = ([path("authorize", LetAppRead.as_view(), name="authorization")], "oidc")
PROVIDER: Any = ([path("", include(OPENID))], "idp")

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("oauth/token", AccessToken.as_view(), name="oauth-token"),
    path("oauth/", include(PROVIDER)),
    path("account/apps/", apps.apps, name="apps"),
    path("account/apps/end/", apps.end, name="app-end"),
    path("home/", home, name="home"),
    path("staff/place/", SwitchPlace.as_view(), name="staff-place"),
    path("staff/team/", team.team, name="team"),
    path("staff/team/roles/<uuid:membership_id>/end/", team.end, name="team-role-end"),
    path("staff/team/clients/", clients.register, name="client-register"),
    path("staff/team/clients/<uuid:client_id>/secret/", clients.rotate, name="client-rotate"),
    path("staff/team/clients/<uuid:client_id>/end/", clients.end, name="client-end"),
    path("operator/regulators/", regulators.regulators, name="regulators"),
    path("operator/requests/", request_log.request_log, name="request-log"),
    path("api/docs/", api_docs, name="api-docs"),
]
