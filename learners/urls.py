"""Addresses of learners' pages."""

from django.urls import path

from learners.views import consents, profile, roster, starting

urlpatterns = [
    path("account/", profile.profile, name="account-profile"),
    path("account/open/", starting.opening, name="account-open"),
    path("account/claim/", starting.claiming, name="account-claim"),
    path("account/erase/", profile.erase, name="account-erase"),
    path("account/consents/", consents.consents, name="consents"),
    path("account/consents/<uuid:consent_id>/withdrawal/", consents.withdraw, name="consent-withdraw"),
    path("staff/roster/", roster.roster, name="roster"),
]
