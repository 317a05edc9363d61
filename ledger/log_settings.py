"""The log's key, secret and folder, as the settings name them."""

import base64
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from ledger.log.notes import SigningKey, VerifierKey, parse_signing_key
from ledger.log.store import LogStore
from ledger.log.witnessing import Witness, parse_witnesses


@lru_cache(maxsize=4)
def _key(text: str) -> SigningKey:
    return parse_signing_key(text)


def log_key() -> SigningKey:
    """Return the key that signs checkpoints; refuses a setting that is not a key."""
    return _key(settings.LOG_SIGNING_KEY)


def log_verifier() -> VerifierKey:
    """Return the public key of the log, whose name is the log's origin."""
    return log_key().verifier


def salt_secret() -> bytes:
    """Return the secret behind every salt of the log."""
    return base64.b64decode(settings.LOG_SALT_SECRET, validate=True)


def log_witnesses() -> list[Witness]:
    """Return the witnesses that are asked to cosign; refuses a setting that does not name them."""
    return parse_witnesses(settings.LOG_WITNESSES)


def log_store() -> LogStore:
    """Return the folder in which the log is published."""
    return LogStore(Path(settings.TLOG_ROOT))
