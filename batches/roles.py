"""Who may do what with which kind of file: in one place, for commands and pages."""

from batches.reading.kinds import KINDS, REVOCATIONS
from identity.principals import APPROVER, ISSUER, REGISTRAR

MAY_REVOKE = (APPROVER, REGISTRAR)


def hands_in(kind: str) -> tuple[str, ...]:
    """Return the roles that hand a kind of file in and mend its rows: for revocations those that may revoke."""
    return MAY_REVOKE if kind == REVOCATIONS else (ISSUER,)


def approves(kind: str) -> tuple[str, ...]:
    """Return the roles that approve a kind of file, each as a second person."""
    return MAY_REVOKE if kind == REVOCATIONS else (APPROVER,)


def takes_part(kind: str) -> tuple[str, ...]:
    """Return the roles that may stop a kind of file or have its rows checked again."""
    return tuple(dict.fromkeys((*hands_in(kind), *approves(kind))))


def kinds_of(roles: frozenset[str]) -> list[str]:
    """Return the kinds of files that somebody with these roles may hand in."""
    return [kind for kind in KINDS if roles & set(hands_in(kind))]
