"""Addresses of the inspectors' pages."""

from django.urls import path

from audit.views import log
from audit.views.board import regulator_home, regulator_state
from audit.views.entries import entries_page, entry_page, entry_proof
from audit.views.exports import export, exports
from audit.views.findings import FindingPage, findings, run_now
from audit.views.institutions import institution, institutions
from audit.views.quality import quality, quality_skill
from audit.views.replay import replay_page
from audit.views.staff_findings import StaffFinding, staff_findings

urlpatterns = [
    path("tlog/checkpoint", log.checkpoint, name="log-checkpoint"),
    path("tlog/vkey", log.vkey, name="log-vkey"),
    path("tlog/tile/<path:path>", log.tile, name="log-tile"),
    path("regulator/", regulator_home, name="regulator-home"),
    path("regulator/state/", regulator_state, name="regulator-state"),
    path("regulator/entries/", entries_page, name="regulator-entries"),
    path("regulator/entries/<uuid:entry_id>/proof/", entry_proof, name="regulator-proof"),
    path("regulator/entries/<uuid:entry_id>/", entry_page, name="regulator-entry"),
    path("regulator/exports/", exports, name="exports"),
    path("regulator/exports/<uuid:export_id>/", export, name="export"),
    path("regulator/findings/", findings, name="findings"),
    path("regulator/findings/run/", run_now, name="findings-run"),
    path("regulator/findings/<uuid:finding_id>/", FindingPage.as_view(), name="finding"),
    path("regulator/findings/replay/", replay_page, name="replay"),
    path("staff/findings/", staff_findings, name="staff-findings"),
    path("staff/findings/<uuid:finding_id>/", StaffFinding.as_view(), name="staff-finding"),
    path("regulator/quality/", quality, name="quality"),
    path("regulator/quality/<slug:skill>/", quality_skill, name="quality-skill"),
    path("regulator/institutions/", institutions, name="regulator-institutions"),
    path("regulator/institutions/<uuid:institution_id>/", institution, name="regulator-institution"),
]
