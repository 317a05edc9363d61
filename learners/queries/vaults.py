"""What is kept for a learner under the learner's own key: when the key is erased, all of it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from identity.keyring import decrypt_with, encrypt_with
from learners.people import KnownLearner
from learners.queries.records import records_by_holding


@dataclass(frozen=True, slots=True)
class Vault:
    """A learner with the means to seal and open; `place` binds what is sealed to where it is kept."""

    known: KnownLearner
    cipher: AESGCM

    def seal(self, plain: bytes, *, place: bytes) -> bytes:
        """Seal bytes for this learner."""
        return encrypt_with(self.cipher, plain, place)

    def open(self, sealed: bytes, *, place: bytes) -> bytes:
        """Open what was sealed at this place; `cryptography.exceptions.InvalidTag` if it was altered or moved."""
        return decrypt_with(self.cipher, sealed, place)


def vaults_of(holding_ids: Iterable[UUID]) -> dict[UUID, Vault]:
    """Return the vaults of the learners that own these holdings, by holding; erased learners are left out."""
    opened = records_by_holding(holding_ids)
    return {record.known.holding_id: Vault(record.known, record.cipher) for record in opened if record.cipher}
