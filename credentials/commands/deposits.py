"""Depositing awards: a list becomes entries, lots and awards in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from credentials.commands.award_checks import fault_of
from credentials.commands.award_rows import Decision, write
from credentials.commands.award_shapes import (
    CORRECTED,
    DEPOSITED,
    REFUSED,
    UNCHANGED,
    AwardOutcome,
    NaturalKey,
    NewAward,
    refused,
)
from credentials.queries.catalogue import CatalogueVersion, versions_by_id
from credentials.queries.standing import Standing, standing_awards
from identity.principals import APPROVER, Principal
from institutions.queries import require_active
from ledger.acts import LAPSE, REDEEM, REVOKE, Writer, day_of
from ledger.commands.once import once
from ledger.commands.record import CreditsNotAvailable, EntryAlreadyRecorded
from ledger.queries.custody import states_of
from ledger.refusals import InvalidInput, Refusal

GONE = {
    REDEEM: (
        "credits-already-redeemed",
        "These credits have been redeemed, so this award can't be corrected. Ask the institution that accepted them"
        " to reverse the redemption with a reason, then send the correction again.",
    ),
    LAPSE: ("credits-lapsed", "These credits have expired and lapsed, so this award can't be corrected any more."),
}
RACES = (IntegrityError, CreditsNotAvailable, EntryAlreadyRecorded)


class AwardsBeingDeposited(Refusal):
    """Somebody else keeps depositing the same awards at the same moment."""

    code = "awards-being-deposited"
    title = "The same awards are being deposited at this moment; send them again"


def deposit_awards(
    *,
    actor: Principal,
    institution_id: UUID,
    awards: Sequence[NewAward],
    at: datetime,
    batch_id: UUID | None = None,
    idempotency_key: str,
) -> list[AwardOutcome]:
    """Deposit awards of one institution; return what became of each, in order.

    Only an approver of the institution may, and not while it is suspended. An award sent again with the same
    content stays unchanged; with other content the old one is revoked and the next revision deposited, unless
    its credits were redeemed or have lapsed: then that award is refused and the others go on. Credits are whole
    lots in hundredths; they expire after the shortest of the institution's, the version's and seven years
    (UGC ABC Regulations 2021).
    """
    actor.require(APPROVER, institution_id=institution_id)
    digests = [award.content_digest() for award in awards]
    _check_keys(awards)
    request = {"institution": institution_id, "awards": [digest.hex() for digest in digests]}
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return [AwardOutcome.from_json(stored) for stored in slot.answer]
        deposit = _Deposit(actor, institution_id, at, batch_id, idempotency_key)
        outcomes = deposit.run(awards, digests)
        slot.answer = [outcome.to_json() for outcome in outcomes]
    return outcomes


def _check_keys(awards: Sequence[NewAward]) -> None:
    keys = {award.key for award in awards}
    if len(keys) != len(awards):
        raise InvalidInput("Every award of a request needs a key of its own.", field="key")


class _Deposit:
    """One request on its way: what is the same for all its awards."""

    def __init__(self, actor: Principal, institution_id: UUID, at: datetime, batch_id: UUID | None, key: str) -> None:
        self.institution = require_active(institution_id)
        self.writer = Writer(actor.id, actor.kind)
        self.at, self.batch_id, self.key = at, batch_id, key

    def run(self, awards: Sequence[NewAward], digests: Sequence[bytes]) -> list[AwardOutcome]:
        """Decide and write; when somebody else was quicker, look again once."""
        for attempt in (1, 2):
            try:
                with transaction.atomic():
                    decisions = self.decide(awards, digests)
                    self.write(decisions)
                return [decision.outcome for decision in decisions]
            except RACES as race:
                if attempt == 2:
                    raise AwardsBeingDeposited from race
        return []

    def write(self, decisions: Sequence[Decision]) -> None:
        """Write what was decided."""
        write(
            decisions,
            institution=self.institution,
            writer=self.writer,
            at=self.at,
            batch_id=self.batch_id,
            idempotency_key=self.key,
        )

    def decide(self, awards: Sequence[NewAward], digests: Sequence[bytes]) -> list[Decision]:
        """Say of each award whether it is new, unchanged, a correction or refused."""
        versions = versions_by_id({award.version.version_id for award in awards})
        keys = [award.natural_key for award in awards]
        standing = standing_awards(self.institution.id, keys)
        moved = _moved_lots(zip(keys, digests, strict=True), standing)
        today, seen, decisions = day_of(self.at), dict[NaturalKey, Decision](), list[Decision]()
        for award, key, digest in zip(awards, keys, digests, strict=True):
            fault = fault_of(award, institution_id=self.institution.id, versions=versions, today=today)
            fault = fault or _repeated(seen.get(key), digest)
            if fault is None:
                decision = seen[key] = _decide(_as_catalogued(award, versions), digest, standing.get(key), moved)
            else:
                decision = Decision(award, digest, fault)
            decisions.append(decision)
        return decisions


def _as_catalogued(award: NewAward, versions: Mapping[UUID, CatalogueVersion]) -> NewAward:
    """Return the award with its version as the catalogue has it now: a caller's copy may be stale."""
    row = versions[award.version.version_id]
    return award if award.version == row else replace(award, version=row)


def _repeated(earlier: Decision | None, digest: bytes) -> AwardOutcome | None:
    """Answer for an award whose natural key stood in this request before."""
    if earlier is None:
        return None
    if earlier.digest == digest and earlier.outcome.status != REFUSED:
        return AwardOutcome(earlier.outcome.award_id, UNCHANGED)
    return refused("repeated-award", "The same registration, course and term stand in this request with other content.")


def _moved_lots(sent: Iterable[tuple[NaturalKey, bytes]], standing: dict[NaturalKey, Standing]) -> dict[UUID, str]:
    """Return, of the awards that would be corrected, those that the learner no longer holds, with why.

    A revoked lot of an award that stood a moment ago tells of another correction in between: a race, looked at again.
    """
    changed = {
        (old.holding_id, old.award_id)
        for key, digest in sent
        if (old := standing.get(key)) and old.revoked_as is None and old.content_digest != digest
    }
    states = states_of(sorted(changed)) if changed else {}
    moved = {lot_id: state.kind for (_, lot_id), state in states.items() if not state.is_held}
    if REVOKE in moved.values():
        raise CreditsNotAvailable("Somebody else corrected some of these awards a moment ago.")
    return moved


def _decide(award: NewAward, digest: bytes, old: Standing | None, moved: dict[UUID, str]) -> Decision:
    if old is None:
        return Decision(award, digest, AwardOutcome(None, DEPOSITED))
    if old.content_digest == digest:
        return Decision(award, digest, _same_again(old))
    if old.revoked_as is not None:
        return Decision(award, digest, AwardOutcome(None, DEPOSITED), revision=old.revision + 1)
    if gone := moved.get(old.award_id):
        code, detail = GONE[gone]
        return Decision(award, digest, refused(code, detail, award_id=old.award_id))
    return Decision(award, digest, AwardOutcome(None, CORRECTED), revision=old.revision + 1, replaces=old)


def _same_again(old: Standing) -> AwardOutcome:
    if old.revoked_as is None:
        return AwardOutcome(old.award_id, UNCHANGED)
    seen = f"This award was revoked ({old.revoked_as}) and what was sent is the same as then."
    return refused("award-was-revoked", f"{seen} Leave it out, or send what is right.", award_id=old.award_id)
