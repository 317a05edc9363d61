"""Handing out a credential in the forms in which it is carried away: JSON, JWT, certificate, and badges."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.commands.jwt_form import as_jwt
from credentials.commands.signing import sign_awards, signed_credential
from credentials.documents import badge, labels, pdf, png, svg
from credentials.documents.refusals import UnprintableText
from credentials.queries.awards import AwardView
from credentials.queries.credential import credential_by_link, credential_for, earner_of, is_own
from credentials.queries.portable import badge_of, certificate_of, file_name, spoken_day
from credentials.queries.signed import Signed
from identity.principals import Principal
from learners.commands import record_look
from learners.people import NOBODY, KnownLearner, Person
from ledger.acts import day_of
from ledger.refusals import NotFound, Refusal

Way = Literal["own", "staff", "link"]
COURSE = "course"
JSON_TYPE, JWT_TYPE = "application/vc", "application/jwt"


class CredentialWithdrawn(Refusal):
    """A revoked credential gets no paper and no badge, for these would look as if it stood."""

    code = "credential-withdrawn"
    title = gettext_noop("This credential was withdrawn")
    status = 410


class UnprintableName(Refusal):
    """A name or a title has letters that none of the bank's fonts draws."""

    code = "unprintable-name"
    title = gettext_noop("This can't be printed")
    status = 409


@dataclass(frozen=True, slots=True)
class OpenedCredential:
    """A credential before somebody who may read it; `way` tells by what right: as the learner, as staff, by the link.

    `signed` is None where it could not be signed, and `problem` says why.
    """

    view: AwardView
    learner: KnownLearner | None
    way: Way
    signed: Signed | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file to take away."""

    content: bytes
    media_type: str
    file_name: str


def open_credential(*, actor: Principal | None, award_id: UUID, key: str = "", at: datetime) -> OpenedCredential:
    """Show a credential to the learner who earned it, to staff of its institution, or to who has its link.

    For everybody else there is none, nor for who has the link once the learner is erased. A look by staff is written
    down for the learner. A credential whose turn to be signed has not come is signed now.
    """
    view, learner, way = let_in(actor, award_id, key, at)
    try:
        return OpenedCredential(view, learner, way, signed_credential(view, at=at))
    except Refusal as refusal:
        if way == "link":
            raise
        return OpenedCredential(view, learner, way, None, refusal.detail)


def carry_credential(
    *, actor: Principal | None, award_id: UUID, form: str, key: str = "", at: datetime, newest: bool = False
) -> Carried:
    """Return a credential as a file: `json`, `jwt`, `pdf`, `png` or `svg`; who may is as for `open_credential`.

    A revoked credential is still given as JSON and JWT, for their status entry tells every reader that it was revoked;
    a certificate or a badge would be taken at its face, so these are refused. With `newest`, an edition that waits to
    be signed is signed first. Certificate and badge are in the reader's language.
    """
    media_type, make = FORMS[form]
    view, learner, _way = let_in(actor, award_id, key, at)
    if newest:
        sign_awards([(view.holding_id, view.award_id)], at=at)
    document = signed_credential(view, at=at).document
    made = make(view, learner.person if learner else NOBODY, document, at)
    return Carried(made, media_type, file_name(view, form))


def credential_document(*, actor: Principal, award_id: UUID, at: datetime) -> dict[str, Any]:
    """Return the signed credential of an award as JSON for the API; who may is as for `open_credential`."""
    view, _learner, _way = let_in(actor, award_id, "", at)
    return signed_credential(view, at=at).document


def let_in(
    actor: Principal | None, award_id: UUID, key: str, at: datetime
) -> tuple[AwardView, KnownLearner | None, Way]:
    """Return an award with its learner and by what right it is read; refuses everybody else, notes a look by staff."""
    view = _as_known(actor, award_id) if actor else None
    if view is None:
        view = credential_by_link(award_id, key)
        return view, earner_of(view), "link"
    learner = earner_of(view)
    if actor and is_own(actor, view):
        return view, learner, "own"
    if actor and learner:
        with transaction.atomic():
            record_look(
                actor=actor, learner_id=learner.learner_id, what="credential", at=at,
                institution_id=view.institution.id,
            )  # fmt: skip
    return view, learner, "staff"


def _as_known(actor: Principal, award_id: UUID) -> AwardView | None:
    try:
        return credential_for(actor, award_id)
    except NotFound:
        return None


def json_text(document: dict[str, Any]) -> str:
    """Return a signed document as text, letters as they are."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _json(_view: AwardView, _person: Person, document: dict[str, Any], _at: datetime) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _jwt(view: AwardView, _person: Person, document: dict[str, Any], at: datetime) -> bytes:
    return as_jwt(document, institution_id=view.institution.id, at=at).encode()


def _pdf(view: AwardView, person: Person, document: dict[str, Any], at: datetime) -> bytes:
    words = {name: _(word) for name, word in labels.CERTIFICATE.items()}
    if view.version.offering.kind == COURSE:
        words["certificate"] = _("Certificate of a course")
    if view.credits == 1:
        words["credits"] = _("credit")
    return pdf.certificate(certificate_of(view, person), credential=json_text(document), labels=words, made_at=at)


def _png(view: AwardView, _person: Person, document: dict[str, Any], _at: datetime) -> bytes:
    return png.bake(json_text(document), picture=badge.draw_png(badge_of(view)))


def _svg(view: AwardView, _person: Person, document: dict[str, Any], _at: datetime) -> bytes:
    return svg.bake(json_text(document), picture=badge.draw_svg(badge_of(view)))


Maker = Callable[[AwardView, Person, dict[str, Any], datetime], bytes]


def _at_face(make: Maker) -> Maker:
    def made(view: AwardView, person: Person, document: dict[str, Any], at: datetime) -> bytes:
        if view.revocation is not None:
            told = _(
                "%(institution)s withdrew this credential on %(day)s, so no certificate and no badge of it is made. "
                "Take the JSON or the JWT: their status tells every reader that it was revoked."
            )
            day = spoken_day(day_of(view.revocation.revoked_at))
            raise CredentialWithdrawn(told % {"institution": view.institution.local_name, "day": day})
        return printed(lambda: make(view, person, document, at))

    return made


def printed(make: Callable[[], bytes]) -> bytes:
    """Return what is made, or refuse where a name has letters that none of the fonts draws."""
    try:
        return make()
    except UnprintableText as fault:
        told = _(
            "The bank's fonts have no sign for %(letters)s; Latin and Devanagari were expected. Take the JSON, or ask "
            "the institution to write the name in Latin letters or Devanagari."
        )
        raise UnprintableName(told % {"letters": " ".join(fault.characters[:10])}) from fault


FORMS: dict[str, tuple[str, Maker]] = {
    "json": (JSON_TYPE, _json),
    "jwt": (JWT_TYPE, _jwt),
    "pdf": ("application/pdf", _at_face(_pdf)),
    "png": ("image/png", _at_face(_png)),
    "svg": ("image/svg+xml", _at_face(_svg)),
}
