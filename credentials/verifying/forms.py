"""Whether a document has the form of a credential, before its signature is looked at."""

from collections.abc import Mapping
from typing import Any

from credentials.verifying.facts import as_list, issuer_id, shown, types_of
from credentials.verifying.verdicts import Check, CheckFailed

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
# What the subject of a kind holds, by Open Badges 3.0 and CLR 2.0.
_SUBJECT = {
    "OpenBadgeCredential": "achievement",
    "AchievementCredential": "achievement",
    "ClrCredential": "verifiableCredential",
}


def form(document: Mapping[str, Any]) -> Check:
    """Return the check of the form; raises CheckFailed for what is no credential of either data model (2.0, 1.1).

    Dates are checked with the dates, status entries with the status.
    """
    types = types_of(document)
    if "VerifiablePresentation" in types:
        raise CheckFailed("presentation")
    if "VerifiableCredential" not in types:
        raise CheckFailed("not-a-credential", seen=", ".join(types) or "nothing")
    first = next(iter(as_list(document.get("@context"))), None)
    if first not in (V2, V1):
        raise CheckFailed("context-unknown", seen=str(first))
    _require("issuer", issuer_id(document))
    subjects = as_list(document.get("credentialSubject"))
    _require("credentialSubject", subjects and all(isinstance(one, Mapping) and one for one in subjects))
    if first == V1:
        _require("issuanceDate", document.get("issuanceDate"))
    for kind, member in _SUBJECT.items():
        if kind in types:
            _require(f"credentialSubject.{member}", subjects[0].get(member))
    kind = next((kind for kind in types if kind != "VerifiableCredential"), "VerifiableCredential")
    return Check("form", "form-holds", {"kind": shown(kind)})


def _require(member: str, found: object) -> None:
    if not found:
        raise CheckFailed("member-missing", member=member)
