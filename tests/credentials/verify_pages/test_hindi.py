"""The verdict in Hindi: the same sentences, translated with what they name."""

import pytest
from django.conf import LazySettings

from tests.cast import Cast
from tests.credentials.verify_pages.hands import a_document, paste, verdict, words
from tests.credentials.verify_pages.strangers import A_LIST, by_a_key

pytestmark = pytest.mark.django_db
HINDI = {"headers": {"Accept-Language": "hi"}}


def test_a_good_credential_is_valid_in_hindi(cast: Cast) -> None:
    answer = paste(a_document(cast)[1], **HINDI)
    look, sentence = verdict(answer)
    assert look == "valid" and sentence.startswith("मान्य: ") and "Savitribai Phule Pune University" in sentence
    said = words(answer)
    assert "हस्ताक्षर (eddsa-rdfc-2022) सही है" in said
    assert "The signature" not in said and "Passed" not in said and "Earned by" not in said


def test_every_verdict_is_said_in_hindi(cast: Cast, settings: LazySettings) -> None:
    settings.VERIFY_STRANGERS = False
    _, good = a_document(cast)
    tampered = {**good, "name": "Other"}
    expired = by_a_key(good, validUntil="2025-01-01T00:00:00Z")
    told = [verdict(paste(one, **HINDI)) for one in (tampered, expired, by_a_key(good, credentialStatus=A_LIST))]
    assert [look for look, _ in told] == ["invalid", "expired", "unverifiable"]
    beginnings = ("मान्य नहीं।", "अवधि समाप्त।", "अभी सत्यापित नहीं हो सकता।")
    assert [sentence.startswith(begin) for (_, sentence), begin in zip(told, beginnings, strict=True)] == [True] * 3
    assert "1 जनवरी 2025" in told[1][1]


def test_what_was_seen_instead_is_named_in_hindi() -> None:
    assert "किसी और तरह का पाठ" in words(paste("hello", **HINDI))
