"""What the learner is told of a revocation: what, by whom, when, why and what to do; for 90 days."""

import re
from datetime import datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from batches.commands.approve import approve_batch
from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.queries.awards import award_of
from credentials.queries.passbook import passbook
from credentials.queries.revoked import TOLD_FOR, RecentRevocation, recent_revocations
from credentials.references import reference_of
from tests.batches.hands import work
from tests.batches.revocation_hands import WHY, an_award, naming, sent
from tests.cast import Cast, a_key
from tests.cast_catalogue import an_approved_version
from tests.redemptions.browsing import get
from tests.redemptions.hands import as_

pytestmark = pytest.mark.django_db
PAGES = ("/learner/", "/passbook/")


def revoke(cast: Cast, *awards: UUID, at: datetime | None = None) -> None:
    items = [RevocationItem(award_id, "misconduct", WHY) for award_id in awards]
    revoke_awards(
        actor=cast.registrar, institution_id=cast.awarding.id, items=items, at=at or timezone.now(),
        idempotency_key=a_key(),
    )  # fmt: skip


def told(cast: Cast, at: datetime) -> list[RecentRevocation]:
    return recent_revocations(passbook(cast.ananya_account.holding_id), at=at)


def text(client: Client, cast: Cast, path: str, who: str = "ananya") -> str:
    """Return the words of a page as a person reads them."""
    page = re.sub(r"<[^>]+>", " ", get(as_(client, cast, who), path))
    return " ".join(unescape(page).split())


@pytest.mark.parametrize("path", PAGES)
def test_home_and_passbook_say_what_by_whom_why_and_what_to_do(client: Client, cast: Cast, path: str) -> None:
    award_id = an_award(cast)
    revoke(cast, award_id)
    page = text(client, cast, path)
    assert "Revoked: Geographic Information Systems, 3 credits" in page
    assert f"{cast.awarding.name} ·" in page and reference_of(award_id) in page
    assert f"Misconduct in the assessment: {WHY}" in page
    assert f"write to the grievance cell of {cast.awarding.name}" in page
    assert 'href="/grievance/">how to appeal' in get(client, path)
    assert WHY not in text(client, cast, path, "rohan")


@pytest.mark.parametrize("path", PAGES)
def test_a_revocation_by_file_is_told_like_one_by_page(client: Client, cast: Cast, path: str) -> None:
    award_id = an_award(cast)
    batch = sent(cast, naming(award_id))
    assert "Revoked:" not in text(client, cast, path)
    approve_batch(actor=cast.approver, batch_id=batch.id, at=timezone.now(), idempotency_key=a_key())
    work(batch, at=timezone.now())
    page = text(client, cast, path)
    assert "Revoked: Geographic Information Systems, 3 credits" in page and f"Issued in error: {WHY}" in page


def test_it_is_told_for_ninety_days(cast: Cast) -> None:
    award_id, at = an_award(cast), timezone.now()
    revoke(cast, award_id, at=at)
    assert [one.award.award_id for one in told(cast, at)] == [award_id]
    assert len(told(cast, at + TOLD_FOR - timedelta(seconds=1))) == 1
    assert told(cast, at + TOLD_FOR) == [] and timedelta(days=90) == TOLD_FOR


@pytest.mark.parametrize("path", PAGES)
def test_a_correction_says_that_the_corrected_award_stands_beside_it(client: Client, cast: Cast, path: str) -> None:
    version = an_approved_version(cast.awarding.id)
    first, second = an_award(cast, version=version), an_award(cast, version=version, grade="B", at=timezone.now())
    assert award_of(first).revocation is not None
    page = text(client, cast, path)
    assert (
        "Corrected: Geographic Information Systems" in page and "Revoked: Geographic Information Systems," not in page
    )
    assert f"The corrected award stands beside it: {reference_of(second)} , 3 credits." in page


def test_a_correction_that_was_revoked_itself_does_not_stand(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    at = timezone.now()
    first, second = an_award(cast, version=version), an_award(cast, version=version, grade="B", at=at)
    assert [one.corrected_by and one.corrected_by.award_id for one in told(cast, at)] == [second]
    revoke(cast, second, at=at + timedelta(hours=1))
    found = told(cast, at + timedelta(hours=2))
    assert [(one.award.award_id, one.corrected_by) for one in found] == [(second, None), (first, None)]


def test_another_award_of_the_same_course_does_not_stand_for_a_revoked_one(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    first, _other = an_award(cast, version=version), an_award(cast, version=version, term="2024-S1")
    revoke(cast, first)
    assert [one.corrected_by for one in told(cast, timezone.now())] == [None]


def test_many_revocations_are_told_by_number_at_home_and_one_by_one_in_the_passbook(client: Client, cast: Cast) -> None:
    awards = [an_award(cast) for _ in range(5)]
    revoke(cast, *awards)
    assert "2 more awards were revoked or corrected" in text(client, cast, "/learner/")
    passbook_page = text(client, cast, "/passbook/?show=earned")
    assert passbook_page.count(WHY) == 5


@pytest.mark.parametrize("path", PAGES)
def test_the_learner_is_told_in_hindi(client: Client, cast: Cast, path: str) -> None:
    revoke(cast, an_award(cast))
    page = as_(client, cast, "ananya").get(path, headers={"accept-language": "hi"}).content.decode()
    assert "निरस्त: Geographic Information Systems, 3 क्रेडिट" in page
    assert "शिकायत प्रकोष्ठ" in page and "grievance cell" not in page and "Misconduct" not in page
