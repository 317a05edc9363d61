"""How figures are written for people: credits, counts in the Indian grouping, ids in groups, initials."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MINUS, NOTHING = "\u2212", "\u2013"
HUNDREDTH = Decimal("0.01")


def decimal_of(value: object) -> Decimal | None:
    """Return the value as a finite Decimal, or None where it is no number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def grouped(whole: str) -> str:
    """Group digits the Indian way: 12345678 becomes 1,23,45,678."""
    head, tail = whole[:-3], whole[-3:]
    parts = [tail]
    while head:
        parts.insert(0, head[-2:])
        head = head[:-2]
    return ",".join(parts)


def written(value: object, places: int | None = None) -> str:
    """Write a number: trimmed when `places` is None (40, 75.5), else with exactly that many decimals (40.00)."""
    number = decimal_of(value)
    if number is None:
        return NOTHING
    rounded = number.quantize(HUNDREDTH if places is None else Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if rounded < 0 else ""
    return sign + grouped(whole) + (f".{fraction}" if fraction else "")


def signed(value: object, places: int | None = 2) -> str:
    """Write a change: +4.00 or −12.00."""
    number = decimal_of(value)
    return ("+" if number is not None and number > 0 else "") + written(value, places)


def in_groups(text: object, size: int = 4) -> str:
    """Write an id in groups of digits: 104277193356 becomes 1042 7719 3356."""
    letters = str(text)
    return " ".join(letters[start : start + size] for start in range(0, len(letters), size))


def initials_of(name: object) -> str:
    """Return one or two initials of a name, small words left out: Banaras Hindu University becomes BH."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    weighty = [word for word in words if word.lower() not in {"of", "the", "and", "for", "de"}] or words
    if len(weighty) == 1:
        return weighty[0][:2].upper()
    return "".join(word[0] for word in weighty[:2]).upper()


def percent_of(part: object, whole: object) -> int:
    """Return part of whole in whole percent, from 0 to 100, rounded down so that 100 means all of it."""
    of, total = decimal_of(part), decimal_of(whole)
    if of is None or total is None or total <= 0:
        return 0
    return max(0, min(100, int(of * 100 / total)))
