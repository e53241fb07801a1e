"""A workbook that a person already has gets macros, ribbon, settings and colours."""

import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import xlscorecard
from tests.books.containment import missing
from tests.workbook.chain import findings
from tests.workbook.cross_checks import Workbook
from xlscorecard.addin.adoption.adopting import adopt
from xlscorecard.addin.configuration import CONFIGURATION, Key
from xlscorecard.addin.workbook import build
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.cli import main
from xlscorecard.core.domain.our_sheets import checks_heading_row
from xlscorecard.core.findings.present_lines import present_lines
from xlscorecard.errors import (
    DamagedWorkbookError,
    LayoutError,
    UnwritableWorkbookError,
    WorkbookInUseError,
)
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.xlsx.package import Package

MONTHS = [date(2018 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(8, 21)]
MACRO = Module(name="Mine", kind=ModuleKind.STANDARD, source='Attribute VB_Name = "Mine"\n')


def own_workbook(path: Path, *others: str) -> Path:
    """A person's workbook: a scorecard on KPIs, a note, a rule, a chart, a chart sheet."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("KPIs")
    notes = book.add_worksheet("Notes & more")
    bold, month = book.add_format({"bold": True}), book.add_format({"num_format": "mmm-yy"})
    sheet.write_row(0, 0, ["Our KPIs"], bold)
    sheet.write_row(2, 0, ["Ref.", "Indicator"], bold)
    for column, first in enumerate(MONTHS, start=2):
        sheet.write_datetime(2, column, first, month)
    sheet.merge_range(2, 15, 2, 16, "% change from prev. period", bold)
    sheet.merge_range(2, 17, 2, 18, "% change from same period prev. yr", bold)
    sheet.write_row(2, 19, ["DoT", "12 month average", "12-mnth max value"], bold)
    for row, reference in enumerate(("A1", "B2", "C3"), start=3):
        sheet.write_row(row, 0, [reference, f"Thing {reference}"])
        sheet.write_row(row, 2, [10 + row * column for column in range(len(MONTHS))])
        sheet.write_string(row, 19, "▲")
    sheet.write_comment("C4", "as reported")
    sheet.conditional_format("C4:O6", {"type": "cell", "criteria": ">", "value": 50,
                                       "format": book.add_format({"bold": True})})  # fmt: skip
    notes.write_string("A1", "Said in the meeting")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=KPIs!$C$4:$O$4"})
    notes.insert_chart("C3", chart)
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "=KPIs!$C$5:$O$5"})
    book.add_chartsheet("Picture").set_chart(pie)
    for name in others:
        book.add_worksheet(name).write_string("B2", "Figures read twice")
    book.define_name("FirstMonth", "=KPIs!$C$3")
    book.close()
    return path


def rewritten(path: Path, changes: dict[str, Callable[[bytes], bytes] | bytes]) -> Path:
    """Replace or change parts of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, change in changes.items():
        parts[name] = change if isinstance(change, bytes) else change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_workbook(tmp_path_factory.mktemp("own") / "Own.xlsx")


@pytest.fixture(scope="module")
def adopted(original: Path) -> Path:
    return adopt(original).output


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "Own.xlsx"))


# -- a check of the months, where it is asked for ----------------------------------------------


def _checks_of(path: Path) -> dict[str, str]:
    rules = openpyxl.load_workbook(path)["KPIs"].data_validations.dataValidation
    return {str(rule.sqref): str(rule.formula1) for rule in rules}


def test_excel_checks_the_months_of_an_adopted_workbook_where_that_is_asked_for(
    copy: Path, tmp_path: Path
) -> None:
    before = _checks_of(copy)
    adopted = adopt(copy, tmp_path / "adopted.xlsm", check_months=True)
    assert "a check of the months that are typed as headings" in adopted.added
    new = {cells: rule for cells, rule in _checks_of(adopted.output).items() if cells not in before}
    [(cells, formula)] = new.items()
    first = cells.split()[0].partition(":")[0]
    assert formula == f"IF(ISNUMBER({first}),DAY({first})=1,TRUE)"
    assert before.items() <= _checks_of(adopted.output).items()
    again = adopt(adopted.output, tmp_path / "again.xlsm", check_months=True, upgrade=True)
    assert _checks_of(again.output) == _checks_of(adopted.output)


