"""A witness on a real loopback HTTP server (C2SP tlog-witness): keeps state, verifies growth, lies when told."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import merkle
from ledger.log.checkpoints import open_checkpoint
from ledger.log.notes import COSIGNATURE, SigningKey, decode_base64
from ledger.log_settings import log_verifier
from ledger.refusals import Refusal


def a_key(number: int, name: str = "") -> SigningKey:
    private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    return SigningKey(name or f"witness.example/w{number}", private, COSIGNATURE)


@dataclass
class AWitness:
    """What a witness knows, what it was asked, and its lies: other answers, another clock, another key, dripping."""

    key: SigningKey
    size: int = 0
    root: bytes = merkle.EMPTY_ROOT
    asked: list[int] = field(default_factory=list)
    lies: list[tuple[int, str, bytes]] = field(default_factory=list)
    ahead: int = 0
    signs_with: SigningKey | None = None
    drips: bool = False
    over: Event = field(default_factory=Event)
    url: str = ""

    @property
    def setting(self) -> str:
        return f"{self.key.verifier} {self.url}"

    def answer(self, body: bytes) -> tuple[int, str, bytes]:
        head, _, note = body.partition(b"\n\n")
        old, *lines = head.decode().split("\n")
        self.asked.append(int(old.removeprefix("old ")))
        if self.lies:
            return self.lies.pop(0)
        try:
            opened = open_checkpoint(note, log_verifier())
        except Refusal:
            return 403, "text/plain", b""
        if self.asked[-1] != self.size:
            return 409, "text/x.tlog.size", f"{self.size}\n".encode()
        state = opened.checkpoint
        try:
            merkle.verify_consistency(
                first=self.size, second=state.size, first_root=self.root, second_root=state.root,
                proof=[decode_base64(line) for line in lines],
            )  # fmt: skip
        except Refusal:
            return 422, "text/plain", b""
        self.size, self.root = state.size, state.root
        signer = self.signs_with or self.key
        line = signer.sign(opened.note.text, at=int(time.time()) + self.ahead).line
        return 200, "text/plain", f"{a_key(99).sign('x', at=1).line}\n{line}\n".encode()


@contextmanager
def standing(witness: AWitness) -> Iterator[AWitness]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, kind, said = witness.answer(body) if self.path == "/w/add-checkpoint" else (405, "text/plain", b"")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            for byte in said if witness.drips else ():
                self.wfile.write(bytes([byte]))
                if witness.over.wait(0.1):
                    return
            if not witness.drips:
                self.wfile.write(said)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    witness.url = f"http://127.0.0.1:{server.server_port}/w"
    try:
        yield witness
    finally:
        witness.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
