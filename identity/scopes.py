"""What an API client's token may be good for, and what clients may hold which scope."""

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "awards:write": _("Deposit, correct and revoke awards"),
    "redemptions:write": _("Decide and reverse redemptions"),
    "batches:write": _("Send and cancel files of many acts"),
    "catalogue:write": _("Write the catalogue of micro-credentials and programmes"),
    "learners:read": _("Read learners' passbooks, with their consent"),
    "audit:read": _("Read every entry of the book, pseudonymous"),
}
BANK_SCOPES = frozenset({"audit:read"})
"""Scopes of clients that belong to no institution, such as a regulator's."""

INSTITUTION_SCOPES = frozenset(SCOPES) - BANK_SCOPES

READ_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly"
READ_PROFILE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly"
READER_SCOPES = {
    READ_BADGES: _("Read my credentials, revoked ones too"),
    READ_PROFILE: _("Read my name"),
}
"""Scopes that a learner grants to an app, by the names that Open Badges 3.0 gives them; no institution holds them."""
