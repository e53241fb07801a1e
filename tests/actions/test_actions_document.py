"""The scorecard document, refreshed: every printed figure follows, except those known to be wrong.

Expected values are those printed in the document (tests/workbook/printed.tsv, whose README says
where they are from) and, for the cells that the document has wrong, the table in measures.md.
The workbook is the built one; openpyxl reads what was written, independently of the package.
"""

import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.formula import ArrayFormula

import xlscorecard
from tests.books.sample_workbooks import part, rewritten
from xlscorecard.actions.refresh import Refreshed
from xlscorecard.addin.workbook import build
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.sheet.address import cell_name
from xlscorecard.errors import LayoutError, SettingsError, UnwritableWorkbookError

PRINTED = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "workbook" / "printed.tsv")
    .read_text("utf-8")
    .splitlines()
]
FIRST_ROW, FIRST_MONTH = 9, 6
# Columns V, W, X, Y, AA and AB; their fields in printed.tsv, which leaves out the outcome.
COMPUTED = {22: 20, 23: 21, 24: 22, 25: 23, 27: 25, 28: 26}
ARROWS, CHANGES, FIGURES = {22, 24}, {23, 25}, {27, 28}
REFERENCES = [fields[0] for fields in PRINTED]
ROWS = {reference: FIRST_ROW + at for at, reference in enumerate(REFERENCES)}

# measures.md, 'These do not [follow], and the package must say so': value, and as it is shown.
WRONG: dict[tuple[str, int], tuple[float | str, str]] = {
    ("YO2", 27): (1235 / 3, "412"),
    ("YO2", 28): (439, "439"),
    ("FM011", 27): (377 / 3, "126"),
    ("FM012", 22): ("↑", "↑"),
    ("FM012", 23): (69 / 16, "431%"),
    ("FM012", 24): ("↑", "↑"),
    ("FM012", 25): (28 / 57, "49%"),
    ("FM012", 27): (34.75, "34.75"),
    ("FM012", 28): (85, "85"),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("document") / "Scorecard.xlsm"
    build(path)
    return path


@pytest.fixture(scope="module")
def output(original: Path) -> Path:
    return original.with_name("refreshed.xlsm")


@pytest.fixture(scope="module")
def result(original: Path, output: Path) -> Refreshed:
    return xlscorecard.refresh(original, output=output)


@pytest.fixture(scope="module")
def written(result: Refreshed, output: Path) -> Any:
    assert result.applied
    return openpyxl.load_workbook(output)["Scorecard"]


def rounded(value: float, places: int) -> Decimal:
    """Half away from zero, as Excel shows a number."""
    step = Decimal(1).scaleb(-places)
    return Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)


def as_printed(value: object, printed: str) -> str:
    """A written value with as many digits as the printed one has."""
    if isinstance(value, str):
        return value
    assert isinstance(value, int | float)
    percentage = printed.endswith("%")
    places = len(printed.rstrip("%").partition(".")[2])
    if percentage:
        return f"{rounded(float(value) * 100, places)}%"
    return str(rounded(float(value), places))


def test_the_workbook_in_the_repository_is_the_one_that_is_tested(original: Path) -> None:
    built = Path(__file__).parents[2] / "workbook" / "Scorecard.xlsm"
    assert built.read_bytes() == original.read_bytes()


@pytest.mark.parametrize("fields", PRINTED, ids=REFERENCES)
def test_every_computed_cell_shows_what_the_document_prints(
    written: Any, fields: list[str]
) -> None:
    row = ROWS[fields[0]]
    right = {
        column: fields[field]
        for column, field in COMPUTED.items()
        if (fields[0], column) not in WRONG
    }
    found = {
        column: as_printed(written.cell(row, column).value, printed)
        for column, printed in right.items()
    }
    assert found == right


