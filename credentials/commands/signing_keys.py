"""Making, and changing, the keys by which institutions and the bank sign."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from credentials.models import SigningKey, StatusList
from credentials.queries.signing_keys import ED25519, OpenedKey, keys_in_use, opened
from credentials.sealing import seal_private_key
from identity.principals import OPERATOR, REGISTRAR, REGULATOR, SYSTEM, Principal
from ledger.acts import ACT, Act, Writer, day_of
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.identifiers import new_id
from ledger.refusals import InvalidInput, NotFound, Refusal

RSA_BITS, RSA_EXPONENT = 2048, 65_537
SHORTEST_REASON, LONGEST_REASON = 10, 1000
_LOCK, _SIGNING = 7_101, 7_103


class KeyDisowned(Refusal):
    """The key was reported as compromised before."""

    code = "key-disowned"
    title = gettext_noop("This key is not trusted any more")


def signing_keys(
    institution_ids: Iterable[UUID | None], *, at: datetime, algorithm: str = ED25519
) -> dict[UUID | None, OpenedKey]:
    """Return the keys in use of institutions (None: the bank); who has none gets its first one now.

    Only the bank itself makes keys; a new one is an act in the book.
    """
    wanted = set(institution_ids)
    found = keys_in_use(wanted, algorithm)
    if missing := sorted(wanted - set(found), key=str):
        with transaction.atomic():
            _take_turn()
            found |= keys_in_use(missing, algorithm)
            for institution_id in missing:
                if institution_id not in found:
                    found[institution_id] = opened(_make(institution_id, algorithm, at=at, actor=SYSTEM))
    return found


def rotate_signing_key(
    *,
    actor: Principal,
    institution_id: UUID | None,
    reason: str,
    at: datetime,
    algorithm: str = ED25519,
    compromised_at: datetime | None = None,
    idempotency_key: str,
) -> SigningKey:
    """Retire the key in use of an institution (None: the bank) and make the next; return the new one.

    Only the institution's registrar or an operator may. The retired key stays published, so that what it signed still
    verifies; every credential that it signed is queued for a new edition. With `compromised_at`, the moment from which
    somebody else may have had it, nothing that the key signed verifies any more.
    """
    _require(actor, institution_id)
    because = _reason(reason)
    request = {
        "rotate": institution_id, "algorithm": algorithm, "reason": because, "compromised_at": compromised_at,
    }  # fmt: skip
    with once(actor.id, idempotency_key, request) as slot:
        if slot.replayed:
            return SigningKey.objects.get(id=slot.answer["id"])
        _stop_signing()
        old = _keys_of(institution_id, algorithm).filter(retired_at=None).first()
        new = _replaced(old, institution_id, algorithm, actor=actor, because=because, at=at)
        if old is not None and compromised_at is not None:
            _disown(old, actor=actor, because=because, since=compromised_at, at=at)
        slot.answer = {"id": str(new.id)}
        return new


def disown_signing_key(
    *, actor: Principal, key_id: UUID, reason: str, compromised_at: datetime, at: datetime, idempotency_key: str
) -> SigningKey:
    """Say that somebody else may have had a key, in use or retired, since a moment; return that key.

    Only the institution's registrar or an operator may. Nothing that the key signed verifies any more: the key leaves
    `assertionMethod`, and what it signed last is queued for a new edition. One in use is retired and followed by
    another. Refuses a moment before the key was made or still to come, and a key that was disowned before.
    """
    key = SigningKey.objects.filter(id=key_id).first()
    if key is None or not _sees(actor, key.institution_id):
        raise NotFound(_("There is no such key."))
    _require(actor, key.institution_id)
    because = _reason(reason)
    request = {"disown": key_id, "reason": because, "compromised_at": compromised_at}
    with once(actor.id, idempotency_key, request) as slot:
        if not slot.replayed:
            _stop_signing()
            key.refresh_from_db()
            if key.retired_at is None:
                _replaced(key, key.institution_id, key.algorithm, actor=actor, because=because, at=at)
            _disown(key, actor=actor, because=because, since=compromised_at, at=at)
            slot.answer = {"id": str(key.id)}
        return SigningKey.objects.get(id=key_id)


def _require(actor: Principal, institution_id: UUID | None) -> None:
    roles = (REGISTRAR, OPERATOR) if institution_id else (OPERATOR,)
    actor.require(*roles, institution_id=institution_id)


def _sees(actor: Principal, institution_id: UUID | None) -> bool:
    """Tell whether the actor may know of the keys of an institution (None: the bank)."""
    if actor.kind == "system" or actor.has(OPERATOR) or actor.has(REGULATOR):
        return True
    return institution_id in actor.institutions()


def _reason(reason: str) -> str:
    because = reason.strip()
    if not SHORTEST_REASON <= len(because) <= LONGEST_REASON:
        told = _("The reason has %(seen)s characters; expected %(least)s to %(most)s: say why the key is changed.")
        numbers = {"seen": len(because), "least": SHORTEST_REASON, "most": LONGEST_REASON}
        raise InvalidInput(told % numbers, field="reason")
    return because


def _replaced(
    old: SigningKey | None, institution_id: UUID | None, algorithm: str, *, actor: Principal, because: str, at: datetime
) -> SigningKey:
    """Retire a key, if there is one, and return the one that follows."""
    if old is not None:
        SigningKey.objects.filter(id=old.id).update(retired_at=at, retired_because=because)
        _enter("signing-key-retired", old, actor=actor, at=at)
        _queue_again(old)
    return _make(institution_id, algorithm, at=at, actor=actor)


def _disown(key: SigningKey, *, actor: Principal, because: str, since: datetime, at: datetime) -> None:
    if key.compromised_at is not None:
        raise KeyDisowned(
            _("This key was given up before, as compromised since %(day)s.") % {"day": day_of(key.compromised_at)}
        )
    if since > at or day_of(since) < day_of(key.made_at):
        told = _("The day is %(seen)s; expected one from %(made)s, when the key was made, until today.")
        raise InvalidInput(told % {"seen": day_of(since), "made": day_of(key.made_at)}, field="compromised_at")
    SigningKey.objects.filter(id=key.id).update(compromised_at=max(since, key.made_at), compromised_because=because)
    _enter("signing-key-compromised", key, actor=actor, at=at)
    _queue_again(key)
    # A list that the key has signed does not verify from now on, so that none may be served as it was published.
    if key.institution_id is not None:
        StatusList.objects.filter(institution_id=key.institution_id).update(published=None, published_at=None)


def hold_keys() -> None:
    """Keep every key in use as it is until the transaction ends: for those who sign many documents with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_SIGNING])


