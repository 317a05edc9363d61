"""A regulator's own program: a token by client credentials, and what it reads with it."""

import time
from typing import Any

import requests

Json = dict[str, Any]
PATIENCE_SECONDS = 20


def token_of(url: str, client_id: str, secret: str) -> str:
    """Return an access token."""
    asked = {"grant_type": "client_credentials", "scope": "audit:read"}
    answer = requests.post(f"{url}/oauth/token", data=asked, auth=(client_id, secret), timeout=20)
    answer.raise_for_status()
    return str(answer.json()["access_token"])


def redemptions_of(url: str, token: str, lot_id: str) -> list[Json]:
    """Return the entries that redeem a lot, newest first, each read by its own address, once they are sealed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := _sealed_redemptions(url, token, lot_id)) and time.monotonic() < deadline:
        time.sleep(0.5)
    return found


def _sealed_redemptions(url: str, token: str, lot_id: str) -> list[Json]:
    headers = {"Authorization": f"Bearer {token}"}
    listed = requests.get(f"{url}/api/v1/audit/entries/?kind=redeem&limit=1000", headers=headers, timeout=20)
    listed.raise_for_status()
    found = []
    for entry in listed.json()["results"]:
        one = requests.get(f"{url}/api/v1/audit/entries/{entry['id']}/", headers=headers, timeout=20).json()
        if any(move["lot_id"] == lot_id for move in one["transfers"]):
            found.append(one)
    return found
