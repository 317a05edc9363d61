"""Short references of awards and redemptions for people: LX-7F3K-92QD."""

from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")


def reference_of(identifier: UUID) -> str:
    """Return the reference of an id: its last 40 bits, random in a UUIDv7, in Crockford's base 32."""
    number = identifier.int
    letters = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"LX-{letters[:4]}-{letters[4:]}"


def read_reference(text: str) -> str | None:
    """Return the reference that a text means, or None: case and dashes don't matter, O is 0, and I and L are 1."""
    squeezed = text.strip().upper().replace("-", "").replace(" ", "")
    letters = squeezed.removeprefix("LX").translate(_LOOKALIKES)
    if not squeezed.startswith("LX") or len(letters) != 8 or letters.strip(ALPHABET):
        return None
    return f"LX-{letters[:4]}-{letters[4:]}"


def tail_of(reference: str) -> str:
    """Return the last ten hexadecimal digits of every id that has this reference, in the form of `reference_of`."""
    number = 0
    for letter in reference.removeprefix("LX-").replace("-", ""):
        number = number << 5 | ALPHABET.index(letter)
    return f"{number:010x}"
