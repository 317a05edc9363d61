"""The demonstration's API client for regulators: its secret is no secret, because nothing in this world is real."""

from datetime import datetime

from identity.commands.clients import KnownClient, register_client
from identity.principals import REGULATOR, SYSTEM

SANDBOX_NAME = "Sandbox (demonstration only)"
SANDBOX = KnownClient("sandbox-regulator", "demo-sandbox")


def open_sandbox(*, at: datetime) -> None:
    """Register the sandbox client, which reads the book as a regulator's system does."""
    register_client(
        actor=SYSTEM, name=SANDBOX_NAME, institution_id=None, roles=[REGULATOR], scopes=["audit:read"], known=SANDBOX,
        at=at, idempotency_key="demo-sandbox",
    )  # fmt: skip
