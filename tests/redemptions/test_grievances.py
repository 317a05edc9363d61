"""Grievances: raised by the learner about what is theirs, answered once by the institution, read by nobody else."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from identity.models import Membership
from institutions.defaults import GRIEVANCE_DAYS
from learners.commands.erasing import erase_personal_record
from ledger.queries.entries import entry_of
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from redemptions.commands import answer_grievance, raise_grievance
from redemptions.commands.grievances import GrievanceAnswered, GrievanceOpen
from redemptions.models import Grievance
from redemptions.queries.grievances import grievance_of_learner
from tests.cast import OPENED_AT, Cast, a_key, fresh
from tests.redemptions.hands import as_, ask, award

pytestmark = pytest.mark.django_db
WORDS = "My grade of the practical is missing in this award."
ANSWER = "The examination office looked again and corrected it."


def raised(cast: Cast, about_id: UUID, *, about: str = "award", at: datetime | None = None, **given: Any) -> Grievance:
    return raise_grievance(
        **{
            "actor": cast.ananya, "about": about, "about_id": about_id, "words": WORDS, "at": at or timezone.now(),
            "idempotency_key": a_key(), **given,
        }
    )  # fmt: skip


def answered(cast: Cast, row: Grievance, **given: Any) -> Any:
    return answer_grievance(
        **{
            "actor": cast.registrar, "grievance_id": row.id, "words": ANSWER, "at": timezone.now(),
            "idempotency_key": a_key(), **given,
        }
    )  # fmt: skip


@pytest.fixture
def award_id(cast: Cast) -> UUID:
    return award(cast, cast.ananya_account)


def test_it_goes_to_the_institution_that_awarded_with_a_deadline_and_stands_in_the_book(
    cast: Cast, award_id: UUID
) -> None:
    row = raised(cast, award_id)
    assert (row.institution_id, row.answer_by - row.raised_at) == (cast.awarding.id, timedelta(days=GRIEVANCE_DAYS))
    entry = entry_of(row.entry_id)
    assert (entry.narration, entry.institution_id, entry.subject_id) == ("grievance-raised", cast.awarding.id, row.id)


def test_about_a_request_it_goes_to_the_institution_that_decides(cast: Cast, award_id: UUID) -> None:
    assert raised(cast, ask(cast).id, about="redemption").institution_id == cast.accepting.id


def test_nobody_raises_one_about_what_is_not_theirs(cast: Cast, award_id: UUID) -> None:
    request = ask(cast)
    for about, about_id in (("award", award_id), ("redemption", request.id), ("award", uuid4())):
        with pytest.raises(NotFound):
            raised(cast, about_id, about=about, actor=cast.rohan)
    with pytest.raises(NotFound):
        raised(cast, uuid4())
    with pytest.raises((NotFound, NotPermitted)):
        raised(cast, award_id, actor=cast.registrar)


def test_a_learner_who_works_there_complains_of_own_awards_only(cast: Cast, award_id: UUID) -> None:
    Membership.objects.create(user_id=cast.rohan.id, role="registrar", institution=cast.awarding, since=OPENED_AT)
    with pytest.raises(NotFound):
        raised(cast, award_id, actor=fresh(cast.rohan))


def test_nobody_answers_a_grievance_of_their_own(cast: Cast, award_id: UUID) -> None:
    Membership.objects.create(user_id=cast.ananya.id, role="registrar", institution=cast.awarding, since=OPENED_AT)
    with pytest.raises(NotFound, match="of their own"):
        answered(cast, raised(cast, award_id), actor=fresh(cast.ananya))


@pytest.mark.parametrize("given", [{"words": "short"}, {"words": "x" * 2001}, {"about": "weather"}])
def test_senseless_input_is_refused(cast: Cast, award_id: UUID, given: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        raised(cast, award_id, **given)


def test_a_second_one_waits_for_the_answer_to_the_first(cast: Cast, award_id: UUID) -> None:
    row = raised(cast, award_id)
    with pytest.raises(GrievanceOpen):
        raised(cast, award_id)
    answered(cast, row)
    assert raised(cast, award_id).number == 2


def test_sending_twice_raises_once(cast: Cast, award_id: UUID) -> None:
    key = a_key()
    assert raised(cast, award_id, idempotency_key=key).id == raised(cast, award_id, idempotency_key=key).id


def test_it_is_answered_once_and_the_learner_reads_it(cast: Cast, award_id: UUID) -> None:
    row = raised(cast, award_id)
    given = answered(cast, row)
    assert entry_of(given.entry_id).narration == "grievance-answered"
    with pytest.raises(GrievanceAnswered):
        answered(cast, row)
    found = grievance_of_learner(cast.ananya_account.learner_id, row.id, at=timezone.now())
    assert (found.words, found.state, found.answer.words) == (WORDS, "answered", ANSWER)


def test_only_an_approver_or_registrar_of_the_institution_answers(cast: Cast, award_id: UUID) -> None:
    row = raised(cast, award_id)
    with pytest.raises(NotPermitted):
        answered(cast, row, actor=cast.issuer)
    for who in (cast.other_registrar, cast.regulator, cast.ananya):
        with pytest.raises(NotFound):
            answered(cast, row, actor=who)
    assert answered(cast, row, actor=cast.approver)


def test_the_words_stand_sealed_and_go_with_the_learners_record(cast: Cast, award_id: UUID) -> None:
    row = raised(cast, award_id)
    assert WORDS.encode() not in bytes(row.sealed)
    erase_personal_record(actor=cast.ananya, at=timezone.now(), idempotency_key=a_key())
    assert grievance_of_learner(cast.ananya_account.learner_id, row.id, at=timezone.now()).words == ""


def test_from_the_page_of_the_award_to_the_answer(client: Client, cast: Cast, award_id: UUID) -> None:
    form = f"/redemptions/grievances/about-award/{award_id}/"
    assert form in as_(client, cast, "ananya").get(f"/credentials/{award_id}/").content.decode()
    assert client.post(form, {"words": "no", "key": a_key()}).status_code == 422
    sent = client.post(form, {"words": WORDS, "key": a_key()}, follow=True).content.decode()
    assert WORDS in sent and "Geographic" in client.get("/redemptions/grievances/").content.decode()
    row = Grievance.objects.get()
    assert "Ananya Das" in as_(client, cast, "registrar").get("/staff/grievances/").content.decode()
    shown = client.post(f"/staff/grievances/{row.id}/", {"words": ANSWER, "key": a_key()}, follow=True)
    assert ANSWER in shown.content.decode() and "Rekha Registrar" in shown.content.decode()
    told = as_(client, cast, "ananya").get(f"/redemptions/grievances/{row.id}/").content.decode()
    assert ANSWER in told


def test_the_page_of_a_request_leads_to_the_form(client: Client, cast: Cast, award_id: UUID) -> None:
    request = ask(cast)
    form = f"/redemptions/grievances/about-request/{request.id}/"
    assert form in as_(client, cast, "ananya").get(f"/redemptions/{request.id}/").content.decode()
    assert cast.programme.title in client.get(form).content.decode()


def test_others_find_nothing(client: Client, cast: Cast, award_id: UUID) -> None:
    row = raised(cast, award_id)
    assert as_(client, cast, "rohan").get(f"/redemptions/grievances/{row.id}/").status_code == 404
    assert client.post(f"/redemptions/grievances/about-award/{award_id}/", {"words": WORDS}).status_code == 404
    for who in ("other_registrar", "regulator"):
        assert as_(client, cast, who).get(f"/staff/grievances/{row.id}/").status_code == 404
    shown = as_(client, cast, "issuer").get(f"/staff/grievances/{row.id}/").content.decode()
    assert "An approver or registrar" in shown
    assert client.post(f"/staff/grievances/{row.id}/", {"words": ANSWER, "key": a_key()}).status_code == 403


@pytest.mark.parametrize(("who", "path"), [("ananya", "/redemptions/grievances/"), ("registrar", "/staff/grievances/")])
def test_many_need_no_more_statements_than_few(client: Client, cast: Cast, who: str, path: str) -> None:
    as_(client, cast, who)
    counted = []
    for count in (2, 4):
        for _turn in range(count):
            raised(cast, award(cast, cast.ananya_account, f"C-{uuid4().hex[:6]}"))
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counted.append(len(captured))
    assert counted[0] == counted[1] <= 9


def test_overdue_ones_have_a_tab_of_their_own(client: Client, cast: Cast, award_id: UUID) -> None:
    raised(cast, award_id, at=timezone.now() - timedelta(days=GRIEVANCE_DAYS + 1))
    as_(client, cast, "approver")
    assert "Ananya Das" in client.get("/staff/grievances/?state=overdue").content.decode()
    assert "Nothing here" in client.get("/staff/grievances/?state=answered").content.decode()
