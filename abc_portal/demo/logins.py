"""The people who can sign in to the demonstration, and what each should try first."""

from dataclasses import dataclass

from abc_portal.demo.sandbox import SANDBOX, SANDBOX_NAME

LEARNER, NEWCOMER = "learner", "newcomer"


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who signs in; the password is no secret, because nothing in this world is real."""

    role: str
    name: str
    email: str
    password: str
    tries: tuple[tuple[str, str], ...]


LOGINS = {
    login.role: login
    for login in (
        Login(LEARNER, "Ananya Deshpande", "ananya@example.org", "demo-learner", (
            ("/passbook/", "every credit with its sum, some redeemed, some about to expire"),
            ("/redeem/", "plan a redemption, and read why a credit can't go"),
            ("/redemptions/", "one request waits, one was refused with a reason"),
        )),
        Login(NEWCOMER, "", "newcomer@example.org", "demo-newcomer", (
            ("/account/claim/", "claim the account below with its ABC id and birthday"),
            ("/account/consents/", "say yes or no to what is done with it"),
        )),
        Login("issuer", "Kavita Kulkarni", "issuer@example.org", "demo-issuer", (
            ("/staff/batches/", "a file with eight rows to mend; send one of your own"),
            ("/staff/catalogue/", "complete the draft and send it for review"),
        )),
        Login("approver", "Mahesh Iyer", "approver@example.org", "demo-approver", (
            ("/staff/", "a file and a new version wait for your approval"),
        )),
        Login("registrar", "Farida Khan", "registrar@example.org", "demo-registrar", (
            ("/staff/inbox/", "decide requests; one is overdue"),
            ("/staff/programmes/", "caps and exit points of the programme"),
            ("/staff/findings/", "what the rules saw here; one is escalated"),
            ("/staff/grievances/", "a learner waits for an answer"),
        )),
        Login("regulator", "Leela Nair", "regulator@example.org", "demo-regulator", (
            ("/regulator/", "what is sealed and signed; deposited = held + redeemed + lapsed + revoked"),
            ("/regulator/entries/", "an entry, its place in the log, and its proof checked by your browser"),
            ("/regulator/findings/", "what the rules saw, what the institution says, your decision"),
            ("/regulator/findings/replay/", "last year's awards under another rule set; nothing is written"),
            ("/regulator/exports/", "the whole book in files with a signed manifest"),
            ("/api/docs/", "the same by REST; docs/REGULATORS.md has the calls for the API client above"),
        )),
        Login("operator", "Samir Bora", "operator@example.org", "demo-operator", (
            ("/operator/institutions/", "register, approve or suspend an institution"),
            ("/operator/regulators/", "let a regulator in, as a person and by a system"),
            ("/operator/requests/", "what the audit API was asked, by Request-Id"),
        )),
    )
}  # fmt: skip
PASSWORDS = {login.email: login.password for login in LOGINS.values()}


def table(*, site_url: str, abc_id: str, name: str, birthday: str) -> str:
    """Return the table of logins; the account to claim belongs to the newcomer."""
    lines = [f"{'Role':<11}{'E-mail':<25}{'Password':<16}Name"]
    for login in LOGINS.values():
        lines.append(f"{login.role:<11}{login.email:<25}{login.password:<16}{login.name or name}")
    lines.append(f"{'API client':<11}{SANDBOX.client_id:<25}{SANDBOX.secret:<16}{SANDBOX_NAME}")
    lines += [
        "",
        f"Account to claim as the newcomer: ABC id {abc_id}, born {birthday} ({name})",
        "",
        "What to try first:",
    ]
    for login in LOGINS.values():
        for place, (path, what) in enumerate(login.tries):
            lines.append(f"{login.role if not place else '':<11}{site_url.rstrip('/')}{path:<24}{what}")
    return "\n".join(lines)
