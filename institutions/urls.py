"""Addresses of the pages of institutions and programmes."""

from django.urls import path

from institutions.views import operator, programmes

urlpatterns = [
    path("operator/institutions/", operator.institutions, name="operator-institutions"),
    path("operator/institutions/<uuid:institution_id>/", operator.institution, name="operator-institution"),
    path("operator/institutions/<uuid:institution_id>/approval/", operator.approve, name="institution-approve"),
    path("operator/institutions/<uuid:institution_id>/suspension/", operator.suspend, name="institution-suspend"),
    path("operator/institutions/<uuid:institution_id>/lifting/", operator.lift, name="institution-lift"),
    path("staff/programmes/", programmes.programmes, name="staff-programmes"),
    path("staff/programmes/new/", programmes.new_programme, name="programme-new"),
    path("staff/programmes/<uuid:programme_id>/", programmes.programme, name="staff-programme"),
    path("staff/programmes/<uuid:programme_id>/closing/", programmes.close, name="programme-close"),
]
