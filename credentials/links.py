"""The secret part of a credential's link: who has the paper or the link may read the credential, nobody else."""

import base64
import hmac
import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings

from learners.keys import key_ring

KEY_BYTES = 16
_FORMS = "json|jwt|pdf|png|svg"
_OURS = re.compile(rf"/verify/?|/credentials/(?P<id>[0-9A-Fa-f-]{{36}})(?:/|/refresh|\.(?:{_FORMS}))?")


class SharedLink(NamedTuple):
    """What a link of this bank names: an award, None where the id is miswritten, and the secret part."""

    award_id: UUID | None
    key: str


def link_key(award_id: UUID) -> str:
    """Return the 22 letters that stand in a credential's link; they follow from the bank's master key."""
    digest = key_ring().digest("credential-link", str(award_id))[:KEY_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def opens(award_id: UUID, key: str) -> bool:
    """Tell whether a key belongs to a credential's link."""
    return hmac.compare_digest(link_key(award_id).encode(), key.encode())


def shared_link(url: str) -> SharedLink | None:
    """Return what a link of this bank names: a credential's page or file, or what its QR code leads to.

    None for every other address, ours too.
    """
    try:
        asked = urlsplit(url)
        query = parse_qs(asked.query, max_num_fields=20)
    except ValueError:
        return None
    found = _OURS.fullmatch(asked.path)
    if found is None or asked.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    return SharedLink(award_named(found["id"] or _one(query, "id")), _one(query, "k"))


def award_named(text: str) -> UUID | None:
    """Return the id that a text is, None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _one(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[-1]
