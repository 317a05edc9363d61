"""What is wrong with a draft when it is kept, and what it still lacks when it is sent for review."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from credentials.drafts import TITLE_LENGTH, VersionDraft, reserved_word
from credentials.models import Offering, OfferingVersion
from ledger.ncrf import CreditSum, Level, RuleSetUnknown, credits_for
from ledger.queries.rule_sets import rule_set_in_force
from ledger.refusals import InvalidInput, Refusal

CHOICES: dict[str, Sequence[str]] = {
    "domain": OfferingVersion.Domain.values,
    "stage": OfferingVersion.Stage.values,
    "participation": OfferingVersion.Participation.values,
    "assessment": OfferingVersion.Assessment.values,
    "supervision": OfferingVersion.Supervision.values,
}
EARLIEST, LONGEST_TEXT, MOST_ITEMS = date(2021, 7, 1), 5000, 40


class DraftNotReady(Refusal):
    """The draft lacks what a record of learning must hold; `errors` name each field."""

    code = "draft-not-ready"
    title = "The draft is not complete yet"
    status = 422


def check_draft(draft: VersionDraft, kind: str) -> CreditSum:
    """Refuse what can't be kept, all faults at once; return the credits that the rule set in force gives."""
    faults = [*_faults_of_text(draft), *_faults_of_choices(draft, kind), *_faults_of_title(draft.title, kind)]
    try:
        credit_sum = sum_of(draft)
    except InvalidInput as fault:
        faults.append(fault)
    if faults:
        raise InvalidInput(faults[0].detail, field=faults[0].field, errors=faults)
    return credit_sum


def sum_of(draft: VersionDraft) -> CreditSum:
    """Return credits and explanation under the version of the rule set in force on the draft's first day."""
    try:
        rules = rule_set_in_force(draft.rule_set, on=draft.effective_from)
    except RuleSetUnknown as fault:
        raise InvalidInput(fault.detail, field="rule_set") from fault
    return credits_for(draft.hours, rules, assessed=True, level=Level.of(draft.level))


def check_ready(version: OfferingVersion) -> None:
    """Refuse a draft without what the EU's and the NCrF's records must hold; no assessment, no credit."""
    lacking = {
        "outcomes": not version.outcomes and _("Say at least one thing that the learner can do afterwards."),
        "assessment": version.assessment == OfferingVersion.Assessment.NONE
        and _("Name how it is assessed: no assessment, no credit."),
        "quality_assurance": not version.quality_assurance and _("Say who assures the quality, such as the IQAC."),
        "participation": not version.participation and _("Say whether it is online, on site or both."),
    }
    faults = [DraftNotReady(text, field=name) for name, text in lacking.items() if text]
    if faults:
        raise DraftNotReady(faults[0].detail, field=faults[0].field, errors=faults)


def check_code(code: str) -> str:
    """Refuse a code that a file could not carry."""
    if not 1 <= len(code) <= 40 or not code.isprintable():
        raise InvalidInput(_("The code has 1 to 40 letters, digits and signs."), field="code")
    return code


def _faults_of_title(title: str, kind: str) -> Iterator[InvalidInput]:
    if len(title.strip()) not in TITLE_LENGTH:
        shortest, longest = TITLE_LENGTH[0], TITLE_LENGTH[-1]
        detail = _("The title has %(seen)s characters; expected %(shortest)s to %(longest)s.")
        seen = {"seen": len(title.strip()), "shortest": shortest, "longest": longest}
        yield InvalidInput(detail % seen, field="title")
    word = reserved_word(title) if kind == Offering.Kind.MICRO else None
    if word:
        detail = _("A micro-credential may not be called “%(word)s”: the word belongs to longer qualifications.")
        yield InvalidInput(detail % {"word": word}, field="title")


def _faults_of_text(draft: VersionDraft) -> Iterator[InvalidInput]:
    for field in fields(draft):
        value: Any = getattr(draft, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        if len(texts) > MOST_ITEMS:
            yield InvalidInput(_("At most %(most)s fit here.") % {"most": MOST_ITEMS}, field=field.name)
        for text in texts:
            if isinstance(text, str):
                yield from _faults_of_one(text, field.name)


def _faults_of_one(text: str, name: str) -> Iterator[InvalidInput]:
    longest = _longest(name)
    if len(text) > longest:
        detail = _("At most %(longest)s characters fit here; there are %(seen)s.")
        yield InvalidInput(detail % {"longest": longest, "seen": len(text)}, field=name)
    if "\x00" in text:
        yield InvalidInput(_("The text holds a character that can't be kept."), field=name)


def _longest(name: str) -> int:
    if name == "skills":
        return 80
    if name == "outcomes":
        return 300
    return getattr(OfferingVersion._meta.get_field(name), "max_length", None) or LONGEST_TEXT


def _faults_of_choices(draft: VersionDraft, kind: str) -> Iterator[InvalidInput]:
    if kind not in Offering.Kind.values:
        yield InvalidInput(_("Choose micro-credential or course."), field="kind")
    for name, known in CHOICES.items():
        if getattr(draft, name) not in known:
            detail = _("Choose one of: %(known)s.") % {"known": ", ".join(known)}
            yield InvalidInput(detail, field=name)
    if not 1 <= draft.validity_years <= 7:
        yield InvalidInput(_("Credits stay valid for 1 to 7 years."), field="validity_years")
    if draft.effective_from < EARLIEST:
        detail = _("Credits count from %(day)s on.") % {"day": EARLIEST.isoformat()}
        yield InvalidInput(detail, field="effective_from")