def _stop_signing() -> None:
    """Wait for those who sign, and let nobody begin before this transaction ends.

    Otherwise what somebody signs meanwhile with the old key would be in no queue for a new edition.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SIGNING])
    _take_turn()


def _take_turn() -> None:
    """Let one transaction at a time make keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _make(institution_id: UUID | None, algorithm: str, *, at: datetime, actor: Principal) -> SigningKey:
    private, public = _ed25519_pair() if algorithm == ED25519 else _rsa_pair()
    key_id = new_id()
    kept = seal_private_key(private, key_id)
    number = _keys_of(institution_id, algorithm).count() + 1
    made = SigningKey.objects.create(
        id=key_id, institution_id=institution_id, algorithm=algorithm, number=number, public=public,
        master_key_id=kept.wrapped.master_key_id, sealed_key=kept.wrapped.sealed, sealed=kept.sealed, made_at=at,
    )  # fmt: skip
    _enter("signing-key-made", made, actor=actor, at=at)
    return made


def _keys_of(institution_id: UUID | None, algorithm: str) -> QuerySet[SigningKey]:
    owned = Q(institution=None) if institution_id is None else Q(institution_id=institution_id)
    return SigningKey.objects.filter(owned, algorithm=algorithm)


def _ed25519_pair() -> tuple[bytes, bytes]:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def _rsa_pair() -> tuple[bytes, bytes]:
    key = generate_private_key(RSA_EXPONENT, RSA_BITS)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _enter(narration: str, key: SigningKey, *, actor: Principal, at: datetime) -> None:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=f"{narration}:{key.id}",
        request_digest=sha256(bytes(key.public)).digest(),
        institution_id=key.institution_id, subject_id=key.id,
    )  # fmt: skip
    record([act], writer=Writer(actor.id, actor.kind))


def _queue_again(key: SigningKey) -> None:
    """Let what the key signed be signed anew, where no later key has done so before."""
    sql = """
        INSERT INTO credentials_unsignedaward (holding_id, award_id)
        SELECT made.holding_id, made.award_id FROM credentials_signedcredential made
        WHERE made.key_id = %s AND NOT EXISTS (
            SELECT 1 FROM credentials_signedcredential later WHERE later.holding_id = made.holding_id
                AND later.award_id = made.award_id AND later.edition > made.edition)
        ON CONFLICT DO NOTHING
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [key.id])
