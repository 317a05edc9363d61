"""What an industry partner says of an achievement."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from credentials.badges.endorsement import EndorsementFacts, endorsement
from credentials.badges.refusals import UnfitFacts
from credentials.badges.schema import schema
from tests.credentials.badges.examples import ACHIEVEMENT, FULL, PARTNER, SITE

FACTS = EndorsementFacts(
    id=f"{SITE}/endorsements/0192f8c1-7b1a-7c3e-9c11-2f5d0a6e9e01",
    endorser=PARTNER,
    endorsed=ACHIEVEMENT.id,
    endorsed_name=ACHIEVEMENT.title,
    comment="We hire\nfor this.",
    valid_from=datetime(2026, 7, 1, tzinfo=UTC),
)


def test_an_endorsement_passes_our_schema_and_names_what_it_endorses() -> None:
    said = endorsement(FACTS)
    Draft202012Validator(schema("endorsement")).validate(said)
    assert said["issuer"]["id"] == PARTNER.id
    assert said["credentialSubject"]["id"] == ACHIEVEMENT.id
    assert said["credentialSubject"]["endorsementComment"] == "We hire for this."


def test_an_endorsement_can_end_and_be_revoked() -> None:
    said = endorsement(replace(FACTS, valid_until=datetime(2027, 7, 1, tzinfo=UTC), status=FULL.status))
    Draft202012Validator(schema("endorsement")).validate(said)
    assert said["validUntil"] == "2027-07-01T00:00:00Z"
    assert said["credentialStatus"]["statusListIndex"] == "94567"


@pytest.mark.parametrize(
    ("changes", "code"), [({"comment": "\n"}, "missing"), ({"endorsed": PARTNER.id}, "endorses-itself")]
)
def test_empty_words_and_praise_of_oneself_are_refused(changes: dict[str, str], code: str) -> None:
    with pytest.raises(UnfitFacts, match=code):
        replace(FACTS, **changes)
