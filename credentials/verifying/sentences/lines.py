"""The sentences about what could not be fetched."""

from credentials.verifying.sentences.telling import Telling
from ledger.ncrf.wording import gettext_noop

_ = gettext_noop

LINES: dict[str, Telling] = {
    "link-unknown": Telling(
        "unknown",
        _(
            "This link opens no credential of this bank. Copy all of it, the letters after k= too, or hand in the "
            "credential itself."
        ),
    ),
    "link-unsigned": Telling(
        "unknown", _("The credential behind this link could not be signed yet. Its institution has to complete it.")
    ),
    "offline": Telling("unknown", _("%(url)s was not asked, for nothing is fetched here.")),
    "address-broken": Telling("unknown", _("%(url)s is not an address that is opened: %(detail)s.")),
    "address-not-public": Telling("unknown", _("%(host)s is not a host of the public internet.")),
    "host-unknown": Telling("unknown", _("There is no host %(host)s, or its name can't be looked up now.")),
    "no-answer": Telling("unknown", _("%(host)s does not answer (%(detail)s).")),
    "answer-too-slow": Telling("unknown", _("%(host)s did not finish its answer in time.")),
    "answer-too-large": Telling("unknown", _("%(host)s answers with more than %(most)s bytes.")),
    "answer-refused": Telling("unknown", _("%(host)s answers %(status)s.")),
    "answer-of-another-kind": Telling("unknown", _("%(host)s answers with %(seen)s, not with JSON or a credential.")),
    "answer-broken": Telling("unknown", _("The answer of %(host)s is garbled (%(detail)s).")),
    "redirect-refused": Telling("unknown", _("%(host)s sends on to %(seen)s, which is not followed.")),
    "too-many-errands": Telling(
        "unknown", _("To verify it, more addresses would have to be asked than is done in one go.")
    ),
}
