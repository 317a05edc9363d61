"""Opening holdings and accounts."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from ledger.acts import BANK, ISSUANCE, LAPSED, REDEMPTION, REVOKED
from ledger.models import Account

LAPSED_ACCOUNT, REVOKED_ACCOUNT = UUID(int=2), UUID(int=3)
_OPEN_HOLDINGS = "INSERT INTO ledger_holding (id) SELECT unnest(%s::uuid[]) ON CONFLICT (id) DO NOTHING"


def open_holdings(holding_ids: Iterable[UUID]) -> None:
    """Open a holding per id; those that are open already stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_HOLDINGS, [sorted(holding_ids)])


def open_issuance_account(*, account_id: UUID, institution_id: UUID) -> None:
    """Open the account from which an institution's awards are deposited."""
    _open(account_id, ISSUANCE, institution_id)


def open_redemption_account(*, account_id: UUID, programme_id: UUID) -> None:
    """Open the account into which credits redeemed towards a programme go."""
    _open(account_id, REDEMPTION, programme_id)


def open_bank() -> None:
    """Open the bank's own holding and its accounts of lapsed and revoked credits; harmless when they are open."""
    open_holdings([BANK])
    _open(LAPSED_ACCOUNT, LAPSED, BANK)
    _open(REVOKED_ACCOUNT, REVOKED, BANK)


def _open(account_id: UUID, kind: str, owner_id: UUID) -> None:
    Account.objects.bulk_create([Account(id=account_id, kind=kind, owner_id=owner_id)], ignore_conflicts=True)
