"""The verdict on whatever is handed in: reading, form, signature, issuer, dates and status, one after the other."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from credentials.verifying import tokens
from credentials.verifying.differences import differences
from credentials.verifying.errands import MOST_ERRANDS, Errands
from credentials.verifying.facts import Facts, IssuerKind, facts_of, issuer_id, shown
from credentials.verifying.forms import form
from credentials.verifying.moments import dates, in_time, token_dates
from credentials.verifying.parts import MOST_LEVELS, MOST_PARTS, Found, found_in
from credentials.verifying.proofs import Proven, prove
from credentials.verifying.reading import Handed, read
from credentials.verifying.resolving import Keys
from credentials.verifying.status import Statuses
from credentials.verifying.verdicts import Check, CheckFailed, Difference, Part, Verdict
from credentials.verifying.worlds import World


def verify(source: bytes, *, world: World, at: datetime, most_errands: int = MOST_ERRANDS) -> Verdict:
    """Return the verdict on what was handed in, at a time with a time zone; never raises for anything handed in.

    Takes credentials of the data models 2.0 and 1.1 (badges, endorsements, learner records and others), signed by an
    embedded proof or as a JWT, in every container that `read` opens. A record's credentials and a badge's endorsements
    get verdicts of their own. At most `most_errands` addresses are asked, keys and lists together.
    """
    errands = Errands(world, most=most_errands)
    try:
        handed = read(source, get=partial(errands.get, keep=False))
    except CheckFailed as failure:
        return Verdict((Check.failed("form", failure), *_UNASKED), Facts())
    return Examination(world, errands, at=at).verdict(handed)


_NOT_ASKED = Check("signature", "signature-not-asked")
_UNPROVEN = (Check("issuer", "issuer-unproven"), Check("dates", "dates-unproven"), Check("status", "status-unproven"))
_UNASKED = (_NOT_ASKED, *_UNPROVEN)


class Examination:
    """One verification, with the keys and lists that it has read so far."""

    def __init__(self, world: World, errands: Errands, *, at: datetime) -> None:
        """Begin with nothing read."""
        self._world = world
        self._at = at
        self._keys = Keys(world, errands, at=at)
        self._statuses = Statuses(world, errands, self._keys, at=at)
        self._parts_left = MOST_PARTS

    def verdict(self, handed: Handed, *, level: int = 0) -> Verdict:
        """Return the verdict on one credential; nothing in it is followed up before its signature has held."""
        try:
            shape = form(handed.document)
        except CheckFailed as failure:
            return self._unproven(handed, (Check.failed("form", failure), *_UNASKED))
        try:
            proven = prove(handed, self._keys)
            # What the token says in the end is what counts, not what was read from it before.
            shape = form(proven.document)
        except CheckFailed as failure:
            if failure.code == "issuer-not-signer":
                return self._unproven(handed, (shape, _NOT_ASKED, Check.failed("issuer", failure), *_UNPROVEN[1:]))
            return self._unproven(handed, (shape, Check.failed("signature", failure), *_UNPROVEN))
        return self._proven(handed, proven, shape, level)

    def _proven(self, handed: Handed, proven: Proven, shape: Check, level: int) -> Verdict:
        document = proven.document
        issuer, kind = self._issuer(issuer_id(document))
        checks = [
            shape,
            Check("signature", "signature-holds", {"kind": ", ".join(proven.kinds)}),
            issuer,
            self._dates(handed, proven),
            self._statuses.check(document),
        ]
        found = found_in(document)
        if found and (level == MOST_LEVELS or len(found) > self._parts_left):
            checks.append(Check("parts", "too-many-parts", {"most": MOST_PARTS}))
            found = []
        self._parts_left -= len(found)
        parts = tuple(self._part(one, level) for one in found)
        facts = facts_of(document, container=handed.container, issuer_kind=kind, proofs=proven.kinds)
        return Verdict(tuple(checks), facts, parts)

    def _unproven(self, handed: Handed, checks: tuple[Check, ...]) -> Verdict:
        facts = facts_of(handed.document, container=handed.container, issuer_kind="unproven", proofs=())
        return Verdict(checks, facts, differences=self._differences(handed.document))

    def _issuer(self, issuer: str) -> tuple[Check, IssuerKind]:
        standing = self._world.standing(issuer)
        if standing == "suspended":
            return Check("issuer", "issuer-suspended"), "institution"
        if issuer and issuer == self._world.bank:
            return Check("issuer", "issuer-bank"), "bank"
        if standing == "active":
            return Check("issuer", "issuer-institution"), "institution"
        if issuer.startswith("did:key:"):
            return Check("issuer", "issuer-unvouched"), "unvouched"
        domain = Facts(issuer_id=shown(issuer)).issuer_domain
        return Check("issuer", "issuer-stranger", {"domain": domain}), "stranger"

    def _dates(self, handed: Handed, proven: Proven) -> Check:
        try:
            found = dates(proven.document, at=self._at)
            if found.ground == "passed" and handed.token:
                return token_dates(tokens.registered(handed.token), at=self._at)
            if found.ground == "passed":
                return in_time(None, proven.until, at=self._at)
        except CheckFailed as failure:
            return Check.failed("dates", failure)
        return found

    def _differences(self, document: Mapping[str, Any]) -> tuple[Difference, ...]:
        identifier = document.get("id")
        issued = self._world.issued(identifier) if isinstance(identifier, str) else None
        return differences(document, issued) if issued is not None else ()

    def _part(self, found: Found, level: int) -> Part:
        if isinstance(found.handed, CheckFailed):
            verdict = Verdict((Check.failed("form", found.handed), *_UNASKED), Facts())
        else:
            verdict = self.verdict(found.handed, level=level + 1)
        return Part(found.kind, found.pointer, verdict)
