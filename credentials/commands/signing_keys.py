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

from credentials.models import SigningKey
from credentials.queries.signing_keys import ED25519, OpenedKey, keys_in_use, opened
from credentials.sealing import seal_private_key
from identity.principals import OPERATOR, REGISTRAR, SYSTEM, Principal
from ledger.acts import ACT, Act, Writer
from ledger.commands.once import once
from ledger.commands.record import record
from ledger.identifiers import new_id
from ledger.refusals import InvalidInput

RSA_BITS, RSA_EXPONENT = 2048, 65_537
SHORTEST_REASON, LONGEST_REASON = 10, 1000
_LOCK = 7_101


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
    *, actor: Principal, institution_id: UUID | None, reason: str, at: datetime, idempotency_key: str
) -> SigningKey:
    """Retire the key in use of an institution (None: the bank) and make the next; return the new one.

    Only the institution's registrar or an operator may. The retired key stays published, so that what it signed still
    verifies; every credential that it signed is queued for a new edition.
    """
    actor.require(*((REGISTRAR, OPERATOR) if institution_id else (OPERATOR,)), institution_id=institution_id)
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise InvalidInput(f"Say why in {SHORTEST_REASON} to {LONGEST_REASON} characters.", field="reason")
    with once(actor.id, idempotency_key, {"rotate": institution_id, "reason": reason}) as slot:
        if slot.replayed:
            return SigningKey.objects.get(id=slot.answer["id"])
        _take_turn()
        old = _keys_of(institution_id, ED25519).filter(retired_at=None).first()
        if old is not None:
            SigningKey.objects.filter(id=old.id).update(retired_at=at)
            _enter("signing-key-retired", old, actor=actor, at=at)
            _queue_again(old)
        new = _make(institution_id, ED25519, at=at, actor=actor)
        slot.answer = {"id": str(new.id)}
        return new


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
    sql = """
        INSERT INTO credentials_unsignedaward (holding_id, award_id)
        SELECT DISTINCT holding_id, award_id FROM credentials_signedcredential WHERE key_id = %s
        ON CONFLICT DO NOTHING
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [key.id])
