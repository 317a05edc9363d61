"""Where what this room publishes is found on the web, and the DIDs of who signs it."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from credentials.links import link_key

FRAGMENTS = {"Ed25519": "key", "RS256": "jwt"}


def site(path: str) -> str:
    """Return the full address of a path of this site."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def credential_url(award_id: UUID) -> str:
    """Return the id of an award's credential."""
    return site(f"/credentials/{award_id}")


def refresh_url(award_id: UUID) -> str:
    """Return where whoever holds a credential asks for a newer edition; it differs from the credential's own id."""
    return site(f"/credentials/{award_id}/refresh?k={link_key(award_id)}")


def achievement_url(version_id: UUID) -> str:
    """Return the id of what a version of an offering certifies."""
    return site(f"/achievements/{version_id}")


def institution_url(aishe_code: str) -> str:
    """Return where an institution's public profile is."""
    return site(f"/institutions/{aishe_code}")


def standing_url(aishe_code: str) -> str:
    """Return where the bank says whether an institution may award today, and since when."""
    return f"{institution_url(aishe_code)}/standing"


def endorsement_url(endorsement_id: UUID) -> str:
    """Return where an industry partner's endorsement is read as the partner signed it."""
    return site(f"/endorsements/{endorsement_id}")


def status_list_url(list_id: UUID) -> str:
    """Return the id of a status list."""
    return site(f"/status-lists/{list_id}")


def did_of(aishe_code: str | None) -> str:
    """Return the did:web of an institution, or of the bank itself when no code is given (did:web method, 2.5.2)."""
    host = urlsplit(settings.SITE_URL).netloc.replace(":", "%3A")
    return f"did:web:{host}:institutions:{aishe_code}" if aishe_code else f"did:web:{host}"


def aishe_of_did(did: str) -> str | None:
    """Return whose DID this is: an institution's AISHE code, "" for the bank, None for a stranger's."""
    if did == did_of(None):
        return ""
    prefix = f"{did_of(None)}:institutions:"
    return did.removeprefix(prefix) if did.startswith(prefix) else None


def did_url(aishe_code: str | None) -> str:
    """Return where the DID document of an institution, or of the bank itself, is found (did:web method, 2.5.2)."""
    return site(f"/institutions/{aishe_code}/did.json" if aishe_code else "/.well-known/did.json")


def method_of(did: str, algorithm: str, number: int) -> str:
    """Return the id of a key within a DID document."""
    return f"{did}#{FRAGMENTS[algorithm]}-{number}"