def test_without_being_asked_no_cell_gets_a_check(copy: Path, adopted: Path) -> None:
    assert _checks_of(adopted) == _checks_of(copy)


# -- what it gets, and keeps ------------------------------------------------------------------


def test_the_adopted_workbook_stands_beside_the_original_which_stays(
    original: Path, adopted: Path
) -> None:
    assert adopted == original.with_suffix(".xlsm")
    assert missing(original, adopted) == []
    assert WorkbookFile(original).sheet_names == ("KPIs", "Notes & more")


def test_the_chain_of_proofs_finds_nothing_in_it_but_that_it_has_no_button(adopted: Path) -> None:
    assert list(findings(adopted)) == ["no button"]


def test_it_has_the_settings_and_a_hidden_configuration(adopted: Path) -> None:
    book = Workbook(adopted)
    assert list(book.sheets()) == [
        "KPIs", "Notes & more", "Picture", "Settings", "xlwings.conf", "Checks",
    ]  # fmt: skip
    assert re.findall(rb'name="([^"]+)"[^>]*state="hidden"', book.parts["xl/workbook.xml"]) == [
        b"xlwings.conf"
    ]
    grid = WorkbookFile(adopted).read("xlwings.conf")
    keys = {grid.text(row, 1): grid.text(row, 2) for row in grid.rows}
    assert keys == {key.value: value for key, value in CONFIGURATION.items()}


def test_the_sheet_for_the_findings_says_that_nothing_has_been_checked_yet(adopted: Path) -> None:
    sheet = WorkbookFile(adopted).read("Checks")
    assert checks_heading_row(sheet) is not None
    assert sheet.text(7, 1) == "Not checked yet."


@pytest.mark.parametrize(
    ("taken", "added"), [(("Checks",), ["Scorecard checks"]), (("Checks", "Scorecard checks"), [])]
)
def test_a_sheet_of_that_name_that_is_not_ours_is_left_alone(
    tmp_path: Path, taken: tuple[str, ...], added: list[str]
) -> None:
    output = adopt(own_workbook(tmp_path / "Own.xlsx", *taken)).output

    sheets = WorkbookFile(output).sheet_names
    assert list(sheets[2:]) == [*taken, "Settings", "xlwings.conf", *added]
    assert {WorkbookFile(output).read(name).text(2, 2) for name in taken} == {"Figures read twice"}
    assert list(findings(output)) == ["no button"]


def test_a_refresh_of_an_adopted_workbook_fills_the_sheet_that_is_there(
    adopted: Path, tmp_path: Path
) -> None:
    output = tmp_path / "refreshed.xlsm"
    assert xlscorecard.refresh(adopted, output=output).listed_on == "Checks"
    assert list(Workbook(output).sheets()) == list(Workbook(adopted).sheets())
    assert list(findings(output)) == ["no button"]
    assert present_lines(WorkbookFile(output).read("Checks"))


def test_an_upgrade_gives_a_sheet_that_a_refresh_has_added_its_module(
    adopted: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(adopted, tmp_path / "earlier.xlsm"))
    rewritten(
        copy,
        {
            "xl/workbook.xml": lambda xml: xml.replace(b'"Checks"', b'"Else"').replace(
                b">Checks!", b">Else!"
            )
        },
    )
    assert xlscorecard.refresh(copy).listed_on == "Checks"
    assert list(findings(copy)) == [
        "code name '' is not both in the workbook and in the VBA project",
        "no button",
    ]

    upgraded = adopt(copy, upgrade=True).output

    assert list(findings(upgraded)) == ["no button"]


