"""Addresses of the regulators' API."""

from django.urls import path

from audit.api.benchmarks import BenchmarkDetail, BenchmarkList
from audit.api.entries import EntryDetail, EntryList, Totals
from audit.api.exports import ExportDetail, ExportList, ExportManifest, ExportNote, ExportPartFile
from audit.api.findings import FindingDetail, FindingList, ReplayView
from audit.api.log import CheckpointList, CheckpointNow, ConsistencyProof, InclusionProof
from audit.api.requests import RequestList

urlpatterns = [
    path("audit/entries/", EntryList.as_view(), name="api-entries"),
    path("audit/entries/<uuid:entry_id>/", EntryDetail.as_view(), name="api-entry"),
    path("audit/totals/", Totals.as_view(), name="api-totals"),
    path("audit/exports/", ExportList.as_view(), name="api-exports"),
    path("audit/exports/<uuid:export_id>/", ExportDetail.as_view(), name="api-export"),
    path("audit/exports/<uuid:export_id>/parts/<int:number>/", ExportPartFile.as_view(), name="api-export-part"),
    path("audit/exports/<uuid:export_id>/manifest/", ExportManifest.as_view(), name="api-export-manifest"),
    path("audit/exports/<uuid:export_id>/manifest/note/", ExportNote.as_view(), name="api-export-note"),
    path("audit/requests/", RequestList.as_view(), name="api-requests"),
    path("audit/checkpoint/", CheckpointNow.as_view(), name="api-checkpoint"),
    path("audit/checkpoints/", CheckpointList.as_view(), name="api-checkpoints"),
    path("audit/proofs/inclusion/", InclusionProof.as_view(), name="api-inclusion"),
    path("audit/proofs/consistency/", ConsistencyProof.as_view(), name="api-consistency"),
    path("audit/findings/", FindingList.as_view(), name="api-findings"),
    path("audit/findings/<uuid:finding_id>/", FindingDetail.as_view(), name="api-finding"),
    path("audit/replay/", ReplayView.as_view(), name="api-replay"),
    path("audit/benchmarks/", BenchmarkList.as_view(), name="api-benchmarks"),
    path("audit/benchmarks/<slug:skill>/", BenchmarkDetail.as_view(), name="api-benchmark"),
]
