"""What all tests share: the spreadsheet program, asked for in one place."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.gallery import Gallery

pytest_plugins = ["tests.excel.excel_fixture", "tests.message_list"]

REQUIRE = "XLSCORECARD_REQUIRE"
"""Names, separated by commas, the programs without which a run fails instead of skipping."""


@pytest.fixture(scope="session", autouse=True)
def _folders_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's own folders, where the log and the records for an undo lie, are the tests'."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice, on Debian of the package ``libreoffice-calc``."""
    path = shutil.which("soffice")
    if path is not None:
        return path
    reason = "LibreOffice is not installed: no soffice on the PATH (apt install libreoffice-calc)"
    if "libreoffice" in os.environ.get(REQUIRE, "").lower():
        pytest.fail(f"{reason}, and {REQUIRE} asks for it")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def gallery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """Workbooks as rich as people's, by what is in them; those of LibreOffice only with it."""
    folder = tmp_path_factory.mktemp("gallery")
    return Gallery(folder, lambda: str(request.getfixturevalue("soffice")))
