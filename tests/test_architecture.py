"""The shape of the package: imports point inwards, and a refresh loads little."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlscorecard

PACKAGE = Path(xlscorecard.__file__).parent
WORKBOOK = Path(__file__).parent.parent / "workbook" / "Scorecard.xlsm"

# What each part may import of the package; see docs/architecture.md.
MAY_IMPORT = {
    "errors": set[str](),
    "domain": {"errors"},
    "measures": {"errors", "domain"},
    "sheet": {"errors", "domain", "measures"},
    "checks": {"errors", "domain", "measures", "sheet"},
    "revisions": {"errors", "domain", "measures", "sheet"},
    "vba": {"errors"},
    "books": {"errors", "domain", "sheet"},
    "actions": {"errors", "domain", "measures", "sheet", "checks", "revisions", "books"},
    "pages": {"errors", "domain", "measures", "sheet", "checks", "revisions", "actions"},
    "report": {
        "errors",
        "domain",
        "measures",
        "sheet",
        "checks",
        "revisions",
        "books",
        "actions",
        "setup",
    },
    "addin": {
        "errors",
        "domain",
        "measures",
        "sheet",
        "revisions",
        "pages",
        "books",
        "actions",
        "vba",
    },
    "workbook": {
        "errors",
        "domain",
        "measures",
        "sheet",
        "books",
        "actions",
        "addin",
        "vba",
    },
    "setup": {"errors", "domain", "sheet", "books", "addin", "vba", "workbook"},
}
HEAVY = ("pandas", "numpy", "openpyxl", "lxml", "xlwings", "xlsxwriter")
INPUT_AND_OUTPUT = {"os", "io", "pathlib", "shutil", "zipfile", "time", "sys", "subprocess"}


def _modules(part: str) -> list[Path]:
    folder = PACKAGE / part
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{part}.py"]


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield node.module or ""


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_from_the_edge_inwards(part: str) -> None:
    modules = _modules(part)
    assert modules
    for module in modules:
        for name in _imports(module):
            if name.startswith("xlscorecard."):
                other = name.split(".")[1]
                assert other == part or other in MAY_IMPORT[part], f"{module} imports {name}"


@pytest.mark.parametrize(
    "part", ["domain", "measures", "sheet", "checks", "revisions", "pages", "vba"]
)
def test_the_core_needs_the_standard_library_alone_and_no_file(part: str) -> None:
    for module in _modules(part):
        for name in _imports(module):
            first = name.split(".")[0]
            assert first == "xlscorecard" or first in sys.stdlib_module_names, f"{module}: {name}"
            assert first not in INPUT_AND_OUTPUT, f"{module} imports {name}"


@pytest.mark.parametrize(
    "code",
    [
        "import xlscorecard; xlscorecard.refresh({source!r}, output={target!r})",
        "import sys; from xlscorecard.cli import app\n"
        "app(['refresh', {source!r}, '--output', {target!r}], standalone_mode=False)",
    ],
    ids=["python", "command line"],
)
def test_a_refresh_of_a_file_loads_no_heavy_package(code: str, tmp_path: Path) -> None:
    target = tmp_path / "refreshed.xlsm"
    run = code.format(source=str(WORKBOOK), target=str(target))
    listing = f"{run}\nimport sys; print('LOADED', *sorted(sys.modules))"

    output = subprocess.run(
        [sys.executable, "-c", listing], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    loaded = set(output.rpartition("LOADED ")[2].split())
    assert target.exists()
    assert "xlscorecard.books.file.splice" in loaded
    assert loaded.isdisjoint(HEAVY)


# What a person waits for, and what must not be imported for it.
FOR_FILES = ("xlscorecard.books.file", "xlscorecard.cli", "xlscorecard.report", "rich", "click")
FOR_ACTIONS = ("xlscorecard.actions", "xlscorecard.checks", "xlscorecard.books.excel.book")
FOR_CHANGES = ("xlscorecard.revisions", "xlscorecard.pages", "difflib")
NEW_FILES = ("xlsxwriter", "openpyxl", "xlscorecard.workbook", "xlscorecard.vba", "lxml")


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        (
            "from xlscorecard.addin import functions\nfunctions.change(12.0, 10.0)",
            (*FOR_FILES, *FOR_ACTIONS, *NEW_FILES, "platformdirs"),
        ),
        ("from xlscorecard.addin import ribbon", (*FOR_FILES, *FOR_CHANGES, *NEW_FILES)),
        (
            "import contextlib\nfrom xlscorecard.cli import app\n"
            "with contextlib.redirect_stdout(None):\n    app(['--help'], standalone_mode=False)",
            (*HEAVY, "rich", "platformdirs", "xlscorecard.books", "xlscorecard.actions"),
        ),
    ],
    ids=["the first function", "a refresh in Excel", "--help"],
)
def test_nothing_is_imported_that_is_not_needed(code: str, forbidden: tuple[str, ...]) -> None:
    listing = f"{code}\nimport sys; print('LOADED', *sorted(sys.modules))"
    output = subprocess.run(
        [sys.executable, "-c", listing], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    loaded = output.rpartition("LOADED ")[2].split()
    assert loaded
    assert [name for name in loaded if name.startswith(forbidden)] == []
