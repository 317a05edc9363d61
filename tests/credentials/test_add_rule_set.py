"""Adding versions of rule sets: the operator adds, nobody edits."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from credentials.commands.rule_sets import add_rule_set
from identity.principals import ISSUER, Principal
from ledger.ncrf import NCRF_NOTIONAL, InvalidRuleSet, RuleSet
from ledger.queries.rule_sets import rule_set_in_force
from ledger.refusals import InvalidInput, NotPermitted
from tests.credentials.people import NOW, a_person, an_institution, an_operator

pytestmark = pytest.mark.django_db
NEXT = replace(NCRF_NOTIONAL, version="2026.1", effective_from=date(2026, 1, 1))


def add(document: dict[str, Any], actor: Principal | None = None, key: str = "k") -> RuleSet:
    return add_rule_set(actor=actor or an_operator(), document=document, at=NOW, idempotency_key=key)


def test_a_new_version_is_in_force_from_its_day_on() -> None:
    add(NEXT.to_json())
    assert rule_set_in_force("NCRF-NOTIONAL", on=date(2025, 12, 31)).version == "2023.1"
    assert rule_set_in_force("NCRF-NOTIONAL", on=date(2026, 1, 1)) == NEXT


def test_asking_again_adds_nothing() -> None:
    operator = an_operator()
    assert add(NEXT.to_json(), operator) == add(NEXT.to_json(), operator)


def test_only_the_operator_adds() -> None:
    with pytest.raises(NotPermitted):
        add(NEXT.to_json(), a_person(ISSUER, at=an_institution()))


@pytest.mark.parametrize(
    "change", [{"effective_from": "2025-06-01"}, {"version": "2022.9"}, {"rates": {}}, {"rounding": "up"}]
)
def test_a_version_in_use_and_nonsense_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises((InvalidInput, InvalidRuleSet)):
        add(NEXT.to_json() | change)
