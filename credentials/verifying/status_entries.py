"""What a credential says of its status list, and what a list must say to be that one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from credentials.verifying.facts import as_list, types_of
from credentials.verifying.verdicts import CheckFailed

_INDEX = re.compile(r"[0-9]{1,12}")
_LISTS = {
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList"),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021"),
}


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of Bitstring Status List 1.0 or its forerunner StatusList2021."""

    kind: str
    purpose: str
    url: str
    index: int

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self:
        """Return the entry; refuses one without purpose, address or index, and entries of several bits."""
        kind = next(kind for kind in _LISTS if kind in types_of(entry))
        purpose, url, index = (entry.get(f"status{name}") for name in ("Purpose", "ListCredential", "ListIndex"))
        if not isinstance(purpose, str) or not isinstance(url, str) or not _INDEX.fullmatch(str(index)):
            raise CheckFailed("status-entry-broken")
        if entry.get("statusSize", 1) != 1:
            raise CheckFailed("status-kind-unknown", seen="statusSize")
        return cls(kind, purpose, url, int(str(index)))

    def matching(self, published: Mapping[str, Any]) -> str:
        """Return the encoded list of a list credential; refuses one of another kind or purpose.

        The forerunner writes base64 without the `u` of multibase in front, which is put there.
        """
        credential, inner = _LISTS[self.kind]
        subject = next(iter(as_list(published.get("credentialSubject"))), None)
        if credential not in types_of(published) or not isinstance(subject, Mapping) or inner not in types_of(subject):
            raise CheckFailed("list-unreadable", detail=f"it is no {credential}")
        purposes = as_list(subject.get("statusPurpose"))
        if self.purpose not in purposes:
            raise CheckFailed("list-other-purpose", seen=", ".join(map(str, purposes)), wanted=self.purpose)
        listed = subject.get("encodedList")
        if not isinstance(listed, str):
            raise CheckFailed("list-unreadable", detail="encodedList")
        if self.kind == "StatusList2021Entry" and not listed.startswith("u"):
            listed = "u" + listed.rstrip("=").translate(str.maketrans("+/", "-_"))
        return listed
