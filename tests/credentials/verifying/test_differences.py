"""What was changed in a credential of the bank: told by pointer, and never more than the reader may know."""

import json
from typing import Any

from credentials.verifying.differences import differences
from credentials.verifying.engine import verify
from credentials.verifying.verdicts import Difference
from tests.credentials.verifying.bank import AT, Bank, Document


def copies() -> tuple[Any, Document]:
    document = Bank().institution.badge()
    return json.loads(json.dumps(document)), document


def test_a_changed_grade_and_credits_are_told_with_what_was_signed() -> None:
    bank = Bank()
    document = bank.institution.badge()
    bank.kept[document["id"]] = json.loads(json.dumps(document))
    document["credentialSubject"]["creditsEarned"] = 40
    verdict = verify(json.dumps(document).encode(), world=bank, at=AT)
    assert verdict.outcome == "invalid"
    (found,) = verdict.differences
    assert (found.pointer, found.kind, found.seen) == ("/credentialSubject/creditsEarned", "changed", "40")
    assert found.signed is not None


def test_a_whole_credential_differs_in_nothing() -> None:
    bank = Bank()
    document = bank.institution.badge()
    bank.kept[document["id"]] = document
    assert verify(json.dumps(document).encode(), world=bank, at=AT).differences == ()


def test_what_was_removed_is_named_and_not_told() -> None:
    handed, issued = copies()
    del handed["credentialSubject"]["identifier"][1]
    del handed["awardedDate"]
    found = differences(handed, issued)
    assert found == (
        Difference("/awardedDate", "removed", None, None),
        Difference("/credentialSubject/identifier/1", "removed", None, None),
    )


def test_a_guessed_name_does_not_bring_out_the_right_one() -> None:
    handed, issued = copies()
    handed["credentialSubject"]["identifier"][1]["identityHash"] = "Somebody"
    (found,) = differences(handed, issued)
    assert (found.seen, found.signed) == ('"Somebody"', None)


def test_whoever_lacks_the_signature_is_told_nothing() -> None:
    handed, issued = copies()
    handed["name"] = "x"
    handed["proof"]["proofValue"] = "z" + "1" * 87
    assert differences(handed, issued) == ()
    assert differences({"id": issued["id"]}, issued) == ()
    assert differences({**handed, "proof": [handed["proof"]]}, issued) == ()


def test_what_was_added_and_what_changed_its_kind_is_told() -> None:
    handed, issued = copies()
    handed["rank"] = 1
    handed["name"] = ["x"]
    handed["credentialSubject"]["result"] = "all"
    found = {difference.pointer: (difference.kind, difference.signed) for difference in differences(handed, issued)}
    assert found == {
        "/name": ("changed", '"Geographic Information Systems"'),
        "/credentialSubject/result": ("changed", None),
        "/rank": ("added", None),
    }


def test_true_is_not_one() -> None:
    handed, issued = copies()
    issued["credentialSubject"]["creditsEarned"] = 1
    handed["credentialSubject"]["creditsEarned"] = True
    assert [difference.seen for difference in differences(handed, issued)] == ["true"]


def test_long_lists_of_differences_are_cut() -> None:
    handed, issued = copies()
    handed |= {f"added-{number}": number for number in range(200)}
    assert len(differences(handed, issued)) == 50
