"""Addresses of the inspectors' pages."""

from django.urls import path

from audit.views import log
from audit.views.exports import export, exports
from audit.views.regulator import entry_page, regulator_home

urlpatterns = [
    path("tlog/checkpoint", log.checkpoint, name="log-checkpoint"),
    path("tlog/vkey", log.vkey, name="log-vkey"),
    path("tlog/tile/<path:path>", log.tile, name="log-tile"),
    path("regulator/", regulator_home, name="regulator-home"),
    path("regulator/entries/<uuid:entry_id>/", entry_page, name="regulator-entry"),
    path("regulator/exports/", exports, name="exports"),
    path("regulator/exports/<uuid:export_id>/", export, name="export"),
]
