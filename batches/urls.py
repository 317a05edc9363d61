"""Addresses of the pages about files."""

from django.urls import path

from batches.views import acts, detail, downloads, drafts, files, home, repair

urlpatterns = [
    path("staff/", home.StaffHome.as_view(), name="staff-home"),
    path("staff/batches/", files.BatchList.as_view(), name="batches"),
    path("staff/batches/new/", files.BatchNew.as_view(), name="batch-new"),
    path("staff/batches/templates/<slug:kind>.csv", downloads.template, name="batch-template"),
    path("staff/batches/<uuid:batch_id>/", detail.BatchDetail.as_view(), name="batch"),
    path("staff/batches/<uuid:batch_id>/progress/", detail.BatchProgress.as_view(), name="batch-progress"),
    path("staff/batches/<uuid:batch_id>/approval/", acts.ApproveBatch.as_view(), name="batch-approve"),
    path("staff/batches/<uuid:batch_id>/cancellation/", acts.CancelBatch.as_view(), name="batch-cancel"),
    path("staff/batches/<uuid:batch_id>/retry/", acts.RetryRows.as_view(), name="batch-retry"),
    path("staff/batches/<uuid:batch_id>/drafts/", drafts.DraftCourse.as_view(), name="batch-draft"),
    path("staff/batches/<uuid:batch_id>/rows/<int:number>/", repair.RepairRow.as_view(), name="batch-row"),
    path("staff/batches/<uuid:batch_id>/receipt/", downloads.receipt, name="batch-receipt"),
    path("staff/batches/<uuid:batch_id>/receipt.json", downloads.receipt_json, name="batch-receipt-json"),
    path("staff/batches/<uuid:batch_id>/rejects.csv", downloads.rejects, name="batch-rejects"),
]
