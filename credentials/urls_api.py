"""Addresses of the API of the catalogue, rule sets, awards and passbooks."""

from django.urls import path

from credentials.api import awards, catalogue, issuers, passbooks, portable, rule_sets, verify

OFFERING = "micro-credentials/<uuid:offering_id>/"

urlpatterns = [
    path("micro-credentials/", catalogue.OfferingList.as_view(), name="api-offerings"),
    path("micro-credentials/facets/", catalogue.OfferingFacets.as_view(), name="api-offering-facets"),
    path(OFFERING, catalogue.OfferingDetail.as_view(), name="api-offering"),
    path(f"{OFFERING}versions/", catalogue.OfferingVersions.as_view(), name="api-offering-versions"),
    path(f"{OFFERING}review/", catalogue.OfferingReview.as_view(), name="api-offering-review"),
    path(f"{OFFERING}endorsements/", issuers.OfferingEndorsements.as_view(), name="api-offering-endorsements"),
    path("institutions/<str:aishe>/keys/", issuers.InstitutionKeys.as_view(), name="api-institution-keys"),
    path("rule-sets/", rule_sets.RuleSetList.as_view(), name="api-rule-sets"),
    path("verify/", verify.Verification.as_view(), name="api-verify"),
    path("conversions/", rule_sets.Conversions.as_view(), name="api-conversions"),
    path("awards/", awards.AwardList.as_view(), name="api-awards"),
    path("awards/<uuid:award_id>/", awards.AwardDetail.as_view(), name="api-award"),
    path("awards/<uuid:award_id>/revocation/", awards.AwardRevocation.as_view(), name="api-award-revocation"),
    path("awards/<uuid:award_id>/credential/", portable.AwardCredential.as_view(), name="api-award-credential"),
    path("learners/<str:abc_id>/passbook/", passbooks.LearnerPassbook.as_view(), name="api-learner-passbook"),
]
