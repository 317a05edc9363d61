"""Real servers on loopback that answer a verifier well or badly."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Speak = Callable[[socket.socket], None]


class Server:
    """Answers every connection with the same act and keeps what it was asked."""

    def __init__(self, speak: Speak, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        self._speak = speak
        self._context = context
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.authority}{path}"

    def close(self) -> None:
        with contextlib.suppress(OSError):
            # Closing alone leaves the thread that waits in `accept` holding the door open.
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._context:
                line = self._context.wrap_socket(line, server_side=True)
            heard = b""
            while b"\r\n\r\n" not in heard and (more := line.recv(4096)):
                heard += more
            self.asked.append(heard.decode("latin-1"))
            self._speak(line)
        line.close()


@contextlib.contextmanager
def serving(speak: Speak, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(speak, context)
    try:
        yield server
    finally:
        server.close()


def saying(body: bytes, *, kind: str = "application/json", status: str = "200 OK", more: str = "") -> Speak:
    """Return an act that gives one whole answer; `more` are header lines, each ended."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return lambda line: line.sendall(head.encode() + body)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's and a reader's TLS context for a certificate that only they know."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    public, secret = folder / "public.pem", folder / "secret.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(public, secret)
    return server, ssl.create_default_context(cafile=str(public))
