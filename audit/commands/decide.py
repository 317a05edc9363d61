"""The steps of people: an institution explains a finding, a regulator accepts or escalates it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.findings import ACCEPTED, ESCALATED, EXPLAINED, STEPS_FROM
from audit.models import Finding, FindingStep
from identity.principals import REGISTRAR, REGULATOR, Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.refusals import InvalidInput, NotFound, Refusal

SHORTEST, LONGEST = 10, 2000
DECISIONS = (ACCEPTED, ESCALATED)


class FindingWrongState(Refusal):
    """The finding is not in a state that this step starts from."""

    code = "finding-wrong-state"
    title = gettext_lazy("This step does not fit the state of the finding")


def explain_finding(
    *, actor: Principal, finding_id: UUID, words: str, at: datetime, idempotency_key: str
) -> FindingStep:
    """Explain an open finding in words that the regulator reads; only a registrar of its institution may."""
    return _step(EXPLAINED, actor, finding_id, words, at, idempotency_key)


def decide_finding(
    *, actor: Principal, finding_id: UUID, decision: str, words: str, at: datetime, idempotency_key: str
) -> FindingStep:
    """Accept a finding as explained or harmless, or escalate it, in words that the institution reads.

    Only a regulator may. An escalated finding may be accepted later; an accepted one opens again if its figures grow.
    """
    actor.require(REGULATOR)
    if decision not in DECISIONS:
        told = _("The decision is %(seen)s; expected one of %(known)s.")
        raise InvalidInput(told % {"seen": repr(decision[:20]), "known": ", ".join(DECISIONS)}, field="decision")
    return _step(decision, actor, finding_id, words, at, idempotency_key)


def _step(kind: str, actor: Principal, finding_id: UUID, words: str, at: datetime, key: str) -> FindingStep:
    """Lock the finding, check that the step may follow, enter it in the book and add it."""
    if not SHORTEST <= len(words.strip()) <= LONGEST:
        told = _("Say it in %(shortest)s to %(longest)s characters.")
        raise InvalidInput(told % {"shortest": SHORTEST, "longest": LONGEST}, field="words")
    with once(actor.id, key, {"act": kind, "finding": finding_id, "words": words}) as slot:
        row = _locked(actor, finding_id, kind)
        last = row.steps.order_by("-number")[0]
        if slot.replayed:
            return row.steps.get(number=slot.answer["number"])
        if last.state not in STEPS_FROM[kind]:
            told = _("The finding is %(state)s; this step starts from: %(known)s.")
            raise FindingWrongState(told % {"state": last.state, "known": ", ".join(STEPS_FROM[kind])})
        act = Act(
            kind=ACT, narration=f"finding-{kind}", happened_at=at, key=key, request_digest=slot.digest,
            institution_id=row.institution_id, subject_id=row.id,
        )  # fmt: skip
        record([act], writer=Writer(actor.id, actor.kind))
        slot.answer = {"number": last.number + 1}
        return FindingStep.objects.create(
            finding=row, number=last.number + 1, kind=kind, state=kind, words=words.strip(), measure=last.measure,
            made_by_id=actor.id, made_by_name=actor.name, made_at=at, entry_id=act.id,
        )  # fmt: skip


def _locked(actor: Principal, finding_id: UUID, kind: str) -> Finding:
    """Return the finding, kept from other steps until the commit; others' findings don't exist."""
    row = Finding.objects.select_for_update(of=("self",)).filter(id=finding_id).first()
    theirs = row is not None and row.institution_id in actor.institutions()
    if row is None or (kind == EXPLAINED and not theirs):
        raise NotFound(_("There is no such finding."))
    if kind == EXPLAINED:
        actor.require(REGISTRAR, institution_id=row.institution_id)
    return row
