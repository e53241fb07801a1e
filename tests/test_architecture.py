"""The shape of the package: imports point inwards, and a refresh loads little."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import xlscorecard

PACKAGE = Path(xlscorecard.__file__).parent
WORKBOOK = Path(__file__).parent.parent / "workbook" / "Scorecard.xlsm"

# The floors of the house, from the ground up; each row may import the rows above it here, and
# within a door the folders follow in this order. See docs/architecture.md.
DOORS = ("errors", "core", "formats", "books", "actions", "output", "addin", "setup", "cli")
FLOORS = (
    "errors",
    "core.version",
    "core.sheet",
    "core.domain",
    "core.measures",
    "core.table",
    "core.settings",
    "core.checks",
    "core.findings",
    "core.revisions",
    "formats.whole_file",
    "formats.vba",
    "formats.xlsx",
    "books",
    "actions",
    "output",
    "addin.configuration",
    "addin.help_page",
    "addin.registry",
    "addin.cells",
    "addin.functions",
    "addin.explained_function",
    "addin.buttons",
    "addin.ribbon",
    "addin.server",
    "addin.vba",
    "addin.workbook",
    "addin.adoption",
    "setup",
    "cli",
)
HEAVY = ("pandas", "numpy", "openpyxl", "lxml", "xlwings", "xlsxwriter", "jinja2")
CLOCK_AND_ENVIRONMENT = {"os", "sys", "time", "subprocess", "platform"}
INPUT_AND_OUTPUT = {"os", "io", "pathlib", "shutil", "zipfile", "time", "sys", "subprocess"}


def _names() -> dict[str, Path]:
    """Every module of the package by its dotted name within it; a package by its own."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = _names()


def _imports(path: Path) -> Iterator[str]:
    """What a module imports, in every form: ``import a.b``, ``from a import b``, ``from . import``.

    A name that is a module of the package is given as that module.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                inner = name.removeprefix("xlscorecard.")
                yield name if inner != name and inner in MODULES else node.module or ""


def _inner_imports(path: Path) -> Iterator[str]:
    for name in _imports(path):
        if name == "xlscorecard" or name.startswith("xlscorecard."):
            yield name.removeprefix("xlscorecard").removeprefix(".")


def _floor(module: str) -> int | None:
    """The floor of a module; None for the faces of packages, which only say what they are."""
    return next(
        (
            number
            for number, floor in enumerate(FLOORS)
            if module == floor or module.startswith(f"{floor}.")
        ),
        None,
    )


def test_the_package_has_few_doors_and_each_says_what_it_is() -> None:
    entries = {
        path.stem
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__", "__main__"}
    assert entries == set(DOORS)
    for name, path in MODULES.items():
        sentence = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert sentence, f"{name} does not say what it is"


def test_the_page_about_the_structure_opens_with_the_doors_and_their_sentences() -> None:
    page = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    tree = page.partition("```text")[2].partition("```")[0]
    rooms = [floor for floor in FLOORS if floor.startswith(("core.", "addin."))]
    for name in (*DOORS[1:], *rooms):
        if MODULES[name].name != "__init__.py":
            continue
        sentence = ast.get_docstring(ast.parse(MODULES[name].read_text("utf-8")))
        assert sentence
        line = f"{name.rpartition('.')[2] + '/':11}{sentence.splitlines()[0]}"
        assert line in tree.splitlines()


@pytest.mark.parametrize("module", [name for name in MODULES if _floor(name) is not None])
def test_imports_point_downwards(module: str) -> None:
    here = _floor(module)
    assert here is not None
    for name in _inner_imports(MODULES[module]):
        there = _floor(name)
        assert there is not None, f"{module} imports {name}, which is no floor"
        assert there <= here, f"{module} imports {name}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    imports = {name: set(_inner_imports(path)) - {""} for name, path in MODULES.items() if name}
    while free := {name for name, needed in imports.items() if not needed & set(imports)}:
        for name in free:
            del imports[name]
    assert imports == {}


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("core.")])
def test_the_core_needs_the_standard_library_alone_and_no_file(module: str) -> None:
    for name in _imports(MODULES[module]):
        first = name.split(".")[0]
        assert first == "xlscorecard" or first in sys.stdlib_module_names, f"{module}: {name}"
        assert first not in INPUT_AND_OUTPUT, f"{module} imports {name}"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("actions.")])
def test_actions_ask_neither_the_clock_nor_the_environment(module: str) -> None:
    asked = {name.split(".")[0] for name in _imports(MODULES[module])} & CLOCK_AND_ENVIRONMENT
    assert not asked, f"{module} imports {asked}"
    assert not re.search(r"\b(now|today)\(", MODULES[module].read_text("utf-8"))


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("formats.")])
def test_formats_know_no_scorecards(module: str) -> None:
    for name in _inner_imports(MODULES[module]):
        assert name.startswith(("formats.", "core.sheet.", "errors")), f"{module} imports {name}"


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
    assert "xlscorecard.formats.xlsx.splice" in loaded
    assert loaded.isdisjoint(HEAVY)


# What a person waits for, and what must not be imported for it.
FOR_FILES = ("xlscorecard.books.file", "xlscorecard.cli", "xlscorecard.output", "rich", "click")
FOR_ACTIONS = ("xlscorecard.actions", "xlscorecard.core.checks", "xlscorecard.books.excel.book")
FOR_CHANGES = ("xlscorecard.core.revisions", "xlscorecard.output.html", "difflib")
NEW_FILES = (
    "xlsxwriter",
    "openpyxl",
    "xlscorecard.addin.vba",
    "xlscorecard.addin.workbook",
    "xlscorecard.addin.adoption",
    "xlscorecard.formats.vba",
    "lxml",
)


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
