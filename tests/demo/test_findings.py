"""What the demonstration leaves for a regulator: some findings in several states, and grievances."""

import pytest

from abc_portal.demo.world import FIRST, World
from audit.models import Finding, FindingStep
from audit.queries.findings import finding_rows, state_counts
from institutions.models import Institution
from redemptions.models import Grievance, GrievanceAnswer

pytestmark = pytest.mark.django_db


def test_the_rules_found_a_handful_and_people_have_begun_to_work_on_it(world: World) -> None:
    counts = state_counts(finding_rows())
    assert 4 <= sum(counts.values()) <= 60
    assert counts["open"] >= 2 and counts["explained"] == 1 and counts["escalated"] == 1
    first = Institution.objects.get(aishe_code=FIRST)
    assert {"late-deposit", "identical-grades"} <= set(
        Finding.objects.filter(institution=first).values_list("rule", flat=True)
    )
    assert {"overdue-grievances", "stale-requests"} <= set(Finding.objects.values_list("rule", flat=True))
    assert FindingStep.objects.exclude(words="").count() == 2


def test_grievances_wait_are_overdue_and_are_answered(world: World) -> None:
    assert (Grievance.objects.count(), GrievanceAnswer.objects.count()) == (3, 1)
