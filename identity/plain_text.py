"""Text that PostgreSQL can keep. Pure."""


def is_storable(text: str) -> bool:
    """Tell whether a text has neither a NUL character nor half of a surrogate pair."""
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)
