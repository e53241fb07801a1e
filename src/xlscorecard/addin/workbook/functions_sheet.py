"""The Functions sheet: each function with its syntax, what it answers and a live example."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from xlscorecard.addin import functions
from xlscorecard.addin.cells.answers import Answers
from xlscorecard.addin.registry.functions import FUNCTIONS, Cells, Example, Function
from xlscorecard.addin.workbook import names, styles, table
from xlscorecard.addin.workbook.document import Content, DocumentRow, document
from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.styles import Style, Styles
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.row_height import row_height

TITLE = "The scorecard's functions"

_SENTENCE = (
    f"Type ={PREFIX} into any cell of this workbook to see them all. They compute what Refresh "
    "scorecard writes, from the cells that you name."
)
_HEADINGS = ("Function", "What it answers", "Example", "Its result")
_BLOCK_TITLE = "One formula for all rows"
_BLOCK_SENTENCE = (
    "Name a block of values and the answers fill one cell for each row. In Excel 2019 or "
    "earlier, mark the cells first and finish the formula with Ctrl+Shift+Enter."
)
_ERRORS_TITLE = "When there is no result"
_ERRORS = (
    ("#N/A", "There are not enough values: one of the two months is missing, or none has one."),
    ("#VALUE!", "An argument cannot be used: a text that is no month, a tolerance of 0, cells "
     "that do not match."),
    ("#NAME?", "Python cannot be reached: macros are not enabled, or it is not set up on this "
     "computer. The scorecard itself keeps its figures."),
)  # fmt: skip
_WIDTHS = (46, 62, 58, 14)
_EXAMPLE_ROW = 0
"""Which of the document's rows the examples take."""
_BLOCK_ROWS = 5
"""How many rows the example of a block takes; those behind them are quarterly."""

TITLE_ROW = 1
HEADING_ROW = 4
FIRST_ROW = HEADING_ROW + 1
RESULT_COLUMN = 4


def write(sheet: Any, looks: Styles) -> None:
    """Write the sheet into an empty worksheet."""
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    sheet.set_row(TITLE_ROW - 1, 24)
    sheet.write_string(cell_name(TITLE_ROW, 1), TITLE, looks.look(styles.TITLE))
    sheet.write_string(cell_name(TITLE_ROW + 1, 1), _SENTENCE, looks.look(styles.PLAIN))
    _write_headings(sheet, looks)
    row = FIRST_ROW
    for function in FUNCTIONS:
        _write_function(sheet, looks, row, function)
        row += 1
    row = _write_block_example(sheet, looks, row + 1)
    _write_errors(sheet, looks, row + 1)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEADING_ROW, 1)
    sheet.set_selection(cell_name(FIRST_ROW, RESULT_COLUMN))
    set_page(sheet, TITLE, large=False, one_page=True)


def _write_headings(sheet: Any, looks: Styles) -> None:
    look = looks.look(styles.HEADING, styles.BORDER, styles.LEFT)
    sheet.set_row(HEADING_ROW - 1, 18)
    for column, heading in enumerate(_HEADINGS, start=1):
        sheet.write_string(cell_name(HEADING_ROW, column), heading, look)


def _write_function(sheet: Any, looks: Styles, row: int, function: Function) -> None:
    formula = _formula(function, map(_formula_argument, function.example))
    plain = looks.look(styles.WRAPPED, styles.BORDER)
    strong = looks.look(styles.WRAPPED, styles.BORDER, styles.STRONG)
    sheet.set_row(
        row - 1,
        row_height(
            [(function.syntax, _WIDTHS[0]), (function.text, _WIDTHS[1]), (formula, _WIDTHS[2])]
        ),
    )
    sheet.write_string(cell_name(row, 1), function.syntax, strong)
    sheet.write_string(cell_name(row, 2), function.text, plain)
    sheet.write_string(cell_name(row, 3), formula, plain)
    answers = _answers(function, _contents(function.example))
    _write_live(sheet, looks, row, function, formula, answers)


