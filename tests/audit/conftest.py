"""Exports of tests are cut into small parts."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def _small_parts(settings: LazySettings) -> None:
    settings.EXPORT_PART_LEAVES = 4
