"""Addresses of the regulators' API."""

from django.urls import path

from audit.api.entries import EntryDetail, EntryList, Totals
from audit.api.findings import FindingDetail, FindingList, ReplayView

urlpatterns = [
    path("audit/entries/", EntryList.as_view(), name="api-entries"),
    path("audit/entries/<uuid:entry_id>/", EntryDetail.as_view(), name="api-entry"),
    path("audit/totals/", Totals.as_view(), name="api-totals"),
    path("audit/findings/", FindingList.as_view(), name="api-findings"),
    path("audit/findings/<uuid:finding_id>/", FindingDetail.as_view(), name="api-finding"),
    path("audit/replay/", ReplayView.as_view(), name="api-replay"),
]
