"""Short references of awards and redemptions for people: LX-7F3K-92QD."""

from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_of(identifier: UUID) -> str:
    """Return the reference of an id: its last 40 bits, random in a UUIDv7, in Crockford's base 32."""
    number = identifier.int
    letters = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"LX-{letters[:4]}-{letters[4:]}"
