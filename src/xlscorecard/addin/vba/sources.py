"""The VBA project as text: our modules, xlwings' own, and one for each sheet."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from xlscorecard.addin.configuration import XLWINGS_VERSION
from xlscorecard.addin.registry.functions import FUNCTIONS
from xlscorecard.addin.vba.button_procedures import with_procedures
from xlscorecard.addin.vba.function_procedures import MODULE_NAME, wrapper_module
from xlscorecard.books.excel.agreed_with_vba import ERROR, MOST_CELLS
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.core.domain.our_sheets import CHECKS_SHEETS
from xlscorecard.errors import WorkbookError
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module

PROJECT_NAME = "Scorecard"

_FILES = ("ScorecardRibbon.bas", "ScorecardServer.bas", "ScorecardSheets.cls", "ScorecardStart.bas")
OUR_MODULES = tuple(Path(file).stem for file in _FILES)
XLWINGS_MODULES = ("xlwings", "Dictionary")
STANDARD_MODULES = (*OUR_MODULES, MODULE_NAME, *XLWINGS_MODULES)
"""All modules of the project but those of the workbook and its sheets."""

WORKBOOK_CODE_NAME = "ThisWorkbook"
"""The name by which VBA knows a workbook that nobody has given another."""
WORKBOOK_SOURCE = "ThisWorkbook.cls"

_EARLIER_WORKBOOK_SOURCES = ("Private Sub Workbook_Open()\nDescribeFunctions\nEnd Sub",)
"""What earlier versions have put into the module of the workbook."""

# What stands in our VBA as a name, for Python has it too.
_NAMED = {
    "@xlwings": XLWINGS_VERSION,
    "@checks": "|".join(CHECKS_SHEETS),
    "@functions": PREFIX,
    "@error": ERROR,
    "@most_cells": str(MOST_CELLS),
}

# What VBA writes at the head of a class; the module's file has but a part of it.
_CLASS_BASE = 'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"'
_CLASS_END = "Attribute VB_TemplateDerived = False\nAttribute VB_Customizable = False"


def project_modules(
    workbook_code_name: str, sheets: Sequence[tuple[str, DocumentBase]]
) -> tuple[Module, ...]:
    """All modules of the VBA project of a workbook.

    Args:
        workbook_code_name: the name by which VBA knows the workbook.
        sheets: the name and the kind of each of its sheets.

    Raises:
        WorkbookError: the installed xlwings lacks its VBA modules.
    """
    workbook = document_module(
        workbook_code_name, DocumentBase.WORKBOOK, vba_source(WORKBOOK_SOURCE)
    )
    return (
        workbook,
        *(document_module(name, base) for name, base in sheets),
        *(_module(file, vba_source(file)) for file in _FILES),
        _standard(MODULE_NAME, wrapper_module(FUNCTIONS)),
        *_xlwings_modules(),
    )


def exported_modules() -> dict[str, str]:
    """Every module but those of the workbook and its sheets, as VBA exports and imports them."""
    folder = _xlwings_folder()
    return {
        **{file: vba_source(file) for file in _FILES},
        f"{MODULE_NAME}.bas": wrapper_module(FUNCTIONS),
        "xlwings.bas": _read(folder / "xlwings.bas"),
        "Dictionary.cls": _read(folder / "addin" / "Dictionary.cls"),
    }


def is_our_code(source: str) -> bool:
    """Whether a document module holds no code but ours, whatever VBA has made of its layout."""
    ours = ("", vba_source(WORKBOOK_SOURCE), *_EARLIER_WORKBOOK_SOURCES)
    return _statements(source) in map(_statements, ours)


def is_changed(name: str, source: str) -> bool:
    """Whether one of our standard modules holds other code than the installed one."""
    files_by_name = dict(zip(OUR_MODULES, _FILES, strict=True))
    if name not in files_by_name:
        return False
    file = files_by_name[name]
    return _statements(source) != _statements(_module(file, vba_source(file)).source)


def _statements(source: str) -> tuple[str, ...]:
    """The lines of code, without the spaces and capitals that the VBA editor sees to."""
    lines = ("".join(line.split()).lower() for line in source.splitlines())
    return tuple(
        line
        for line in lines
        if line and not line.startswith(("attribute", "'")) and line != "optionexplicit"
    )


def _module(file: str, exported: str) -> Module:
    """A module from the file that VBA exports for it."""
    name = Path(file).stem
    if file.endswith(".cls"):
        return Module(name=name, kind=ModuleKind.CLASS, source=_class_stream(exported))
    return _standard(name, exported)


def _standard(name: str, source: str) -> Module:
    return Module(name=name, kind=ModuleKind.STANDARD, source=source)


def vba_source(file: str) -> str:
    """The text of one of our VBA files, with the procedures and names that are made for it."""
    text = (files("xlscorecard.addin.vba") / file).read_text("ascii")
    for name, value in _NAMED.items():
        text = text.replace(name, value)
    return with_procedures(text)


def _xlwings_modules() -> Iterator[Module]:
    """xlwings' own modules, as the installed package ships them, with their licences in them."""
    folder = _xlwings_folder()
    yield _module("xlwings.bas", _read(folder / "xlwings.bas"))
    yield _module("Dictionary.cls", _read(folder / "addin" / "Dictionary.cls"))


def _class_stream(exported: str) -> str:
    """A class as its stream holds it, from the file that VBA exports for it."""
    lines = exported.splitlines()
    attributes = [line for line in lines if line.startswith("Attribute VB_")]
    body = lines[lines.index(attributes[-1]) + 1 :]
    name, *flags = [line for line in attributes if "VB_Description" not in line]
    description = [line for line in attributes if "VB_Description" in line]
    return "\n".join([name, _CLASS_BASE, *flags, _CLASS_END, *description, *body]) + "\n"


def _xlwings_folder() -> Path:
    # Found without importing it, for that takes a while.
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise _not_installed("no package xlwings")
    return Path(spec.origin).parent


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii")
    except FileNotFoundError as error:
        raise _not_installed(f"xlwings without {file.name}") from error


def _not_installed(found: str) -> WorkbookError:
    return WorkbookError.because(
        place="the installed packages",
        found=found,
        expected="xlwings as xlscorecard requires it",
        remedy="Install it again: pip install --force-reinstall xlscorecard.",
    )
