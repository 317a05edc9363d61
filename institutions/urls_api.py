"""Addresses of the API of institutions and programmes."""

from django.urls import path

from institutions.api import institutions, programmes

urlpatterns = [
    path("institutions/", institutions.InstitutionList.as_view(), name="api-institutions"),
    path("institutions/<str:aishe>/", institutions.InstitutionDetail.as_view(), name="api-institution"),
    path("institutions/<str:aishe>/approval/", institutions.InstitutionApproval.as_view(), name="api-approval"),
    path("institutions/<str:aishe>/suspension/", institutions.InstitutionSuspension.as_view(), name="api-suspension"),
    path(
        "institutions/<str:aishe>/suspension/lifting/",
        institutions.InstitutionSuspensionLifting.as_view(),
        name="api-suspension-lifting",
    ),
    path("programmes/", programmes.ProgrammeList.as_view(), name="api-programmes"),
    path("programmes/<uuid:programme_id>/", programmes.ProgrammeDetail.as_view(), name="api-programme"),
]
