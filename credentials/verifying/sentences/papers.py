"""The sentences about what was handed in and the form of the document."""

from credentials.verifying.sentences.telling import Telling
from ledger.ncrf.wording import gettext_noop

_ = gettext_noop

_READ: dict[str, Telling] = {
    "nothing-there": Telling(
        "broken", _("Nothing was handed in. A credential, or a picture or PDF that holds one, was expected.")
    ),
    "not-a-credential-file": Telling(
        "broken",
        _(
            "This is %(seen)s. A signed credential was expected: its JSON, a compact JWT, a PNG, SVG or PDF that holds "
            "one, or its https address."
        ),
    ),
    "nothing-inside": Telling(
        "broken",
        _("This %(container)s holds no credential. Export it again from the wallet or bank that it came from."),
    ),
    "container-unreadable": Telling("broken", _("This %(container)s can't be read. %(detail)s")),
    "too-large": Telling("broken", _("This has %(seen)s bytes. At most %(most)s were expected.")),
    "not-utf-8": Telling("broken", _("The text is not UTF-8, which JSON is written in.")),
    "json-broken": Telling("broken", _("The JSON breaks off or is miswritten at line %(line)s, column %(column)s.")),
    "json-not-an-object": Telling("broken", _("The JSON is %(seen)s. One credential, an object, was expected.")),
    "json-duplicate-key": Telling(
        "broken",
        _("The key %(key)s appears twice in one object. Programs read either value, so what was signed is unclear."),
    ),
    "json-number": Telling("broken", _("%(seen)s is not a number that JSON can hold.")),
    "json-too-deep": Telling("broken", _("The document nests deeper than %(most)s levels.")),
    "json-text": Telling("broken", _("The text at %(pointer)s has half a character, which can't be signed.")),
    "id-not-text": Telling("broken", _("The id at %(pointer)s is %(seen)s. A text was expected.")),
    "jwt-broken": Telling("broken", _("The JWT can't be read: its %(segment)s is miswritten.")),
}

_FORM: dict[str, Telling] = {
    "form-holds": Telling("passed", _("The document has the form of a credential (%(kind)s).")),
    "presentation": Telling(
        "broken", _("This is a presentation, a wrapper around credentials. Hand in the credential in it.")
    ),
    "not-a-credential": Telling(
        "broken", _("The document is of the type %(seen)s. A VerifiableCredential was expected.")
    ),
    "context-unknown": Telling(
        "broken", _("The first @context is %(seen)s. That of the Verifiable Credentials data model was expected.")
    ),
    "member-missing": Telling("broken", _("The document has no %(member)s, or not in the expected form.")),
    "date-unreadable": Telling("broken", _("%(member)s says %(seen)s. A date with time and time zone was expected.")),
    "status-entry-broken": Telling("broken", _("The credentialStatus is not in the expected form.")),
    "too-many-parts": Telling(
        "unknown",
        _("The record holds more credentials, or deeper inside each other, than are verified in one go (%(most)s)."),
    ),
}

_DATES: dict[str, Telling] = {
    "dates-hold": Telling("passed", _("The dates hold.")),
    "expired": Telling("expired", _("It was valid until %(until)s.")),
    "not-yet-valid": Telling("early", _("It is not valid before %(since)s.")),
    "dates-unproven": Telling("unknown", _("The dates were not looked at, for the signature is not proven.")),
}

_PARTS: dict[str, Telling] = {
    "part-invalid": Telling("broken", _("The record holds %(count)s credentials; not valid: %(bad)s.")),
    "part-revoked": Telling("revoked", _("The record holds %(count)s credentials; revoked: %(bad)s.")),
    "part-suspended": Telling("suspended", _("The record holds %(count)s credentials; suspended: %(bad)s.")),
    "part-expired": Telling("expired", _("The record holds %(count)s credentials; expired: %(bad)s.")),
    "part-unverifiable": Telling(
        "unknown", _("The record holds %(count)s credentials; not to be verified now: %(bad)s.")
    ),
}

PAPERS: dict[str, Telling] = {**_READ, **_FORM, **_DATES, **_PARTS}