@pytest.mark.parametrize(("place", "expected"), list(WRONG.items()), ids=str)
def test_every_cell_that_the_document_has_wrong_holds_what_follows_from_the_values(
    written: Any, place: tuple[str, int], expected: tuple[float | str, str]
) -> None:
    reference, column = place
    value, shown = expected
    cell = written.cell(ROWS[reference], column).value
    assert cell == (value if isinstance(value, str) else pytest.approx(value, rel=1e-14))
    assert as_printed(cell, shown) == shown
    printed = PRINTED[ROWS[reference] - FIRST_ROW][COMPUTED[column]]
    assert as_printed(cell, printed or shown) != printed


def test_values_are_written_at_full_precision(written: Any) -> None:
    # Number formats round, never the value: EH1a +31% is 30/96, its average 76 is 915/12.
    row = ROWS["EH1a"]
    assert (written.cell(row, 23).value, written.cell(row, 27).value) == (0.3125, 76.25)


def written_content(cell: Any) -> object:
    """What stands in a cell; an array formula by its text and cells."""
    value = cell.value
    return (value.ref, value.text) if isinstance(value, ArrayFormula) else value


def test_no_other_cell_of_the_workbook_changed(original: Path, result: Refreshed) -> None:
    before = openpyxl.load_workbook(original)
    after = openpyxl.load_workbook(original.with_name("refreshed.xlsm"))
    assert after.sheetnames == before.sheetnames
    changed = {
        (sheet.title, cell.row, cell.column)
        for sheet in before
        if sheet.title != "Checks"
        for cells in sheet.iter_rows()
        for cell in cells
        if written_content(after[sheet.title].cell(cell.row, cell.column)) != written_content(cell)
    }
    assert changed == {("Scorecard", *place) for place in result.plan.cells}
    assert {column for _, column in result.plan.cells} <= set(COMPUTED)


def test_no_other_part_of_the_package_changed_and_the_sheet_but_for_its_planned_cells(
    original: Path, result: Refreshed
) -> None:
    scorecard = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(original) as before,
        zipfile.ZipFile(original.with_name("refreshed.xlsm")) as after,
    ):
        assert after.namelist() == before.namelist()
        changed = [name for name in before.namelist() if after.read(name) != before.read(name)]
        sheets = [before.read(scorecard).decode(), after.read(scorecard).decode()]
        workbooks = [archive.read("xl/workbook.xml").decode() for archive in (before, after)]
    # The sheet Checks has a list now, with its looks and the extent of its filter. The formulas of
    # the Functions sheet read typed cells, and X9, which was right: nothing is to be calculated.
    checks = "xl/worksheets/sheet3.xml"
    assert sorted(changed) == ["xl/styles.xml", "xl/workbook.xml", scorecard, checks]
    empty, filled = "Checks!$A$6:$I$7<", "Checks!$A$6:$I$24<"
    assert empty in workbooks[0]
    assert workbooks[1].replace(filled, empty) == workbooks[0]
    names = "|".join(cell_name(*place) for place in result.plan.cells)
    planned = re.compile(rf'<c r="(?:{names})"[^>/]*(?:/>|>.*?</c>)')
    without = [planned.subn("", sheet) for sheet in sheets]
    assert without[0] == without[1]
    assert without[0][1] == len(result.plan.cells)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(Scorecard!V9:X9)", True),
        ("AVERAGE(Scorecard!AA9:AA17)", True),
        ("SUM(Scorecard!F9:U9)", False),
        # On a computer without Python this one would become an error, and nothing it reads changed.
        ("SC_CHANGE(Scorecard!U9,Scorecard!T9,SettingsTolerance)", False),
        ("SC_CHANGE(Scorecard!W9,Scorecard!T9)", True),
    ],
)
def test_the_workbook_is_calculated_at_opening_only_for_a_formula_over_a_refreshed_cell(
    formula: str, expected: bool, original: Path, tmp_path: Path
) -> None:
    path, functions = tmp_path / "Scorecard.xlsm", "xl/worksheets/sheet4.xml"
    path.write_bytes(original.read_bytes())
    row = f'<row r="40"><c r="B40"><f>{formula}</f><v>0</v></c></row></sheetData>'
    sheet = part(path, functions).replace(b"</sheetData>", row.encode())
    rewritten(path, {functions: sheet})

    xlscorecard.refresh(path)

    assert (b"fullCalcOnLoad" in part(path, "xl/workbook.xml")) is expected


