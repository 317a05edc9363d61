"""Each verdict on the page: the sentence first, then what was seen, each check, and what was changed."""

import copy
import json
import re
from typing import Any

import pytest
from django.conf import LazySettings

from credentials.commands.transcripts import carry_record
from institutions.commands import suspend_institution
from tests.cast import BANK_OPERATOR, NOON, Cast, a_key
from tests.credentials.signed.hands import SIGNED_AT, award, revoke
from tests.credentials.verify_pages.hands import a_document, checks, hand_in, paste, verdict, words
from tests.credentials.verify_pages.strangers import A_LIST, by_a_key

pytestmark = pytest.mark.django_db
PASSED = ["passed"] * 5


def tampered(document: dict[str, Any], **subject: Any) -> dict[str, Any]:
    other = copy.deepcopy(document)
    other["credentialSubject"].update(subject)
    return other


def test_a_good_credential_is_valid_and_says_who_earned_what_from_whom(cast: Cast) -> None:
    answer = paste(a_document(cast)[1])
    look, sentence = verdict(answer)
    assert (look, sentence) == (
        "valid",
        "Valid: issued by Savitribai Phule Pune University, an institution of this bank, and unchanged since.",
    )
    assert checks(answer) == PASSED
    said = words(answer)
    for fact in ("Geographic Information Systems", "Earned by Ananya Das", "Credits 3", "NCrF level 5.0",
                 "Learning hours 90", "Grade A", "An institution of this bank",
                 f":institutions:{cast.awarding.aishe_code}", "1 June 2025"):  # fmt: skip
        assert fact in said, fact
    assert "Not proven" not in said and "What was changed" not in said


def test_a_revoked_credential_is_revoked(cast: Cast) -> None:
    award_id, document = a_document(cast)
    revoke(cast, award_id)
    answer = paste(document)
    assert verdict(answer) == ("revoked", "Revoked. The issuer has revoked it.")
    assert checks(answer) == ["passed", "passed", "passed", "passed", "broken"]


def test_a_credential_of_a_suspended_institution_is_suspended(cast: Cast) -> None:
    _, document = a_document(cast)
    suspend_institution(
        actor=BANK_OPERATOR, institution_id=cast.awarding.id, reason="Its examinations are looked into.", at=NOON,
        idempotency_key=a_key(),
    )  # fmt: skip
    answer = paste(document)
    assert verdict(answer) == (
        "suspended", "Suspended. The issuer is an institution that this bank has suspended.",
    )  # fmt: skip
    assert checks(answer)[2] == "held"
    assert "Suspended by this bank" in words(answer) and "An institution of this bank" not in words(answer)


def test_a_changed_figure_is_named_with_what_was_signed(cast: Cast) -> None:
    answer = paste(tampered(a_document(cast)[1], creditsEarned=40))
    look, sentence = verdict(answer)
    assert look == "invalid" and sentence.startswith("Not valid. The signature does not fit")
    assert checks(answer) == ["passed", "broken", "unknown", "unknown", "unknown"]
    said = words(answer)
    assert "/credentialSubject/creditsEarned changed 40 3" in said
    assert "Not proven, but it says" in said and "Anybody could have written this" in said
    assert "An institution of this bank" not in said


def test_a_changed_name_is_named_without_the_right_one(cast: Cast) -> None:
    _, document = a_document(cast)
    text = json.dumps(document).replace("Ananya Das", "Ananya Daz")
    said = words(paste(text))
    assert "identityHash changed" in said and "not shown" in said
    assert "Ananya Daz" in said and "Ananya Das" not in said


def test_an_added_and_a_removed_field_are_named(cast: Cast) -> None:
    other = tampered(a_document(cast)[1], narrative="with honours")
    del other["awardedDate"]
    said = words(paste(other))
    assert "/credentialSubject/narrative added" in said
    assert "/awardedDate removed nothing not shown" in said


def test_what_is_past_its_end_is_expired_and_the_day_is_written_for_people(cast: Cast) -> None:
    answer = paste(by_a_key(a_document(cast)[1], validUntil="2025-01-01T00:00:00Z"))
    assert verdict(answer) == ("expired", "Expired. It was valid until 1 January 2025, 05:30.")
    assert checks(answer)[3] == "held"


def test_what_is_not_yet_valid_is_not_valid(cast: Cast) -> None:
    answer = paste(by_a_key(a_document(cast)[1], validFrom="2125-01-01T00:00:00Z"))
    assert verdict(answer) == ("invalid", "Not valid. It is not valid before 1 January 2125, 05:30.")


def test_a_list_out_of_reach_makes_it_unverifiable_and_never_valid(cast: Cast, settings: LazySettings) -> None:
    settings.VERIFY_STRANGERS = False
    answer = paste(by_a_key(a_document(cast)[1], credentialStatus=A_LIST))
    look, sentence = verdict(answer)
    assert look == "unverifiable"
    assert sentence.startswith("Cannot be verified now. https://lists.example.org/1 was not asked")
    assert checks(answer) == ["passed", "passed", "passed", "passed", "unknown"]


def test_a_list_of_ours_that_does_not_exist_makes_it_unverifiable(cast: Cast, settings: LazySettings) -> None:
    settings.VERIFY_STRANGERS = False
    none = {**A_LIST, "statusListCredential": f"http://127.0.0.1:8000/status-lists/{a_key()}"}
    assert verdict(paste(by_a_key(a_document(cast)[1], credentialStatus=none)))[0] == "unverifiable"


def test_a_key_that_nobody_vouches_for_does_not_look_valid(cast: Cast) -> None:
    answer = paste(by_a_key(a_document(cast)[1]))
    look, sentence = verdict(answer)
    assert look == "unvouched" and "nobody vouches for the key" in sentence
    assert "The University of Nowhere A key that nobody vouches for did:key:z6Mk" in words(answer)


def test_a_record_tells_each_of_its_parts_in_a_line(cast: Cast) -> None:
    award(cast, "GIS-101", "GIS-102")
    answer = hand_in(carry_record(actor=cast.ananya, at=SIGNED_AT).content)
    assert verdict(answer)[0] == "valid" and "Learner record (CLR 2.0)" in words(answer)
    assert answer.content.decode().count('class="finding finding-passed"') == len(PASSED) + 2


def test_a_record_with_a_revoked_part_says_which(cast: Cast) -> None:
    first, _ = award(cast, "GIS-101", "GIS-102")
    record = carry_record(actor=cast.ananya, at=SIGNED_AT).content
    revoke(cast, first)
    answer = hand_in(record)
    assert verdict(answer) == ("revoked", "Revoked. The record holds 2 credentials; revoked: 1.")
    assert re.findall(r"finding-(\w+)", answer.content.decode().split('id="parts"')[1])[0] == "broken"


def test_odd_dates_and_numbers_of_strangers_are_shown_as_they_wrote_them(cast: Cast) -> None:
    odd = {"awardedDate": "9999-12-31T23:59:59Z", "validFrom": "0001-01-01T00:00:00Z", "validUntil": "soon"}
    said = words(paste({**a_document(cast)[1], **odd}))
    assert "9999-12-31T23:59:59Z" in said and "0001-01-01T00:00:00Z" in said and "soon" in said


def test_what_a_stranger_writes_is_never_markup(cast: Cast) -> None:
    document = by_a_key(a_document(cast)[1], name="<script>alert(1)</script>")
    document["credentialSubject"]["achievement"] = {"name": "<b onclick=x>"}
    page = paste(document).content.decode()
    assert "<script>alert" not in page and "<b onclick" not in page
