"""Addresses of the pages that anyone may read."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from identity.views.public import Gallery, PublicPage

urlpatterns = [
    path("", PublicPage.as_view(template_name="pages/landing.html"), name="landing"),
    path("levels/", PublicPage.as_view(template_name="pages/levels.html", title=_("Levels and credits")), name="levels"),
    path("help/", PublicPage.as_view(template_name="pages/help.html", title=_("Help")), name="help"),
    path(
        "accessibility/",
        PublicPage.as_view(template_name="pages/accessibility.html", title=_("Accessibility statement")),
        name="accessibility",
    ),
    path("privacy/", PublicPage.as_view(template_name="pages/privacy.html", title=_("Privacy")), name="privacy"),
    path("grievance/", PublicPage.as_view(template_name="pages/grievance.html", title=_("Grievance")), name="grievance"),
    path("sitemap/", PublicPage.as_view(template_name="pages/sitemap.html", title=_("Sitemap")), name="sitemap"),
    path("design/", Gallery.as_view(), name="design"),
]
