"""Free and taken ports of 127.0.0.1."""

import errno
import socket

from launcher.problems import CannotStart

HOST = "127.0.0.1"


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def require_free(port: int) -> None:
    """Refuse a port that is taken or not ours to take, and name the way out."""
    if not 1 <= port <= 65535:
        raise CannotStart(f"{port} is not a port: choose one from 1 to 65535, for example --port 8001.")
    with socket.socket() as probe:
        # As gunicorn does: a connection that has just closed is not in the way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = "already in use" if error.errno == errno.EADDRINUSE else f"not available ({error.strerror})"
            other = port + 1 if port < 65535 else 8000
            raise CannotStart(f"Port {port} is {reason}; choose another one, for example --port {other}.") from error
