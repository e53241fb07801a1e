"""Other programs' readers on what is written here, and ours on what they read."""

import io
import warnings
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwings
from pyopenvba import ExcelFile, check_file
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAModuleKind, parse_vba_project

from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.vba.reading import read_project

with warnings.catch_warnings():
    # pyparsing 3.3 deprecates names that oletools 0.60.2 calls when it is imported.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from oletools.olevba import VBA_Parser

XLWINGS = Path(xlwings.__file__).parent
CLASS_BASE = 'Attribute VB_Base = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"'
FOREIGN = ["quickstart_standalone.xlsm", "addin/xlwings.xlam"]


def _modules() -> tuple[Module, ...]:
    large = (XLWINGS / "xlwings.bas").read_text("utf-8")
    exported = (XLWINGS / "addin" / "Dictionary.cls").read_text("utf-8")
    # A stream has the class of all classes after the name, and not what stands before it in a file.
    class_text = exported.partition("END\n")[2].replace("\n", f"\n{CLASS_BASE}\n", 1)
    return (
        document_module("ThisWorkbook", DocumentBase.WORKBOOK, "' opened\n"),
        document_module("Sheet1", DocumentBase.WORKSHEET),
        Module(name="xlwings", kind=ModuleKind.STANDARD, source=large),
        Module(name="Dictionary", kind=ModuleKind.CLASS, source=class_text),
        Module(
            name="Signs",
            kind=ModuleKind.STANDARD,
            source='Attribute VB_Name = "Signs"\nPublic Const SIGNS = "€ – … ü ß × ±"\n',
        ),
    )


def _olevba(content: bytes) -> dict[str, str]:
    parser = VBA_Parser("vbaProject.bin", data=content)
    try:
        return {path.rpartition("/")[2]: code for _, path, _, code in parser.extract_macros()}
    finally:
        parser.close()


def test_olevba_decodes_every_module_to_its_source() -> None:
    modules = _modules()
    assert len(modules[2].source) > 40_000
    assert _olevba(project_bytes("Scorecard", modules)) == {
        module.name: module.source for module in modules
    }


def test_pyopenvba_decodes_every_module_to_its_source_and_finds_no_fault() -> None:
    modules = _modules()
    container = CFB.from_bytes(project_bytes("Scorecard", modules))
    project = parse_vba_project(container)
    assert [(module.name, module.source, module.kind) for module in project.modules] == [
        (
            module.name,
            module.source,
            VBAModuleKind.standard if module.kind is ModuleKind.STANDARD else VBAModuleKind.other,
        )
        for module in modules
    ]
    assert (project.name, project.code_page, project.sys_kind) == ("Scorecard", 1252, 3)
    assert [reference.name for reference in project.references] == ["stdole", "Office"]
    assert project.validate(container) == []


def test_a_workbook_with_the_project_is_whole_to_pyopenvba(tmp_path: Path) -> None:
    modules = _modules()
    path = tmp_path / "book.xlsm"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_vba_project(io.BytesIO(project_bytes("Scorecard", modules)), is_stream=True)
        workbook.set_vba_name("ThisWorkbook")
        workbook.add_worksheet().set_vba_name("Sheet1")
    report = check_file(path)
    assert (report.ok, report.issues) == (True, ())
    with ExcelFile(path) as file:
        assert file.vba_modules() == {module.name: module.source for module in modules}


@pytest.mark.parametrize("name", FOREIGN)
def test_ours_and_olevba_read_the_same_from_a_foreign_project(name: str) -> None:
    with zipfile.ZipFile(XLWINGS / name) as package:
        content = package.read("xl/vbaProject.bin")
    assert {module.name: module.source for module in read_project(content)} == _olevba(content)


def test_the_kinds_of_a_foreign_projects_modules_are_told_apart() -> None:
    with zipfile.ZipFile(XLWINGS / FOREIGN[0]) as package:
        modules = read_project(package.read("xl/vbaProject.bin"))
    # As its PROJECT stream lists them.
    assert [(module.name, module.kind) for module in modules] == [
        ("ThisWorkbook", ModuleKind.DOCUMENT),
        ("Sheet1", ModuleKind.DOCUMENT),
        ("Module1", ModuleKind.STANDARD),
        ("Sheet2", ModuleKind.DOCUMENT),
        ("xlwings", ModuleKind.STANDARD),
        ("Dictionary", ModuleKind.CLASS),
    ]
