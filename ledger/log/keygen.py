"""`python -m ledger.log.keygen bank.example/log` prints a fresh signing key for a log of that name: keep it secret."""

import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.log.notes import SigningKey, signing_key_text

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the log, for example: python -m ledger.log.keygen bank.example/log")
    sys.stdout.write(signing_key_text(SigningKey(sys.argv[1], Ed25519PrivateKey.generate())) + "\n")
