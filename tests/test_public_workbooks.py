"""What workbooks that people have rely on; it is written out here.

Taken from version 0.2.0 and from the documentation, not from the code: names may be added, and none
may go or come to mean something else.
"""

import inspect
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import xlscorecard
from tests.workbook.vba_text import vba_modules
from xlscorecard.addin import functions, ribbon

BUILT = Path(__file__).parent.parent / "workbook" / "Scorecard.xlsm"


def table(path: Path, headings: Sequence[str], settings: Sequence[Sequence[object]] = ()) -> Path:
    """A scorecard of three rows and 14 months with these headings behind, and a Settings sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet, month = book.add_worksheet("Scorecard"), book.add_format({"num_format": "mmm-yy"})
        sheet.write_row("A1", ["Ref.", "Indicator"])
        for number in range(14):
            year, first = divmod(number + 6, 12)
            sheet.write_datetime(0, number + 2, datetime(2018 + year, first + 1, 1), month)
        sheet.write_row("Q1", headings)
        for row in (1, 2, 3):
            sheet.write_row(row, 0, [f"A{row}", f"Thing {row}"])
            sheet.write_row(row, 2, [row * 10 + number for number in range(14)])
        if settings:
            page = book.add_worksheet("Settings")
            for row, line in enumerate(settings):
                page.write_row(row, 0, line)
    return path


CELL_FUNCTIONS = {
    "SC_PREVIOUS_ARROW": "values, months, [tolerance], [frequency], [unit]",
    "SC_PREVIOUS_CHANGE": "values, months, [frequency], [unit]",
    "SC_YEAR_ARROW": "values, months, [tolerance], [frequency], [unit]",
    "SC_YEAR_CHANGE": "values, months, [frequency], [unit]",
    "SC_LAG_CHANGE": "values, months, lag, [frequency], [unit]",
    "SC_AVERAGE": "values, months, [frequency]",
    "SC_MAX": "values, months, [frequency]",
    "SC_MIN": "values, months, [frequency]",
    "SC_JUDGEMENT": "arrow, polarity",
    "SC_CHANGE": "current, earlier, [unit]",
    "SC_ARROW": "current, earlier, [tolerance], [unit]",
}
# What the VBA of those functions calls in xlscorecard.addin.functions, with as many arguments.
CALLED = {
    "previous_arrow": 5, "previous_change": 4, "year_arrow": 5, "year_change": 4, "lag_change": 5,
    "average": 3, "maximum": 3, "minimum": 3, "judgement": 2, "change": 3, "arrow": 4,
}  # fmt: skip
PROCEDURES = {
    "RefreshScorecard", "RefreshScorecardClicked", "CheckDataClicked", "UndoRefreshClicked",
    "ExplainCellClicked", "WhatChangedClicked", "OpenSettingsClicked", "OpenFunctionsClicked",
    "ShowHelpClicked", "ShowLogClicked", "AboutClicked", "MergedAreas", "NumberFormats",
}  # fmt: skip
# What the VBA of the buttons calls in xlscorecard.addin.ribbon.
ACTIONS = {
    "refresh_scorecard", "check_data", "undo_last_refresh", "put_back_interrupted", "explain_cell",
    "what_changed", "show_log", "show_help", "about",
}  # fmt: skip
_PROCEDURE = re.compile(r"^Public (?:Sub|Function) (\w+)\((.*)\)", re.MULTILINE)


@pytest.fixture(scope="module")
def procedures() -> dict[str, str]:
    """The public procedures of the built workbook, with their arguments as documentation has it."""
    found: dict[str, str] = {}
    for module in vba_modules(BUILT):
        for name, arguments in _PROCEDURE.findall(module.source):
            plain = re.sub(r"Optional ByVal (\w+) As Variant", r"[\1]", arguments)
            found[name] = re.sub(r"ByVal (\w+) As Variant", r"\1", plain)
    return found


def test_the_functions_for_cells_are(procedures: dict[str, str]) -> None:
    assert procedures.items() >= CELL_FUNCTIONS.items()


@pytest.mark.parametrize("name", CALLED)
def test_a_function_is_called_from_python_by(name: str) -> None:
    assert len(inspect.signature(getattr(functions, name)).parameters) == CALLED[name]


def test_the_procedures_that_buttons_call_are(procedures: dict[str, str]) -> None:
    assert procedures.keys() >= PROCEDURES


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_is_called_from_vba_by(name: str) -> None:
    assert callable(getattr(ribbon, name))
    assert ribbon.ACTIONS[name] is getattr(ribbon, name)


SHEETS = ["Scorecard", "Settings", "Checks", "Functions", "xlwings.conf"]
NAMES = {
    "ScorecardReferences", "SettingsColours", "SettingsPalettes", "SettingsPolarities",
    "SettingsReferences", "SettingsTolerance",
}  # fmt: skip
HEADINGS: Mapping[str, Sequence[Sequence[str]]] = {
    "Settings": [
        ["Setting", "Value", "What it means"],
        ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity", "Target basis", "Part of"],
        ["Column", "What it means", "Heading there"],
    ],
    "Checks": [
        ["Severity", "Status", "Ref.", "Cell", "What was found", "What to do", "Accepted by",
         "Reason", "Key"],
    ],
}  # fmt: skip


def test_the_sheets_of_the_workbook_their_names_and_headings_are() -> None:
    book = openpyxl.load_workbook(BUILT)

    assert book.sheetnames == SHEETS
    assert {*book.defined_names} >= NAMES
    for sheet, headings in HEADINGS.items():
        lines = [[cell.value for cell in row] for row in book[sheet].iter_rows(max_col=9)]
        for expected in headings:
            assert [*expected] in [line[: len(expected)] for line in lines]


GENERAL_WORDS = [
    ("Reporting period", "Aug-19"), ("Tolerance", 0.1), ("Formulas in computed cells", "keep"),
    ("Formulas in computed cells", "replace"), ("Colours", "Green, amber, red"),
    ("Colours", "Blue and orange"),
]  # fmt: skip
INDICATOR_WORDS = [
    *(("Frequency", word) for word in ("monthly", "quarterly", "annual")),
    ("Unit of change", "%"), ("Tolerance", 0.02), ("Part of", "A2"),
    *(("Polarity", word) for word in ("▲", "▼", "none", "Low", "High")),
    *(("Target basis", word) for word in ("monthly", "annual total", "level")),
]  # fmt: skip
# What a column may be called, on the scorecard and in the table of columns.
COLUMN_WORDS = """leave alone; values; polarity; movement; Aug 2019; Target 2019-20
Ref.; Reference; Ref No.; Indicator ref.
Indicator; Performance indicator; Measure; Performance measure
Owner; Indicator owner; Lead officer
Reporter; Reporting officer
Outcome
Polarity; Good is; Good performance is; Good performance; Good performance (High/Low); Good to be
Better to be; Better is; High/Low is good; Higher or lower is better; Bigger or smaller is better
Aim; Aim to maximise/minimise; Desired direction; Preferred direction of travel
DoT; Direction of travel; Direction of travel (DoT)
12 month average; Rolling 12 month average; 12 month average value
12-mnth max value; 12 month max; Rolling 12 month max
Percentage?; Is percentage
Stat. Neighbour; Stat. Neighbours
England
SE region; South East region; South East; Region
Arrow prev. period; Direction prev. period
Arrow prev. yr; Direction prev. yr
% change from prev. period; % change from the prev. period; change from prev. period
% change prev. period; % change from prev. month
% change from same period prev. yr; % change from same period of prev. yr
% change from the same period of the prev. yr; change from same period prev. yr
% change from prev. yr; % change from same period last year
Commentary; Commentary (Aug-19)""".replace("\n", "; ").split("; ")


@pytest.mark.parametrize(("setting", "word"), GENERAL_WORDS)
def test_a_setting_and_its_word_are(setting: str, word: object, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"

    xlscorecard.check(table(path, ["DoT"], [["Setting", "Value"], [setting, word]]))
    with pytest.raises(xlscorecard.errors.SettingsError):
        xlscorecard.check(table(path, ["DoT"], [["Setting", "Value"], [setting, "xyzzy"]]))


@pytest.mark.parametrize(("heading", "word"), INDICATOR_WORDS)
def test_a_setting_of_one_indicator_and_its_word_are(
    heading: str, word: object, tmp_path: Path
) -> None:
    path, headings = tmp_path / "book.xlsx", ["Ref.", *HEADINGS["Settings"][1][1:]]
    line = ["A1", *(word if name == heading else None for name in headings[1:])]

    checked = xlscorecard.check(table(path, ["DoT"], [headings, line]))
    assert "unused-settings" not in [finding.rule for finding in checked.findings]
    if heading == "Part of":
        return  # any reference is one; that it is of no row here would be a finding
    line[headings.index(heading)] = "xyzzy"
    with pytest.raises(xlscorecard.errors.SettingsError):
        xlscorecard.check(table(path, ["DoT"], [headings, line]))


def test_what_a_column_is_may_be_said_by_these_headings(tmp_path: Path) -> None:
    path, headings = tmp_path / "book.xlsx", HEADINGS["Settings"][2]
    lines = [[f"Z{number}", word, "(blank)"] for number, word in enumerate(COLUMN_WORDS)]

    xlscorecard.check(table(path, ["DoT"], [headings, *lines]))
    with pytest.raises(xlscorecard.errors.SettingsError):
        xlscorecard.check(table(path, ["DoT"], [headings, *lines, ["Z", "xyzzy", "(blank)"]]))
