"""The sentences about revocations: how an award is named, why it goes, and whether it still can."""

from batches.reading.sentences.telling import Telling, gettext_noop

_ = gettext_noop

REVOCATION: dict[str, Telling] = {
    "award-unnamed": Telling(
        "error",
        _("The row names no award."),
        _("Either award_id was expected, or abc_id or registration_number together with course_code and term."),
        _("Fill in one of the two."),
    ),
    "award-name-unreadable": Telling(
        "error",
        _("{column} says {seen}, which is neither an id nor a reference."),
        _("The id of an award, or a reference such as LX-7F3K-92QD, was expected."),
        _("Copy the id from the list of awards."),
    ),
    "award-unknown": Telling(
        "error",
        _("{column} says {seen}, which is no award of your institution."),
        _("The id of an award that your institution made was expected."),
        _("Copy the id from the list of awards."),
    ),
    "award-not-found": Telling(
        "error",
        _("{seen} has no award of your institution for {course} in the term {term}."),
        _("The learner, the course and the term of an award that your institution made were expected."),
        _("Compare the three with the list of awards, or name the award by its id."),
    ),
    "award-disagrees": Telling(
        "error",
        _("{column} says {seen}, and the other columns say another learner, course or term than this award has."),
        _("All columns of a row tell of the same award."),
        _("Correct what is wrong, or leave the other columns empty."),
    ),
    "award-ambiguous": Telling(
        "error",
        _("{seen} fits {count} awards of your institution."),
        _("A name that one award only has was expected."),
        _("Write the whole id of the award."),
    ),
    "award-in-two-rows": Telling(
        "error",
        _("Rows {first} and {second} name the same award ({seen})."),
        _("An award is revoked once, for one reason."),
        _("Keep the row whose reason holds, and remove the other."),
    ),
    "award-already-revoked": Telling(
        "warning",
        _("{column} says {seen}, which was revoked before."),
        _("An award that stands was expected."),
        _("Nothing changes by this row; it can stay or be left out."),
    ),
    "credits-already-redeemed": Telling(
        "error",
        _("{column} says {seen}, whose credits have been redeemed."),
        _("Credits that the learner still has were expected."),
        _("Ask the institution that accepted them to reverse the redemption, then check the row again."),
    ),
    "credits-lapsed": Telling(
        "error",
        _("{column} says {seen}, whose credits have lapsed."),
        _("Credits that the learner still has were expected."),
        _("Leave the row out: there is nothing left to revoke."),
    ),
    "reason-code-missing": Telling(
        "error",
        _("{column} is empty."),
        _("issued-in-error, misconduct or other was expected."),
        _("Write one of the three. To correct a result, send the corrected award: it replaces the old one."),
    ),
    "reason-code-unknown": Telling(
        "error",
        _("{column} says {seen}."),
        _("issued-in-error, misconduct or other was expected."),
        _("Write one of the three. To correct a result, send the corrected award: it replaces the old one."),
    ),
    "reason-length": Telling(
        "error",
        _("{column} has {count} characters."),
        _("{shortest} to {longest} characters were expected; the learner will read them."),
        _("Say in a sentence why the award is revoked."),
    ),
}
