"""Calls of the API to copy into a shell."""

from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Call(NamedTuple):
    """A call with what it is for; `id` names it on its page."""

    id: str
    label: str | Promise
    text: str


def audit_calls(client_id: str = "$CLIENT_ID") -> list[Call]:
    """Return how to get a token for a client and read the book with it."""
    base, bearer = settings.SITE_URL.rstrip("/"), '-H "Authorization: Bearer $TOKEN"'
    return [
        Call("call-token", _("Get a token (15 minutes)"),
             f'curl -u "{client_id}:$CLIENT_SECRET" -d grant_type=client_credentials {base}/oauth/token'),
        Call("call-entries", _("Read entries"), f'curl {bearer} "{base}/api/v1/audit/entries/?kind=deposit&limit=100"'),
        Call("call-totals", _("Read the conservation of credits"),
             f'curl {bearer} "{base}/api/v1/audit/totals/?by=institution,level"'),
        Call("call-export", _("Ask for the whole book in files"),
             f'curl {bearer} -H "Idempotency-Key: $(uuidgen)" -H "Content-Type: application/json" '
             f"-d '{{\"format\": \"ndjson\"}}' {base}/api/v1/audit/exports/"),
    ]  # fmt: skip
