"""A learner's whole record: every credential that stands in one signed document, and the papers of it."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.badges.clr import ClrFacts, clr
from credentials.badges.facts import LearnerFacts
from credentials.commands.portable import Carried, json_text, printed
from credentials.commands.signing import current_credentials
from credentials.commands.signing_keys import signing_keys
from credentials.documents import labels, pdf
from credentials.queries.awards import AwardView, awards_of
from credentials.queries.badge_facts import SALT_BYTES, bank_facts
from credentials.queries.credential import own_holding
from credentials.queries.passbook import PassbookFilters, PassbookLine
from credentials.queries.record_papers import statement_paper, transcript_paper
from credentials.signing import sign
from identity.principals import Principal
from learners.people import Person
from learners.queries import known_learner
from ledger.acts import day_of
from ledger.identifiers import new_id
from ledger.refusals import NotFound, Refusal

JSON_TYPE = "application/vc"
MOST_BYTES = 1_800_000
"""All that a record holds; our verifier reads 2 MB, and 300 credentials in one document."""
MOST_CREDENTIALS = 300


class NothingToCarry(Refusal):
    """A learner without a credential that stands has no transcript."""

    code = "nothing-to-carry"
    title = gettext_noop("There is nothing for a transcript yet")


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """The signed record, and the awards that are in it, newest first; `left_out` counts what stands but is not."""

    document: dict[str, Any]
    views: Sequence[AwardView]
    person: Person
    left_out: int


def learner_record(*, actor: Principal, at: datetime) -> LearnerRecord:
    """Return the learner's own record (CLR 2.0): each credential with its own proof, the whole signed by the bank.

    Revoked awards are not in it. Holds the newest credentials, as many as one document may (about 170), and leaves out
    what can't be signed; then it says of itself that it is partial. Refuses a learner of whom nothing stands.
    """
    holding_id, person = own_holding(actor), _person(actor)
    views = [view for view in awards_of(holding_id) if view.revocation is None]
    found = _documents(views[:MOST_CREDENTIALS], at)
    held = list(_fitting([view for view in views if view.award_id in found], found))
    if not held:
        raise NothingToCarry(
            _("No credential of yours stands at the moment. As soon as an institution deposits one, it is in here.")
        )
    left_out = len(views) - len(held)
    facts = ClrFacts(
        id=f"urn:uuid:{new_id()}", publisher=bank_facts(),
        learner=LearnerFacts.of_abc_id(person.abc_id, salt=secrets.token_urlsafe(SALT_BYTES), name=person.name),
        credentials=tuple(found[view.award_id] for view in held),
        awarded_at=at, valid_from=at, is_partial=left_out > 0,
    )  # fmt: skip
    key = signing_keys([None], at=at)[None]
    private = Ed25519PrivateKey.from_private_bytes(key.private)
    document = sign(clr(facts), key=private, verification_method=key.method, created=at)
    return LearnerRecord(document, held, person, left_out)


def _documents(views: Sequence[AwardView], at: datetime) -> dict[UUID, dict[str, Any]]:
    """Return the signed credentials of awards, by award; those that wait are signed now, unfit ones are left out."""
    lots = [(view.holding_id, view.award_id) for view in views]
    return {award_id: signed.document for award_id, signed in current_credentials(lots, at=at).items()}


def _fitting(views: Sequence[AwardView], documents: Mapping[UUID, dict[str, Any]]) -> Iterator[AwardView]:
    left = MOST_BYTES
    for view in views:
        left -= len(json_text(documents[view.award_id]).encode())
        if left < 0:
            return
        yield view


def carry_record(*, actor: Principal, at: datetime) -> Carried:
    """Return the learner's own record as a JSON file; refuses as `learner_record`."""
    record = learner_record(actor=actor, at=at)
    return Carried(json_text(record.document).encode(), JSON_TYPE, f"transcript-{day_of(at).isoformat()}.json")


def carry_transcript(*, actor: Principal, at: datetime) -> Carried:
    """Return the transcript as PDF in the reader's language, the record attached; refuses as `learner_record`."""
    record, on = learner_record(actor=actor, at=at), day_of(at)
    paper = transcript_paper(record.views, record.person, on=on, left_out=record.left_out)
    words = {name: _(word) for name, word in labels.TRANSCRIPT.items()} | {"awarded_on": _("Earned on")}
    made = printed(lambda: pdf.transcript(paper, record=json_text(record.document), labels=words, made_at=at))
    return Carried(made, "application/pdf", f"transcript-{on.isoformat()}.pdf")


def carry_statement(
    *, actor: Principal, everything: Sequence[PassbookLine], filters: PassbookFilters, at: datetime
) -> Carried:
    """Return the lines of the learner's own passbook that the filters admit, as PDF in the reader's language."""
    on = day_of(at)
    paper = statement_paper(everything, filters, _person(actor), on=on)
    words = {name: _(word) for name, word in labels.STATEMENT.items()}
    made = printed(lambda: pdf.statement(paper, labels=words, made_at=at))
    return Carried(made, "application/pdf", f"passbook-{on.isoformat()}.pdf")


def _person(actor: Principal) -> Person:
    if actor.learner_id is None:
        raise NotFound(_("You have no passbook. Open an account or claim yours first."))
    return known_learner(actor.learner_id).person
