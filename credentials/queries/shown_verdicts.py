"""A verdict as the verify page shows it: looks, words of the reader's language, and what was seen in plain pairs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credentials.addresses import aishe_of_did, institution_url, site
from credentials.verifying.facts import Facts
from credentials.verifying.verdicts import Check, Difference, Part, Verdict
from ledger.ncrf.wording import Parameter, Wording


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict or a check looks: never by colour alone."""

    css: str
    icon: str
    word: str | Promise


LOOKS = {
    "valid": Look("valid", "badge-check", gettext_lazy("Valid")),
    "valid-stranger": Look("stranger", "globe", gettext_lazy("Signed by an issuer that this bank does not know")),
    "valid-unvouched": Look("unvouched", "key", gettext_lazy("Signed with a key that nobody vouches for")),
    "revoked": Look("revoked", "ban", gettext_lazy("Revoked")),
    "suspended": Look("suspended", "pause", gettext_lazy("Suspended")),
    "expired": Look("expired", "hourglass", gettext_lazy("Expired")),
    "invalid": Look("invalid", "shield-alert", gettext_lazy("Not valid")),
    "unverifiable": Look("unverifiable", "help", gettext_lazy("Cannot be verified now")),
}
GROUNDS = {
    "passed": Look("passed", "check", gettext_lazy("Passed")),
    "broken": Look("broken", "x", gettext_lazy("Failed")),
    "revoked": Look("broken", "ban", gettext_lazy("Revoked")),
    "suspended": Look("held", "pause", gettext_lazy("Suspended")),
    "expired": Look("held", "hourglass", gettext_lazy("Expired")),
    "early": Look("held", "clock", gettext_lazy("Not yet valid")),
    "unknown": Look("unknown", "help", gettext_lazy("Not known")),
}
CHECKS = {
    "form": gettext_lazy("Form"), "signature": gettext_lazy("Signature"), "issuer": gettext_lazy("Issuer"),
    "dates": gettext_lazy("Dates"), "status": gettext_lazy("Revocation"), "parts": gettext_lazy("Parts"),
}  # fmt: skip
ISSUERS = {
    "bank": Look("success", "landmark", gettext_lazy("This bank itself")),
    "institution": Look("success", "landmark", gettext_lazy("An institution of this bank")),
    "stranger": Look("brand", "globe", gettext_lazy("Not known to this bank")),
    "unvouched": Look("warning", "key", gettext_lazy("A key that nobody vouches for")),
    "unproven": Look("warning", "help", gettext_lazy("Not proven")),
}
SUSPENDED = Look("warning", "pause", gettext_lazy("Suspended by this bank"))
KINDS = {
    "OpenBadgeCredential": gettext_lazy("Credential of an achievement (Open Badges 3.0)"),
    "AchievementCredential": gettext_lazy("Credential of an achievement (Open Badges 3.0)"),
    "EndorsementCredential": gettext_lazy("Endorsement (Open Badges 3.0)"),
    "ClrCredential": gettext_lazy("Learner record (CLR 2.0)"),
}
CONTAINERS: dict[str, str | Promise] = {
    "json": "JSON", "jwt": "JWT", "png": "PNG", "svg": "SVG", "pdf": "PDF", "picture": gettext_lazy("QR code"),
}  # fmt: skip
DIFFERENCES = {
    "changed": gettext_lazy("changed"), "added": gettext_lazy("added"), "removed": gettext_lazy("removed"),
}  # fmt: skip
RECORD, ENDORSEMENT = "ClrCredential", "EndorsementCredential"
MOMENTS = frozenset(("until", "since", "on"))
Value = str | Promise | datetime


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """One check: its name, how it went, and its sentence."""

    name: str | Promise
    look: Look
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One place that was changed."""

    pointer: str
    kind: str | Promise
    seen: str | None
    signed: str | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A credential in the record, in one line."""

    is_endorsement: bool
    name: str
    look: Look
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """Everything that the page says."""

    look: Look
    sentence: str
    checks: tuple[ShownCheck, ...]
    facts: Facts
    is_proven: bool
    title: str
    subject_label: str
    kind: str | Promise
    figures: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, Value], ...]
    issuer: Look
    issuer_url: str
    differences: tuple[ShownDifference, ...]
    parts: tuple[ShownPart, ...]


