"""The verbs of redemption, for whoever asks, decides, reverses or lapses: one name to import from."""

from redemptions.commands.bulk import redeem_credits
from redemptions.commands.decisions import decide_redemptions
from redemptions.commands.grievances import answer_grievance, raise_grievance
from redemptions.commands.lapsing import lapse_credits
from redemptions.commands.requests import request_redemption, withdraw_request
from redemptions.commands.reversals import reverse_redemption
from redemptions.commands.shapes import DecisionInput, DecisionOutcome, RedemptionItem, RedemptionOutcome

__all__ = [
    "DecisionInput",
    "DecisionOutcome",
    "RedemptionItem",
    "RedemptionOutcome",
    "answer_grievance",
    "decide_redemptions",
    "lapse_credits",
    "raise_grievance",
    "redeem_credits",
    "request_redemption",
    "reverse_redemption",
    "withdraw_request",
]
