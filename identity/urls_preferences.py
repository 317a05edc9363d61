"""Addresses of the browser's preferences."""

from django.urls import path
from django.views.i18n import set_language

from identity.views.preferences import set_theme

urlpatterns = [
    path("theme/", set_theme, name="set-theme"),
    path("language/", set_language, name="set-language"),
]
