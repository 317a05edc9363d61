"""The verbs of awards, for whoever deposits or revokes: one name to import from."""

from credentials.commands.award_shapes import AwardOutcome, NewAward
from credentials.commands.deposits import AwardsBeingDeposited, deposit_awards
from credentials.commands.revocations import RevocationItem, revoke_awards

__all__ = ["AwardOutcome", "AwardsBeingDeposited", "NewAward", "RevocationItem", "deposit_awards", "revoke_awards"]
