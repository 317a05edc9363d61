"""What others may ask of institutions and programmes."""

from institutions.queries.institutions import (
    institution_by_aishe,
    institution_of,
    institutions_by_account,
    require_active,
)
from institutions.queries.programmes import caps_in_force, exit_points_of, programme_of, programmes_by_account
from institutions.refusals import InstitutionNotApproved, InstitutionSuspended

__all__ = [
    "InstitutionNotApproved",
    "InstitutionSuspended",
    "caps_in_force",
    "exit_points_of",
    "institution_by_aishe",
    "institution_of",
    "institutions_by_account",
    "programme_of",
    "programmes_by_account",
    "require_active",
]
