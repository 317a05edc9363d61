"""Drafting offerings and versions: what is computed, what is refused, who may."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from credentials.commands.catalogue import (
    DraftOpen,
    NotADraft,
    OfferingCodeTaken,
    draft_from_file,
    draft_version,
    edit_draft,
)
from credentials.models import OfferingVersion
from credentials.queries.catalogue import approved_version, versions_by_code
from institutions.models import Institution
from ledger.ncrf import InvalidHours, LearningHours
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.credentials.drafts import a_draft, approved, drafted, submitted
from tests.credentials.people import NOW, an_approver, an_institution, an_issuer, suspend

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Institution:
    return an_institution()


def test_credits_come_from_hours_and_the_rule_set_in_force(place: Institution) -> None:
    version = drafted(place)
    assert (version.credits, version.rule_set_version) == (Decimal("4.50"), "2024.1")
    assert version.explanation["credit_points"] == "24.75"
    assert version.state == "draft"
    assert sorted(version.skills.values_list("name", flat=True)) == ["GIS", "Remote sensing"]


def test_the_same_hours_give_other_credits_under_another_rule_set(place: Institution) -> None:
    assert drafted(place, rule_set="NCRF-NOTIONAL").credits == Decimal("3.00")


@pytest.mark.parametrize("word", ["Diploma in GIS", "GIS DEGREE course", "The bachelor of maps", "Master's GIS"])
def test_a_micro_credential_s_title_has_no_word_of_longer_qualifications(place: Institution, word: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        drafted(place, title=word)
    assert refusal.value.field == "title"
    assert drafted(place, title=word, kind="course").title == word


@pytest.mark.parametrize("title", ["Masterclass in maps", "Mastering GIS", "Diplomatic history"])
def test_words_that_only_begin_so_are_fine(place: Institution, title: str) -> None:
    assert drafted(place, title=title).title == title


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": "GI"}, "title"),
        ({"title": "G" * 151}, "title"),
        ({"level": Decimal("4.2")}, "level"),
        ({"level": Decimal(9)}, "level"),
        ({"rule_set": "NO-SUCH"}, "rule_set"),
        ({"effective_from": date(2023, 6, 1)}, "rule_set"),
        ({"effective_from": date(2020, 6, 1)}, "effective_from"),
        ({"domain": "magic"}, "domain"),
        ({"participation": ""}, "participation"),
        ({"validity_years": 8}, "validity_years"),
        ({"discipline": "x" * 81}, "discipline"),
        ({"summary": "nul \x00"}, "summary"),
        ({"outcomes": ("x" * 301,)}, "outcomes"),
        ({"skills": ("s",) * 41}, "skills"),
        ({"hours": LearningHours()}, "hours"),
    ],
)
def test_what_can_t_be_kept_is_refused_and_named(place: Institution, said: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        drafted(place, **said)
    assert field in [fault.field for fault in refusal.value.errors]
    assert not OfferingVersion.objects.exists()


def test_contact_hours_are_a_part_of_all_hours() -> None:
    with pytest.raises(InvalidHours):
        LearningHours.of(theory=10, contact=11)


def test_an_approver_alone_does_not_draft(place: Institution) -> None:
    with pytest.raises(NotPermitted):
        drafted(place, an_approver(place))


def test_a_suspended_institution_may_go_on_drafting(place: Institution) -> None:
    suspend(place)
    assert drafted(place).state == "draft"


def test_a_code_is_used_once_whatever_its_case(place: Institution) -> None:
    drafted(place, code="gis  1")
    with pytest.raises(OfferingCodeTaken):
        drafted(place, code="GIS 1")
    assert drafted(an_institution("Another"), code="GIS 1")


def test_a_draft_is_changed_and_its_credits_computed_anew(place: Institution) -> None:
    issuer, version = an_issuer(place), drafted(place)
    hours = a_draft(hours=LearningHours.of(theory=30))
    changed = edit_draft(actor=issuer, version_id=version.id, draft=hours, at=NOW, idempotency_key="1")
    assert (changed.credits, changed.practical_hours) == (Decimal("2.00"), Decimal(0))


@pytest.mark.parametrize("made", [submitted, approved])
def test_only_a_draft_is_changed(place: Institution, made: Any) -> None:
    version = made(place)
    with pytest.raises(NotADraft):
        edit_draft(actor=an_issuer(place), version_id=version.id, draft=a_draft(), at=NOW, idempotency_key="1")


def test_another_institution_s_draft_is_not_found(place: Institution) -> None:
    stranger, version = an_issuer(an_institution("Another")), drafted(place)
    with pytest.raises(NotFound):
        edit_draft(actor=stranger, version_id=version.id, draft=a_draft(), at=NOW, idempotency_key="1")


def test_an_offering_has_one_open_draft(place: Institution) -> None:
    issuer, first = an_issuer(place), approved(place)
    new = {"actor": issuer, "offering_id": first.offering_id, "draft": a_draft(), "at": NOW}
    assert draft_version(**new, idempotency_key="1").number == 2
    with pytest.raises(DraftOpen):
        draft_version(**new, idempotency_key="2")


def test_the_version_of_a_day_is_the_latest_in_force(place: Institution) -> None:
    first = approved(place)
    late = a_draft(effective_from=date(2025, 1, 1), hours=LearningHours.of(theory=60))
    draft_version(
        actor=an_issuer(place), offering_id=first.offering_id, draft=late, at=NOW, idempotency_key=str(uuid4())
    )
    versions = versions_by_code(place.id, [" gis-1 ", "NONE"])[" gis-1 "]
    assert len(versions) == 2
    assert approved_version(versions, date(2025, 5, 1)).version_id == first.id
    assert approved_version(versions, date(2024, 6, 30)) is None


def test_a_draft_from_a_file_gives_the_file_s_credits_and_waits_for_people(place: Institution) -> None:
    version = draft_from_file(
        actor=an_issuer(place), institution_id=place.id, code="CS-101", name="Diploma Computing", credit=Decimal("2.5"),
        hours=None, level=Decimal(5), earned_on=date(2024, 5, 1), at=NOW, idempotency_key="1",
    )  # fmt: skip
    assert (version.credits, version.level, version.offering.kind) == (Decimal("2.50"), Decimal(5), "course")
    assert (version.assessment, version.effective_from) == ("none", date(2024, 5, 1))
