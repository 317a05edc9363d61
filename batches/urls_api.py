"""Addresses of the API of files."""

from django.urls import path

from batches.api.batches import BatchApproval, BatchCancellation, BatchDetail, BatchList, BatchRows

urlpatterns = [
    path("batches/", BatchList.as_view(), name="api-batches"),
    path("batches/<uuid:batch_id>/", BatchDetail.as_view(), name="api-batch"),
    path("batches/<uuid:batch_id>/rows/", BatchRows.as_view(), name="api-batch-rows"),
    path("batches/<uuid:batch_id>/approval/", BatchApproval.as_view(), name="api-batch-approval"),
    path("batches/<uuid:batch_id>/cancellation/", BatchCancellation.as_view(), name="api-batch-cancellation"),
]
