"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from abc_portal import errors, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("livez", health.live, name="livez"),
    path("readyz", health.ready, name="readyz"),
    path("preferences/", include("identity.urls_preferences")),
    path("", include("identity.urls_public")),
    path("", include("identity.urls")),
    path("", include("institutions.urls")),
    path("", include("learners.urls")),
    path("", include("audit.urls")),
    path("", include("batches.urls")),
    path("", include("credentials.urls")),
    path("", include("redemptions.urls")),
    path("vc-api/", include("credentials.urls_vcapi")),
    path("", include("credentials.urls_ims")),
    path("api/v1/", include("identity.urls_api")),
    path("api/v1/", include("institutions.urls_api")),
    path("api/v1/", include("learners.urls_api")),
    path("api/v1/", include("credentials.urls_api")),
    path("api/v1/", include("audit.urls_api")),
    path("api/v1/", include("batches.urls_api")),
    path("api/v1/", include("redemptions.urls_api")),
]

# The API answers in problem+json, also where there is nothing: this stands last.
urlpatterns += [re_path(r"^api/v1/", errors.no_such_endpoint)]

handler404 = "abc_portal.errors.not_found"
handler500 = "abc_portal.errors.fault"
