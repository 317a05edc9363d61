"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from abc_portal import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("preferences/", include("identity.urls_preferences")),
    path("", include("identity.urls_public")),
]
