"""Learning hours of an average learner by mode, with contact hours kept apart from the notional sum."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

from ledger.ncrf.refusals import InvalidHours
from ledger.ncrf.wording import gettext_noop as _
from ledger.ncrf.wording import plain

MOST_HOURS = Decimal(100_000)


class Mode(StrEnum):
    """How hours are spent; the value is the word stored and shown."""

    THEORY = _("theory")
    TUTORIAL = _("tutorial")
    PRACTICAL = _("practical")
    EXPERIENTIAL = _("experiential")


@dataclass(frozen=True, slots=True)
class LearningHours:
    """Notional hours by mode, and the contact hours that are a part of them."""

    theory: Decimal = Decimal(0)
    tutorial: Decimal = Decimal(0)
    practical: Decimal = Decimal(0)
    experiential: Decimal = Decimal(0)
    contact: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        for name in (*Mode, "contact"):
            _check(getattr(self, name), name)
        if self.contact > self.notional:
            raise InvalidHours(
                _("Contact hours are %(contact)s, more than the %(notional)s notional hours they are a part of."),
                field="contact",
                contact=plain(self.contact),
                notional=plain(self.notional),
            )

    @classmethod
    def of(cls, **hours: Decimal | int | str) -> Self:
        """Read hours by name from a form or a file; a float is refused, since it isn't exact."""
        return cls(**{name: _read(seen, name) for name, seen in hours.items()})

    @property
    def notional(self) -> Decimal:
        """Return all hours that an average learner needs."""
        return self.theory + self.tutorial + self.practical + self.experiential

    def by_mode(self) -> Iterator[tuple[Mode, Decimal]]:
        """Yield the modes that have hours, in their fixed order."""
        for mode in Mode:
            hours: Decimal = getattr(self, mode)
            if hours:
                yield mode, hours

    def to_json(self) -> dict[str, str]:
        """Return every figure as text, so that no hundredth is lost."""
        return {name: plain(getattr(self, name)) for name in (*map(str, Mode), "contact")}

    @classmethod
    def from_json(cls, stored: dict[str, str]) -> Self:
        """Read back what `to_json` wrote."""
        return cls.of(**stored)


def _read(seen: Decimal | int | str, field: str) -> Decimal:
    try:
        if isinstance(seen, Decimal | int | str) and not isinstance(seen, bool):
            return Decimal(seen)
    except InvalidOperation:
        pass
    raise _refusal(seen, field)


def _check(hours: Decimal, field: str) -> None:
    # An exponent below -2 with trailing zeros (45.000) is still a whole number of hundredths.
    if not hours.is_finite() or not 0 <= hours <= MOST_HOURS or hours % Decimal("0.01"):
        raise _refusal(hours, field)


def _refusal(seen: object, field: str) -> InvalidHours:
    return InvalidHours(
        _("%(mode)s hours are %(seen)s; expected a number from 0 to 100000 with at most two decimals."),
        field=field,
        mode=field,
        seen=str(seen)[:20],
    )
