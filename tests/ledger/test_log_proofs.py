from uuid import uuid4

import pytest

from ledger import merkle
from ledger.log.leaves import parse_leaf
from ledger.log.proof_files import parse_proof, verify_proof
from ledger.log_settings import log_verifier
from ledger.models import Checkpoint, Entry, Leaf
from ledger.queries.log_proofs import (
    LeafDiffers,
    NotSealedYet,
    consistency_between,
    inclusion_of,
    proof_file_of,
    roots_at,
)
from ledger.refusals import NotFound
from tests.ledger.book import a_lot, deposit, holding, issuer
from tests.ledger.sealing import a_short_book, public_leaves, seal_all, shown
from tests.ledger.test_prove_book import break_book

pytestmark = pytest.mark.django_db


def test_every_entry_is_proved_under_the_published_checkpoint() -> None:
    a_short_book(4)
    seal_all(limit=3)
    for row in Leaf.objects.all():
        found = inclusion_of(row.entry_id)
        merkle.verify_inclusion(
            index=row.index, size=found.size, leaf=merkle.leaf_hash(found.leaves[0]), proof=found.proofs[0],
            root=shown().checkpoint.root,
        )  # fmt: skip
        assert parse_leaf(found.leaves[0]).entry_id == row.entry_id


def test_a_proof_file_is_checked_with_the_logs_key_alone() -> None:
    a_short_book(3)
    seal_all()
    entry = Leaf.objects.get(index=4).entry_id
    proof = parse_proof(proof_file_of(entry))
    assert proof.extra is not None
    sealed = verify_proof(proof, leaf=proof.extra, log=log_verifier())
    assert (proof.index, sealed.checkpoint) == (4, shown().checkpoint)


def test_an_earlier_checkpoint_can_be_asked_for() -> None:
    a_short_book(4)
    seal_all(limit=3)
    first = Leaf.objects.get(index=1).entry_id
    assert {size for size in Checkpoint.objects.values_list("size", flat=True) if size} == {3, 6, 8}
    assert inclusion_of(first, size=3).root == bytes(Checkpoint.objects.get(size=3).root)
    with pytest.raises(NotSealedYet):
        inclusion_of(Leaf.objects.get(index=5).entry_id, size=3)
    with pytest.raises(NotFound, match="at 4 leaves"):
        inclusion_of(first, size=4)


def test_an_entry_that_waits_or_does_not_exist_has_no_proof() -> None:
    seal_all()
    a_short_book(1)
    with pytest.raises(NotSealedYet):
        inclusion_of(Entry.objects.first().id)  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        inclusion_of(uuid4())


def test_a_changed_entry_has_no_proof_any_more() -> None:
    a_short_book(1)
    seal_all()
    break_book("UPDATE ledger_lot SET credits = credits + 1")
    with pytest.raises(LeafDiffers):
        inclusion_of(Leaf.objects.get(index=0).entry_id)


def test_the_proof_of_a_lot_is_of_the_leaf_that_moves_it() -> None:
    origin = issuer()
    lots = sorted((a_lot(origin) for _ in range(130)), key=lambda lot: lot.id)
    deposit(holding(), *lots)
    seal_all()
    entry = Leaf.objects.get().entry_id
    assert [parse_proof(proof_file_of(entry, lot_id=lots[at].id)).index for at in (0, 63, 64, 129)] == [0, 0, 1, 2]
    with pytest.raises(NotFound):
        proof_file_of(entry, lot_id=uuid4())


def test_consistency_is_proved_between_any_two_sizes() -> None:
    a_short_book(4)
    seal_all(limit=3)
    roots = {size: bytes(root) for size, root in Checkpoint.objects.values_list("size", "root")}
    for first, second in [(3, 6), (3, 8), (6, 8), (8, 8)]:
        merkle.verify_consistency(
            first=first, second=second, first_root=roots[first], second_root=roots[second],
            proof=consistency_between(first, second),
        )  # fmt: skip
    for first, second in [(3, 9), (-1, 3), (6, 3)]:
        with pytest.raises(merkle.NotInTree, match="expected 0 <= first"):
            consistency_between(first, second)


def test_sizes_at_which_nothing_was_signed_are_proved_too() -> None:
    a_short_book(3)
    seal_all()
    tree = merkle.Tree(merkle.leaf_hashes(public_leaves()))
    for first in range(7):
        for second in range(first, 7):
            assert consistency_between(first, second) == tree.consistency_proof(first, second)
            assert roots_at(first, second) == [tree.root(first), tree.root(second)]
