"""Short references: made from an id, read in any writing, and led back to the ids that may have it."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credentials.references import read_reference, reference_of, tail_of


@given(st.uuids())
def test_a_reference_leads_back_to_the_end_of_its_id(identifier: UUID) -> None:
    reference = reference_of(identifier)
    assert read_reference(reference) == reference
    assert str(identifier).endswith(tail_of(reference))


@pytest.mark.parametrize("written", ["lx-7f3k-92qd", "LX7F3K92QD", " LX 7F3K 92QD "])
def test_a_reference_is_read_however_it_is_written(written: str) -> None:
    assert read_reference(written) == "LX-7F3K-92QD"


@pytest.mark.parametrize("written", ["", "LX", "LX-7F3K", "7F3K-92QD", "LX-7F3K-92QDA", "LX-7F3K-92UD", "LX-7F3K-92Q!"])
def test_anything_else_is_none(written: str) -> None:
    assert read_reference(written) is None
