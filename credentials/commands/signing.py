"""Signing what institutions have awarded: each award becomes a credential that anybody can verify."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.badges.facts import AchievementFacts
from credentials.badges.open_badge import open_badge
from credentials.badges.refusals import UnfitFacts
from credentials.commands.signing_keys import hold_keys, signing_keys
from credentials.commands.status_places import take_places
from credentials.models import OfferingVersion, SignedCredential, UnsignedAward
from credentials.queries.awards import AwardView, award_views
from credentials.queries.badge_facts import achievement_facts, badge_facts, read_along
from credentials.queries.signed import Signed, signed_credentials
from credentials.queries.signing_keys import OpenedKey
from credentials.sealing import pack
from credentials.signing import UnsignableDocument, sign
from learners.queries.vaults import Vault, vaults_of
from ledger.copying import copy_rows
from ledger.refusals import NotFound, Refusal

log = structlog.get_logger(__name__)

UNFIT = (UnfitFacts, UnsignableDocument)
LONGEST_PROBLEM = 200
Lot = tuple[UUID, UUID]
PROBLEM_COLUMNS = ("holding_id", "award_id", "problem")
COLUMNS = ("holding_id", "award_id", "edition", "key_id", "sealed", "signed_at")
_NEXT = """
    DELETE FROM credentials_unsignedaward WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM credentials_unsignedaward WHERE problem = ''
        ORDER BY holding_id, award_id LIMIT %s FOR UPDATE SKIP LOCKED))
    RETURNING holding_id, award_id
"""
_THESE = """
    DELETE FROM credentials_unsignedaward
    WHERE (holding_id, award_id) IN (SELECT * FROM unnest(%s::uuid[], %s::uuid[])) RETURNING holding_id, award_id
"""


class CredentialUnfit(Refusal):
    """What the bank has of an award does not make a credential."""

    code = "credential-unfit"
    title = gettext_noop("This award can't be signed as a credential")


def sign_waiting(*, at: datetime, limit: int = 200) -> int:
    """Sign at most `limit` awards that wait, and return how many left the queue; 0 when none wait.

    An award leaves the queue in the transaction that keeps its signature, so a crash loses and doubles nothing. An
    award of an erased learner leaves it unsigned: there is nobody to say it of. One that does not make a credential
    stays with its problem, and the others go on.
    """
    with transaction.atomic():
        lots = _taken(_NEXT, [limit])
        _sign(lots, at)
    return len(lots)


def sign_awards(lots: Sequence[Lot], *, at: datetime) -> None:
    """Sign these awards now, as far as they wait to be signed: for somebody who asks before the queue's turn comes."""
    with transaction.atomic():
        _sign(_taken(_THESE, [[holding for holding, _ in lots], [award for _, award in lots]]), at)


def signed_credential(view: AwardView, *, at: datetime) -> Signed:
    """Return the newest edition of an award's credential, as `current_credentials` does.

    Refuses the award of an erased learner: there is nobody left of whom it could be said.
    """
    lot = (view.holding_id, view.award_id)
    found = current_credentials([lot], at=at)
    if not found:
        raise _why_unsigned(lot)
    return found[view.award_id]


def current_credentials(lots: Sequence[Lot], *, at: datetime) -> dict[UUID, Signed]:
    """Return the newest editions of these awards' credentials, by award; erased and unfit ones are left out.

    Signed now is what waits for its turn, and what calls the learner by a name that was corrected since.
    """
    found = signed_credentials(lots)
    missing = [lot for lot in lots if lot[1] not in found]
    outdated = [lot for lot in lots if lot[1] in found and not found[lot[1]].is_current]
    if missing or outdated:
        _queue(outdated)
        sign_awards([*missing, *outdated], at=at)
        found |= signed_credentials([*missing, *outdated])
    return found


def _queue(lots: Sequence[Lot]) -> None:
    rows = [UnsignedAward(holding_id=holding, award_id=award) for holding, award in lots]
    UnsignedAward.objects.bulk_create(rows, ignore_conflicts=True)


def _why_unsigned(lot: Lot) -> Refusal:
    waiting = UnsignedAward.objects.filter(holding_id=lot[0], award_id=lot[1]).exclude(problem="").first()
    if waiting is None:
        return NotFound(_("This credential can't be read any more: the learner's personal record was erased."))
    return CredentialUnfit(
        _("What the catalogue says of it is not complete: %(problem)s.") % {"problem": waiting.problem}
    )


def _taken(sql: str, parameters: list[Any]) -> list[Lot]:
    hold_keys()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return sorted(cursor.fetchall())


def _sign(lots: Sequence[Lot], at: datetime) -> None:
    if not lots:
        return
    vaults = vaults_of({holding for holding, _ in lots})
    views = [view for view in award_views(lots).values() if view.holding_id in vaults]
    by_institution = defaultdict[UUID, list[AwardView]](list)
    for view in views:
        by_institution[view.institution.id].append(view)
    keys = signing_keys(by_institution, at=at)
    editions = _editions([(view.holding_id, view.award_id) for view in views])
    read_along(view.version for view in views)
    for institution_id, theirs in sorted(by_institution.items()):
        places = take_places(institution_id, [(view.holding_id, view.award_id) for view in theirs])
        rows = _Rows(keys[institution_id], vaults, places, editions, at)
        copy_rows("credentials_signedcredential", COLUMNS, list(rows.of(theirs)))
        copy_rows("credentials_unsignedaward", PROBLEM_COLUMNS, rows.problems)


def _editions(lots: Sequence[Lot]) -> dict[UUID, int]:
    """Return the number of each award's newest edition, for those that have one."""
    found = SignedCredential.objects.filter(
        holding_id__in={holding for holding, _ in lots}, award_id__in=[award for _, award in lots]
    ).order_by("edition")
    return dict(found.values_list("award_id", "edition"))


class _Rows:
    """Rows of one institution's signed credentials: what is the same for all of them."""

    def __init__(
        self,
        key: OpenedKey,
        vaults: Mapping[UUID, Vault],
        places: Mapping[Lot, tuple[UUID, int]],
        editions: Mapping[UUID, int],
        at: datetime,
    ) -> None:
        self._key, self._private = key, Ed25519PrivateKey.from_private_bytes(key.private)
        self._vaults, self._places, self._editions, self._at = vaults, places, editions, at
        self._achievements: dict[UUID, AchievementFacts] = {}
        self.problems: list[tuple[object, ...]] = []

    def of(self, views: Sequence[AwardView]) -> Iterator[tuple[object, ...]]:
        """Return the row of each award's next edition; what can't be said in a credential goes to `problems`."""
        for view in views:
            try:
                yield self._row(view)
            except UNFIT as fault:
                log.error("credential not signed", award_id=str(view.award_id), reason=str(fault))
                self.problems.append((view.holding_id, view.award_id, str(fault)[:LONGEST_PROBLEM]))

    def _row(self, view: AwardView) -> tuple[object, ...]:
        vault, edition = self._vaults[view.holding_id], self._editions.get(view.award_id, 0) + 1
        place = self._places[view.holding_id, view.award_id]
        facts = badge_facts(view, vault.known.person, self._achievement(view.version), place=place, signed_at=self._at)
        signed = sign(open_badge(facts), key=self._private, verification_method=self._key.method, created=self._at)
        sealed = pack(vault, signed, award_id=view.award_id, edition=edition)
        return (view.holding_id, view.award_id, edition, self._key.id, sealed, self._at)

    def _achievement(self, version: OfferingVersion) -> AchievementFacts:
        if version.id not in self._achievements:
            self._achievements[version.id] = achievement_facts(version)
        return self._achievements[version.id]
