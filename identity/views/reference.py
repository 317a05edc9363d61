"""The API's documentation, made from its OpenAPI document: no script, nothing from elsewhere."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from identity.api.reference import Operation, operations_by_subject
from identity.api.schema import PROBLEMS
from identity.scopes import SCOPES


def api_docs(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters and a call to copy."""
    site = settings.SITE_URL.rstrip("/")
    token = f'curl -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials {site}/oauth/token'
    crumbs = [{"label": _("Home"), "url": "/"}, {"label": _("API"), "url": ""}]
    shown = {"subjects": _subjects(site), "scopes": SCOPES, "problems": PROBLEMS, "token_call": token, "crumbs": crumbs}
    return render(request, "identity/api_docs.html", shown)


@lru_cache(maxsize=2)
def _subjects(site: str) -> list[tuple[str, list[Operation]]]:
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    return operations_by_subject(generator.get_schema(public=True), site=site)
