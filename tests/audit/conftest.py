"""Exports of tests are written to a folder of the test."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def exports_root(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EXPORTS_ROOT, settings.EXPORT_PART_LEAVES = str(tmp_path / "exports"), 4
    return tmp_path / "exports"
