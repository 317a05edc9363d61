"""Why an institution or a programme can't act now."""

from django.utils.translation import gettext_noop as _

from ledger.refusals import Refusal


class InstitutionNotApproved(Refusal):
    """The operator has not approved the institution yet."""

    code = "institution-not-approved"
    title = _("This institution is registered, but not approved yet")


class InstitutionSuspended(Refusal):
    """A suspended institution neither deposits nor decides; its credits stay valid."""

    code = "institution-suspended"
    title = _("This institution is suspended")
