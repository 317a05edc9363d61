"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, path

from abc_portal import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
]
