"""The built workbook passes the whole chain of proofs, and the chain catches seeded faults."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.workbook.chain import findings
from xlscorecard.addin.vba.sources import PROJECT_NAME, WORKBOOK_CODE_NAME, project_modules
from xlscorecard.addin.workbook import build
from xlscorecard.addin.workbook.build import CODE_NAMES
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind
from xlscorecard.formats.vba.project import project_bytes

MODULES = project_modules(
    WORKBOOK_CODE_NAME, [(name, DocumentBase.WORKSHEET) for name in CODE_NAMES.values()]
)
PROJECT = "xl/vbaProject.bin"

Parts = dict[str, bytes]
Fault = Callable[[Parts], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "Scorecard.xlsm"
    build(path)
    return path


def test_no_link_of_the_chain_finds_anything(built: Path) -> None:
    assert list(findings(built, MODULES)) == []


# -- faults, and what has to be found of each --------------------------------------------------


def in_part(part: str, old: str, new: str) -> Fault:
    """Replace a text that stands in a part once."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert text.count(old) >= 1, f"{old} is not in {part}"
        parts[part] = text.replace(old, new, 1).encode()

    return change


def in_module(name: str, old: str, new: str) -> Fault:
    """Replace a text of a module, and write the VBA project anew."""

    def change(parts: Parts) -> None:
        changed = []
        for module in MODULES:
            source = module.source
            if module.name == name:
                assert old in source, f"{old} is not in {name}"
                source = source.replace(old, new, 1)
            changed.append(Module(name=module.name, kind=module.kind, source=source))
        parts[PROJECT] = project_bytes(PROJECT_NAME, changed)

    return change


def with_modules(modules: Sequence[Module]) -> Fault:
    def change(parts: Parts) -> None:
        parts[PROJECT] = project_bytes(PROJECT_NAME, modules)

    return change


def without_part(part: str) -> Fault:
    def change(parts: Parts) -> None:
        del parts[part]

    return change


def in_project(place: float, flip: int) -> Fault:
    """Change one byte of the VBA project, at a fraction of its length."""

    def change(parts: Parts) -> None:
        content = bytearray(parts[PROJECT])
        content[int(len(content) * place)] ^= flip
        parts[PROJECT] = bytes(content)

    return change


def a_stream_renamed(parts: Parts) -> None:
    """The name of a stream in the directory of the compound file, changed in one letter."""
    name = "ScorecardServer".encode("utf-16-le")
    assert parts[PROJECT].count(name) >= 1
    parts[PROJECT] = parts[PROJECT].replace(name, "ScorecardServes".encode("utf-16-le"))


RIBBON, BOOK = "customUI/customUI14.xml", "xl/workbook.xml"
SCORECARD, FUNCTIONS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"
CONFIGURATION, VML = "xl/worksheets/sheet5.xml", "xl/drawings/vmlDrawing1.vml"
RELS = "xl/_rels/workbook.xml.rels"

