"""Addresses of the inspectors' pages."""

from django.urls import path

from audit.views.institutions import institution, institutions
from audit.views.quality import quality, quality_skill
from audit.views.regulator import entry_page, regulator_home

urlpatterns = [
    path("regulator/", regulator_home, name="regulator-home"),
    path("regulator/entries/<uuid:entry_id>/", entry_page, name="regulator-entry"),
    path("regulator/quality/", quality, name="quality"),
    path("regulator/quality/<slug:skill>/", quality_skill, name="quality-skill"),
    path("regulator/institutions/", institutions, name="regulator-institutions"),
    path("regulator/institutions/<uuid:institution_id>/", institution, name="regulator-institution"),
]
