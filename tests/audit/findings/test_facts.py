"""Each rule finds, through the database, what was really done; several by doors that are open to a single person."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from credentials.commands.awards import RevocationItem, revoke_awards
from credentials.models import OfferingVersion
from credentials.queries.catalogue import catalogue_version
from identity.models import Membership
from institutions.models import Cap
from learners.people import Person
from ledger.acts import BOOK_TIMEZONE
from redemptions.commands import DecisionInput, decide_redemptions, raise_grievance, request_redemption
from tests.audit.findings.hands import found, late, rules_found, run
from tests.cast import NOON, OPENED_AT, Cast, a_key, an_abc_id, an_unclaimed_learner, fresh
from tests.cast_catalogue import a_new_award, a_registration, a_version_row, an_approved_version, deposit
from tests.redemptions.hands import ask, award

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(hours=2)


def approved(cast: Cast, *, actor: object = None) -> None:
    """Let Ananya ask and the accepting institution's approver say yes, in June 2025."""
    row = request_redemption(
        actor=cast.ananya, programme_id=cast.programme.id, award_ids=None, at=NOON, idempotency_key=a_key()
    )
    [outcome] = decide_redemptions(
        actor=actor or cast.other_approver, decisions=[DecisionInput(row.id, True)], at=SOON, idempotency_key=a_key()
    )
    assert outcome.status == "approved"


def test_credits_that_no_rule_gives(cast: Cast) -> None:
    row = a_version_row(cast.awarding.id, code="ODD-1")
    OfferingVersion.objects.filter(id=row.id).update(theory_hours=Decimal(10))  # 70 hours are 2.33 credits, not 3
    deposit(cast.approver, cast.awarding.id, a_new_award(cast.ananya_account.holding_id, catalogue_version(row)))
    run()
    seen = found("hours-per-credit")
    assert (seen.figures["credits"], seen.figures["most_credits"], seen.subject_id) == ("3.00", "2.33", row.id)


def test_more_than_forty_credits_in_an_academic_year(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id, theory="600", practical="600", code="BIG-1")
    extra = an_approved_version(cast.awarding.id, theory="30", practical="0", code="BIG-2")
    holding = cast.ananya_account.holding_id
    deposit(cast.approver, cast.awarding.id, a_new_award(holding, version))
    assert run().found_count == 0
    deposit(cast.approver, cast.awarding.id, a_new_award(holding, extra, earned_on=date(2024, 7, 1)))
    run()
    seen = found("heavy-year")
    assert (seen.subject_id, seen.figures["credits"], seen.institution_id) == (holding, "41.00", cast.awarding.id)
    assert (seen.first_on, seen.last_on) == (date(2024, 7, 1), date(2025, 6, 30))


def test_a_year_ends_on_the_last_of_june(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id, theory="600", practical="600", code="BIG-1")
    extra = an_approved_version(cast.awarding.id, theory="30", practical="0", code="BIG-2")
    holding = cast.ananya_account.holding_id
    awards = [a_new_award(holding, version), a_new_award(holding, extra, earned_on=date(2024, 6, 30))]
    deposit(cast.approver, cast.awarding.id, *awards)
    run()
    assert "heavy-year" not in rules_found()