def _write_block_example(sheet: Any, looks: Styles, row: int) -> int:
    """The example that answers a row for each indicator; the first row after it comes back."""
    function = next(each for each in FUNCTIONS if each.name == "SC_YEAR_ARROW")
    rows = document()[:_BLOCK_ROWS]
    formula = _formula(function, [f"{_values_of(1)}:{_values_of(len(rows))}", names.MONTHS])
    sheet.write_string(cell_name(row, 1), _BLOCK_TITLE, looks.look(styles.SUBTITLE))
    sheet.set_row(row - 1, 20)
    sheet.write_string(cell_name(row + 1, 1), _BLOCK_SENTENCE, looks.look(styles.PLAIN))
    sheet.write_string(cell_name(row + 2, 3), formula, looks.look(styles.WRAPPED, styles.BORDER))
    answers = _answers(function, [[*map(_values, rows)], _contents_of(Cells.MONTHS)])
    for offset, shown in enumerate(rows):
        look = looks.look(styles.WRAPPED, styles.BORDER)
        sheet.write_string(cell_name(row + 2 + offset, 1), str(shown.cells[0]), look)
        if offset:
            sheet.write_blank(cell_name(row + 2 + offset, 3), None, look)
        title = str(shown.cells[1])
        sheet.write_string(cell_name(row + 2 + offset, 2), title, look)
        example = "" if offset else formula
        height = row_height([(title, _WIDTHS[1]), (example, _WIDTHS[2])])
        sheet.set_row(row + 1 + offset, height)
    _write_live(sheet, looks, row + 2, function, formula, answers)
    return row + 2 + len(rows)


def _write_errors(sheet: Any, looks: Styles, row: int) -> None:
    sheet.set_row(row - 1, 20)
    sheet.write_string(cell_name(row, 1), _ERRORS_TITLE, looks.look(styles.SUBTITLE))
    for offset, (code, text) in enumerate(_ERRORS, start=1):
        strong = looks.look(styles.WRAPPED, styles.BORDER, styles.STRONG)
        sheet.write_string(cell_name(row + offset, 1), code, strong)
        area = Area(row + offset, 2, row + offset, 3)
        sheet.merge_range(str(area), text, looks.look(styles.WRAPPED, styles.BORDER))
        sheet.set_row(row + offset - 1, row_height([(text, _WIDTHS[1] + _WIDTHS[2])]))


def _write_live(
    sheet: Any, looks: Styles, row: int, function: Function, formula: str, answers: Answers
) -> None:
    """A formula and the results that it has now, so that they are shown before any calculation.

    As a dynamic array: Excel would otherwise show the function with the sign @ before it.
    """
    look = looks.look(*_result_look(function), styles.BORDER)
    area = Area(row, RESULT_COLUMN, row + len(answers) - 1, RESULT_COLUMN)
    sheet.write_dynamic_array_formula(str(area), formula, look, answers[0][0])
    for offset, (answer,) in enumerate(answers[1:], start=1):
        sheet.write(cell_name(row + offset, RESULT_COLUMN), answer, look)


def _result_look(function: Function) -> tuple[Style, ...]:
    if function.percentage:
        return (styles.CENTRED, styles.STRONG, styles.CHANGE)
    return (styles.CENTRED, styles.STRONG, styles.WHOLE)


def _formula(function: Function, arguments: Iterable[str]) -> str:
    return f"={function.name}({', '.join(arguments)})"


def _formula_argument(argument: Cells | int | str) -> str:
    row, newest = _EXAMPLE_ROW + 1, f"COLUMNS({names.MONTHS})"
    match argument:
        case Cells.VALUES:
            return _values_of(row)
        case Cells.MONTHS:
            return names.MONTHS
        case Cells.CURRENT:
            return f"INDEX({names.VALUES}, {row}, {newest})"
        case Cells.PREVIOUS:
            return f"INDEX({names.VALUES}, {row}, {newest} - 1)"
        case Cells.TOLERANCE:
            return names.TOLERANCE
        case int():
            return str(argument)
        case str():
            return f'"{argument}"'


def _values_of(row: int) -> str:
    """The values of a row of the scorecard, counted from 1."""
    return f"INDEX({names.VALUES}, {row}, 0)"


def _contents(example: Example) -> list[object]:
    return [_contents_of(argument) for argument in example]


def _contents_of(argument: Cells | int | str) -> object:
    """What the cells of an argument hold, as Excel would hand it over."""
    row = document()[_EXAMPLE_ROW]
    match argument:
        case Cells.VALUES:
            return [_values(row)]
        case Cells.MONTHS:
            return [[column.heading for column in table.COLUMNS if column.meaning in table.MONTHS]]
        case Cells.CURRENT:
            return _values(row)[-1]
        case Cells.PREVIOUS:
            return _values(row)[-2]
        case Cells.TOLERANCE:
            return Settings().tolerance.amount
        case _:
            return argument


def _values(row: DocumentRow) -> list[Content]:
    return list(row.cells[table.FIRST_MONTH_COLUMN - 1 : table.LAST_MONTH_COLUMN])


def _answers(function: Function, arguments: Sequence[object]) -> Answers:
    python: Callable[..., Answers] = getattr(functions, function.python)
    return python(*arguments)
