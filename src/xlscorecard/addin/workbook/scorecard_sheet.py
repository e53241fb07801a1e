"""The Scorecard sheet: title, key, table, rules of colour, choices, print set-up."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from xlscorecard.addin.registry.buttons import REFRESH_MACRO
from xlscorecard.addin.workbook import colours, month_validation, names, styles, table
from xlscorecard.addin.workbook.document import Content, DocumentRow, document
from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.styles import Style, Styles
from xlscorecard.addin.workbook.table import COLUMNS, FIRST_ROW, GROUP_ROW, HEADING_ROW, Kind
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import DEFAULT_TOLERANCE
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.settings.kinds import POLARITY_WORDS
from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.colour_rule import ColourRule
from xlscorecard.core.sheet.row_height import row_height
from xlscorecard.core.table.colours import DEFAULT_PALETTE, SWATCHES
from xlscorecard.core.table.headings import PREVIOUS_GROUP, YEAR_GROUP, Column

TITLE = "Children's services scorecard"

_NOTE = "Type the month's values and the commentary, then click Refresh scorecard."
_BUTTON = "Refresh scorecard"
_BUTTON_WIDTH, _BUTTON_HEIGHT = 150, 30  # pixels
_MEASURES_KEY = "Qualitative measures"
_DIRECTION_KEY = "Key to direction of travel"
_BENCHMARKING = "Benchmarking"
_BENCHMARK_YEAR = "(Updated Mar-19, using 17-18 data)"
_DIRECTION_WORDS = {
    Direction.UP: "Increase {share} or more",
    Direction.LEVEL: "Similar",
    Direction.DOWN: "Decrease {share} or more",
}
_SHARE = "{share}"

_LOOK: dict[Kind, tuple[Style, ...]] = {
    Kind.REFERENCE: (styles.WRAPPED, styles.STRONG),
    Kind.TITLE: (styles.WRAPPED,),
    Kind.PERSON: (styles.WRAPPED,),
    Kind.OUTCOME: (styles.WRAPPED,),
    Kind.COMMENTARY: (styles.PROSE,),
    Kind.VALUE: (styles.CENTRED, styles.WHOLE),
    Kind.ARROW: (styles.NEUTRAL, styles.ARROW),
    Kind.CHANGE: (styles.NEUTRAL, styles.CHANGE),
    Kind.CHOICE: (styles.CENTRED,),
}
_TEXT_KINDS = (Kind.TITLE, Kind.PERSON, Kind.OUTCOME, Kind.COMMENTARY)

_POLARITY_SIGNS = [
    word for word, polarity in POLARITY_WORDS.items() if polarity is not Polarity.NONE
]
_PERCENTAGE_SIGN = "P"
_PERCENTAGE_SIGNS = [_PERCENTAGE_SIGN, "-"]


def write(sheet: Any, looks: Styles) -> None:
    """Write the sheet into an empty worksheet."""
    rows = document()
    for number, column in enumerate(COLUMNS, start=1):
        sheet.set_column(number - 1, number - 1, column.width, looks.look(*_LOOK[column.kind]))
    _write_top(sheet, looks)
    _write_headings(sheet, looks)
    for number, row in enumerate(rows, start=FIRST_ROW):
        _write_row(sheet, looks, number, row)
    for rule in colours.change_rules(table.PLACE):
        add_rule(sheet, looks, rule)
    _add_choices(sheet)
    last_row = FIRST_ROW + len(rows) - 1
    sheet.autofilter(str(Area(HEADING_ROW, 1, last_row, table.LAST_COLUMN)))
    sheet.freeze_panes(HEADING_ROW, table.column_of(Column.INDICATOR))
    sheet.set_selection(cell_name(FIRST_ROW, table.LAST_MONTH_COLUMN))
    set_page(sheet, TITLE, repeated_rows=(GROUP_ROW, HEADING_ROW))


def _write_top(sheet: Any, looks: Styles) -> None:
    first = table.KEY_ROW
    for row, height in ((table.TITLE_ROW, 24), (GROUP_ROW - 1, 6)):
        sheet.set_row(row - 1, height)
    sheet.write_string(cell_name(table.TITLE_ROW, 1), TITLE, looks.look(styles.TITLE))
    # Both in the columns that stay in sight when the sheet is scrolled.
    note = Area(first, 1, first + 1, table.column_of(Column.INDICATOR))
    sheet.merge_range(str(note), _NOTE, looks.look(styles.NOTE))
    sheet.insert_button(
        cell_name(note.bottom + 1, 1),
        {
            "macro": REFRESH_MACRO,
            "caption": _BUTTON,
            "description": _BUTTON,
            "width": _BUTTON_WIDTH,
            "height": _BUTTON_HEIGHT,
            "x_offset": 6,
            "y_offset": 4,
        },
    )
    label = looks.look(styles.LABEL, styles.LEFT)
    plain = looks.look(styles.PLAIN, styles.LEFT)
    left = table.column_of(Column.OWNER)
    sheet.merge_range(
        str(Area(first, left, first, left + 1)), _MEASURES_KEY, looks.look(styles.LABEL)
    )
    for row, meaning in enumerate(Judgement, start=first + 1):
        swatch = SWATCHES[DEFAULT_PALETTE][meaning]
        area = Area(row, left, row, left + 1)
        look = looks.look(styles.CENTRED, styles.BORDER, styles.filled(swatch))
        sheet.merge_range(str(area), meaning.value, look)
        for rule in colours.key_rules(area, meaning):
            add_rule(sheet, looks, rule)
    left = table.column_of(Column.OUTCOME)
    sheet.write_string(cell_name(first, left), _DIRECTION_KEY, label)
    for row, (direction, words) in enumerate(_DIRECTION_WORDS.items(), start=first + 1):
        text, cell = f"{direction.value}  {words}", cell_name(row, left)
        if _SHARE in text:
            shown = text.replace(_SHARE, f"{DEFAULT_TOLERANCE.amount:.0%}")
            sheet.write_formula(cell, _following_the_tolerance(text), plain, shown)
        else:
            sheet.write_string(cell, text, plain)
    left = table.FIRST_MONTH_COLUMN
    sheet.write_string(cell_name(first, left), _BENCHMARKING, label)
    sheet.write_string(cell_name(first + 1, left), _BENCHMARK_YEAR, plain)


def _following_the_tolerance(text: str) -> str:
    """The formula of a text of the key, with the tolerance that is set or else the usual one."""
    usual = f"IF(ISNUMBER({names.TOLERANCE}),{names.TOLERANCE},{DEFAULT_TOLERANCE.amount})"
    before, after = text.split(_SHARE)
    return f'="{before}"&ROUND({usual}*100,2)&"%{after}"'


def _write_headings(sheet: Any, looks: Styles) -> None:
    sheet.set_row(GROUP_ROW - 1, 17)
    sheet.set_row(HEADING_ROW - 1, 62)
    group_look = looks.look(styles.GROUP_HEADING, styles.BORDER)
    heading_look = looks.look(styles.HEADING, styles.BORDER)
    month_look = looks.look(styles.HEADING, styles.BORDER, styles.MONTH)
    grouped: set[int] = set()
    for title, left, right in _groups():
        sheet.merge_range(str(Area(GROUP_ROW, left, GROUP_ROW, right)), title, group_look)
        grouped.update(range(left, right + 1))
    for group in (PREVIOUS_GROUP, YEAR_GROUP):
        area = Area(
            HEADING_ROW, table.column_of(group.arrow), HEADING_ROW, table.column_of(group.change)
        )
        sheet.merge_range(str(area), group.title, heading_look)
    for number, column in enumerate(COLUMNS, start=1):
        cell = cell_name(HEADING_ROW, number)
        if isinstance(column.heading, date):
            sheet.write_datetime(cell, column.heading, month_look)
        elif number not in grouped:
            area = Area(GROUP_ROW, number, HEADING_ROW, number)
            sheet.merge_range(str(area), column.heading, heading_look)
        elif column.kind is Kind.VALUE:
            sheet.write_string(cell, column.heading, heading_look)


def _groups() -> tuple[tuple[str, int, int], ...]:
    """The headings over several columns: title, first and last column."""
    return (
        (_MEASURES_KEY, table.FIRST_MONTH_COLUMN, table.LAST_MONTH_COLUMN),
        (
            _DIRECTION_KEY,
            table.column_of(Column.PREVIOUS_ARROW),
            table.column_of(Column.YEAR_CHANGE),
        ),
        (
            _BENCHMARKING,
            table.column_of(Column.STATISTICAL_NEIGHBOUR),
            table.column_of(Column.REGION),
        ),
    )


def _write_row(sheet: Any, looks: Styles, number: int, row: DocumentRow) -> None:
    texts = [
        (str(content), column.width)
        for column, content in zip(COLUMNS, row.cells, strict=True)
        if column.kind in _TEXT_KINDS
    ]
    sheet.set_row(number - 1, row_height(texts))
    merged: set[int] = set()
    for area, content in _merged_values(number, row):
        look = _look(looks, Kind.VALUE, row)
        if area.left == area.right:
            _write_cell(sheet, str(area), content, look)
        else:
            sheet.merge_range(str(area), "", look)
            _write_cell(sheet, cell_name(area.top, area.left), content, look)
        merged.update(range(area.left, area.right + 1))
    for position, (column, content) in enumerate(zip(COLUMNS, row.cells, strict=True), start=1):
        if position not in merged:
            look = _look(looks, column.kind, row)
            _write_cell(sheet, cell_name(number, position), content, look)


def _look(looks: Styles, kind: Kind, row: DocumentRow) -> Any:
    percentage = kind is Kind.VALUE and row.percentage == _PERCENTAGE_SIGN
    extra = (styles.PERCENTAGE,) if percentage else ()
    return looks.look(*_LOOK[kind], *extra, styles.BORDER)


def _write_cell(sheet: Any, cell: str, content: Content, look: Any) -> None:
    if isinstance(content, str):
        # An empty text is written as a blank cell that keeps its look.
        sheet.write_string(cell, content, look) if content else sheet.write_blank(cell, None, look)
    else:
        sheet.write_number(cell, content, look)


def _merged_values(number: int, row: DocumentRow) -> Iterator[tuple[Area, Content]]:
    """The merged cells of a row's quarters, each with its value; none for other rows."""
    if not row.merged_quarters:
        return
    positions = range(table.MONTH_COUNT)
    for _, group in groupby(positions, lambda at: Frequency.QUARTERLY.period_of(table.MONTHS[at])):
        quarter = list(group)
        left = table.FIRST_MONTH_COLUMN + quarter[0]
        yield Area(number, left, number, left + len(quarter) - 1), row.values[quarter[0]]


