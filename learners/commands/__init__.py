"""What may be done with learners' accounts."""

from learners.commands.accounts import open_account
from learners.commands.claims import claim_account
from learners.commands.consents import answer_consent
from learners.commands.corrections import correct_record
from learners.commands.ensure import ensure_learners
from learners.commands.erasing import erase_personal_record
from learners.commands.looks import record_look
from learners.people import RosterPerson

__all__ = [
    "RosterPerson",
    "answer_consent",
    "claim_account",
    "correct_record",
    "ensure_learners",
    "erase_personal_record",
    "open_account",
    "record_look",
]
