"""The verbs of the catalogue: one name to import from."""

from credentials.commands.draft_checks import DraftNotReady
from credentials.commands.drafting import (
    DraftOpen,
    NotADraft,
    OfferingCodeTaken,
    draft_from_file,
    draft_offering,
    draft_version,
    edit_draft,
)
from credentials.commands.reviewing import (
    RuleSetChanged,
    SecondPersonNeeded,
    WrongState,
    approve_version,
    retire_version,
    return_to_draft,
    submit_for_review,
)

__all__ = [
    "DraftNotReady",
    "DraftOpen",
    "NotADraft",
    "OfferingCodeTaken",
    "RuleSetChanged",
    "SecondPersonNeeded",
    "WrongState",
    "approve_version",
    "draft_from_file",
    "draft_offering",
    "draft_version",
    "edit_draft",
    "retire_version",
    "return_to_draft",
    "submit_for_review",
]