def test_every_sheet_has_a_module_of_its_kind(adopted: Path) -> None:
    modules = Workbook(adopted).modules
    bases = {
        own.name: re.findall(r'VB_Base = "([^"]+)"', own.source)[0]
        for own in modules.values()
        if own.is_document
    }
    assert bases == {
        "ThisWorkbook": DocumentBase.WORKBOOK.value,
        **{f"Sheet{number}": DocumentBase.WORKSHEET.value for number in range(1, 6)},
        "Sheet6": DocumentBase.CHART_SHEET.value,
    }


def test_it_is_coloured_behind_the_rules_that_were_there(adopted: Path) -> None:
    sheet = Workbook(adopted).parts["xl/worksheets/sheet1.xml"].decode()
    areas = re.findall(r'<conditionalFormatting sqref="([^"]+)"', sheet)
    priorities = [int(own) for own in re.findall(r'priority="(\d+)"', sheet)]
    assert areas == ["C4:O6", "P4:Q206", "R4:S206"]
    assert priorities == list(range(1, 14))


def test_it_can_be_refreshed_and_read_as_before(adopted: Path, tmp_path: Path) -> None:
    result = xlscorecard.refresh(adopted, output=tmp_path / "refreshed.xlsm")
    assert (result.sheet, result.indicators, len(result.plan.cells)) == ("KPIs", 3, 18)


def test_the_ribbon_has_no_button_to_a_sheet_that_is_not_there(adopted: Path) -> None:
    ribbon = Workbook(adopted).parts["customUI/customUI14.xml"].decode()
    assert re.findall(r'<button id="(\w+)"', ribbon) == [
        "ScorecardRefresh", "ScorecardCheck", "ScorecardUndo", "ScorecardExplain",
        "ScorecardAccept", "ScorecardWhatChanged", "ScorecardSettings", "ScorecardRecalculate",
        "ScorecardHelp", "ScorecardLog", "ScorecardRestart", "ScorecardAbout",
        "ScorecardExplainInContextMenuCell", "ScorecardAcceptInContextMenuCell",
        "ScorecardExplainInContextMenuListRange", "ScorecardAcceptInContextMenuListRange",
    ]  # fmt: skip


def test_the_same_workbook_makes_the_same_bytes(
    original: Path, adopted: Path, tmp_path: Path
) -> None:
    again = adopt(original, tmp_path / "again.xlsm").output
    assert again.read_bytes() == adopted.read_bytes()


def test_code_names_that_are_there_are_kept_and_a_taken_one_is_not(copy: Path) -> None:
    def named(name: str) -> Callable[[bytes], bytes]:
        tag = f'<sheetPr codeName="{name}"/><dimension'.encode()
        return lambda xml: xml.replace(b"<dimension", tag, 1)

    rewritten(copy, {"xl/worksheets/sheet1.xml": named("Zahlen"),
                     "xl/worksheets/sheet2.xml": named("ScorecardServer")})  # fmt: skip
    output = adopt(copy).output
    documents = [own.name for own in Workbook(output).modules.values() if own.is_document]
    assert documents == ["ThisWorkbook", "Zahlen", *(f"Sheet{n}" for n in range(1, 6))]
    assert list(findings(output)) == ["no button"]


