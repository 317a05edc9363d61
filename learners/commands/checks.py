"""What an ABC id, a name and a birthday must be, whoever writes them."""

import unicodedata
from datetime import date, datetime

from django.utils.translation import gettext as _

from learners.people import Person
from ledger.acts import day_of
from ledger.refusals import InvalidInput

ABC_ID_DIGITS = 12
GENDERS = ("", "female", "male", "other")
_LONGEST_NAME = 200
_EARLIEST_BIRTHDAY = date(1900, 1, 1)


def read_abc_id(text: str) -> str:
    """Return the 12 digits of an ABC id written with or without spaces and hyphens, in Latin or Hindi digits.

    No check digit is assumed: no source gives one. Refuses anything else, with what was seen.
    """
    written = "".join(char for char in text if not char.isspace() and char != "-")
    digits = "".join(str(unicodedata.digit(char, char)) for char in written)
    if not digits.isascii() or not digits.isdigit():
        raise InvalidInput(_("An ABC id has digits only, 12 of them, such as 0421 7719 3356."), field="abc_id")
    if len(digits) < ABC_ID_DIGITS:
        raise InvalidInput(
            _("This id has %(seen)s digits; an ABC id has 12. Zeros in front count: spreadsheets drop them.")
            % {"seen": len(digits)},
            field="abc_id",
        )
    if len(digits) > ABC_ID_DIGITS:
        raise InvalidInput(
            _("This id has %(seen)s digits; an ABC id has 12. An Aadhaar or mobile number is not an ABC id.")
            % {"seen": len(digits)},
            field="abc_id",
        )
    return digits


def read_name(text: str, *, field: str, required: bool = True) -> str:
    """Return a name in NFC with single spaces; joiners of Indian scripts stay as they are written."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if required and not any(char.isalpha() for char in name):
        raise InvalidInput(_("Write the name with at least one letter."), field=field)
    if len(name) > _LONGEST_NAME:
        raise InvalidInput(_("The name is longer than 200 characters."), field=field)
    if any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} for char in name):
        raise InvalidInput(_("The name has a character that can't be written."), field=field)
    return name


def read_birthday(birthday: date | None, *, at: datetime) -> date:
    """Return a birthday between 1900 and the day of `at`; refuses none."""
    if birthday is None:
        raise InvalidInput(_("Give the birthday: institutions find you by it."), field="birthday")
    if not _EARLIEST_BIRTHDAY <= birthday <= day_of(at):
        raise InvalidInput(_("The birthday is before 1900 or after today."), field="birthday")
    return birthday


def read_gender(text: str) -> str:
    """Return one of the genders known, or nothing; it is never required."""
    if text not in GENDERS:
        raise InvalidInput(_("Choose one of the genders listed, or none."), field="gender")
    return text


def read_person(person: Person, *, at: datetime) -> Person:
    """Return a person with every field read, as a learner writes it."""
    return Person(
        abc_id=read_abc_id(person.abc_id),
        name=read_name(person.name, field="name"),
        name_hi=read_name(person.name_hi, field="name_hi", required=False),
        birthday=read_birthday(person.birthday, at=at),
        gender=read_gender(person.gender),
    )
