"""Addresses of the learner's home, the redeem wizard, the tracker and the institution's inbox."""

from django.urls import path

from redemptions.views import grievances, inbox, inbox_request, staff_grievances, tracker
from redemptions.views.home import learner_home
from redemptions.views.redeem import redeem

urlpatterns = [
    path("learner/", learner_home, name="learner-home"),
    path("redeem/", redeem, name="redeem"),
    path("redemptions/", tracker.tracker, name="redemptions"),
    path("redemptions/statement/", tracker.statement, name="redemption-statement"),
    path("redemptions/grievances/", grievances.grievances, name="grievances"),
    path("redemptions/grievances/<uuid:grievance_id>/", grievances.one_grievance, name="grievance-one"),
    path(
        "redemptions/grievances/about-award/<uuid:about_id>/",
        grievances.RaiseGrievance.as_view(about="award"),
        name="grievance-award",
    ),
    path(
        "redemptions/grievances/about-request/<uuid:about_id>/",
        grievances.RaiseGrievance.as_view(about="redemption"),
        name="grievance-request",
    ),
    path("redemptions/<uuid:redemption_id>/", tracker.one_request, name="redemption"),
    path("redemptions/<uuid:redemption_id>/withdrawal/", tracker.withdraw, name="redemption-withdraw"),
    path("staff/inbox/", inbox.inbox, name="inbox"),
    path("staff/inbox/preview/", inbox.preview, name="inbox-preview"),
    path("staff/inbox/decide/", inbox.decide, name="inbox-decide"),
    path("staff/inbox/<uuid:redemption_id>/", inbox_request.inbox_request, name="inbox-request"),
    path("staff/inbox/<uuid:redemption_id>/approval/", inbox_request.approve, name="inbox-approve"),
    path("staff/inbox/<uuid:redemption_id>/refusal/", inbox_request.refuse, name="inbox-refuse"),
    path("staff/inbox/<uuid:redemption_id>/reversal/", inbox_request.reverse, name="inbox-reverse"),
    path("staff/grievances/", staff_grievances.staff_grievances, name="staff-grievances"),
    path("staff/grievances/<uuid:grievance_id>/", staff_grievances.StaffGrievance.as_view(), name="staff-grievance"),
]
