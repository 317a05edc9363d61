"""Status lists that are short, garbled, old, somebody else's or about something else: never "valid"."""

import base64
import contextlib
import gzip
import json
from datetime import timedelta
from typing import Any

import pytest

from credentials.verifying.engine import verify
from credentials.verifying.errands import Errands
from credentials.verifying.resolving import Keys
from credentials.verifying.status import Statuses
from credentials.verifying.verdicts import CheckFailed, Verdict
from credentials.verifying.worlds import Stranger
from tests.credentials.verifying.bank import AT, INDEX, LIST, Bank, Document, Issuer


def judged(bank: Bank, document: Document | None = None) -> Verdict:
    return verify(json.dumps(document or bank.institution.badge()).encode(), world=bank, at=AT)


def status_of(verdict: Verdict) -> str:
    return next(check.code for check in verdict.checks if check.name == "status")


def relisted(bank: Bank, **subject: Any) -> None:
    """Sign the list again with another subject."""
    listed = bank.institution.listing()
    bank.lists[LIST] = bank.institution.signed(
        {**listed, "credentialSubject": {**listed["credentialSubject"], **subject}}
    )


def packed(size: int) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(size))).decode().rstrip("=")


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ({"encodedList": packed(16_383)}, "list-short"),
        ({"encodedList": packed(0)}, "list-short"),
        ({"encodedList": packed(40_000_000)}, "list-unreadable"),
        ({"encodedList": packed(16_384)[1:]}, "list-unreadable"),
        ({"encodedList": "uAAAA"}, "list-unreadable"),
        ({"encodedList": 7}, "list-unreadable"),
        ({"statusPurpose": "suspension"}, "list-other-purpose"),
        ({"statusPurpose": []}, "list-other-purpose"),
    ],
)
def test_a_list_that_cannot_be_relied_on_says_nothing(subject: Document, code: str) -> None:
    bank = Bank()
    relisted(bank, **subject)
    verdict = judged(bank)
    assert (verdict.outcome, status_of(verdict)) == ("unverifiable", code)


def test_another_credential_of_the_issuer_is_no_list() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.badge(id=LIST)
    assert status_of(judged(bank)) == "list-unreadable"


def test_a_list_may_be_about_several_purposes() -> None:
    bank = Bank()
    relisted(bank, statusPurpose=["suspension", "revocation"])
    assert judged(bank).outcome == "valid"


def test_a_list_that_was_changed_says_nothing_even_if_it_says_revoked() -> None:
    bank = Bank()
    listed, revoked = bank.institution.listing(), bank.institution.listing([INDEX])
    bank.lists[LIST] = {**listed, "credentialSubject": revoked["credentialSubject"]}
    verdict = judged(bank)
    assert (verdict.outcome, status_of(verdict)) == ("unverifiable", "list-unproven")
    assert "signature does not fit" in verdict.headline.sentence()


def test_a_list_without_signature_says_nothing() -> None:
    bank = Bank()
    bank.lists[LIST].pop("proof")
    assert status_of(judged(bank)) == "list-unproven"


def test_a_list_signed_by_somebody_else_says_nothing() -> None:
    bank = Bank()
    bank.lists[LIST] = Issuer.keyed().listing()
    verdict = judged(bank)
    assert (verdict.outcome, status_of(verdict)) == ("unverifiable", "list-of-another")


def test_the_bank_may_keep_the_list_of_its_institution() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.own.listing()
    assert judged(bank).outcome == "valid"
    bank.lists[LIST] = bank.own.listing([INDEX])
    assert judged(bank).outcome == "revoked"


def test_another_list_of_the_same_issuer_does_not_stand_in() -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.listing(url="https://abc.example.edu.in/status/revocation/8")
    assert status_of(judged(bank)) == "list-elsewhere"


@pytest.mark.parametrize(("hours", "code"), [(-1, "not-revoked"), (-2, "list-outdated"), (1, "list-early")])
def test_an_old_list_cannot_hide_a_revocation(hours: int, code: str) -> None:
    bank = Bank()
    bank.lists[LIST] = bank.institution.listing(from_=AT + timedelta(hours=hours, minutes=1 if hours > 0 else -1))
    assert status_of(judged(bank)) == code


def test_a_list_that_the_bank_does_not_keep_is_not_sought_outside() -> None:
    bank = Bank()
    bank.lists = {}
    verdict = judged(bank)
    assert (verdict.outcome, status_of(verdict)) == ("unverifiable", "list-not-kept")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("text", "status-entry-broken"),
        ({}, "status-kind-unknown"),
        ({"type": "RevocationList2020Status"}, "status-kind-unknown"),
        ({"type": "BitstringStatusListEntry"}, "status-entry-broken"),
        ({"statusListIndex": "-1"}, "status-entry-broken"),
        ({"statusListIndex": "1e3"}, "status-entry-broken"),
        ({"statusListIndex": None}, "status-entry-broken"),
        ({"statusPurpose": "wellness"}, "status-purpose-unknown"),
        ({"statusSize": 2}, "status-kind-unknown"),
        ({"statusPurpose": "refresh"}, "no-status"),
    ],
)
def test_odd_entries_are_never_taken_for_not_revoked(entry: Any, code: str) -> None:
    bank = Bank()
    document = bank.institution.badge()
    whole = isinstance(entry, str) or set(entry) <= {"type"}
    document["credentialStatus"] = entry if whole else {**document["credentialStatus"], **entry}
    errands = Errands(bank)
    # Much of this can't be signed by us, but a stranger's token may hold it.
    found = Statuses(bank, errands, Keys(bank, errands, at=AT), at=AT).check(document)
    assert found.code == code


def test_the_bank_does_not_speak_for_strangers() -> None:
    bank = Bank()
    bank.standings = {}
    bank.lists[LIST] = bank.own.listing()
    assert status_of(judged(bank)) == "list-of-another"


def test_the_worst_of_several_entries_counts() -> None:
    bank = Bank()
    document = bank.institution.badge()
    url = f"{LIST}-suspension"
    suspension = {**document["credentialStatus"], "statusPurpose": "suspension", "statusListCredential": url}
    twice = bank.institution.signed({**document, "credentialStatus": [document["credentialStatus"], suspension]})
    bank.lists[url] = bank.institution.listing(url=url, purpose="suspension")
    assert judged(bank, twice).outcome == "valid"
    bank.lists[url] = bank.institution.listing([INDEX], url=url, purpose="suspension")
    assert judged(bank, twice).outcome == "suspended"
    bank.lists[LIST] = bank.institution.listing([INDEX])
    assert judged(bank, twice).outcome == "revoked"


@pytest.mark.parametrize(("most", "answered"), [(2, [True, True, False]), (3, [True, True, True])])
def test_no_more_addresses_are_asked_than_the_caller_allows(most: int, answered: list[bool]) -> None:
    asked = Errands(Stranger(outside=Echo()), most=most)
    found = []
    for number in range(3):
        with contextlib.suppress(CheckFailed):
            found.append(asked.get(f"https://list-{number}.example/") == b"[]")
    assert [*found, *[False] * (3 - len(found))] == answered


class Echo:
    """An outside that answers every address."""

    def scheme(self, authority: str) -> str:
        return "https"

    def get(self, url: str, *, seconds: float = 1, keep: bool = True) -> bytes:
        return b"[]"
