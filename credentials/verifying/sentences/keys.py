"""The sentences about signatures, keys and issuers."""

from credentials.verifying.sentences.telling import Telling
from ledger.ncrf.wording import gettext_noop

_ = gettext_noop

_SIGNATURE: dict[str, Telling] = {
    "signature-holds": Telling("passed", _("The signature (%(kind)s) holds: nothing was changed since it was made.")),
    "signature-missing": Telling("broken", _("The document is not signed.")),
    "signature-wrong": Telling(
        "broken", _("The signature does not fit: the document was changed, or somebody else signed it.")
    ),
    "signature-broken": Telling("broken", _("The signature is not in the expected form (%(detail)s).")),
    "signature-kind-unknown": Telling(
        "unknown", _("The signature is of a kind that can't be verified here (%(detail)s).")
    ),
    "document-unsignable": Telling(
        "broken", _("What stands at %(pointer)s is not covered by the signature (%(detail)s).")
    ),
    "vocabulary-unknown": Telling(
        "unknown",
        _("The document uses a vocabulary that is not kept here, so its signature can't be verified (%(detail)s)."),
    ),
    "signature-not-asked": Telling("unknown", _("The signature was not looked at.")),
}

_KEYS: dict[str, Telling] = {
    "did-method-unknown": Telling("unknown", _("%(did)s can't be looked up. did:web and did:key can.")),
    "did-broken": Telling("broken", _("%(did)s is not a DID.")),
    "key-kind-unknown": Telling("unknown", _("The key %(method)s is of a kind that is not known here.")),
    "did-document-unreadable": Telling("unknown", _("What %(url)s answers can't be read as a document of keys.")),
    "did-document-of-another": Telling("broken", _("The DID document of %(did)s says that it is that of %(seen)s.")),
    "key-unknown": Telling("broken", _("%(did)s publishes no key %(method)s.")),
    "key-of-another": Telling("broken", _("The key %(method)s is controlled by %(seen)s.")),
    "key-not-for-this": Telling(
        "broken", _("The issuer does not let the key %(method)s sign credentials (%(purpose)s).")
    ),
    "key-revoked": Telling("broken", _("The issuer has revoked the key %(method)s on %(on)s.")),
    "key-expired": Telling("broken", _("The key %(method)s was to be accepted until %(on)s.")),
    "key-not-named": Telling("broken", _("The JWT does not name its key by an address (kid).")),
    "key-set-elsewhere": Telling("broken", _("The keys at %(url)s are not published where the issuer is at home.")),
    "jwt-algorithm": Telling("broken", _("The JWT says the algorithm %(seen)s. RS256 or EdDSA was expected.")),
}

_ISSUER: dict[str, Telling] = {
    "issuer-bank": Telling("passed", _("The issuer is this bank itself.")),
    "issuer-institution": Telling("passed", _("The issuer is an institution of this bank, and the key is its own.")),
    "issuer-stranger": Telling("passed", _("The key belongs to %(domain)s, which this bank does not know.")),
    "issuer-unvouched": Telling("passed", _("The issuer is the key itself; nobody vouches for who holds it.")),
    "issuer-suspended": Telling("suspended", _("The issuer is an institution that this bank has suspended.")),
    "issuer-not-signer": Telling("broken", _("%(issuer)s is named as issuer, but %(signer)s signed.")),
    "issuer-unproven": Telling("unknown", _("Who issued it is not proven.")),
}

KEYS: dict[str, Telling] = {**_SIGNATURE, **_KEYS, **_ISSUER}
