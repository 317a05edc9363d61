"""Addresses of the inspectors' pages."""

from django.urls import path

from audit.views.findings import FindingPage, findings, run_now
from audit.views.regulator import entry_page, regulator_home
from audit.views.replay import replay_page
from audit.views.staff_findings import StaffFinding, staff_findings

urlpatterns = [
    path("regulator/", regulator_home, name="regulator-home"),
    path("regulator/entries/<uuid:entry_id>/", entry_page, name="regulator-entry"),
    path("regulator/findings/", findings, name="findings"),
    path("regulator/findings/run/", run_now, name="findings-run"),
    path("regulator/findings/<uuid:finding_id>/", FindingPage.as_view(), name="finding"),
    path("regulator/replay/", replay_page, name="replay"),
    path("staff/findings/", staff_findings, name="staff-findings"),
    path("staff/findings/<uuid:finding_id>/", StaffFinding.as_view(), name="staff-finding"),
]