def test_a_workbook_whose_elements_have_a_prefix_is_adopted(copy: Path) -> None:
    def prefixed(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
        return xml.replace(b' xmlns="http', b' xmlns:x="http', 1)

    parts = ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
    rewritten(copy, dict.fromkeys(parts, prefixed))
    output = adopt(copy).output
    assert missing(copy, output) == []
    assert [own for own in findings(output) if not own.startswith("openxml-audit")] == ["no button"]
    assert xlscorecard.refresh(output, dry_run=True).indicators == 3


# -- once more --------------------------------------------------------------------------------


def test_an_adopted_workbook_is_adopted_again_only_when_asked_to(adopted: Path) -> None:
    before = adopted.read_bytes()
    with pytest.raises(UnwritableWorkbookError) as caught:
        adopt(adopted)
    assert str(caught.value) == (
        f"{adopted}: it has the scorecard's macros already; expected a workbook without them. "
        "Add --upgrade to bring them to the installed version."
    )
    assert adopted.read_bytes() == before
    assert [path.name for path in adopted.parent.iterdir() if path.is_dir()] == []


def test_an_upgrade_brings_macros_and_versions_up_to_date_and_keeps_the_rest(
    adopted: Path, tmp_path: Path
) -> None:
    old = Path(shutil.copy(adopted, tmp_path / "old.xlsm"))
    modules = [
        document_module(name, DocumentBase.WORKBOOK if name == "ThisWorkbook" else
                        DocumentBase.CHART_SHEET if name == "Sheet6" else DocumentBase.WORKSHEET)
        for name in ("ThisWorkbook", *(f"Sheet{number}" for number in range(1, 7)))
    ]  # fmt: skip
    server = Module(name="ScorecardServer", kind=ModuleKind.STANDARD, source="' an old one")
    version = CONFIGURATION[Key.VERSION].encode()
    rewritten(
        old,
        {
            "xl/vbaProject.bin": project_bytes("Scorecard", [*modules, server]),
            "xl/sharedStrings.xml": lambda xml: xml.replace(b"<t>" + version, b"<t>0.0.9"),
        },
    )
    grid = WorkbookFile(old).read("xlwings.conf")
    assert "0.0.9" in [grid.text(row, 2) for row in grid.rows]

    result = adopt(old, upgrade=True)

    assert result.output == old
    assert result.backup == old.with_name("old.xlsm.bak")
    grid = WorkbookFile(old).read("xlwings.conf")
    assert "0.0.9" not in [grid.text(row, 2) for row in grid.rows]
    assert Workbook(old).parts["xl/vbaProject.bin"] == Workbook(adopted).parts["xl/vbaProject.bin"]
    assert list(findings(old)) == ["no button"]
    assert result.added == ("the macros and functions", "the Scorecard tab of the ribbon")


def test_an_upgrade_of_the_installed_version_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsm"
    build(path)
    before = Workbook(path).parts
    adopt(path, upgrade=True)
    after = Workbook(path).parts
    assert {name for name in before if before[name] != after[name]} == set()


def test_macros_that_were_lost_by_saving_as_xlsx_come_back(adopted: Path, tmp_path: Path) -> None:
    # What Excel does on 'Save as .xlsx': the sheets stay, the macros and the ribbon go.
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(adopted) as before, zipfile.ZipFile(saved, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith((".rels", "[Content_Types].xml")):
                content = re.sub(rb"<[^<>]*(?:vbaProject|customUI14)[^<>]*/>", b"", content)
                content = content.replace(b"ms-excel.sheet.macroEnabled", _PLAIN)
            if not name.endswith(("vbaProject.bin", "customUI14.xml")):
                after.writestr(name, content)
    result = adopt(saved)
    assert result.added == ("the macros and functions", "the Scorecard tab of the ribbon")
    assert list(findings(result.output)) == ["no button"]


_PLAIN = b"openxmlformats-officedocument.spreadsheetml.sheet"


# -- what is refused --------------------------------------------------------------------------


def test_macros_of_its_own_are_refused_and_ours_are_exported(copy: Path, tmp_path: Path) -> None:
    own = adopt(copy, tmp_path / "own.xlsm").output
    modules = [document_module("ThisWorkbook", DocumentBase.WORKBOOK), MACRO]
    rewritten(own, {"xl/vbaProject.bin": project_bytes("Mine", modules)})
    before = own.read_bytes()
    folder = tmp_path / "own - scorecard macros"

    with pytest.raises(UnwritableWorkbookError) as caught:
        adopt(own, upgrade=True)

    assert str(caught.value) == (
        f"{own}: macros of its own, in Mine; expected a workbook without macros. Import the "
        f'modules by hand: they are in "{folder}", with instructions.'
    )
    assert own.read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == [
        "Dictionary.cls", "How to import.txt", "ScorecardFunctions.bas", "ScorecardRibbon.bas",
        "ScorecardServer.bas", "ScorecardSheets.cls", "ScorecardStart.bas", "ThisWorkbook.txt",
        "customUI14.xml", "xlwings.bas",
    ]  # fmt: skip
    assert (folder / "Dictionary.cls").read_bytes().startswith(b"VERSION 1.0 CLASS\r\n")


def test_a_folder_for_the_modules_that_cannot_be_made_is_said(copy: Path, tmp_path: Path) -> None:
    own = adopt(copy, tmp_path / "own.xlsm").output
    rewritten(own, {"xl/vbaProject.bin": project_bytes("Mine", [MACRO])})
    (tmp_path / "own - scorecard macros").write_bytes(b"a file of that name")
    with pytest.raises(UnwritableWorkbookError, match=r"could not be written: File exists"):
        adopt(own, upgrade=True)


def strict(xml: bytes) -> bytes:
    return xml.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


REFUSED: dict[str, tuple[dict[str, Callable[[bytes], bytes] | bytes], str]] = {
    "a ribbon of its own": (
        {
            "_rels/.rels": lambda xml: xml.replace(
                b"</Relationships>",
                b'<Relationship Id="rIdUI" Type="http://schemas.microsoft.com/office/2006/'
                b'relationships/ui/extensibility" Target="customUI/customUI.xml"/></Relationships>',
            ),
            "customUI/customUI.xml": b"<customUI/>",
        },
        "part customUI/customUI.xml: a ribbon of its own; expected a workbook that does not change "
        "the ribbon.",
    ),
    "a protected structure": (
        {
            "xl/workbook.xml": lambda xml: xml.replace(
                b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'
            )
        },
        "a protected structure, to which no sheet may be added; expected a workbook whose "
        "structure is not protected. Choose Review > Protect Workbook in Excel to end it, then "
        "adopt the workbook.",
    ),
    "a strict workbook": (
        {"xl/workbook.xml": strict},
        "a Strict Open XML workbook, in which macros cannot be; expected an Excel workbook.",
    ),
    "a signature": (
        {"_xmlsignatures/sig1.xml": b"<Signature/>",
         "[Content_Types].xml": lambda xml: xml},
        "a digital signature of the workbook, which any change would break;",
    ),
    "another sheet named Settings": (
        {"xl/workbook.xml": lambda xml: xml.replace(b'"Notes &amp; more"', b'"Settings"')},
        "sheet Settings: a sheet of that name that holds something else; expected no sheet of that "
        "name, or the scorecard's settings. Give that sheet another name, then adopt the workbook.",
    ),
    "somebody else's xlwings.conf": (
        {"xl/workbook.xml": lambda xml: xml.replace(b'"Notes &amp; more"', b'"xlwings.conf"')},
        "sheet xlwings.conf: the settings of other xlwings code;",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_adopting_would_break_is_refused(name: str, copy: Path) -> None:
    changes, expected = REFUSED[name]
    rewritten(copy, changes)
    with pytest.raises(UnwritableWorkbookError) as caught:
        adopt(copy)
    assert expected in str(caught.value)
    assert not copy.with_suffix(".xlsm").exists()


def test_a_workbook_without_a_scorecard_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Data").write_string("A1", "nothing")
    book.close()
    with pytest.raises(LayoutError):
        adopt(path)
    assert [file.name for file in tmp_path.iterdir()] == ["other.xlsx"]


def test_a_file_that_is_there_is_not_overwritten_unasked(copy: Path) -> None:
    copy.with_suffix(".xlsm").write_bytes(b"somebody's")
    with pytest.raises(UnwritableWorkbookError) as caught:
        adopt(copy)
    assert str(caught.value) == (
        f"{copy.with_suffix('.xlsm')}: a file that is there already; expected a name that no file "
        "has. Name another file to write to (--output), or move this one away."
    )
    assert copy.with_suffix(".xlsm").read_bytes() == b"somebody's"


def test_macros_are_written_into_no_xlsx(copy: Path) -> None:
    with pytest.raises(UnwritableWorkbookError, match=r'a name that ends in "\.xlsx"'):
        adopt(copy, copy.with_name("new.xlsx"))


def test_a_workbook_that_is_open_is_left_alone(copy: Path) -> None:
    copy.with_name(f"~${copy.name}").write_bytes(b"")
    with pytest.raises(WorkbookInUseError):
        adopt(copy)


# -- the command line -------------------------------------------------------------------------


def test_the_command_says_what_it_added(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(copy.parent)
    monkeypatch.setattr(sys, "argv", ["xlscorecard", "adopt", "Own.xlsx"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.splitlines() == [
        "Own.xlsx, sheet KPIs",
        "  added: the sheet Settings",
        "  added: the hidden sheet xlwings.conf",
        "  added: colours for the arrows and changes of KPIs",
        "  added: the sheet Checks",
        "  added: the macros and functions",
        "  added: the Scorecard tab of the ribbon",
        "Saved to Own.xlsm",
        "Open it in Excel and enable its macros: the ribbon has a tab Scorecard.",
    ]


def test_the_command_answers_json_for_machines(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    monkeypatch.setattr(sys, "argv", ["xlscorecard", "adopt", str(copy), "--json"])
    with pytest.raises(SystemExit):
        main()
    data = json.loads(capsys.readouterr().out)
    assert (data["output"], data["backup"]) == (str(copy.with_suffix(".xlsm")), None)


# -- what only looks harmless -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["settings", "XLWINGS.CONF", "Settings"])
def test_a_sheet_of_a_taken_name_in_other_letters_or_of_another_kind_is_refused(
    name: str, copy: Path
) -> None:
    taken = b'"Picture"' if name == "Settings" else b'"Notes &amp; more"'
    rewritten(copy, {"xl/workbook.xml": lambda xml: xml.replace(taken, f'"{name}"'.encode())})
    with pytest.raises(UnwritableWorkbookError, match=r"a sheet of that name|other xlwings code"):
        adopt(copy)


@pytest.mark.parametrize("name", ["Scorecard", "Excel", "Dir"])
def test_a_code_name_that_vba_would_take_for_something_else_is_not_kept(
    name: str, copy: Path
) -> None:
    tag = f'<sheetPr codeName="{name}"/><dimension'.encode()
    sheet = "xl/worksheets/sheet1.xml"
    rewritten(copy, {sheet: lambda xml: xml.replace(b"<dimension", tag, 1)})
    assert name not in Workbook(adopt(copy).output).modules


def test_a_table_without_an_indicator_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("KPIs").write_row(0, 0, ["Ref.", "Indicator", "Jul-19", "12 month average"])
    book.close()
    with pytest.raises(LayoutError, match="no indicator below the headings"):
        adopt(path)


def test_a_table_without_arrows_gets_no_colours_and_an_upgrade_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("KPIs")
    sheet.write_row(0, 0, ["Ref.", "Indicator", "Jul-19", "12 month average"])
    sheet.write_row(1, 0, ["A1", "Thing", 1, 1])
    book.close()
    result = adopt(path)
    assert not any("colours" in added for added in result.added)
    before = Workbook(result.output).parts
    adopt(result.output, upgrade=True)
    assert Workbook(result.output).parts == before


def test_code_that_a_person_added_to_our_modules_is_not_lost_by_an_upgrade(
    adopted: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(adopted, tmp_path / "mine.xlsm"))
    modules = [
        Module(name=own.name, kind=ModuleKind.STANDARD, source=own.source
               + ("Public Sub MyOwn()\nEnd Sub\n" if own.name == "ScorecardRibbon" else ""))
        for own in Workbook(path).modules.values() if not own.is_document
    ]  # fmt: skip
    rewritten(path, {"xl/vbaProject.bin": project_bytes("Scorecard", modules)})
    before = path.read_bytes()
    with pytest.raises(UnwritableWorkbookError, match="macros of its own, in ScorecardRibbon"):
        adopt(path, upgrade=True)
    assert path.read_bytes() == before


def test_xml_in_another_encoding_is_an_error_and_no_traceback(copy: Path) -> None:
    rewritten(copy, {"xl/workbook.xml": lambda xml: xml.replace(b'"UTF-8"', b'"iso-8859-1"')})
    with pytest.raises(DamagedWorkbookError, match="XML in the encoding iso-8859-1"):
        adopt(copy)


def test_texts_are_added_before_what_follows_the_shared_strings(copy: Path) -> None:
    part = "xl/sharedStrings.xml"
    more = b'<extLst><ext uri="{0}"/></extLst></sst>'
    rewritten(copy, {part: lambda xml: xml.replace(b"</sst>", more)})
    output = adopt(copy).output
    assert Workbook(output).parts[part].endswith(b"</si>" + more)
    grid = WorkbookFile(output).read("xlwings.conf")
    assert grid.text(1, 1) == "INTERPRETER_WIN"


def test_a_tab_that_a_person_added_to_our_ribbon_is_not_lost_by_an_upgrade(
    adopted: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(adopted, tmp_path / "mine.xlsm"))
    part = "customUI/customUI14.xml"
    rewritten(path, {part: lambda xml: xml.replace(b"</tabs>", b'<tab id="MyTab"/></tabs>')})
    before = path.read_bytes()
    with pytest.raises(UnwritableWorkbookError, match="a ribbon of its own"):
        adopt(path, upgrade=True)
    assert path.read_bytes() == before


# -- what a column means --------------------------------------------------------------------------


def with_a_total(path: Path) -> Path:
    """A person's workbook with a column YTD behind the table, and one without a heading."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("KPIs")
        sheet.write_row(0, 0, ["Ref.", "Indicator", "Jul-19", "Aug-19", "12 month average", "YTD"])
        for row, reference in enumerate(("A1", "B2"), start=1):
            sheet.write_row(row, 0, [reference, f"Thing {reference}", 5, 6, 5.5, 11, 3])
    return path


def lines(path: Path) -> list[tuple[str, str, str]]:
    """The lines of the table of columns."""
    grid = WorkbookFile(path).read("Settings")
    top = next(row for row in sorted(grid.rows) if grid.text(row, 3) == "Heading there")
    return [
        (grid.text(row, 1), grid.text(row, 2), grid.text(row, 3))
        for row in sorted(grid.rows)
        if row > top and grid.text(row, 1)
    ]


def test_what_is_said_of_columns_is_written_into_their_table(tmp_path: Path) -> None:
    path = with_a_total(tmp_path / "own.xlsx")
    target = tmp_path / "adopted.xlsm"
    adopt(path, target, columns={"YTD": "leave alone", "G": "leave alone"})
    assert lines(target) == [("YTD", "leave alone", ""), ("G", "leave alone", "(blank)")]
    rules = {own.rule for own in xlscorecard.check(target).findings}
    assert rules.isdisjoint({"column-of-totals", "column-not-understood", "line-without-heading"})


def test_an_upgrade_gives_the_table_of_columns_to_a_settings_sheet_without_one(
    tmp_path: Path,
) -> None:
    path = with_a_total(tmp_path / "own.xlsx")
    older = tmp_path / "older.xlsm"
    adopt(path, older)
    # Settings as an earlier version has made them: nothing below the single indicators.
    cut = re.compile(rb'<row r="(?:6[1-9]|[78]\d)".*?</row>', re.DOTALL)
    part = Package(older).sheets["Settings"]
    older = rewritten(older, {part: lambda xml: cut.sub(b"", xml)})
    target = tmp_path / "newer.xlsm"
    done = adopt(older, target, columns={"YTD": "leave alone"}, upgrade=True)
    assert "the table of columns on the sheet Settings" in done.added
    assert lines(target) == [("YTD", "leave alone", "")]
    again = tmp_path / "again.xlsm"
    adopt(target, again, columns={"YTD": "leave alone"}, upgrade=True)
    assert lines(again) == [("YTD", "leave alone", "")]


def test_the_command_takes_what_is_said_of_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_a_total(tmp_path / "own.xlsx")
    target = tmp_path / "adopted.xlsm"
    arguments = [
        "xlscorecard",
        "adopt",
        str(path),
        "-o",
        str(target),
        "--column",
        "YTD=leave alone",
    ]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    assert lines(target) == [("YTD", "leave alone", "")]
