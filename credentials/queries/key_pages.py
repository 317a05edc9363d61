"""The keys of an institution or of the bank as its people read them: in use, retired, and what each has signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from credentials.addresses import did_of, did_url
from credentials.models import SigningKey
from credentials.queries.signing_keys import PublicKey, public_key
from identity.principals import OPERATOR, REGISTRAR, REGULATOR, Principal
from institutions.models import Institution
from institutions.queries.institutions import institution_of
from ledger.refusals import NotFound

_COUNTS = """
    SELECT made.key_id, count(*), count(waiting.award_id)
    FROM credentials_signedcredential made
    LEFT JOIN credentials_unsignedaward waiting
        ON waiting.holding_id = made.holding_id AND waiting.award_id = made.award_id
    WHERE made.key_id = ANY(%s) GROUP BY made.key_id
"""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key, why it was given up, how many credentials it signed, and how many of them wait for a new edition."""

    key: PublicKey
    kind: str
    retired_because: str
    compromised_because: str
    signed_count: int
    waiting_count: int


@dataclass(frozen=True, slots=True)
class KeysPage:
    """All keys of one issuer; `institution` is None for the bank itself."""

    institution: Institution | None
    did: str
    did_url: str
    rows: Sequence[KeyRow]
    may_change: bool

    @property
    def name(self) -> str:
        """Return whose keys they are, in the reader's language."""
        return self.institution.local_name if self.institution else _("The bank")

    @property
    def has_reasons(self) -> bool:
        """Tell whether a key was ever given up."""
        return any(row.retired_because or row.compromised_because for row in self.rows)

    @property
    def waiting_count(self) -> int:
        """Return how many credentials wait for a new edition."""
        return sum(row.waiting_count for row in self.rows)


def keys_page(actor: Principal, institution_id: UUID | None) -> KeysPage:
    """Return the keys of an institution (None: the bank) for its people, operators and regulators.

    For others they are not found. Only the institution's registrar or an operator may change them.
    """
    if not _may_read(actor, institution_id):
        raise NotFound(_("There is no such page."))
    place = None if institution_id is None else institution_of(institution_id)
    code = place.aishe_code if place else None
    may_change = actor.has(OPERATOR) or (place is not None and actor.has(REGISTRAR, place.id))
    return KeysPage(place, did_of(code), did_url(code), _rows(place), may_change)


def _may_read(actor: Principal, institution_id: UUID | None) -> bool:
    return actor.has(OPERATOR) or actor.has(REGULATOR) or institution_id in actor.institutions()


def _rows(place: Institution | None) -> list[KeyRow]:
    found = list(SigningKey.objects.filter(institution=place).order_by("algorithm", "-number"))
    counts = _counts([row.id for row in found])
    return [
        KeyRow(
            public_key(row, place), str(row.get_algorithm_display()), row.retired_because, row.compromised_because,
            *counts.get(row.id, (0, 0)),
        )
        for row in found
    ]  # fmt: skip


def _counts(key_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many editions each key signed, and how many of them wait for the next."""
    if not key_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [list(key_ids)])
        return {key_id: (signed, waiting) for key_id, signed, waiting in cursor.fetchall()}
