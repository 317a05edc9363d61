"""What may be done with institutions and programmes."""

from institutions.commands.caps import set_cap
from institutions.commands.programmes import close_programme, open_programme
from institutions.commands.register import approve_institution, register_institution
from institutions.commands.suspend import lift_suspension, suspend_institution

__all__ = [
    "approve_institution",
    "close_programme",
    "lift_suspension",
    "open_programme",
    "register_institution",
    "set_cap",
    "suspend_institution",
]
