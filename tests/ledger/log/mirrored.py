"""A log on a real loopback HTTP server, written by the bank's own modules, and the mirror run as a person runs it."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import merkle
from ledger.log.checkpoints import Checkpoint, sign_checkpoint
from ledger.log.leaves import LeafFacts, leaf_bytes, parts_of
from ledger.log.notes import SigningKey
from ledger.log.tiles import grow

PROGRAM = Path(__file__).resolve().parents[3] / "bin" / "audit-mirror"
KEY = SigningKey("bank.example/tlog", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey("bank.example/tlog", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


def written(entries: Sequence[LeafFacts]) -> list[bytes]:
    return [leaf_bytes(part) for facts in entries for part in parts_of(facts)]


@dataclass
class PublishedLog:
    """The files below /tlog; `publish` grows them honestly, whatever else a test does to them is a lie."""

    files: dict[str, bytes] = field(default_factory=lambda: {"vkey": f"{KEY.verifier}\n".encode()})
    leaves: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    broken: bool = False
    url: str = ""

    def publish(self, leaves: Sequence[bytes]) -> "PublishedLog":
        growth = grow(self.files.get, size=len(self.leaves), leaves=leaves)
        self.files |= growth.files
        self.leaves += leaves
        self.sign(growth.root)
        return self

    def sign(self, root: bytes, *, size: int | None = None, key: SigningKey = KEY) -> None:
        checkpoint = Checkpoint(KEY.name, len(self.leaves) if size is None else size, root)
        self.files["checkpoint"] = bytes(sign_checkpoint(checkpoint, key))

    def rewrite(self, leaves: Sequence[bytes]) -> None:
        """Put another history in the place of this one, signed by the log's own key."""
        self.files, self.leaves = {"vkey": self.files["vkey"]}, []
        self.publish(leaves)

    def root(self) -> bytes:
        return merkle.root_of(merkle.leaf_hashes(self.leaves))


@contextmanager
def served(log: PublishedLog) -> Iterator[PublishedLog]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            log.asked.append(self.path.removeprefix("/tlog/"))
            body = log.files.get(log.asked[-1])
            self.send_response(503 if log.broken else 200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    log.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield log
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def mirror(log: PublishedLog, kept: Path, *options: str) -> tuple[int, str]:
    """Run the program and return its exit code and what it said."""
    command = [sys.executable, "-I", str(PROGRAM), log.url, str(kept), *options]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return run.returncode, run.stdout + run.stderr
