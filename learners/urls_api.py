"""Addresses of the API of learners."""

from django.urls import path

from learners.api.learners import LearnerDetail, LearnerHoldings

urlpatterns = [
    path("learners/<str:abc_id>/", LearnerDetail.as_view(), name="api-learner"),
    path("learners/<str:abc_id>/holdings/", LearnerHoldings.as_view(), name="api-learner-holdings"),
]
