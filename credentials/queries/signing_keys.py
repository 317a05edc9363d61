"""The keys of institutions and of the bank: opened for signing, or their public halves for the world."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from credentials.addresses import did_of, method_of
from credentials.models import SigningKey
from credentials.sealing import SealedKey, open_private_key
from identity.keyring import WrappedKey
from institutions.models import Institution

ED25519, RS256 = SigningKey.Algorithm.ED25519.value, SigningKey.Algorithm.RS256.value


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A key that signs: the private half's bytes (raw for Ed25519, PKCS 8 for RSA) and how documents name it."""

    id: UUID
    method: str
    private: bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key as a DID document shows it; a retired one still verifies what it signed, a compromised one nothing."""

    id: UUID
    method: str
    algorithm: str
    public: bytes
    made_at: datetime
    retired_at: datetime | None
    compromised_at: datetime | None

    @property
    def fragment(self) -> str:
        """The last part of its name: key-1, jwt-1."""
        return self.method.partition("#")[2]

    @property
    def state(self) -> str:
        """Return active, retired or compromised."""
        return "compromised" if self.compromised_at else "retired" if self.retired_at else "active"


def keys_in_use(institution_ids: Iterable[UUID | None], algorithm: str) -> dict[UUID | None, OpenedKey]:
    """Return the keys in use of institutions (None: the bank), opened; who has none yet is left out."""
    wanted = set(institution_ids)
    rows = SigningKey.objects.filter(algorithm=algorithm, retired_at=None).select_related("institution")
    named = rows.filter(institution_id__in=[name for name in wanted if name])
    found = [*named, *(rows.filter(institution=None) if None in wanted else ())]
    return {row.institution_id: opened(row) for row in found}


def opened(row: SigningKey) -> OpenedKey:
    """Open the private half of a key."""
    kept = SealedKey(WrappedKey(row.master_key_id, bytes(row.sealed_key)), bytes(row.sealed))
    return OpenedKey(row.id, _method(row, row.institution), open_private_key(kept, row.id))


def public_keys(institution: Institution | None) -> list[PublicKey]:
    """Return every key that an institution (None: the bank) ever had, in the order of algorithm and number."""
    return [public_key(row, institution) for row in SigningKey.objects.filter(institution=institution)]


def public_key(row: SigningKey, institution: Institution | None) -> PublicKey:
    """Return what the world may know of a key."""
    method = _method(row, institution)
    return PublicKey(row.id, method, row.algorithm, bytes(row.public), row.made_at, row.retired_at, row.compromised_at)


def _method(row: SigningKey, institution: Institution | None) -> str:
    did = did_of(institution.aishe_code if institution else None)
    return method_of(did, row.algorithm, row.number)
