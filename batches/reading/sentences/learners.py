"""The sentences about learners: ids, names, birthdays."""

from batches.reading.sentences.telling import Telling, gettext_noop

_ = gettext_noop

LEARNER: dict[str, Telling] = {
    "registration-number-missing": Telling(
        "error",
        _("{column} is empty."),
        _("Every row names the learner's registration number."),
        _("Fill in the registration number that your institution gave."),
    ),
    "roll-missing": Telling(
        "warning",
        _("{column} is empty."),
        _("NAD asks for a roll number in every row."),
        _("Fill it in if there is one."),
    ),
    "abc-id-missing": Telling(
        "error",
        _("{column} is empty."),
        _("An ABC id of 12 digits was expected."),
        _("Ask the learner for the APAAR / ABC id and fill it in."),
    ),
    "abc-id-scientific": Telling(
        "error",
        _("{column} says {seen}: the spreadsheet has rounded the number."),
        _("An ABC id has 12 digits."),
        _("Format the column as text, enter the id again from the source, and save once more."),
    ),
    "abc-id-short": Telling(
        "error",
        _("{column} says {seen}, which has {digits} digits."),
        _("An ABC id has 12 digits; zeros in front are part of it."),
        _("Was the column stored as a number? Then format it as text and add the zero in front."),
    ),
    "abc-id-long": Telling(
        "error",
        _("{column} says {seen}, which has {digits} digits."),
        _("An ABC id has 12 digits."),
        _("Copy the id from the learner's ABC or APAAR card; an Aadhaar or mobile number is not it."),
    ),
    "abc-id-letters": Telling(
        "error",
        _("{column} says {seen}, which has other characters than digits."),
        _("An ABC id has 12 digits."),
        _("Copy the id from the learner's ABC or APAAR card."),
    ),
    "abc-id-decimal-zero": Telling(
        "warning",
        _("{column} says {seen}: the spreadsheet has stored it as a number."),
        _("An ABC id is 12 digits, as text."),
        _("It was read as {read}. Format the column as text before the next upload."),
    ),
    "abc-id-other-digits": Telling(
        "warning",
        _("{column} says {seen}, in digits of another script."),
        _("An ABC id is written with the digits 0 to 9."),
        _("It was read as {read}."),
    ),
    "name-missing": Telling(
        "error", _("{column} is empty."), _("The learner's name was expected."), _("Fill in the name as registered.")
    ),
    "name-control-character": Telling(
        "error",
        _("{column} has a character that can't be shown ({mark})."),
        _("A name has letters, spaces and usual signs only."),
        _("Type the name again; such characters come from copying out of another program."),
    ),
    "name-unreadable": Telling(
        "error",
        _("{column} says {seen}: letters were lost when the file was saved."),
        _("The name as registered was expected."),
        _("Save the file as UTF-8 from the source system, and send it again."),
    ),
    "gender-unclear": Telling(
        "warning",
        _("{column} says {seen}."),
        _("M, F, T or X was expected."),
        _("It was read as unknown. Put one of the four letters if it matters to you."),
    ),
}

BIRTHDAY: dict[str, Telling] = {
    "birthday-missing": Telling(
        "warning",
        _("{column} is empty."),
        _("The date of birth was expected as dd/mm/yyyy."),
        _("Fill it in: without it the learner can't claim the account by id and birthday."),
    ),
    "birthday-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("A date as dd/mm/yyyy was expected."),
        _("Write the date like 05/11/2003."),
    ),
    "birthday-impossible": Telling(
        "error",
        _("{column} says {seen}, and there is no such day."),
        _("A date as dd/mm/yyyy was expected."),
        _("Look up the date of birth in your register and correct it."),
    ),
    "birthday-swapped": Telling(
        "error",
        _("{column} says {seen}, and there is no month {month}."),
        _("The day comes first: dd/mm/yyyy."),
        _("Day and month look swapped. Check the whole column: other rows may be swapped without showing it."),
    ),
    "birthday-month-zero": Telling(
        "error",
        _("{column} says {seen}, and there is no month 0."),
        _("Months run from 01 to 12."),
        _("The exporting program counts months from 0: every date in the column may be a month early."),
    ),
    "birthday-two-digit-year": Telling(
        "error",
        _("{column} says {seen}, with two digits for the year."),
        _("A date as dd/mm/yyyy was expected."),
        _("Write the year with four digits."),
    ),
    "birthday-future": Telling(
        "error",
        _("{column} says {seen}, which is still to come."),
        _("A date of birth lies in the past."),
        _("Look up the date of birth in your register and correct it."),
    ),
    "birthday-too-early": Telling(
        "error",
        _("{column} says {seen}."),
        _("A date of birth after 1900 was expected."),
        _("Look up the date of birth in your register and correct it."),
    ),
    "birthday-serial": Telling(
        "warning",
        _("{column} says {seen}: the spreadsheet's own count of days."),
        _("A date as dd/mm/yyyy was expected."),
        _("It was read as {read}. Format the column as dd/mm/yyyy before the next upload."),
    ),
    "birthday-disagrees": Telling(
        "error",
        _("{column} says {seen}, and the account with this ABC id has another birthday."),
        _("Id and birthday belong to the same person."),
        _("Check the ABC id first, then the birthday, against the learner's card."),
    ),
    "birthday-month-off": Telling(
        "error",
        _("{column} says {seen}, which is one month off the account's birthday."),
        _("Id and birthday belong to the same person."),
        _("The exporting program may count months from 0: check the whole column."),
    ),
}
