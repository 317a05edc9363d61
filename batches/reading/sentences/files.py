"""The sentences about rows as such and about the header."""

from batches.reading.sentences.telling import Telling, gettext_noop

_ = gettext_noop

ROW: dict[str, Telling] = {
    "row-too-long": Telling(
        "error",
        _("The row has {seen} cells with something in them after the last column."),
        _("The header names {columns} columns."),
        _("Put cells that contain the separator in double quotes, or remove what is beyond the last column."),
    ),
    "row-too-short": Telling(
        "warning",
        _("The row ends after {seen} cells."),
        _("The header names {columns} columns."),
        _("Check that the file was exported to its end; the missing cells were read as empty."),
    ),
    "row-sent-twice": Telling(
        "error",
        _("Rows {first} and {second} are the same learner's same term ({seen})."),
        _("A learner's term appears once in a file."),
        _("Keep the row that holds, and remove the other."),
    ),
    "row-unchanged": Telling(
        "note", _("Everything in this row was deposited before."), "", _("Nothing needs to be done.")
    ),
    "text-control-character": Telling(
        "error",
        _("{column} has a character that can't be shown ({mark})."),
        _("Only letters, digits and usual signs were expected."),
        _("Type the cell again, or export it anew from the source system."),
    ),
}

HEADER: dict[str, Telling] = {
    "encoding-guessed": Telling(
        "warning",
        _("The file is not UTF-8; it was read as Western European (Windows-1252)."),
        _("UTF-8 or UTF-16 was expected."),
        _("Check names and titles before approving, or save the file as UTF-8 and send it again."),
    ),
    "columns-unknown": Telling(
        "note", _("These columns were not read: {seen}."), "", _("Nothing needs to be done unless one is misspelt.")
    ),
    "column-twice": Telling(
        "warning",
        _("The column {column} appears more than once."),
        _("Every column appears once."),
        _("The one in column {kept} of the sheet was read and the others were not. Remove the others."),
    ),
    "block-column-moved": Telling(
        "warning",
        _("The column {column} appears a second time, among the columns of course {block}."),
        _("{meant} was expected there."),
        _("It was read as {meant}. Correct the name in the exporting program."),
    ),
}
