"""Whether the issuer has revoked or suspended a credential, by the status list that the credential names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from credentials.badges import bits
from credentials.badges.refusals import BitstringRefused
from credentials.verifying.documents import strict_json
from credentials.verifying.errands import Errands
from credentials.verifying.facts import as_list, domain_of, issuer_id, types_of
from credentials.verifying.moments import dates
from credentials.verifying.proofs import prove
from credentials.verifying.reading import Handed, read_text
from credentials.verifying.resolving import Keys
from credentials.verifying.sentences import SENTENCES
from credentials.verifying.status_entries import ListEntry
from credentials.verifying.verdicts import Check, CheckFailed
from credentials.verifying.worlds import Document, World
from ledger.ncrf.wording import Wording

_SAYS = {"revocation": "revoked", "suspension": "suspended"}
# They tell a holder of a newer copy, or a reader of a message; neither takes anything back.
_HARMLESS = frozenset(("refresh", "message"))
_WORST_FIRST = ("broken", "revoked", "suspended", "unknown", "passed")


class Statuses:
    """The status lists that one verification reads.

    A list is fetched whole, and the request says nothing but its address: whose credential is being verified stays
    here (Bitstring Status List 1.0, "Privacy Considerations").
    """

    def __init__(self, world: World, errands: Errands, keys: Keys, *, at: datetime) -> None:
        """Take who is known, how the others are asked, the keys, and the time that the list must hold at."""
        self._world = world
        self._errands = errands
        self._keys = keys
        self._at = at

    def check(self, document: Document) -> Check:
        """Return the worst of what the entries of a proven credential say; "unknown" for what can't be verified."""
        entries = as_list(document.get("credentialStatus"))
        found = [self._entry(entry, document) for entry in entries] or [Check("status", "no-status")]
        return min(found, key=lambda check: _WORST_FIRST.index(check.ground))

    def _entry(self, entry: Any, document: Document) -> Check:
        try:
            if not isinstance(entry, Mapping):
                raise CheckFailed("status-entry-broken")
            types = types_of(entry)
            if "1EdTechRevocationList" in types:
                return self._by_ids(entry, document)
            if not {"BitstringStatusListEntry", "StatusList2021Entry"} & set(types):
                raise CheckFailed("status-kind-unknown", seen=", ".join(types))
            return self._by_bit(ListEntry.of(entry), issuer=issuer_id(document))
        except CheckFailed as failure:
            return Check.failed("status", failure)

    def _by_bit(self, entry: ListEntry, *, issuer: str) -> Check:
        if entry.purpose in _HARMLESS:
            return Check("status", "no-status")
        if entry.purpose not in _SAYS:
            raise CheckFailed("status-purpose-unknown", seen=entry.purpose)
        published = self._proven_list(entry.url, issuer=issuer)
        listed = entry.matching(published)
        try:
            held = dates(published, at=self._at)
        except CheckFailed as failure:
            raise CheckFailed("list-unreadable", detail=str(failure)) from None
        if held.ground != "passed":
            code = "list-outdated" if held.ground == "expired" else "list-early"
            raise CheckFailed(code, **held.parameters)
        return Check("status", _SAYS[entry.purpose] if _is_set(listed, entry.index) else "not-revoked")

    def _proven_list(self, url: str, *, issuer: str) -> Document:
        """Return a list whose own signature holds, by the credential's issuer or by the bank for its institution."""
        ours = self._world.standing(issuer) is not None
        kept = self._world.status_list(url)
        if kept is None and ours:
            raise CheckFailed("list-not-kept", url=url)
        handed = Handed("json", dict(kept)) if kept is not None else self._fetched(url)
        try:
            published = prove(handed, self._keys).document
        except CheckFailed as failure:
            reason = Wording(SENTENCES[failure.code].template, failure.parameters)
            raise CheckFailed("list-unproven", reason=reason) from None
        signer = issuer_id(published)
        if signer != issuer and not (ours and signer == self._world.bank):
            raise CheckFailed("list-of-another", seen=signer)
        if published.get("id", url) != url:
            raise CheckFailed("list-elsewhere", seen=str(published.get("id")))
        return published

    def _fetched(self, url: str) -> Handed:
        body = self._errands.get(url)
        try:
            return read_text(body.decode("utf-8"), container="json")
        except UnicodeDecodeError:
            raise CheckFailed("list-unreadable", detail="not UTF-8") from None
        except CheckFailed as failure:
            raise CheckFailed("list-unreadable", detail=str(failure)) from None

    def _by_ids(self, entry: Mapping[str, Any], document: Document) -> Check:
        """Look a stranger's credential up in a list of revoked ids (1EdTech Revocation List Status Method 1.0).

        Such a list has no signature; TLS proves it, if it lies on the issuer's own host.
        """
        url, issuer, credential = entry.get("id"), issuer_id(document), document.get("id")
        if not isinstance(url, str) or not credential:
            raise CheckFailed("status-entry-broken")
        if not domain_of(issuer) or domain_of(url) != domain_of(issuer):
            raise CheckFailed("list-of-another", seen=domain_of(url))
        try:
            published = strict_json(self._errands.get(url))
        except CheckFailed as failure:
            raise CheckFailed("list-unreadable", detail=str(failure)) from None
        if issuer_id(published) != issuer:
            raise CheckFailed("list-of-another", seen=issuer_id(published))
        if not isinstance(published.get("revokedCredential"), list):
            raise CheckFailed("list-unreadable", detail="revokedCredential")
        revoked = [one for one in published["revokedCredential"] if isinstance(one, Mapping)]
        is_revoked = any(one.get("id") == credential and one.get("revoked", True) is not False for one in revoked)
        return Check("status", "revoked" if is_revoked else "not-revoked")


def _is_set(listed: str, index: int) -> bool:
    try:
        return bits.bit(bits.decode(listed), index)
    except BitstringRefused as refusal:
        if refusal.code == "too-short":
            raise CheckFailed("list-short", seen=refusal.seen, least=bits.FEWEST_ENTRIES) from None
        if refusal.code == "index-out-of-range":
            raise CheckFailed("list-without-index", index=index) from None
        raise CheckFailed("list-unreadable", detail=refusal.code) from None