FAULTS: dict[str, tuple[Fault, str]] = {
    "a sheet's code name": (
        in_part(SCORECARD, 'codeName="ScorecardSheet"', 'codeName="Scorecard1"'),
        "code name 'Scorecard1' is not both in the workbook and in the VBA project",
    ),
    "two sheets of one code name": (
        in_part(FUNCTIONS, 'codeName="FunctionsSheet"', 'codeName="ScorecardSheet"'),
        "sheet Functions: code name 'ScorecardSheet' is missing or taken",
    ),
    "the workbook's code name": (
        in_part(BOOK, 'codeName="ThisWorkbook"', 'codeName="DieseArbeitsmappe"'),
        "code name 'DieseArbeitsmappe' is not both in the workbook and in the VBA project",
    ),
    "a sheet without a module": (
        with_modules([own for own in MODULES if own.name != "SettingsSheet"]),
        "code name 'SettingsSheet' is not both in the workbook and in the VBA project",
    ),
    "a sheet's module of a chart sheet": (
        in_module("SettingsSheet", "00020820", "00020821"),
        "module SettingsSheet is of another kind",
    ),
    "a module without xlwings": (
        with_modules([own for own in MODULES if own.name != "xlwings"]),
        "no module xlwings",
    ),
    "a ribbon's macro that is not there": (
        in_part(RIBBON, "RefreshScorecardClicked", "RefreshScorecardPressed"),
        "ribbon: ScorecardRefresh calls RefreshScorecardPressed, which takes no control",
    ),
    "a ribbon's macro of another signature": (
        in_module("ScorecardRibbon", "AboutClicked(control As IRibbonControl)", "AboutClicked()"),
        "ribbon: ScorecardAbout calls AboutClicked, which takes no control",
    ),
    "a ribbon's identifier twice": (
        in_part(RIBBON, 'id="ScorecardSettings"', 'id="ScorecardRefresh"'),
        "ribbon: ScorecardRefresh twice",
    ),
    "an image that Excel has not": (
        in_part(RIBBON, 'imageMso="RefreshAll"', 'imageMso="RefreshEverything"'),
        "ribbon: ScorecardRefresh has no built-in image RefreshEverything",
    ),
    "a ribbon in another namespace": (
        in_part(RIBBON, "2009/07/customui", "2009/08/customui"),
        "the ribbon has another namespace",
    ),
    "a ribbon that is no XML": (
        in_part(RIBBON, "</customUI>", "</customui>"),
        "ribbon_calls_what_is_there: ParseError",
    ),
    "a ribbon without its relationship": (
        in_part("_rels/.rels", "2007/relationships/ui", "2006/relationships/ui"),
        "no relationship to the ribbon",
    ),
    "a button's macro that is not there": (
        in_part(VML, "[0]!RefreshScorecard", "[0]!Refresh_Scorecard"),
        "the button calls [0]!Refresh_Scorecard, which is no macro",
    ),
    "a button's macro that takes an argument": (
        in_module("ScorecardRibbon", "RefreshScorecard()", "RefreshScorecard(ByVal a As Long)"),
        "the button calls [0]!RefreshScorecard, which is no macro",
    ),
    "malformed VML": (in_part(VML, "</v:shape>", "</v:form>"), "mismatched tag"),
    "a defined name of a sheet that is not there": (
        in_part(BOOK, "Settings!$B$8", "Setting!$B$8"),
        "SettingsColours refers to the sheet Setting",
    ),
    "a defined name of no cells": (
        in_part(BOOK, "Settings!$B$6", "Settings!$6$B"),
        "SettingsTolerance refers to Settings!$6$B, which are no cells",
    ),
    "a formula with a function that is not there": (
        in_part(FUNCTIONS, "SC_AVERAGE(", "SC_MEAN("),
        "no function SC_MEAN",
    ),
    "a formula whose brackets do not match": (
        in_part(FUNCTIONS, "SC_MAX(", "SC_MAX(("),
        "brackets of SC_MAX((",
    ),
    "a rule with a name that is not there": (
        in_part(SCORECARD, "SettingsPolarities", "SettingsDirections"),
        "no name SettingsDirections",
    ),
    "a wrapper that passes its arguments in another order": (
        in_module(
            "ScorecardFunctions",
            "Plain(current), Plain(earlier), Plain(unit)",
            "Plain(earlier), Plain(current), Plain(unit)",
        ),
        "SC_CHANGE passes on other arguments",
    ),
    "a wrapper of a Python function that is not there": (
        in_module("ScorecardFunctions", '"previous_arrow"', '"prior_arrow"'),
        "SC_PREVIOUS_ARROW calls prior_arrow, which is no function",
    ),
    "a Python module that is not there": (
        in_module("ScorecardServer", "addin.functions", "addin.function"),
        "no Python module xlscorecard.addin.function",
    ),
    "a description of a function that is not there": (
        in_module("ScorecardFunctions", 'Describe "SC_MIN"', 'Describe "SC_MINIMUM"'),
        "SC_MINIMUM is described and not there",
    ),
    "a variable that is not declared": (
        in_module("ScorecardServer", "    Dim attempt As Long\r\n", ""),
        "attempt",
    ),
    "a call with an argument too many": (
        in_module("ScorecardRibbon", 'RunAction "about"', 'RunAction "about", 1'),
        "RunAction",
    ),
    "a block that is not closed": (
        in_module("ScorecardServer", "        Next attempt\r\n", ""),
        "For",
    ),
    "a blank row in the configuration": (
        in_part(CONFIGURATION, 'r="A3"', 'r="A30"'),
        "xlwings.conf: a blank row",
    ),
    "another version of xlwings in the configuration": (
        in_part("xl/sharedStrings.xml", "0.37.8", "0.37.7"),
        "xlwings.conf: another version of xlwings than its VBA",
    ),
    "a key that xlwings does not read": (
        in_part("xl/sharedStrings.xml", "UDF MODULES", "UDF_MODULES"),
        "xlwings.conf: no UDF MODULES",
    ),
    "a content type": (
        in_part("[Content_Types].xml", "sheet.macroEnabled.main", "sheet.main"),
        "the main part is not macro-enabled",
    ),
    "a part that is gone": (without_part(VML), f"no part {VML}"),
    "a relationship that leads nowhere": (
        in_part(RELS, "worksheets/sheet3.xml", "worksheets/sheet33.xml"),
        "no part xl/worksheets/sheet33.xml",
    ),
    "an element in the wrong place": (
        in_part(SCORECARD, "<sheetData>", "<mergeCells/><sheetData>"),
        "openxml-audit",
    ),
    "a stream of another name": (a_stream_renamed, "pyOpenVBA"),
    "a byte of the compressed text": (in_project(0.5, 0x5A), "pyOpenVBA"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_chain_catches(name: str, built: Path, tmp_path: Path) -> None:
    fault, expected = FAULTS[name]
    copy = tmp_path / "Faulty.xlsm"
    with zipfile.ZipFile(built) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    fault(parts)
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)

    found = []
    for own in findings(copy, MODULES):
        found.append(own)
        if expected in own:
            return
    pytest.fail(f"not caught; found instead: {found}")


def test_more_than_twenty_faults_are_seeded() -> None:
    assert len(FAULTS) > 20


def test_every_module_is_text_that_a_person_can_read() -> None:
    for module in MODULES:
        assert module.kind in ModuleKind
        assert re.search(r"[^\t\r\n -~]", module.source) is None, module.name
