"""The sentences about terms, courses, credits and redemptions."""

from batches.reading.sentences.telling import Telling, gettext_noop

_ = gettext_noop

TERM: dict[str, Telling] = {
    "programme-code-missing": Telling(
        "error",
        _("{column} is empty."),
        _("The code of the programme was expected."),
        _("Fill in the code that your institution registered for it."),
    ),
    "semester-missing": Telling(
        "warning",
        _("{column} is empty."),
        _("The semester as I to XII or 1 to 12 was expected."),
        _("Fill it in, so that the same term sent again is recognised."),
    ),
    "semester-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("The semester as I to XII or 1 to 12 was expected."),
        _("Write the number of the semester."),
    ),
    "year-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("The year of the examination, with four digits, was expected."),
        _("Write the year like 2025."),
    ),
    "month-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("The month of the examination was expected, as a name or 1 to 12."),
        _("Write the month like MAY or 5."),
    ),
    "term-date-missing": Telling(
        "error",
        _("{column} is empty, and no other column says when the term ended."),
        _("Year and month of the examination were expected."),
        _("Fill in YEAR and MONTH."),
    ),
    "term-in-future": Telling(
        "error",
        _("{column} says {seen}, which is still to come."),
        _("Credits are deposited after they were earned."),
        _("Correct the date, or send the row when the results are out."),
    ),
    "date-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("A day as dd/mm/yyyy was expected."),
        _("Write the date like 31/05/2025."),
    ),
    "result-unclear": Telling(
        "error",
        _("{column} says {seen}."),
        _("PASS, FAIL, ABSENT or WITHHELD was expected."),
        _("Write one of these; nothing is deposited on a result that can't be read."),
    ),
    "record-status-unclear": Telling(
        "warning",
        _("{column} says {seen}."),
        _("O for an original result, R for a revised one was expected."),
        _("It was read as a revised result."),
    ),
    "record-cancelled": Telling(
        "error",
        _("{column} says {seen}: the result was cancelled."),
        _("A file of awards has results that hold."),
        _("Remove the row, and revoke the awards of the cancelled result."),
    ),
    "term-before-bank": Telling(
        "error",
        _("{column} says {seen}."),
        _("The bank takes credits from the academic year 2021-22 on."),
        _("Remove the row if the year is right."),
    ),
    "level-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("An NCrF level from 1 to 8 in halves was expected."),
        _("Write the level like 4.5, or leave the cell empty."),
    ),
    "level-disagrees": Telling(
        "error",
        _("{column} says level {seen} for {course}, and the catalogue says {catalogue}."),
        _("File and catalogue agree on the level."),
        _("Correct the level in the file, or have the course's new version approved first."),
    ),
}

COURSE: dict[str, Telling] = {
    "no-courses": Telling(
        "error",
        _("The row names no course."),
        _("At least one course was expected."),
        _("Fill in the first block of courses, or remove the row."),
    ),
    "course-code-missing": Telling(
        "error",
        _("{column} is empty, and other cells of the same course are not."),
        _("The code of the course, as in your catalogue, was expected."),
        _("Fill in the code of {seen}, or empty the other cells."),
    ),
    "course-twice": Telling(
        "error",
        _("{column} says {seen}, which another course of the row says too."),
        _("A course appears once in a learner's term."),
        _("Remove one of the two, or correct its code."),
    ),
    "course-unknown": Telling(
        "error",
        _("{column} says {seen}, which is not in your catalogue."),
        _("The code of an approved course was expected."),
        _("Correct the code, or make the course from this row and have it approved."),
    ),
    "course-not-approved": Telling(
        "error",
        _("{column} says {seen}, which was not approved on {day}."),
        _("The code of a course that was approved by then was expected."),
        _("Have the course approved, then check the file again."),
    ),
    "course-without-result": Telling(
        "error",
        _("{column} has neither grade nor grade points for {seen}, and the row has no result."),
        _("Credit rests on an assessment."),
        _("Fill in the grade, or RESULT."),
    ),
    "credit-missing": Telling(
        "warning",
        _("{column} is empty for {course}."),
        _("The credits of the course were expected."),
        _("The credits of the catalogue are taken, and nothing can be cross-checked."),
    ),
    "credit-unreadable": Telling(
        "error",
        _("{column} says {seen}."),
        _("A number of credits was expected."),
        _("Write the credits like 4 or 4.5."),
    ),
    "credit-negative": Telling(
        "error",
        _("{column} says {seen}."),
        _("Credits are zero or more."),
        _("Write the credits of the course. Something taken back is a revocation, never a negative credit."),
    ),
    "credit-too-fine": Telling(
        "error",
        _("{column} says {seen}."),
        _("Credits have two decimals at most."),
        _("Round as your rule set says."),
    ),
    "credit-disagrees": Telling(
        "error",
        _("{column} says {seen} credits for {course}, and the catalogue gives {catalogue} ({sum})."),
        _("File and catalogue agree on the credits."),
        _("Correct the credits in the file, or have the course's new version approved first."),
    ),
    "number-unreadable": Telling(
        "warning",
        _("{column} says {seen}."),
        _("A number of zero or more was expected."),
        _("The cell was read as empty; correct it if it matters to you."),
    ),
    "weighted-points-disagree": Telling(
        "warning",
        _("{column} says {seen}, and {credit} credits with {points} grade points give {product}."),
        _("Credit x grade point was expected. It is not the NCrF's credit points, which are credit x level."),
        _("Nothing is deposited from this column; correct it in your own records."),
    ),
    "total-credit-disagrees": Telling(
        "warning",
        _("{column} says {seen}; the courses passed add up to {passed}, all courses to {all}."),
        _("The total of the courses was expected."),
        _("Check whether a course is missing in the row."),
    ),
    "result-against-grade": Telling(
        "warning",
        _("{column} says {seen}, and {course} has a grade that passes."),
        _("Result and grades agree."),
        _("The course was read as {verdict} and is not deposited. Correct RESULT if it was passed."),
    ),
}

REDEMPTION: dict[str, Telling] = {
    "awards-missing": Telling(
        "error",
        _("{column} is empty."),
        _("The word plan was expected, or the ids of awards separated by semicolons."),
        _("Write plan to let the bank choose by the soonest expiry, or name the awards."),
    ),
    "award-id-unreadable": Telling(
        "error",
        _("{column} says {seen}, which is not the id of an award."),
        _("The word plan was expected, or the ids of awards separated by semicolons."),
        _("Copy the ids from the learner's passbook or from the API."),
    ),
    "award-twice": Telling(
        "error",
        _("{column} names the award {seen} twice."),
        _("An award is redeemed once."),
        _("Remove one of the two."),
    ),
}
