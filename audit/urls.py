"""Addresses of the inspectors' pages."""

from django.urls import path

from audit.views.exports import export, exports
from audit.views.regulator import entry_page, regulator_home

urlpatterns = [
    path("regulator/", regulator_home, name="regulator-home"),
    path("regulator/entries/<uuid:entry_id>/", entry_page, name="regulator-entry"),
    path("regulator/exports/", exports, name="exports"),
    path("regulator/exports/<uuid:export_id>/", export, name="export"),
]
