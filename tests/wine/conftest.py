"""The Windows Python that all tests under Wine share."""

import os

import pytest

from tests.conftest import REQUIRE
from tests.wine.windows_python import WindowsPython, prepared_or_skipped


@pytest.fixture(scope="session")
def windows() -> WindowsPython:
    """The Windows Python, which a run fetches only where it must not skip."""
    return prepared_or_skipped(is_required="wine" in os.environ.get(REQUIRE, "").lower())
