"""bin/endorse's inner half: an industry partner's key, and what it signs about a micro-credential."""

import argparse
import json
import os
import stat
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from credentials.badges.endorsement import EndorsementFacts, endorsement
from credentials.badges.facts import ProfileFacts
from credentials.badges.refusals import UnfitFacts
from credentials.signing import UnsignableDocument, multikey, sign

SIGNED, NOT_SIGNED = 0, 2
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class KeyRefused(Exception):
    """The key file can't be used; the message says why and how to mend it."""


def signed_endorsement(facts: EndorsementFacts, key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return the endorsement, signed by a did:key that is its own issuer."""
    did = multikey.did_key(key.public_key())
    method = f"{did}#{did.removeprefix('did:key:')}"
    return sign(endorsement(facts), key=key, verification_method=method, created=facts.valid_from)


def key_in(file: Path) -> tuple[Ed25519PrivateKey, bool]:
    """Return the Ed25519 key in a PEM file and whether it is new; makes file and key where there is none.

    Only its owner may read the file (0600); refuses one that others may read, and any other kind of key.
    """
    if not file.exists():
        return _new_key(file), True
    if file.stat().st_mode & _OTHERS:
        raise KeyRefused(f"Others may read {file}; expected a file for its owner alone: chmod 600 {file}")
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise KeyRefused(f"{file} holds no private key in PEM without a password.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"{file} holds a key of another kind; expected Ed25519.")
    return key, False


def _new_key(file: Path) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="bin/endorse",
        description="Signs an Open Badges 3.0 EndorsementCredential of a micro-credential and prints it. Without an "
        "address it prints the signer's did:key. Exits with 2 where nothing could be signed.",
    )
    parser.add_argument("achievement", metavar="ACHIEVEMENT_URL", nargs="?", help="the address that is endorsed")
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help="your private key (PEM); made if there is no such file"
    )
    parser.add_argument("--name", default="", help="your organisation's name")
    parser.add_argument("--comment", default="", help="why it is worth learning")
    parser.add_argument("--title", default="", help="the micro-credential's title")
    parser.add_argument("--website", default="", metavar="URL", help="your organisation's website")
    parser.add_argument("--country", default="IN", metavar="CODE", help="its country (ISO 3166-1; IN unless told)")
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day on which it holds")
    options = parser.parse_args(arguments)
    if options.achievement is not None and not (options.name.strip() and options.comment.strip()):
        parser.error("an endorsement says who endorses and why: give --name and --comment")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the signed endorsement, or the did:key, and return the exit code."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        key, is_new = key_in(options.key)
        did = multikey.did_key(key.public_key())
        if is_new:
            sys.stderr.write(f"Made a key in {options.key}. Keep it: it signs in your name. It is {did}\n")
        said = did if options.achievement is None else _written(options, key, did)
    except (OSError, KeyRefused) as problem:
        sys.stderr.write(f"{problem}\n")
        return NOT_SIGNED
    except (UnfitFacts, UnsignableDocument) as problem:
        sys.stderr.write(f"Nothing was signed. {problem}\n")
        return NOT_SIGNED
    sys.stdout.write(f"{said}\n")
    return SIGNED


def _written(options: argparse.Namespace, key: Ed25519PrivateKey, did: str) -> str:
    country = {"country": options.country, "country_name": "India" if options.country == "IN" else ""}
    facts = EndorsementFacts(
        id=f"urn:uuid:{uuid4()}",
        endorser=ProfileFacts(id=did, name=options.name, url=options.website, **country),
        endorsed=options.achievement,
        endorsed_name=options.title or options.achievement,
        comment=options.comment,
        valid_from=datetime.now(UTC),
        valid_until=datetime.combine(options.until, time(23, 59, 59), UTC) if options.until else None,
    )
    return json.dumps(signed_endorsement(facts, key), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main())
