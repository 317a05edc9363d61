"""Addresses of the pages that anyone may read."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from identity.views.public import Gallery, PublicPage


def page(name: str, title: str | Promise) -> Callable[..., HttpResponseBase]:
    """Return the view of a page of words."""
    return PublicPage.as_view(template_name=f"pages/{name}.html", title=title)


urlpatterns = [
    path("", PublicPage.as_view(template_name="pages/landing.html"), name="landing"),
    path("levels/", page("levels", _("Levels and credits")), name="levels"),
    path("help/", page("help", _("Help")), name="help"),
    path(
        "accessibility/",
        page("accessibility", _("Accessibility statement")),
        name="accessibility",
    ),
    path("privacy/", page("privacy", _("Privacy")), name="privacy"),
    path("grievance/", page("grievance", _("Grievance")), name="grievance"),
    path("sitemap/", page("sitemap", _("Sitemap")), name="sitemap"),
    path("design/", Gallery.as_view(), name="design"),
]
