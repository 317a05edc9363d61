"""From draft to catalogue: what review asks, and that a second person approves."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from credentials.commands.catalogue import (
    DraftNotReady,
    RuleSetChanged,
    SecondPersonNeeded,
    WrongState,
    approve_version,
    retire_version,
    return_to_draft,
    submit_for_review,
)
from credentials.models import OfferingVersion
from credentials.queries.catalogue import approved_version, versions_by_code
from identity.principals import APPROVER, ISSUER
from institutions.models import Institution
from institutions.queries import InstitutionSuspended
from ledger.commands.rule_sets import store_rule_set
from ledger.ncrf import UGC_SKILL_NHEQF
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.credentials.drafts import approved, drafted, submitted
from tests.credentials.people import NOW, a_person, an_approver, an_institution, an_issuer, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Institution:
    return an_institution()


def step(command: Any, version: OfferingVersion, actor: Any, **said: Any) -> OfferingVersion:
    return command(actor=actor, version_id=version.id, at=NOW, idempotency_key=str(uuid4()), **said)


def test_a_second_person_puts_a_version_into_the_catalogue(place: Institution) -> None:
    version = approved(place)
    [found] = versions_by_code(place.id, ["GIS-1"])["GIS-1"]
    assert version.state == "approved"
    assert approved_version([found], date(2025, 1, 1)) == found


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"assessment": "none"}, "assessment"),
        ({"outcomes": (" ",)}, "outcomes"),
        ({"quality_assurance": ""}, "quality_assurance"),
    ],
)
def test_review_asks_what_a_record_of_learning_must_hold(place: Institution, said: dict[str, Any], field: str) -> None:
    with pytest.raises(DraftNotReady) as refusal:
        submitted(place, **said)
    assert refusal.value.field == field


def test_who_submits_does_not_approve(place: Institution) -> None:
    both = a_person(ISSUER, APPROVER, at=place)
    version = submitted(place, both)
    with pytest.raises(SecondPersonNeeded):
        step(approve_version, version, both)


def test_an_issuer_does_not_approve(place: Institution) -> None:
    with pytest.raises(NotPermitted):
        step(approve_version, submitted(place), an_issuer(place))


def test_an_approver_of_another_institution_finds_nothing(place: Institution) -> None:
    with pytest.raises(NotFound):
        step(approve_version, submitted(place), an_approver(an_institution("Another")))


def test_a_suspended_institution_approves_nothing(place: Institution) -> None:
    version = submitted(place)
    suspend(place)
    with pytest.raises(InstitutionSuspended):
        step(approve_version, version, an_approver(place))


def test_a_returned_version_is_a_draft_again_and_says_why(place: Institution) -> None:
    version = step(return_to_draft, submitted(place), an_approver(place), reason="Hours of the lab are missing.")
    assert version.state == "draft"
    assert version.returns.get().reason == "Hours of the lab are missing."
    assert step(submit_for_review, version, an_issuer(place)).state == "in-review"


def test_returning_needs_a_reason(place: Institution) -> None:
    with pytest.raises(InvalidInput):
        step(return_to_draft, submitted(place), an_approver(place), reason=" ")


@pytest.mark.parametrize(
    ("made", "command", "said"),
    [
        (drafted, approve_version, {}),
        (approved, approve_version, {}),
        (submitted, submit_for_review, {}),
        (drafted, return_to_draft, {"reason": "Not yet right"}),
        (drafted, retire_version, {}),
    ],
)
def test_each_step_starts_from_its_own_state(place: Institution, made: Any, command: Any, said: dict[str, Any]) -> None:
    staff = a_person(ISSUER, APPROVER, at=place)
    with pytest.raises(WrongState):
        step(command, made(place), staff, **said)


def test_a_retired_version_gives_nothing_from_today_on(place: Institution) -> None:
    step(retire_version, approved(place), an_approver(place))
    versions = versions_by_code(place.id, ["GIS-1"])["GIS-1"]
    assert approved_version(versions, date(2025, 5, 31)) is not None
    assert approved_version(versions, date(2025, 6, 1)) is None


def test_credits_of_an_older_rule_set_are_computed_anew_before_approval(place: Institution) -> None:
    version = submitted(place)
    store_rule_set(replace(UGC_SKILL_NHEQF, version="2024.2", effective_from=date(2024, 6, 1)))
    with pytest.raises(RuleSetChanged):
        step(approve_version, version, an_approver(place))


def test_the_database_itself_asks_for_a_second_person_and_an_assessment(place: Institution) -> None:
    version = submitted(place)
    for change in ({"approved_by_id": version.submitted_by_id}, {"approved_by_id": uuid4(), "assessment": "none"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfferingVersion.objects.filter(id=version.id).update(approved_at=NOW, **change)
