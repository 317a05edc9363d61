"""One request on one connection to an address that was checked before, under one deadline for everything."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Sequence
from typing import Any

from credentials.verifying.addresses import Address

_TRIES = 3


class Line:
    """A connection that is opened by `ask`; every step of it ends at the deadline (of `time.monotonic`)."""

    def __init__(
        self, address: Address, places: Sequence[str], *, deadline: float, trust: ssl.SSLContext | None
    ) -> None:
        """Take the checked IP addresses; the name is used for Host, SNI and the certificate, never looked up again."""
        self._address = address
        self._places = places
        self._deadline = deadline
        self._trust = trust
        self._socket: socket.socket | None = None

    def ask(self, target: str, *, accept: str) -> http.client.HTTPResponse:
        """Send the one GET and return its answer, body unread; raises OSError, TimeoutError or HTTPException."""
        line = self._connect()
        lines = (
            f"GET {target} HTTP/1.1",
            f"Host: {self._address.authority}",
            f"Accept: {accept}",
            "Accept-Encoding: identity, gzip;q=0.5",
            "User-Agent: credential-verifier",
            "Connection: close",
        )
        line.settimeout(self._left())
        line.sendall("\r\n".join((*lines, "", "")).encode("ascii"))
        answer = http.client.HTTPResponse(_Dated(line, self._deadline), method="GET")  # type: ignore[arg-type]
        answer.begin()
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()

    def _connect(self) -> socket.socket:
        failure: OSError = OSError("no address")
        for place in self._places[:_TRIES]:
            try:
                self._socket = socket.create_connection((place, self._address.port), timeout=self._left())
            except OSError as error:
                failure = error
                continue
            return self._secured(self._socket)
        raise failure

    def _secured(self, plain: socket.socket) -> socket.socket:
        if self._address.scheme == "http":
            return plain
        # The time limit of a handshake is one for the whole of it, unlike that of reading.
        plain.settimeout(self._left())
        context = self._trust or ssl.create_default_context()
        self._socket = context.wrap_socket(plain, server_hostname=self._address.host.strip("[]"))
        return self._socket

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class _Dated(io.RawIOBase):
    """A socket's bytes; each wait is cut to what is left of the deadline, so that drops in time don't prolong it."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._deadline = deadline

    def makefile(self, *_arguments: Any) -> io.BufferedReader:
        """Return itself, buffered, as http.client asks for it."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what has come; raises TimeoutError after the deadline."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(left)
        return self._line.recv_into(buffer)
