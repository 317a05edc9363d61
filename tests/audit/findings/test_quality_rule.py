"""What the comparison of quality calls an outlier becomes a finding of its institution."""

from datetime import date
from decimal import Decimal

import pytest

from audit.models import Finding
from audit.queries.facts import candidates_of
from audit.rules.register import QUALITY_OUTLIER, RULES
from audit.words import figure_lines, sentence_of
from tests.audit.findings.hands import run
from tests.audit.quality.hands import TODAY, an_offer

pytestmark = pytest.mark.django_db


def test_an_offering_of_far_more_hours_than_its_peers_is_found() -> None:
    for _peer in range(4):
        an_offer(theory="30", practical="60")
    odd = an_offer(theory="90", practical="210")
    [rule] = [rule for rule in RULES if rule.code == QUALITY_OUTLIER]
    found = [one.found for one in candidates_of(rule, TODAY)]
    hours = [one for one in found if one.figures["measure"] == "hours"]
    assert [one.institution_id for one in hours] == [odd.offering.institution_id]
    assert hours[0].measure == Decimal(210)
    assert hours[0].detail == "gis:5.0:hours"


def test_it_is_told_in_words_with_its_figures() -> None:
    for _peer in range(4):
        an_offer(theory="30", practical="60")
    an_offer(theory="90", practical="210")
    run(date(2026, 6, 1))
    row = Finding.objects.filter(rule=QUALITY_OUTLIER, figures__measure="hours").get()
    said = sentence_of(row.rule, row.figures, row.limits)
    assert "Learning hours" in said and "300" in said and "90" in said
    assert all(line.label and line.value for line in figure_lines(row.figures, row.limits))
