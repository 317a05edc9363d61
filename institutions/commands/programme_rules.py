"""What a programme, its caps and its exit points must be, whatever the state of the bank."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from institutions.defaults import NewExitPoint
from institutions.models import Cap, Programme
from ledger.refusals import InvalidInput

_HALF, _HUNDREDTH, _THOUSANDTH = Decimal("0.5"), Decimal("0.01"), Decimal("0.001")
_MOST_CREDITS = Decimal("10000")


def check_programme(given: Mapping[str, Any]) -> None:
    """Refuse a programme that can't be right, naming the field."""
    for field, least, longest in (("code", 1, 40), ("title", 1, 200), ("title_hi", 0, 200), ("discipline", 1, 80)):
        if not least <= len(given[field]) <= longest:
            raise InvalidInput(
                _("Expected %(least)s to %(longest)s characters, seen %(seen)s.")
                % {"least": least, "longest": longest, "seen": len(given[field])},
                field=field,
            )
    if given["kind"] not in Programme.Kind.values:
        raise InvalidInput(_("There is no such kind of programme: %(kind)s.") % {"kind": given["kind"]}, field="kind")
    _check_levels(given["level_min"], given["level_max"])
    _check_credits(given["required_credits"], field="required_credits")
    for field, least, most in (("validity_years", 1, 7), ("decision_days", 1, 90), ("courses_per_semester", 1, 20)):
        if not isinstance(given[field], int) or not least <= given[field] <= most:
            raise InvalidInput(
                _("Expected %(least)s to %(most)s, seen %(seen)s.")
                % {"least": least, "most": most, "seen": given[field]},
                field=field,
            )


def check_share(rule: str, share: Decimal) -> None:
    """Refuse a cap that is none of the five, or whose share is not 0 to 1 in thousandths."""
    if rule not in Cap.Rule.values:
        known = ", ".join(Cap.Rule.values)
        raise InvalidInput(
            _("There is no cap %(rule)s; expected one of %(known)s.") % {"rule": rule, "known": known}, field="rule"
        )
    if not share.is_finite() or not 0 <= share <= 1 or share % _THOUSANDTH:
        raise InvalidInput(
            _("The share is %(share)s; expected 0 to 1 with at most three decimals.") % {"share": share}, field="share"
        )


def checked_caps(shares: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """Return the caps as they were given; refuses any that `check_share` refuses."""
    for rule, share in shares.items():
        check_share(rule, share)
    return shares


def check_exit_points(exits: Sequence[NewExitPoint]) -> None:
    """Refuse exit points without credits or with one name twice."""
    names = [exit_point.name for exit_point in exits]
    if len(set(names)) != len(names) or not all(names):
        raise InvalidInput(_("Every exit point needs a name of its own."), field="exit_points")
    for exit_point in exits:
        _check_credits(exit_point.credits, field="exit_points")


def _check_levels(lowest: Decimal, highest: Decimal) -> None:
    for field, level in (("level_min", lowest), ("level_max", highest)):
        if not level.is_finite() or not 1 <= level <= 8 or level % _HALF:
            raise InvalidInput(_("NCrF levels are 1 to 8 in halves, seen %(level)s.") % {"level": level}, field=field)
    if lowest > highest:
        raise InvalidInput(_("The lowest level is above the highest."), field="level_max")


def _check_credits(credits: Decimal, *, field: str) -> None:
    if not credits.is_finite() or not 0 < credits <= _MOST_CREDITS or credits % _HUNDREDTH:
        raise InvalidInput(
            _("Expected credits above 0 with at most two decimals, seen %(credits)s.") % {"credits": credits},
            field=field,
        )
