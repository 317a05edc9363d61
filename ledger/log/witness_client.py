"""Asking a witness over HTTP, within bounds of time and size; redirects are not followed."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from urllib.parse import urlsplit

from ledger.log.witnessing import Answer, Witness

MOST_ANSWER_BYTES = 64 * 1024


class HttpPost:
    """Posts to a witness; neither a silent witness nor one that drips holds us longer than `seconds`."""

    def __init__(self, *, seconds: float) -> None:
        self.seconds = seconds

    def __call__(self, witness: Witness, body: bytes) -> Answer:
        """Return what the witness answers; raises OSError where it does not in time, or says too much."""
        address = urlsplit(witness.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=self.seconds)
        late = Event()
        try:
            connection.connect()
            with _cut_after(self.seconds, connection.sock, late):
                found = _asked(connection, f"{address.path}/add-checkpoint", body)
            if not late.is_set():
                return found
        except (HTTPException, ValueError, OSError) as error:
            if not late.is_set():
                raise OSError(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()
        raise OSError(f"no whole answer within {self.seconds} s")


def _asked(connection: HTTPConnection, path: str, body: bytes) -> Answer:
    connection.request("POST", path, body, {"Content-Type": "text/plain; charset=utf-8", "Connection": "close"})
    answer = connection.getresponse()
    read = answer.read(MOST_ANSWER_BYTES + 1)
    if len(read) > MOST_ANSWER_BYTES:
        raise OSError(f"an answer of more than {MOST_ANSWER_BYTES} bytes")
    media_type = answer.headers.get_content_type() if answer.headers else ""
    return Answer(answer.status, media_type, read)


@contextmanager
def _cut_after(seconds: float, line: socket.socket, late: Event) -> Iterator[None]:
    """End the connection from a thread of its own, unless the block ends before: a timeout is for each read alone."""

    def cut() -> None:
        late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    watch = Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
