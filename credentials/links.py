"""The secret part of a credential's link: who has the paper or the link may read the credential, nobody else."""

import base64
import hmac
from uuid import UUID

from learners.keys import key_ring

KEY_BYTES = 16


def link_key(award_id: UUID) -> str:
    """Return the 22 letters that stand in a credential's link; they follow from the bank's master key."""
    digest = key_ring().digest("credential-link", str(award_id))[:KEY_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def opens(award_id: UUID, key: str) -> bool:
    """Tell whether a key belongs to a credential's link."""
    return hmac.compare_digest(link_key(award_id).encode(), key.encode())
