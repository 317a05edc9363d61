"""Claimed accounts with consents for the measured learners, written at once: this is before the measurement."""

from django.db import connection

from batches.benchmarks.floor import owner
from batches.benchmarks.world import World
from ledger.identifiers import new_id

_USERS = """
    INSERT INTO identity_user (id, email, name, password, language, is_active)
    SELECT learner.id, learner.id || '@measured.example', '', '!', '', true
    FROM learners_learner learner JOIN learners_rosterlink link ON link.learner_id = learner.id
    WHERE link.institution_id = %s AND learner.user_id IS NULL
"""
_CLAIMS = """
    UPDATE learners_learner learner SET user_id = learner.id, claimed_at = now()
    FROM learners_rosterlink link WHERE link.learner_id = learner.id AND link.institution_id = %s
"""
_CONSENTS = """
    INSERT INTO learners_consentanswer (id, learner_id, purpose, institution_id, answer, answered_at, entry_id)
    SELECT gen_random_uuid(), learner_id, 'institution-redeems', institution_id, 'given', now() - interval '1 day', %s
    FROM learners_rosterlink WHERE institution_id = %s
"""


def claim_all(world: World) -> None:
    """Give every learner of the institution a user, a claim and a consent, and let the planner know the tables."""
    with connection.cursor() as cursor:
        cursor.execute(_USERS, [world.institution_id])
        cursor.execute(_CLAIMS, [world.institution_id])
        cursor.execute(_CONSENTS, [new_id(), world.institution_id])
    with owner().cursor() as cursor:
        cursor.execute("ANALYZE")
