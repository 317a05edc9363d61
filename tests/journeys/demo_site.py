"""The demonstration as `bin/demo` serves it, on servers of its own: site, worker and beat beside the demo world."""

import socket
from pathlib import Path

from launcher import site
from launcher.servers import site_settings
from tests.faults.own_site import OwnSite


class DemoSite(OwnSite):
    """A running demonstration; `url` is where its pages are."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment |= site_settings(self.state, site_url=self.url) | {"DJANGO_DEBUG": "0"}
        site.manage("load_demo", "--yes-this-is-a-demonstration", environment=self.environment)
        site.compile_translations()
        site.collect_static(self.environment)
        site.serve(self.state, self.supervisor, port=port, environment=self.environment)
        site.wait_until_ready(self.supervisor, port=port)

    def prove_book(self) -> str:
        """Recompute every invariant; a broken one fails the test."""
        return site.manage("prove_book", environment=self.environment)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
