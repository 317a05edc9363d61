"""The fixed cast as a fixture."""

import pytest

from tests.cast import Cast, the_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()
