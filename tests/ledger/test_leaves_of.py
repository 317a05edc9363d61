from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.acts import ACT, DEPOSIT, REDEEM, Act, Move
from ledger.commands.record import record
from ledger.identifiers import new_id
from ledger.log.leaves import parse_leaf
from ledger.models import UnsealedEntry
from ledger.queries.leaves import leaves_of
from ledger.queries.plain_leaves import plain_leaves_of
from tests.ledger.book import WRITER, a_lot, an_act, deposit, holding, issuer, programme, redeem
from tests.ledger.log.facts import moments

pytestmark = pytest.mark.django_db
SECRET = bytes(range(32))
storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


def both_ways() -> tuple[list[list[bytes]], list[list[bytes]]]:
    places = list(UnsealedEntry.objects.order_by("position").values_list("holding_id", "entry_id"))
    plain = plain_leaves_of([entry for _, entry in places], secret=SECRET)
    quick = leaves_of([(str(holding), str(entry)) for holding, entry in places], secret=SECRET)
    return [entry.leaves for entry in quick], [plain[entry] for _, entry in places]


def test_the_text_that_postgresql_writes_is_the_canonical_leaf() -> None:
    learner, lot, goal = holding(), a_lot(issuer()), programme()
    deposit(learner, lot, a_lot(lot.issuing_account_id, credits="0.25"))
    redeem(learner, lot, goal)
    quick, plain = both_ways()
    assert quick == plain
    assert [parse_leaf(leaf).kind for leaves in quick for leaf in leaves] == [DEPOSIT, REDEEM]


def test_an_entry_of_many_lots_fills_several_leaves() -> None:
    learner, origin = holding(), issuer()
    deposit(learner, *(a_lot(origin) for _ in range(130)))
    quick, plain = both_ways()
    assert quick == plain
    parts = [parse_leaf(leaf) for leaf in quick[0]]
    assert [(part.part, part.parts, len(part.transfers)) for part in parts] == [(1, 3, 64), (2, 3, 64), (3, 3, 2)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    narration=storable,
    key=storable,
    institution=st.none() | st.uuids(),
    subject=st.none() | st.uuids(),
    digest=st.none() | st.binary(max_size=40),
    at=moments,
)
def test_whatever_an_act_says_both_ways_say_the_same(
    narration: str, key: str, institution: UUID | None, subject: UUID | None, digest: bytes | None, at: datetime
) -> None:
    act = Act(
        kind=ACT, narration=narration, happened_at=at, key=key, request_digest=b"\x00\xff", institution_id=institution,
        subject_id=subject, payload_digest=digest, holding_id=holding(), id=new_id(),
    )  # fmt: skip
    record([act], writer=WRITER)
    quick, plain = both_ways()
    assert quick[-1] == plain[-1]
    UnsealedEntry.objects.all().delete()


def test_the_holder_of_two_lots_stands_in_two_unlike_digests() -> None:
    learner, first, second = holding(), a_lot(issuer()), a_lot(issuer())
    deposit(learner, first)
    deposit(learner, second)
    quick, _plain = both_ways()
    holders = [parse_leaf(leaf).transfers[0].holder for leaves in quick for leaf in leaves]
    assert len(set(holders)) == 2
    assert str(learner).encode() not in b"".join(leaf for leaves in quick for leaf in leaves)


def test_the_other_side_and_the_worth_of_a_move_are_told() -> None:
    learner, lot, goal = holding(), a_lot(issuer(), credits="12.5"), programme()
    deposit(learner, lot)
    record([an_act(REDEEM, learner, moves=[Move(lot.id, goal)])], writer=WRITER)
    move = parse_leaf(both_ways()[0][1][0]).transfers[0]
    assert (move.sequence, move.other_account_id, move.credits, move.hours) == (2, goal, Decimal("12.50"), Decimal(120))
