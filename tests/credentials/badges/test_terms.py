"""The words of the profile agree with the catalogue's, and every level has one beside it."""

import pytest

from credentials.badges.eqf import CURRENT_EQF
from credentials.badges.profile import issuer_profile
from credentials.badges.schema import DOCUMENTS, schema
from credentials.badges.terms import ASSESSMENTS, KINDS, PARTICIPATIONS, SUPERVISIONS, language_tag
from credentials.models import Offering, OfferingVersion
from ledger.ncrf import ALL_LEVELS, Level
from tests.credentials.badges.examples import ISSUER


def test_every_code_of_the_catalogue_has_its_name_save_no_assessment() -> None:
    assert {c.value: str(c.label) for c in OfferingVersion.Assessment if c.value != "none"} == ASSESSMENTS
    assert {c.value: str(c.label) for c in OfferingVersion.Participation} == PARTICIPATIONS
    assert {c.value: str(c.label) for c in OfferingVersion.Supervision} == SUPERVISIONS
    assert KINDS.keys() == {c.value for c in Offering.Kind}


def test_every_ncrf_level_has_an_eqf_level_beside_it_that_never_falls() -> None:
    beside = [CURRENT_EQF.eqf_of(level) or 0 for level in ALL_LEVELS]
    assert beside == sorted(beside)
    assert (min(beside), max(beside)) == (1, 8)


@pytest.mark.parametrize(("ncrf", "eqf"), [("4", 4), ("4.5", 5), ("5", 5), ("5.5", 6), ("6", 6), ("6.5", 7), ("8", 8)])
def test_levels_stand_beside_what_stands_at_them(ncrf: str, eqf: int) -> None:
    assert CURRENT_EQF.eqf_of(Level.of(ncrf)) == eqf


def test_languages_are_known_by_their_english_names() -> None:
    assert language_tag(" hindi ") == "hi"
    assert language_tag("Santali") == "sat"
    assert language_tag("Klingon") is None


def test_a_profile_stands_alone_with_its_contexts_and_both_names() -> None:
    profile = issuer_profile(ISSUER)
    assert profile["id"] == ISSUER.id
    assert {entry["identifier"] for entry in profile["otherIdentifier"]} == {ISSUER.aishe_code, ISSUER.name_hi}


def test_each_document_has_a_schema_with_a_name_of_its_own() -> None:
    assert len({schema(name)["$id"] for name in DOCUMENTS}) == len(DOCUMENTS)
    with pytest.raises(KeyError):
        schema("diploma")
