"""The credential of an award holds what it must, in spelling that signs."""

from credentials.badges.open_badge import open_badge
from tests.credentials.badges.examples import FULL, MINIMAL


def test_a_full_and_a_minimal_award_become_a_credential() -> None:
    for facts in (FULL, MINIMAL):
        badge = open_badge(facts)
        assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
        assert badge["id"] == facts.id
