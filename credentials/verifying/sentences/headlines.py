"""The first sentence of a verdict, by its outcome and by who issued the credential."""

from ledger.ncrf.wording import gettext_noop

_ = gettext_noop

HEADLINES: dict[str, str] = {
    "valid-bank": _("Valid: issued by this bank (%(issuer)s), and unchanged since."),
    "valid-institution": _("Valid: issued by %(issuer)s, an institution of this bank, and unchanged since."),
    "valid-stranger": _(
        "Valid: signed by %(domain)s and unchanged since. This bank does not know the issuer: make sure that "
        "%(domain)s really belongs to %(issuer)s."
    ),
    "valid-unvouched": _(
        "The signature holds and nothing was changed since, but nobody vouches for the key: whoever made it can call "
        "themselves %(issuer)s."
    ),
    "revoked": _("Revoked. %(reason)s"),
    "suspended": _("Suspended. %(reason)s"),
    "expired": _("Expired. %(reason)s"),
    "invalid": _("Not valid. %(reason)s"),
    "unverifiable": _("Cannot be verified now. %(reason)s"),
    "unchecked": _("Not every check was made."),
}