# Rule, severity, cells and the row that each finding speaks of; nothing else is found.
FINDINGS = [
    ("published-differs", "wrong", ("AA15",), "YO2"),
    ("published-differs", "wrong", ("AB15",), "YO2"),
    ("published-differs", "wrong", ("AA16",), "FM011"),
    ("part-above-whole", "wrong", ("H12", "I12", "J12", "K12", "L12", "M12", "N12"), "EH14b"),
    ("number-as-text", "doubtful", ("G15",), "YO2"),
    ("number-as-text", "doubtful", ("K15",), "YO2"),
    ("number-as-text", "doubtful", ("M15",), "YO2"),
    ("number-as-text", "doubtful", ("Q15",), "YO2"),
    ("two-months-of-a-quarter", "doubtful", ("K14", "M14"), "LSCB17a"),
    ("two-months-of-a-quarter", "doubtful", ("K15", "M15"), "YO2"),
    ("two-months-of-a-quarter", "doubtful", ("K16", "M16"), "FM011"),
    ("target-basis", "doubtful", ("AG10", "AH10"), "EH1c"),
    ("commentary-sum", "doubtful", ("AJ16",), "FM011"),
    ("commentary-share", "doubtful", ("AJ17",), "FM012"),
    ("never-filled", "note", ("V17", "W17", "X17", "Y17", "AA17", "AB17"), "FM012"),
    ("missing-target", "note", ("AI10",), "EH1c"),
    ("stale-benchmark", "note", ("F3",), ""),
    ("missing-polarity", "note", ("Z9", "Z10", "Z11", "Z12", "Z13", "Z17"), ""),
]
AFTER_A_REFRESH = [
    rule for rule, *_ in FINDINGS if rule not in ("published-differs", "never-filled")
]
"""The rules of what a refresh cannot put right."""


def test_the_findings_are_exactly_the_known_faults_worst_first(result: Refreshed) -> None:
    found = [
        (each.rule, each.severity.word, each.cells, each.reference) for each in result.findings
    ]
    assert found == [
        (rule, severity, tuple(f"Scorecard!{cell}" for cell in cells), reference)
        for rule, severity, cells, reference in FINDINGS
    ]


def test_a_finding_says_what_was_printed_what_follows_and_the_likely_cause(
    result: Refreshed,
) -> None:
    # measures.md, the table of printed cells that do not follow
    messages = [each.message for each in result.findings if "likely cause" in each.message]
    assert messages == [
        'YO2 12 month average was printed as "-", the values give 412; '
        "likely cause: numbers stored as text were left out",
        "YO2 12 month max was printed as 0, the values give 439; "
        "likely cause: numbers stored as text were left out",
        "FM011 12 month average was printed as 122, the values give 126; likely cause: typed over",
        'FM012 was printed blank, the values give arrow from the previous period "↑", change from '
        'the previous period +431%, arrow from a year ago "↑", change from a year ago +49%, '
        "12 month average 34.75, 12 month max 85; likely cause: never filled",
    ]


