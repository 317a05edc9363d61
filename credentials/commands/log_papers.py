"""Handing out proofs in the national log: of a credential, of a passbook's entry, and that a lot is one's own."""

import json
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from credentials.commands.portable import Carried, let_in
from credentials.queries.credential import own_holding
from credentials.queries.log_marks import ENDING
from credentials.queries.portable import file_name
from credentials.references import reference_of
from identity.principals import Principal
from ledger.log.commitments import lot_salt
from ledger.log.openings import Opening
from ledger.log_settings import log_verifier, salt_secret
from ledger.queries.entries import entry_of
from ledger.queries.log_proofs import proof_file_of
from ledger.refusals import NotFound

PROOF_TYPE, OPENING_TYPE = "text/plain; charset=utf-8", "application/json"


def carry_proof(*, actor: Principal | None, award_id: UUID, key: str = "", at: datetime) -> Carried:
    """Return the `.tlog-proof` of the entry that awarded a credential, to whoever may read the credential.

    Refuses as `open_credential` does, an entry that waits to be sealed, and one that was changed after it was.
    """
    view, _learner, _way = let_in(actor, award_id, key, at)
    proof = proof_file_of(view.award.entry_id, lot_id=award_id)
    return Carried(proof, PROOF_TYPE, file_name(view, ENDING))


def carry_opening(*, actor: Principal, award_id: UUID, at: datetime) -> Carried:
    """Return to the learner alone what opens the holder of one lot in the log; for everybody else there is none."""
    view, _learner, way = let_in(actor, award_id, "", at)
    if way != "own":
        raise NotFound(_("There is no such award."))
    opening = Opening(log_verifier().name, award_id, view.holding_id, lot_salt(salt_secret(), award_id))
    return Carried(json.dumps(opening.to_json(), indent=1).encode(), OPENING_TYPE, file_name(view, "opening.json"))


def carry_entry_proof(*, actor: Principal, entry_id: UUID) -> Carried:
    """Return the `.tlog-proof` of an entry of the actor's own passbook; for everybody else there is none."""
    holding = own_holding(actor)
    try:
        mine = entry_of(entry_id).holding_id == holding
    except NotFound:
        mine = False
    if not mine:
        raise NotFound(_("Your passbook has no such entry."))
    return Carried(proof_file_of(entry_id), PROOF_TYPE, f"{reference_of(entry_id).lower()}.{ENDING}")
