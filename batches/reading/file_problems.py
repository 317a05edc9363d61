"""Refusals of a whole file, before any of its rows is looked at."""

from ledger.refusals import Refusal


class FileProblem(Refusal):
    """The file as a whole can't be read; `detail` says what was seen and how to mend it."""

    code = "file-problem"
    title = "The file can't be read"
    status = 422


class UnreadableFile(FileProblem):
    """The bytes are not the text or the workbook that they should be."""

    code = "file-unreadable"


class UnsupportedFile(FileProblem):
    """The file is of a kind that is not read here."""

    code = "file-kind-not-supported"
    title = "Files of this kind are not read"


class EmptyFile(FileProblem):
    """There is nothing in the file, or nothing below its header."""

    code = "file-empty"
    title = "The file is empty"


class EncryptedFile(FileProblem):
    """The workbook is protected by a password."""

    code = "file-encrypted"
    title = "The file is protected by a password"


class FileTooLarge(FileProblem):
    """The file has more bytes, rows, columns or characters in a cell than the limits allow."""

    code = "file-too-large"
    title = "The file is too large"
    status = 413


class HeaderNotFound(FileProblem):
    """None of the first rows holds column names that are known."""

    code = "file-header-not-found"
    title = "No header row was found"


class ColumnsMissing(FileProblem):
    """The header was found, but columns that the kind of file needs are not in it."""

    code = "file-columns-missing"
    title = "Columns are missing"
