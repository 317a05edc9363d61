"""Addresses of sign-in, the place where one works, the team and API clients."""

from django.urls import include, path

from identity.views.oauth import AccessToken
from identity.views.place import SwitchPlace, home

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("oauth/token", AccessToken.as_view(), name="oauth-token"),
    path("home/", home, name="home"),
    path("staff/place/", SwitchPlace.as_view(), name="staff-place"),
]
