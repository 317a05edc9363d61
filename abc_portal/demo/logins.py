"""The people who can sign in to the demonstration, and what each should try first."""

from dataclasses import dataclass

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
        )),
        Login("regulator", "Leela Nair", "regulator@example.org", "demo-regulator", (
            ("/regulator/", "where the log stands, and deposited = held + redeemed + lapsed + revoked"),
            ("/regulator/entries/", "open an entry and let your browser check its proof"),
            ("/api/docs/", "the same by REST"),
        )),
        Login("operator", "Samir Bora", "operator@example.org", "demo-operator", (
            ("/operator/institutions/", "register, approve or suspend an institution"),
        )),
    )
}  # fmt: skip
PASSWORDS = {login.email: login.password for login in LOGINS.values()}


def table(*, site_url: str, abc_id: str, name: str, birthday: str) -> str:
    """Return the table of logins; the account to claim belongs to the newcomer."""
    lines = [f"{'Role':<11}{'E-mail':<25}{'Password':<16}Name"]
    for login in LOGINS.values():
        lines.append(f"{login.role:<11}{login.email:<25}{login.password:<16}{login.name or name}")
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
