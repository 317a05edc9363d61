"""Looks at a record by others are written down; the learner's own are not."""

from learners.commands import record_look
from learners.queries import looks_of
from tests.cast import NOON, Cast


def test_a_look_by_somebody_else_is_written_down(cast: Cast) -> None:
    record_look(actor=cast.issuer, learner_id=cast.ananya.learner_id, what="passbook", at=NOON)
    [look] = looks_of(cast.ananya.learner_id)
    assert (look.actor_name, look.what, look.looked_at) == ("Ishaan Issuer", "passbook", NOON)
    assert look.institution == cast.awarding
    assert looks_of(cast.rohan.learner_id) == []


def test_ones_own_look_is_none(cast: Cast) -> None:
    record_look(actor=cast.ananya, learner_id=cast.ananya.learner_id, what="passbook", at=NOON)
    assert looks_of(cast.ananya.learner_id) == []
