"""Who issues, for anybody to read: an institution or the bank, how it stands, its keys and what it offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from credentials.addresses import did_of, did_url, standing_url
from credentials.models import OfferingVersion
from credentials.queries.badge_facts import BANK_NAME
from credentials.queries.search import ORDER, CatalogueFilters, search
from credentials.queries.signing_keys import PublicKey, public_keys
from institutions.models import Institution, Suspension
from institutions.queries.institutions import (
    SUSPENDED,
    Standing,
    institution_by_aishe,
    standing_of,
    suspensions_of,
)

SHOWN_OFFERINGS = 6


@dataclass(frozen=True, slots=True)
class IssuerPage:
    """An issuer's public page; `standing` is None for the bank, which nobody else approves."""

    standing: Standing | None
    since: datetime | None
    suspensions: Sequence[Suspension]
    did: str
    did_url: str
    keys: Sequence[PublicKey]
    offerings: Sequence[OfferingVersion]
    offering_count: int

    @property
    def institution(self) -> Institution | None:
        """Return the institution; None for the bank."""
        return self.standing.institution if self.standing else None

    @property
    def name(self) -> str:
        """Return the issuer's name in English, as its credentials give it."""
        return self.institution.name if self.institution else BANK_NAME

    @property
    def name_hi(self) -> str:
        """Return the issuer's name in Hindi; empty where it has none."""
        return self.institution.name_hi if self.institution else _("Academic Credit Bank")


def issuer_page(aishe_code: str, on: date) -> IssuerPage:
    """Return the page of an institution; refuses an unknown one."""
    place = institution_by_aishe(aishe_code)
    standing, suspensions = standing_of(place.id), suspensions_of(place.id)
    offered = search(CatalogueFilters(institution_id=place.id), on).order_by(*ORDER)
    return IssuerPage(
        standing, _since(standing, suspensions), suspensions, did_of(place.aishe_code), did_url(place.aishe_code),
        public_keys(place), list(offered[:SHOWN_OFFERINGS]), offered.count(),
    )  # fmt: skip


def bank_page() -> IssuerPage:
    """Return the bank's own page."""
    return IssuerPage(None, None, (), did_of(None), did_url(None), public_keys(None), (), 0)


@dataclass(frozen=True, slots=True)
class IssuerKeys:
    """The keys of an institution and where they are published."""

    did: str
    did_url: str
    keys: Sequence[PublicKey]


def issuer_keys(aishe_code: str) -> IssuerKeys:
    """Return an institution's keys, those in use and those before; refuses an unknown institution."""
    place = institution_by_aishe(aishe_code)
    return IssuerKeys(did_of(place.aishe_code), did_url(place.aishe_code), public_keys(place))


def public_standing(aishe_code: str) -> dict[str, Any]:
    """Return how an institution stands, for outsiders' programs: they ask before they believe its credentials.

    Refuses an unknown one. `since` is from when the present standing holds; suspensions are told newest first.
    """
    place = institution_by_aishe(aishe_code)
    standing, suspensions = standing_of(place.id), suspensions_of(place.id)
    return {
        "id": standing_url(place.aishe_code),
        "issuer": did_of(place.aishe_code),
        "aishe_code": place.aishe_code,
        "name": place.name,
        "standing": standing.code,
        "since": _written(_since(standing, suspensions)),
        "reason": standing.suspension.reason if standing.suspension else "",
        "approved_at": _written(standing.approved_at),
        "suspensions": [
            {"suspended_at": _written(row.suspended_at), "lifted_at": _written(row.lifted_at), "reason": row.reason}
            for row in suspensions
        ],
        "stated_by": did_of(None),
    }


def _since(standing: Standing, suspensions: Sequence[Suspension]) -> datetime | None:
    """Return from when the present standing holds: a suspension's start or end, the approval, or the registration."""
    if standing.code == SUSPENDED and standing.suspension:
        return standing.suspension.suspended_at
    if standing.approved_at is None:
        return standing.institution.registered_at
    return max([standing.approved_at, *(row.lifted_at for row in suspensions if row.lifted_at)])


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
