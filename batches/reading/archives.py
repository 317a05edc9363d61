"""Looks at a workbook's zip archive before anything opens it, so that a zip bomb never unfolds."""

import zipfile
import zlib
from typing import IO

from batches.reading.file_problems import EncryptedFile, FileTooLarge, UnreadableFile, UnsupportedFile
from batches.reading.limits import GIB, MIB, Limits

_CHUNK = 2**20
# Small members of an honest workbook (a theme, an empty sheet) pack better than any ratio worth fearing.
_RATIO_MATTERS_FROM = MIB
_ENCRYPTED_FLAG = 0x1


def check_workbook(source: IO[bytes], limits: Limits) -> None:
    """Refuse an archive that is no workbook, is encrypted, or unfolds beyond the limits, whatever it declares."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = archive.infolist()
            _check_declared(members, limits)
            for member in members:
                _check_unfolded(archive, member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UnreadableFile(
            f"The workbook is damaged ({error}). Open it in the spreadsheet program and save it again."
        ) from error


def _check_declared(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {member.filename for member in members}
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise EncryptedFile("The workbook is protected by a password. Remove the password and send it again.")
    if "xl/workbook.xml" not in names:
        raise UnsupportedFile("The archive is no .xlsx workbook. Save the sheet as .xlsx or CSV and send that.")
    if len(members) > limits.max_members:
        raise FileTooLarge(f"The workbook has {len(members):,} parts; {limits.max_members:,} are allowed.")
    if sum(member.file_size for member in members) > limits.max_uncompressed:
        raise FileTooLarge(f"The workbook unfolds to over {limits.max_uncompressed / GIB:g} GiB. Send CSV instead.")
    for member in members:
        packed, unfolded = max(1, member.compress_size), member.file_size
        if unfolded > _RATIO_MATTERS_FROM and unfolded > packed * limits.max_ratio:
            raise FileTooLarge(
                f"The part {member.filename} of the workbook unfolds to {unfolded // packed} times its size; "
                f"{limits.max_ratio} times is allowed. Save the sheet as CSV and send that."
            )


def _check_unfolded(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unfold a member without keeping it: a size that lies is found before a reader believes it."""
    declared = member.file_size
    member.file_size = declared + 1
    try:
        with archive.open(member) as unfolded:
            size = 0
            while chunk := unfolded.read(_CHUNK):
                size += len(chunk)
    finally:
        member.file_size = declared
    if size != declared:
        raise FileTooLarge(f"The part {member.filename} of the workbook is not as large as it says. Save it again.")
