"""A status list as a credential: what it must hold, and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from jsonschema import Draft202012Validator

from credentials.badges.bits import bit, decode, empty, set_bits
from credentials.badges.refusals import BitstringRefused, UnfitFacts
from credentials.badges.schema import schema
from credentials.badges.status import StatusListFacts, status_list_credential
from tests.credentials.badges.examples import FULL, ISSUER

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
FACTS = StatusListFacts(
    url=FULL.status.list_url,
    issuer=ISSUER.id,
    bits=set_bits(empty(), [FULL.status.index]),
    valid_from=NOW,
    valid_until=NOW + timedelta(days=1),
)


def test_a_list_passes_our_schema_and_says_who_is_revoked() -> None:
    credential = status_list_credential(FACTS)
    Draft202012Validator(schema("status-list")).validate(credential)
    bits = decode(credential["credentialSubject"]["encodedList"])
    assert bit(bits, FULL.status.index)
    assert not bit(bits, FULL.status.index + 1)


def test_a_list_has_its_own_end_and_a_time_to_keep_it() -> None:
    credential = status_list_credential(FACTS)
    assert credential["validUntil"] == "2026-07-02T12:00:00Z"
    assert credential["credentialSubject"]["ttl"] == 300_000
    assert credential["credentialSubject"]["id"] != credential["id"] == FULL.status.list_url


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"purpose": "spying"}, "unknown-code"),
        ({"ttl": 0}, "not-above-zero"),
        ({"valid_until": NOW}, "ends-before-it-begins"),
    ],
)
def test_a_list_of_unknown_purpose_or_no_duration_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(UnfitFacts, match=code):
        replace(FACTS, **changes)


def test_a_short_list_is_refused() -> None:
    with pytest.raises(BitstringRefused, match="too-short"):
        status_list_credential(replace(FACTS, bits=bytes(100)))
