"""Who signs: an institution or the bank, as a page for people and as an Open Badges Profile for machines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from credentials.queries.dids import bank_profile, issuer_profile
from credentials.queries.issuers import IssuerPage, bank_page, issuer_page, public_standing
from credentials.views.portable import HTML, JSON_TYPES, NegotiatedView, accepted
from credentials.views.published import PROFILE, as_json, published

KINDS = JSON_TYPES[2:]


class Institution(NegotiatedView):
    """An institution at its own address."""

    def get(self, request: HttpRequest, aishe_code: str) -> HttpResponse:
        """Show its page to people, its Profile to machines."""
        if _for_people(request):
            return _page(request, issuer_page(aishe_code, timezone.localdate()))
        return published(request, as_json(issuer_profile(aishe_code)), PROFILE)


class Bank(NegotiatedView):
    """The bank itself."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show its page to people, its Profile to machines."""
        if _for_people(request):
            return _page(request, bank_page())
        return published(request, as_json(bank_profile()), PROFILE)


class InstitutionStanding(NegotiatedView):
    """How an institution stands, for the programs of those who check credentials elsewhere."""

    def get(self, request: HttpRequest, aishe_code: str) -> HttpResponse:
        """Show whether it may award today, since when and why not."""
        return published(request, as_json(public_standing(aishe_code)), PROFILE)


def _for_people(request: HttpRequest) -> bool:
    return request.GET.get("format") != "json" and accepted(request, KINDS) == HTML


def _page(request: HttpRequest, page: IssuerPage) -> HttpResponse:
    crumbs = [{"label": _("Home"), "url": "/"}, {"label": page.name, "url": ""}]
    return render(request, "credentials/issuer.html", {"page": page, "crumbs": crumbs})
