"""A learner's whole record: what is in it, that it verifies, and the papers of it."""

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from credentials.badges.learner import is_identity
from credentials.commands import transcripts
from credentials.commands.transcripts import learner_record
from credentials.queries.passbook import PassbookFilters, passbook
from credentials.queries.record_papers import statement_paper
from learners.queries import known_learner
from tests.cast import ANANYA, TODAY, Cast, sign_in
from tests.credentials.portable.hands import an_award, get, verdict
from tests.credentials.signed.hands import SIGNED_AT, revoke

pytestmark = pytest.mark.django_db
CODES = ("GIS-101", "GIS-102", "GIS-103")


def awards(cast: Cast) -> list[Any]:
    return [an_award(cast, code) for code in CODES]


def record(cast: Cast) -> dict[str, Any]:
    return json.loads(get(sign_in(Client(), cast.ananya), "/passbook/transcript.json").content)


def held(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["credentialSubject"]["verifiableCredential"]


def test_the_record_holds_every_credential_with_its_own_proof_and_verifies(cast: Cast) -> None:
    ids = awards(cast)
    document = record(cast)
    assert {one["id"].rpartition("/")[2] for one in held(document)} == {str(name) for name in ids}
    assert all(one["proof"]["verificationMethod"].startswith(one["issuer"]["id"]) for one in held(document))
    assert document["issuer"]["id"] == document["proof"]["verificationMethod"].partition("#")[0]
    found = verdict(json.dumps(document).encode(), at=timezone.now())
    assert (found.outcome, [part.verdict.outcome for part in found.parts]) == ("valid", ["valid"] * 3)
    assert document["partial"] is False


def test_the_record_is_of_the_learner_without_the_id_in_clear(cast: Cast) -> None:
    awards(cast)
    document = record(cast)
    hashed = next(one for one in document["credentialSubject"]["identifier"] if one["hashed"])
    assert is_identity(hashed, ANANYA.abc_id)
    assert ANANYA.abc_id not in json.dumps(document)


def test_what_was_revoked_is_not_in_it_and_what_is_revoked_later_shows(cast: Cast) -> None:
    first, second, _third = awards(cast)
    revoke(cast, first)
    document = record(cast)
    assert len(held(document)) == 2
    revoke(cast, second)
    found = verdict(json.dumps(document).encode(), at=timezone.now())
    assert sorted(part.verdict.outcome for part in found.parts) == ["revoked", "valid"]
    assert found.outcome != "invalid" and found.outcome != "unverifiable"


def test_a_record_of_more_than_a_document_may_hold_says_that_it_is_partial(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    awards(cast)
    size = len(transcripts.json_text(held(record(cast))[0]).encode())
    monkeypatch.setattr(transcripts, "MOST_BYTES", 2 * size + size // 2)
    found = learner_record(actor=cast.ananya, at=SIGNED_AT)
    assert (len(found.views), found.left_out, found.document["partial"]) == (2, 1, True)


def test_who_has_no_credential_is_told_so(cast: Cast) -> None:
    for end in ("json", "pdf"):
        page = get(sign_in(Client(), cast.rohan), f"/passbook/transcript.{end}", status=409).content.decode()
        assert "No credential of yours stands at the moment." in page
    get(sign_in(Client(), cast.issuer), "/passbook/transcript.json", status=404)


def words_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_the_transcript_on_paper_carries_the_record(cast: Cast) -> None:
    awards(cast)
    answer = get(sign_in(Client(), cast.ananya), "/passbook/transcript.pdf")
    assert answer["Cache-Control"] == "private, no-store"
    assert verdict(answer.content, at=timezone.now()).outcome == "valid"
    text = words_of(answer.content)
    assert text.count("Geographic Information Systems") == 3 and ANANYA.name in text
    assert ANANYA.abc_id not in text.replace(" ", "")


def test_the_statement_on_paper_has_the_lines_of_the_page(cast: Cast) -> None:
    awards(cast)
    client = sign_in(Client(), cast.ananya)
    text = words_of(get(client, "/passbook/statement.pdf").content)
    assert text.count("Geographic Information Systems") == 3 and "+3.00" in text and "9.00" in text
    none = words_of(get(client, "/passbook/statement.pdf?show=redeemed").content)
    assert "Geographic Information Systems" not in none and "only the entries that were chosen" in none


@pytest.mark.parametrize("query", ["?show=x", "?level=99", "?since=2030-01-01", "?until=x", "?institution=x"])
def test_the_statement_bears_any_filter(cast: Cast, query: str) -> None:
    an_award(cast)
    get(sign_in(Client(), cast.ananya), f"/passbook/statement.pdf{query}")


def test_balances_of_a_statement_are_those_of_its_period(cast: Cast) -> None:
    awards(cast)
    everything = passbook(cast.ananya_account.holding_id)
    person = known_learner(cast.ananya.learner_id).person  # type: ignore[arg-type]
    day = everything[0].on

    def balances(**said: Any) -> tuple[str, str]:
        paper = statement_paper(everything, PassbookFilters(**said), person, on=TODAY)
        return paper.figures[0][1], paper.closing

    assert balances() == ("0.00", "9.00")
    assert balances(level=Decimal("8.0")) == ("0.00", "9.00")
    assert balances(since=day.replace(year=day.year + 1)) == ("9.00", "9.00")
    assert balances(until=day.replace(year=day.year - 1)) == ("0.00", "0.00")


def test_a_hindi_reader_gets_hindi_papers(cast: Cast) -> None:
    awards(cast)
    for paper in ("transcript", "statement"):
        answer = get(sign_in(Client(), cast.ananya), f"/passbook/{paper}.pdf", **{"Accept-Language": "hi"})
        reader = PdfReader(io.BytesIO(answer.content))
        assert reader.trailer["/Root"]["/Lang"] == "hi"
        assert ANANYA.name_hi in str(reader.metadata.title)  # type: ignore[union-attr]


def test_a_record_needs_as_many_statements_for_one_credential_as_for_many(cast: Cast) -> None:
    counts = []
    for code in (*CODES, "GIS-104"):
        an_award(cast, code)
        learner_record(actor=cast.ananya, at=SIGNED_AT)
        with CaptureQueriesContext(connection) as captured:
            learner_record(actor=cast.ananya, at=SIGNED_AT)
        counts.append(len(captured))
    assert counts == [counts[0]] * 4 and counts[0] <= 9, counts
