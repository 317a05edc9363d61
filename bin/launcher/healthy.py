"""bin/healthy: asks the site of this container as its proxy would."""

import os
import urllib.request


def main(address: str = "http://127.0.0.1:8000/readyz") -> int:
    """Return 0 when the site is ready; any other answer is told and returns 1."""
    request = urllib.request.Request(address, headers=headers(os.environ.get("DJANGO_ALLOWED_HOSTS", "")))
    try:
        with urllib.request.urlopen(request, timeout=4):
            return 0
    except OSError as error:
        print(error)
        return 1


def headers(allowed_hosts: str) -> dict[str, str]:
    """Return a host that the site accepts (the first it is called by), over what it takes for a secure line."""
    first = allowed_hosts.split(",")[0].strip().lstrip(".")
    host = first if first and first != "*" else "localhost"
    return {"Host": host, "X-Forwarded-Proto": "https"}
