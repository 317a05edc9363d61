"""Addresses of the Open Badges 3.0 API, where its specification wants them."""

from django.urls import path

from credentials.api import ims

urlpatterns = [
    path("ims/ob/v3p0/discovery", ims.Discovery.as_view(), name="ims-discovery"),
    path("ims/ob/v3p0/credentials", ims.Badges.as_view(), name="ims-credentials"),
    path("ims/ob/v3p0/profile", ims.LearnerProfile.as_view(), name="ims-profile"),
]
