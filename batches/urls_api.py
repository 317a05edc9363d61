"""Addresses of the API of files."""

from django.urls import path

from batches.api import batches, downloads, rows

ONE = "batches/<uuid:batch_id>/"
ROW = f"{ONE}rows/<int:number>/"

urlpatterns = [
    path("batches/", batches.BatchList.as_view(), name="api-batches"),
    path(ONE, batches.BatchDetail.as_view(), name="api-batch"),
    path(f"{ONE}approval/", batches.BatchApproval.as_view(), name="api-batch-approval"),
    path(f"{ONE}cancellation/", batches.BatchCancellation.as_view(), name="api-batch-cancellation"),
    path(f"{ONE}receipt/", downloads.BatchReceipt.as_view(), name="api-batch-receipt"),
    path(f"{ONE}rejects/", downloads.BatchRejects.as_view(), name="api-batch-rejects"),
    path(f"{ONE}retry/", rows.BatchRetry.as_view(), name="api-batch-retry"),
    path(f"{ONE}rows/", rows.BatchRows.as_view(), name="api-batch-rows"),
    path(ROW, rows.BatchRow.as_view(), name="api-batch-row"),
    path(f"{ROW}draft/", rows.BatchDraft.as_view(), name="api-batch-draft"),
    path(f"{ROW}repair/", rows.BatchRowRepair.as_view(), name="api-batch-row-repair"),
]
