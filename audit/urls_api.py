"""Addresses of the regulators' API."""

from django.urls import path

from audit.api.benchmarks import BenchmarkDetail, BenchmarkList
from audit.api.entries import EntryDetail, EntryList, Totals

urlpatterns = [
    path("audit/entries/", EntryList.as_view(), name="api-entries"),
    path("audit/entries/<uuid:entry_id>/", EntryDetail.as_view(), name="api-entry"),
    path("audit/totals/", Totals.as_view(), name="api-totals"),
    path("audit/benchmarks/", BenchmarkList.as_view(), name="api-benchmarks"),
    path("audit/benchmarks/<slug:skill>/", BenchmarkDetail.as_view(), name="api-benchmark"),
]