def test_the_other_findings_say_what_was_compared(result: Refreshed) -> None:
    # measures.md, 'more that a careful check finds there'; the figures are worked out by hand
    messages = {each.rule: each.message for each in result.findings}
    assert {
        rule: messages[rule]
        for rule in (
            "part-above-whole", "target-basis", "commentary-sum", "commentary-share",
            "stale-benchmark",
        )
    } == {
        "part-above-whole": "EH14b is a part of EH1c and is larger than it in Jul-18, Aug-18, "
        "Sep-18, Oct-18, Nov-18, Dec-18, Jan-19 (Jan-19: 56 of 22)",
        "target-basis": "the target 336 of EH1c for 2018-19 seems to be for the whole year; the "
        "values are for a month, usually about 21, so the two cannot be compared",
        "commentary-sum": "the commentary of FM011 says 2,108 and 144 make 2,374; they make 2,252",
        "commentary-share": "the commentary of FM012 says 765 of 2,230 (32%); that is 34%",
        "stale-benchmark": "the benchmarks are of 2017-18, and Aug-19 is in 2019-20",
    }  # fmt: skip


def test_the_result_says_what_was_done(original: Path, result: Refreshed) -> None:
    assert (
        result.workbook, result.sheet, month_label(result.reporting), result.indicators,
        result.formulas, result.notices, result.applied,
    ) == (str(original), "Scorecard", "Aug-19", 9, (), (), True)  # fmt: skip


def test_the_original_stays_as_it_is_where_another_output_is_named(
    original: Path, result: Refreshed, tmp_path: Path
) -> None:
    again = tmp_path / "Scorecard.xlsm"
    build(again)
    assert result.applied
    assert original.read_bytes() == again.read_bytes()


def test_a_second_refresh_finds_nothing_to_write_and_leaves_the_file_untouched(
    result: Refreshed, output: Path, tmp_path: Path
) -> None:
    path = tmp_path / "again.xlsm"
    path.write_bytes(output.read_bytes())
    before = path.stat()
    again = xlscorecard.refresh(path)
    assert again.plan.cells == {}
    assert result.plan.cells != {}
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(tmp_path.iterdir()) == [path]  # and there is no backup
    assert [each.rule for each in again.findings] == AFTER_A_REFRESH


def test_a_refresh_in_place_keeps_what_stood_there_as_a_backup(
    original: Path, output: Path, result: Refreshed, tmp_path: Path
) -> None:
    path = tmp_path / "Scorecard.xlsm"
    path.write_bytes(original.read_bytes())
    done = xlscorecard.refresh(path)
    assert done.plan == result.plan
    assert path.read_bytes() == output.read_bytes()
    (backup,) = [each for each in tmp_path.iterdir() if each != path]
    assert backup.name.endswith(".bak")
    assert backup.read_bytes() == original.read_bytes()


def test_a_dry_run_finds_the_same_and_writes_nothing(
    original: Path, result: Refreshed, tmp_path: Path
) -> None:
    path, target = tmp_path / "Scorecard.xlsm", tmp_path / "output.xlsm"
    path.write_bytes(original.read_bytes())
    before = path.stat()
    dry = xlscorecard.refresh(path, output=target, dry_run=True)
    assert (dry.plan, dry.findings, dry.applied) == (result.plan, result.findings, False)
    assert list(tmp_path.iterdir()) == [path]
    assert (path.stat().st_mtime_ns, path.read_bytes()) == (
        before.st_mtime_ns,
        original.read_bytes(),
    )


# -- the reporting period ------------------------------------------------------------------------


def test_another_reporting_period_is_computed_from_the_values_up_to_it(
    original: Path, tmp_path: Path
) -> None:
    output = tmp_path / "july.xlsm"
    result = xlscorecard.refresh(original, output=output, period="Jul-19")
    assert month_label(result.reporting) == "Jul-19"
    sheet = openpyxl.load_workbook(output)["Scorecard"]
    found = {
        reference: [sheet.cell(ROWS[reference], column).value for column in COMPUTED]
        for reference in ("EH1a", "CIN5", "LSCB17a", "FM012")
    }
    # By hand from the printed values: Jul-19 against Jun-19 and Jul-18, Aug-18 to Jul-19.
    assert found == {
        "EH1a": ["↓", pytest.approx(-48 / 144), "↑", pytest.approx(54 / 42), 807 / 12, 270],
        "CIN5": ["→", pytest.approx(198 / 2778), "↑", pytest.approx(977 / 1999), 26427 / 12, 2976],
        "LSCB17a": ["-", "n/a", "-", "n/a", pytest.approx(0.07), pytest.approx(0.078)],
        "FM012": ["↑", pytest.approx(69 / 16), "↑", pytest.approx(28 / 57), 34.75, 85],
    }


