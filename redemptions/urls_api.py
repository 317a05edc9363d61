"""Addresses of the API of redemptions."""

from django.urls import path

from redemptions.api import decisions, plans, requests, statements

ONE = "redemptions/<uuid:redemption_id>/"

urlpatterns = [
    path("redemptions/", requests.RedemptionList.as_view(), name="api-redemptions"),
    path("redemptions/plan/", plans.RedemptionPlan.as_view(), name="api-redemption-plan"),
    path("redemptions/decisions/", decisions.Decisions.as_view(), name="api-decisions"),
    path("redemptions/decisions/plan/", plans.DecisionsPlan.as_view(), name="api-decisions-plan"),
    path(ONE, requests.RedemptionDetail.as_view(), name="api-redemption"),
    path(f"{ONE}decision/", decisions.RedemptionDecision.as_view(), name="api-redemption-decision"),
    path(f"{ONE}withdrawal/", requests.RedemptionWithdrawal.as_view(), name="api-redemption-withdrawal"),
    path(f"{ONE}reversal/", decisions.RedemptionReversal.as_view(), name="api-redemption-reversal"),
    path("learners/<str:abc_id>/redemptions/", statements.LearnerRedemptions.as_view(), name="api-learner-redemptions"),
]
