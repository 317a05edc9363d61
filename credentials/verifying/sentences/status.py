"""The sentences about revocation and suspension."""

from credentials.verifying.sentences.telling import Telling
from ledger.ncrf.wording import gettext_noop

_ = gettext_noop

STATUS: dict[str, Telling] = {
    "not-revoked": Telling("passed", _("The issuer's list says that it is neither revoked nor suspended.")),
    "no-status": Telling("passed", _("The issuer keeps no list of revocations for it.")),
    "revoked": Telling("revoked", _("The issuer has revoked it.")),
    "suspended": Telling("suspended", _("The issuer has suspended it.")),
    "status-unproven": Telling("unknown", _("Revocation was not looked up, for the signature is not proven.")),
    "status-kind-unknown": Telling("unknown", _("Its status is kept in a way that is not known here (%(seen)s).")),
    "status-purpose-unknown": Telling("unknown", _("Its status list has an unknown purpose (%(seen)s).")),
    "list-unreadable": Telling("unknown", _("The status list can't be read: %(detail)s.")),
    "list-not-kept": Telling("unknown", _("The status list %(url)s is not one that this bank keeps.")),
    "list-unproven": Telling("unknown", _("The status list is not properly signed. %(reason)s")),
    "list-of-another": Telling("unknown", _("The status list was signed by %(seen)s, not by the issuer.")),
    "list-elsewhere": Telling("unknown", _("The status list is another than the credential names: %(seen)s.")),
    "list-other-purpose": Telling("unknown", _("The status list is about %(seen)s, not about %(wanted)s.")),
    "list-outdated": Telling("unknown", _("The status list held until %(until)s only.")),
    "list-early": Telling("unknown", _("The status list holds from %(since)s only.")),
    "list-short": Telling(
        "unknown",
        _("The status list has %(seen)s entries, fewer than the standard's %(least)s: it can't be relied on."),
    ),
    "list-without-index": Telling("unknown", _("The status list has no entry %(index)s.")),
}