@pytest.mark.parametrize("period", ["Sep-19", "Apr-18", "soon"])
def test_a_period_that_the_table_does_not_have_is_refused(original: Path, period: str) -> None:
    with pytest.raises(SettingsError):
        xlscorecard.refresh(original, dry_run=True, period=period)


def test_figures_that_were_right_one_month_earlier_are_no_finding(
    original: Path, tmp_path: Path
) -> None:
    july = tmp_path / "july.xlsm"
    xlscorecard.refresh(original, output=july, period="Jul-19")
    result = xlscorecard.refresh(july, dry_run=True)
    assert result.plan.cells != {}
    assert [each.rule for each in result.findings] == AFTER_A_REFRESH


# -- sheets and outputs --------------------------------------------------------------------------


def test_the_sheet_may_be_named(original: Path, result: Refreshed) -> None:
    named = xlscorecard.refresh(original, sheet="Scorecard", dry_run=True)
    assert (named.sheet, named.plan) == ("Scorecard", result.plan)


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do(original: Path) -> None:
    names = openpyxl.load_workbook(original).sheetnames
    with pytest.raises(LayoutError) as caught:
        xlscorecard.refresh(original, sheet="Scores", dry_run=True)
    listed = ", ".join(f'"{name}"' for name in names if name != "_xlwings.conf")
    assert str(caught.value).startswith(
        f'{original}: no sheet "Scores"; expected one of its sheets:'
    )
    assert listed in str(caught.value)


def test_a_sheet_without_a_table_is_refused(original: Path) -> None:
    with pytest.raises(LayoutError):
        xlscorecard.refresh(original, sheet="Settings", dry_run=True)


def test_an_output_of_another_kind_is_refused(original: Path, tmp_path: Path) -> None:
    with pytest.raises(UnwritableWorkbookError):
        xlscorecard.refresh(original, output=tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_from_the_start_to_the_end(original: Path, tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    xlscorecard.refresh(
        original,
        output=tmp_path / "out.xlsm",
        progress=lambda step, done: told.append((step, done)),
    )
    fractions = [done for _, done in told]
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert fractions == sorted(fractions)
    assert all(step for step, _ in told)


# -- read ----------------------------------------------------------------------------------------


def printed_value(text: str) -> float:
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return float("nan") if text in ("", "-") else float(text)


def test_read_gives_the_printed_values_as_a_frame(original: Path) -> None:
    expected = pd.DataFrame(
        [[printed_value(text) for text in fields[4:20]] for fields in PRINTED],
        index=pd.Index(REFERENCES, name="Ref.", dtype=object),
        columns=pd.period_range("2018-05", "2019-08", freq="M", name="Month"),
    )
    frame = xlscorecard.read(original)
    pd.testing.assert_frame_equal(frame, expected, rtol=0, atol=1e-15)
    assert frame.loc["EH1a", "2019-08"] == 126


def test_read_gives_months_in_calendar_order_whatever_the_sheets(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Ref.", "Indicator", "Aug-19", "Jun-19", "Jul-19"])
    sheet.append(["A1", "Families", 3, 1, "2"])
    workbook.save(path)
    frame = xlscorecard.read(path)
    assert list(frame.columns) == list(pd.period_range("2019-06", "2019-08", freq="M"))
    assert frame.to_numpy().tolist() == [[1.0, 2.0, 3.0]]