def add_rule(sheet: Any, looks: Styles, rule: ColourRule) -> None:
    """Write a rule of colour into a worksheet."""
    sheet.conditional_format(
        str(rule.area),
        {
            "type": "formula",
            "criteria": f"={rule.formula}",
            "format": looks.rule(styles.filled(rule.swatch)),
        },
    )


def _add_choices(sheet: Any) -> None:
    first, last = table.FIRST_MONTH_COLUMN, table.LAST_MONTH_COLUMN
    sheet.data_validation(
        str(Area(HEADING_ROW, first, HEADING_ROW, last)),
        {
            "validate": "custom",
            "value": f"={month_validation.month_formula(HEADING_ROW, first)}",
            "input_title": month_validation.TITLE,
            "input_message": month_validation.MESSAGE,
            "error_title": month_validation.TITLE,
            "error_message": month_validation.MESSAGE,
        },
    )
    for column, choices, title, message in (
        (
            Column.POLARITY,
            _POLARITY_SIGNS,
            "Direction of travel",
            "▲ higher is better, ▼ lower is better, blank: changes are not judged.",
        ),
        (
            Column.PERCENTAGE,
            _PERCENTAGE_SIGNS,
            "Percentage?",
            "P if the values are percentages, - if they are numbers.",
        ),
    ):
        number = table.column_of(column)
        sheet.data_validation(
            str(Area(FIRST_ROW, number, table.LAST_RULED_ROW, number)),
            {
                "validate": "list",
                "source": choices,
                "input_title": title,
                "input_message": message,
                "error_title": title,
                "error_message": message,
            },
        )
