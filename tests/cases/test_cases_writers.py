"""The same scorecard with values by formula, as other programs write it."""

import subprocess
from pathlib import Path

import excelize
import pandas as pd
import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests.cases.scorecard_files import AFTER, BEFORE, EH1A, MONTHS
from tests.cases.scorecard_outcomes import AUGUST, Outcome, approximately, refreshed

FORMULAS = [f"=Data!B{number}" for number in range(1, 17)]
COMPUTED_CELLS = ("V2", "W2", "X2", "Y2", "AA2", "AB2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def by_pandas(path: Path, engine: str) -> Path:
    """Row A1 by formula, row A2 typed; pandas makes a formula of a text that begins with =."""
    filler = [None] * len(AFTER)
    rows = [
        ["A1", "from Data", None, None, None, *FORMULAS, *filler],
        ["A2", "typed", None, None, None, *EH1A, *filler],
    ]
    scorecard = pd.DataFrame(rows, columns=[*BEFORE, *MONTHS, *AFTER])
    data = pd.DataFrame({"x": [None] * 16, "y": EH1A})
    with (
        pd.ExcelWriter(path, engine="openpyxl")
        if engine == "openpyxl"
        else pd.ExcelWriter(path, engine="xlsxwriter")
    ) as writer:
        scorecard.to_excel(writer, sheet_name="Scorecard", index=False)
        data.to_excel(writer, sheet_name="Data", index=False, header=False)
    return path


def by_xlsxwriter(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page, data = book.add_worksheet("Scorecard"), book.add_worksheet("Data")
        page.write_row(0, 0, [*BEFORE, *MONTHS, *AFTER])
        page.write_row(1, 0, ["A1", "from Data", None, None, None, *FORMULAS])
        page.write_row(2, 0, ["A2", "typed", None, None, None, *EH1A])
        data.write_column(0, 1, EH1A)
    return path


def by_excelize(path: Path) -> Path:
    book = excelize.new_file()
    book.set_sheet_name("Sheet1", "Scorecard")
    book.new_sheet("Data")
    for row, value in enumerate(EH1A, start=1):
        book.set_cell_value("Data", f"B{row}", value)
    book.set_sheet_row("Scorecard", "A1", [*BEFORE, *MONTHS, *AFTER])
    book.set_sheet_row("Scorecard", "A2", ["A1", "from Data"])
    for column, formula in zip("FGHIJKLMNOPQRSTU", FORMULAS, strict=True):
        book.set_cell_formula("Scorecard", f"{column}2", formula)
    book.set_sheet_row("Scorecard", "A3", ["A2", "typed", "", "", "", *EH1A])
    book.save_as(str(path))
    return path


def by_libreoffice(path: Path, soffice: str) -> Path:
    """The file opened in LibreOffice and saved, without asking it to calculate anew."""
    folder = path.parent / "saved"
    subprocess.run(
        [soffice, f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder / path.name


def is_named(outcome: Outcome) -> bool:
    """Whether A1 is left as it is, with the cell and what to do, and A2 is computed."""
    said = [each for each in outcome.about("U2", "doubtful") if "calculated" in each.text]
    untouched = not [cell for cell in outcome.written if cell in COMPUTED_CELLS]
    return bool(said) and untouched and outcome.figures("A2") == approximately(*AUGUST)


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
def test_pandas_calculates_nothing_and_is_named(file: Path, engine: str) -> None:
    assert is_named(refreshed(by_pandas(file, engine)))


def test_excelize_calculates_nothing_and_is_named(file: Path) -> None:
    assert is_named(refreshed(by_excelize(file)))


def test_excelize_keeps_the_results_that_a_file_had(file: Path, soffice: str) -> None:
    calculated = by_libreoffice(by_excelize(file), soffice)
    book = excelize.open_file(str(calculated))
    book.set_cell_value("Scorecard", "AD3", "As expected.")
    book.save()
    outcome = refreshed(calculated)
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert not outcome.saying("calculated")


def test_xlsxwriter_may_be_given_the_results_and_they_are_used(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        page, data = book.add_worksheet("Scorecard"), book.add_worksheet("Data")
        page.write_row(0, 0, [*BEFORE, *MONTHS, *AFTER])
        page.write_row(1, 0, ["A1", "from Data"])
        for column, (formula, value) in enumerate(zip(FORMULAS, EH1A, strict=True), start=5):
            page.write_formula(1, column, formula, None, value)
        data.write_column(0, 1, EH1A)
    outcome = refreshed(file)
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert not outcome.saying("calculated")


def test_xlsxwriter_calculates_nothing_and_is_named(file: Path) -> None:
    assert is_named(refreshed(by_xlsxwriter(file)))


def test_openpyxl_drops_the_results_that_a_file_had(file: Path, soffice: str) -> None:
    # Calculated by LibreOffice, then opened and saved by a script.
    by_pandas(file, "openpyxl")
    calculated = by_libreoffice(file, soffice)
    load_workbook(calculated).save(calculated)
    assert is_named(refreshed(calculated))


def test_libreoffice_calculates_what_has_no_result(file: Path, soffice: str) -> None:
    by_pandas(file, "openpyxl")
    outcome = refreshed(by_libreoffice(file, soffice))
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert not outcome.saying("calculated")


def test_libreoffice_keeps_the_zeros_of_xlsxwriter_and_is_named(file: Path, soffice: str) -> None:
    # "names no calcId (LibreOffice keeps the zeros of such files)": sixteen of them.
    by_xlsxwriter(file)
    saved = by_libreoffice(file, soffice)
    results = load_workbook(saved, data_only=True)["Scorecard"]
    if results["U2"].value == 126:
        pytest.skip("this LibreOffice has calculated the file")
    assert is_named(refreshed(saved))
