"""What people do on the pages, step by step; every step works with and without JavaScript."""

import re
import time

from playwright.sync_api import Page, expect

from abc_portal.demo.people import Person

PATIENCE_SECONDS = 60


def send_file(issuer: Page, name: str, content: bytes, kind: str = "awards-nad") -> str:
    """Send a file, wait until it is checked, and return its address."""
    issuer.goto("/staff/batches/new/")
    issuer.locator(f"[name=kind][value={kind}]").check()
    issuer.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    issuer.get_by_role("button", name="Send and check").click()
    issuer.wait_for_url(re.compile(r"/staff/batches/[0-9a-f-]{36}/"))
    address = issuer.url
    until(issuer, address, "Waiting for")
    return address


def approve_file(approver: Page, address: str) -> None:
    """Approve the good rows and wait until a worker has written them."""
    approver.goto(address)
    approver.get_by_role("button", name="Approve the good rows").click()
    until(approver, address, "Done")


def until(page: Page, address: str, said: str) -> None:
    """Look at a page again until it says so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while said not in page.locator("main").inner_text():
        assert time.monotonic() < deadline, f"{address} never said {said!r}"
        time.sleep(0.3)
        page.goto(address)


def claim(learner: Page, who: Person) -> None:
    """Claim the account that a file has opened, and let the bank keep the credits."""
    learner.goto("/account/claim/")
    learner.locator("input[name=abc_id]").fill(who.abc_id)
    learner.locator("input[name=birthday]").fill(who.birthday.isoformat())
    learner.locator("input[name=keep][value=yes]").check()
    learner.get_by_role("button", name="Claim").click()
    expect(learner.locator("main")).not_to_contain_text("There is a problem")


def redeem(learner: Page, programme: str) -> str:
    """Ask for what the plan has ticked; return the request's address."""
    learner.goto("/redeem/")
    learner.get_by_role("link", name=re.compile(f"Choose from .*: {re.escape(programme)}")).click()
    learner.get_by_role("button", name="Check your answers").click()
    learner.get_by_role("button", name="Send the request").click()
    learner.goto("/redemptions/")
    learner.locator("main").get_by_role("link", name=programme).first.click()
    expect(learner.get_by_role("button", name="Take it back")).to_be_visible()
    return learner.url


def take_back(learner: Page) -> None:
    """Withdraw the request that waits."""
    learner.goto("/redemptions/")
    learner.locator("main table").first.get_by_role("link").first.click()
    learner.get_by_role("button", name="Take it back").click()


def settle_request(registrar: Page, request: str) -> None:
    """Approve a learner's request."""
    registrar.goto(request.replace("/redemptions/", "/staff/inbox/"))
    registrar.get_by_role("button", name=re.compile("^Approve ")).click()
    expect(registrar.locator("main")).to_contain_text("Approved")


def register_system(operator: Page, *, name: str) -> tuple[str, str]:
    """Register a regulator's system and return its id and secret, which are shown once."""
    operator.goto("/staff/team/")
    form = operator.locator("#register")
    form.get_by_label("Name").fill(name)
    form.get_by_label("Regulator").check()
    form.get_by_label("Read every entry").check()
    form.get_by_role("button", name="Register").click()
    return operator.locator("#client-id").inner_text(), operator.locator("#client-secret").inner_text()
