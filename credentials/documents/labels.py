"""The fixed words of the papers, in English, for a caller to translate: key to sentence."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ledger.ncrf.wording import gettext_noop as _

_EVERY: Final = {
    "qr": _("QR code that leads to"),
    "attachment": _("The signed credential, for machines"),
}
_RECORDS: Final = _EVERY | {
    "page": _("Page %(page)s of %(pages)s"),
    "made_on": _("Made on"),
    "level": _("Level"),
    "hours": _("Hours"),
}

CERTIFICATE: Final[Mapping[str, str]] = MappingProxyType(
    _EVERY
    | {
        "certificate": _("Certificate of micro-credential"),
        "lead": _("This certifies that"),
        "earned": _("has successfully completed"),
        "awarded_on": _("Awarded on"),
        "credits_earned": _("Credits earned"),
        "credits": _("credits"),
        "verify": _("Check this certificate"),
        "signed": _("Digitally signed. The signed credential is attached to this file."),
    }
)
TRANSCRIPT: Final[Mapping[str, str]] = MappingProxyType(
    _RECORDS
    | {
        "signed": _("Digitally signed. The signed learner record is attached to this file. Check it at"),
        "by_level": _("Credits by NCrF level"),
        "level_name": _("Stage of study"),
        "credentials": _("Credentials"),
        "credential": _("Credential"),
        "credits": _("Credits"),
        "awarded_on": _("Awarded on"),
        "grade": _("Grade"),
        "total": _("Total"),
    }
)
STATEMENT: Final[Mapping[str, str]] = MappingProxyType(
    _RECORDS
    | {
        "signed": _("Read from the bank's book. Compare it with your passbook at"),
        "entries": _("Entries"),
        "on": _("Date"),
        "entry": _("Entry"),
        "change": _("Credits"),
        "balance": _("Balance"),
        "closing": _("Closing balance"),
    }
)
