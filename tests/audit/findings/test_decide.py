"""The steps of people: who may take which, from which state, and that each stands in the book."""

from uuid import uuid4

import pytest

from audit.commands.decide import FindingWrongState
from audit.findings import STEPS_FROM
from audit.models import Finding
from ledger.queries.entries import entry_of
from ledger.refusals import InvalidInput, NotFound, NotPermitted
from tests.audit.findings.hands import a_finding, decide, explain, state_of
from tests.cast import Cast, a_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(cast: Cast) -> Finding:
    return a_finding(cast)


def test_explained_then_accepted_each_an_entry_of_the_book(cast: Cast, finding: Finding) -> None:
    steps = [explain(cast, finding), decide(cast, finding, "accepted")]
    assert [step.number for step in steps] == [1, 2] and state_of(finding) == "accepted"
    entries = [entry_of(step.entry_id) for step in steps]
    assert [entry.narration for entry in entries] == ["finding-explained", "finding-accepted"]
    assert {(entry.subject_id, entry.institution_id) for entry in entries} == {(finding.id, cast.awarding.id)}
    assert [entry.actor_id for entry in entries] == [cast.registrar.id, cast.regulator.id]


def test_only_the_registrar_of_its_institution_explains(cast: Cast, finding: Finding) -> None:
    for who in (cast.issuer, cast.approver):
        with pytest.raises(NotPermitted):
            explain(cast, finding, actor=who)
    for who in (cast.other_registrar, cast.regulator, cast.operator, cast.ananya):
        with pytest.raises(NotFound):
            explain(cast, finding, actor=who)
    assert state_of(finding) == "open"


def test_only_a_regulator_decides(cast: Cast, finding: Finding) -> None:
    for who in (cast.registrar, cast.other_registrar, cast.operator, cast.ananya, cast.visitor):
        with pytest.raises(NotPermitted):
            decide(cast, finding, "accepted", actor=who)
    with pytest.raises(NotFound):
        decide(cast, finding, "accepted", finding_id=uuid4())


PATHS = {"open": (), "explained": ("explained",), "accepted": ("accepted",), "escalated": ("escalated",)}


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("step", STEPS_FROM)
def test_a_step_starts_from_its_states_only(cast: Cast, finding: Finding, state: str, step: str) -> None:
    for before in PATHS[state]:
        _take(cast, finding, before)
    if state in STEPS_FROM[step]:
        _take(cast, finding, step)
        assert state_of(finding) == step
    else:
        with pytest.raises(FindingWrongState):
            _take(cast, finding, step)
        assert state_of(finding) == state


def _take(cast: Cast, finding: Finding, step: str) -> None:
    if step == "explained":
        explain(cast, finding)
    else:
        decide(cast, finding, step)


@pytest.mark.parametrize("words", ["", "short", " " * 40, "x" * 2001])
def test_every_step_needs_words(cast: Cast, finding: Finding, words: str) -> None:
    with pytest.raises(InvalidInput):
        explain(cast, finding, words=words)
    with pytest.raises(InvalidInput):
        decide(cast, finding, "accepted", words=words)


def test_an_unknown_decision_is_refused(cast: Cast, finding: Finding) -> None:
    with pytest.raises(InvalidInput, match="expected one of accepted, escalated"):
        decide(cast, finding, "forgotten")


def test_sending_twice_decides_once(cast: Cast, finding: Finding) -> None:
    key = a_key()
    first, again = (decide(cast, finding, "escalated", idempotency_key=key) for _ in range(2))
    assert first.id == again.id and finding.steps.count() == 2