def shown_verdict(verdict: Verdict) -> ShownVerdict:
    """Return a verdict in the reader's language."""
    facts = verdict.facts
    return ShownVerdict(
        look=_look(verdict),
        sentence=_said(verdict.headline),
        checks=tuple(map(_check, verdict.checks)),
        facts=facts,
        is_proven=facts.issuer_kind != "unproven",
        title=_title(facts),
        subject_label=_("About") if facts.kind == ENDORSEMENT else _("Earned by"),
        kind=KINDS.get(facts.kind, facts.kind),
        figures=tuple((label, value) for label, value in _figures(facts) if value),
        pairs=tuple((label, value) for label, value in _pairs(facts) if value),
        issuer=SUSPENDED if _has(verdict, "issuer-suspended") else ISSUERS[facts.issuer_kind],
        issuer_url=_issuer_url(facts),
        differences=tuple(map(_difference, verdict.differences)),
        # What is not valid comes first: nobody should have to look for it among hundreds.
        parts=tuple(map(_part, sorted(verdict.parts, key=lambda part: part.verdict.outcome == "valid"))),
    )


def _has(verdict: Verdict, code: str) -> bool:
    return any(check.code == code for check in verdict.checks)


def _look(verdict: Verdict) -> Look:
    outcome = verdict.outcome
    return LOOKS.get(f"{outcome}-{verdict.facts.issuer_kind}", LOOKS[outcome])


def _check(check: Check) -> ShownCheck:
    return ShownCheck(CHECKS[check.name], GROUNDS[check.ground], _said(check.wording))


def _said(wording: Wording) -> str:
    """Return a sentence in the reader's language, with its times as people write them."""
    return _with_moments(wording).sentence(_)


def _with_moments(wording: Wording) -> Wording:
    return Wording(wording.template, {name: _spoken(name, value) for name, value in wording.parameters.items()})


def _spoken(name: str, value: Parameter) -> Parameter:
    if isinstance(value, Wording):
        return _with_moments(value)
    if name not in MOMENTS:
        return value
    found = _day(str(value))
    return date_format(_local(found), "j F Y, H:i") if isinstance(found, datetime) else found


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _title(facts: Facts) -> str:
    """Return what it is about; a record bears a name of its own, its achievements are those of its parts."""
    return facts.name if facts.kind == RECORD else facts.achievement or facts.name


def _difference(found: Difference) -> ShownDifference:
    return ShownDifference(found.pointer, DIFFERENCES[found.kind], found.seen, found.signed)


def _part(part: Part) -> ShownPart:
    facts = part.verdict.facts
    name = _title(facts) or part.pointer
    return ShownPart(part.kind == "endorsement", name, _look(part.verdict), _said(part.verdict.headline))


def _figures(facts: Facts) -> Iterator[tuple[str, str]]:
    yield _("Credits"), facts.credits
    yield _("NCrF level"), facts.level
    yield _("Learning hours"), facts.hours
    yield _("Grade"), facts.grade


def _pairs(facts: Facts) -> Iterator[tuple[str, Value]]:
    yield _("Awarded on"), _day(facts.awarded_at)
    yield _("Valid from"), _day(facts.valid_from)
    yield _("Valid until"), _day(facts.valid_until)
    yield _("Kind"), KINDS.get(facts.kind, facts.kind)
    yield _("Handed in as"), CONTAINERS.get(facts.container, facts.container)
    yield _("Its id"), facts.credential_id


def _day(stamp: str) -> str | datetime:
    """Return the time that a stranger wrote, or the text itself where it is none that a calendar can show."""
    try:
        found = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return found if 1 < found.year < 9999 else stamp


def _issuer_url(facts: Facts) -> str:
    """Return where one of our own issuers, proven to be it, is presented."""
    code = aishe_of_did(facts.issuer_id)
    if code is None or facts.issuer_kind not in ("bank", "institution"):
        return ""
    return institution_url(code) if code else site("/bank")