def test_a_deposit_before_the_month_of_its_term_has_ended(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    early = a_new_award(cast.ananya_account.holding_id, version, term="2025-06", earned_on=date(2025, 5, 31))
    deposit(cast.approver, cast.awarding.id, early, at=NOON)
    run()
    assert found("early-deposit").figures["most_days"] == "29"


def test_an_officer_who_deposits_and_redeems(cast: Cast) -> None:
    Membership.objects.create(
        user_id=cast.approver.id, role="approver", institution=cast.accepting, since=OPENED_AT
    )  # fmt: skip
    award(cast, cast.ananya_account)
    approved(cast, actor=fresh(cast.approver))
    run()
    seen = found("officer-both-ways")
    assert (seen.subject_id, seen.institution_id) == (cast.approver.id, cast.awarding.id)
    assert seen.figures == {"act_count": "1", "learner_count": "1", "credits": "3.00"}


def test_two_officers_are_no_finding(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    approved(cast)
    run()
    assert rules_found() == set()


def test_a_version_approved_by_its_drafter_though_a_colleague_sent_it(cast: Cast) -> None:
    row = a_version_row(cast.awarding.id)
    OfferingVersion.objects.filter(id=row.id).update(drafted_by_id=row.approved_by_id)
    run(at=NOON)
    assert found("officer-own-draft").subject_id == row.approved_by_id


def test_an_officer_who_deposits_an_award_of_their_own(cast: Cast) -> None:
    Membership.objects.create(user_id=cast.ananya.id, role="approver", institution=cast.awarding, since=OPENED_AT)
    version = an_approved_version(cast.awarding.id)
    own = a_new_award(cast.ananya_account.holding_id, version)
    deposit(fresh(cast.ananya), cast.awarding.id, own)
    run()
    assert found("officer-own-award").subject_id == cast.ananya.id


def test_a_redemption_beyond_a_cap_that_nobody_measured(cast: Cast) -> None:
    award(cast, cast.ananya_account)
    approved(cast)
    Cap.objects.create(
        programme=cast.programme, rule="residency", share=Decimal("0.990"), effective_from=date(2025, 5, 31)
    )
    run()
    seen = found("cap-breach")
    assert (seen.figures["cap"], seen.figures["used"], seen.figures["most"]) == ("residency", "3.00", "1.20")
    assert (seen.institution_id, seen.subject_id) == (cast.accepting.id, cast.ananya_account.holding_id)


def test_a_sudden_month(cast: Cast) -> None:
    version = an_approved_version(cast.awarding.id)
    for month, count in ((3, 2), (4, 3), (6, 100)):
        people = [an_unclaimed_learner(cast.awarding).holding_id for _ in range(count)]
        awards = [
            a_new_award(holding, version, grade=str(n % 9), earned_on=date(2025, 2, 1))
            for n, holding in enumerate(people)
        ]
        deposit(cast.approver, cast.awarding.id, *awards, at=datetime(2025, month, 1, 12, tzinfo=BOOK_TIMEZONE))
    run()
    seen = found("sudden-volume")
    assert (seen.figures["award_count"], seen.figures["busiest_before"], seen.figures["ratio"]) == ("100", "3", "33.33")
    assert (seen.first_on, seen.institution_id) == (date(2025, 6, 1), cast.awarding.id)


def test_many_revocations(cast: Cast) -> None:
    ids = late(cast, 6, earned_on=date(2025, 5, 1))
    items = [RevocationItem(one, "issued-in-error", "Entered for the wrong cohort.") for one in ids[:5]]
    revoke_awards(
        actor=cast.registrar, institution_id=cast.awarding.id, items=items[:4], at=NOON, idempotency_key=a_key()
    )
    run()
    assert rules_found() == set()
    revoke_awards(
        actor=cast.registrar, institution_id=cast.awarding.id, items=items[4:], at=NOON, idempotency_key=a_key()
    )
    run()
    assert found("revocation-rate").figures["revoked_count"] == "5"


def test_one_registration_number_in_two_accounts(cast: Cast) -> None:
    person = Person(an_abc_id(), "Kabir Singh", "", date(2001, 1, 30))
    again = Person(an_abc_id(), "Singh Kabir", "", date(2001, 1, 30))
    version = an_approved_version(cast.awarding.id)
    for number, who in enumerate((person, again)):
        known = an_unclaimed_learner(cast.awarding, who, number="R-TWICE")
        one = a_new_award(known.holding_id, version, registration=a_registration("R-TWICE"), term=f"S{number}")
        deposit(cast.approver, cast.awarding.id, one)
    run()
    seen = found("duplicate-learner")
    assert (seen.figures["account_count"], seen.figures["agreeing_count"]) == ("2", "1")
    assert "Kabir" not in str(seen.figures) + seen.key


def test_a_request_left_undecided_and_a_grievance_left_unanswered(cast: Cast) -> None:
    award_id = award(cast, cast.ananya_account)
    request = ask(cast)
    said = {"about": "award", "about_id": award_id, "words": "My grade is missing in this award.", "at": NOON}
    raise_grievance(actor=cast.ananya, **said, idempotency_key=a_key())
    due = request.decide_by.astimezone(BOOK_TIMEZONE).date()
    run(due + timedelta(days=3))
    assert rules_found() == {"overdue-grievances"}
    run(due + timedelta(days=4))
    assert found("stale-requests").figures == {"waiting_count": "1", "most_days": "4"}
    assert found("stale-requests").institution_id == cast.accepting.id
    assert found("overdue-grievances").institution_id == cast.awarding.id


def test_what_was_revoked_is_no_award_any_more(cast: Cast) -> None:
    (award_id,) = late(cast)
    items = [RevocationItem(award_id, "issued-in-error", "Entered for the wrong cohort.")]
    revoke_awards(actor=cast.registrar, institution_id=cast.awarding.id, items=items, at=NOON, idempotency_key=a_key())
    run()
    assert rules_found() == set()
