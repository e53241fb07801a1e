"""What an adopted workbook gets: sheets, rules of colour, names, macros and the ribbon.

What is there already is recognised and kept, so that the same way brings an adopted workbook to
the installed version.
"""

from xlscorecard.actions.listing import checks_sheet_of
from xlscorecard.addin.adoption.code_names import CodeNames, name_sheets
from xlscorecard.addin.adoption.column_table import column_table_cells
from xlscorecard.addin.adoption.donor import Donor, donor
from xlscorecard.addin.configuration import CONFIGURATION, Key
from xlscorecard.addin.vba.ribbon_xml import ribbon_xml
from xlscorecard.addin.vba.sources import PROJECT_NAME, project_modules
from xlscorecard.addin.workbook import month_validation, names
from xlscorecard.addin.workbook.package import RIBBON_PART, RIBBON_RELATIONSHIP_TYPE
from xlscorecard.addin.workbook.table import TablePlace
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.file.write_page import name_areas
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET, SETTINGS_SHEET
from xlscorecard.core.findings.checks_page import unchecked_page
from xlscorecard.core.settings.all_settings import COLUMN, HEADING_THERE, MEANING
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.sheet.address import Area, Place, column_letters
from xlscorecard.core.sheet.edits import PlannedCells
from xlscorecard.core.table.column_lines import BLANK_HEADING
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

_PROJECT_PART = "xl/vbaProject.bin"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON_TYPE = "application/xml"

# Rows below the last indicator that are coloured too, for indicators that a person adds.
_ROWS_TO_COME = 200

_STAMPED = (Key.FUNCTIONS, Key.VERSION, Key.XLWINGS)
"""What an adopted workbook always has as the installed version wants it."""


class Adoption:
    """What is added to one workbook: ``draft`` is the workbook with it, ``added`` says it in words.

    ``project_part`` holds the macros of ``modules``.
    """

    settings_cells: PlannedCells
    """What was written into a Settings sheet that was there."""

    def __init__(self, book: WorkbookFile, reading: SheetReading) -> None:
        self.book = book
        self.package = book.package
        self.reading = reading
        self.draft = WorkbookDraft(book.package)
        self.added: list[str] = []
        self._new_parts: list[str] = []
        self.settings_cells = {}

    def add_month_validation(self) -> None:
        """Let Excel refuse a heading such as Aug-19 that it takes for a day of this year."""
        layout = self.reading.layout
        places = [layout.heading_place(column) for column in sorted(layout.periods.values())]
        if not places:
            return
        part = self.package.sheets[self.reading.grid.sheet]
        formula = month_validation.month_formula(*places[0])
        title, message = month_validation.TITLE, month_validation.MESSAGE
        if self.draft.add_validation(part, places, formula, title, message):
            self.added.append("a check of the months that are typed as headings")

    def add_everything(self) -> None:
        checks = self._missing_checks_sheet()
        given = self._add_sheets_and_rules(with_checks=checks is not None)
        self._extend_settings()
        if checks is not None:
            self._add_checks_sheet(checks, given.checks)
        self._define_names()
        if CONFIGURATION_SHEET in self.package.sheets:
            self._stamp()
        code_names = name_sheets(self.draft, self._new_parts)
        self._add_project(code_names)
        self._add_ribbon()
        self.draft.declare_macro_enabled()

    def _add_sheets_and_rules(self, *, with_checks: bool) -> Donor:
        wanted = {
            name
            for name in (SETTINGS_SHEET, CONFIGURATION_SHEET)
            if name not in self.package.sheets
        }
        scorecard = self.package.sheets[self.reading.grid.sheet]
        has_rules = names.COLOURS.encode() in self.package.read(scorecard)
        lines = self._column_lines() if SETTINGS_SHEET in wanted else ()
        given = donor(_place(self.reading), lines)
        has_rules = has_rules or not given.rules
        if not wanted and has_rules and not with_checks:
            return given
        numbers = self.draft.add_styles(given.styles)
        with_sheets = bool(wanted) or with_checks
        given = given.moved(numbers, self.draft.add_texts(given.texts) if with_sheets else 0)
        if SETTINGS_SHEET in wanted:
            self._new_parts.append(self.draft.add_sheet(SETTINGS_SHEET, given.settings))
            self.added.append(f"the sheet {SETTINGS_SHEET}")
        if CONFIGURATION_SHEET in wanted:
            part = self.draft.add_sheet(CONFIGURATION_SHEET, given.configuration, hidden=True)
            self._new_parts.append(part)
            self.added.append(f"the hidden sheet {CONFIGURATION_SHEET}")
        if not has_rules:
            self.draft.add_rules(scorecard, given.rules)
            self.added.append(f"colours for the arrows and changes of {self.reading.grid.sheet}")
        return given

    def _column_lines(self) -> list[dict[Heading, str]]:
        """What was said of columns for this once, as lines that keep it."""
        layout = self.reading.layout
        found = []
        for column, line in sorted(layout.said.lines.items()):
            if line.for_one_run:
                is_letter = line.name == column_letters(column)
                kept = (layout.heading_text(column) or BLANK_HEADING) if is_letter else ""
                found.append({COLUMN: line.name, MEANING: line.meaning, HEADING_THERE: kept})
        return [line for index, line in enumerate(found) if line not in found[:index]]

    def _extend_settings(self) -> None:
        """Give a Settings sheet that is there the table of columns, and what was said of some."""
        part = self.package.sheets.get(SETTINGS_SHEET)
        if part is None:
            return
        cells = column_table_cells(self.book.read(SETTINGS_SHEET), self._column_lines())
        if cells:
            self.draft.write_cells(part, SETTINGS_SHEET, cells)
            self.settings_cells = cells
            self.added.append(f"the table of columns on the sheet {SETTINGS_SHEET}")

    def _missing_checks_sheet(self) -> str | None:
        """The name for the sheet of the findings; None if it is there, or both names are taken."""
        name, present = checks_sheet_of(self.book)
        is_free = name is not None and present is None and not self.package.has_sheet(name)
        return name if is_free else None

    def _add_checks_sheet(self, name: str, sheet: bytes) -> None:
        self._new_parts.append(self.draft.add_sheet(name, sheet))
        name_areas(self.draft, unchecked_page(name), is_new=True)
        self.added.append(f"the sheet {name}")

    def _define_names(self) -> None:
        wanted = names.definitions(self.reading.grid.sheet, SETTINGS_SHEET, _place(self.reading))
        present = self.draft.defined_names
        missing = {name: refers for name, refers in wanted.items() if name not in present}
        if missing:
            self.draft.define_names(missing)

    def _stamp(self) -> None:
        """Bring the versions in a configuration sheet that is there already up to date."""
        grid = self.book.read(CONFIGURATION_SHEET)
        rows = {grid.text(row, 1): row for row in sorted(grid.rows)}
        cells: dict[Place, float | str] = {}
        next_row = max(rows.values(), default=0) + 1
        for key in _STAMPED:
            row = rows.get(key.value)
            if row is None:
                row, next_row = next_row, next_row + 1
                cells[Place(row, 1)] = key.value
            if grid.text(row, 2) != CONFIGURATION[key]:
                cells[Place(row, 2)] = CONFIGURATION[key]
        if cells:
            part = self.package.sheets[CONFIGURATION_SHEET]
            self.draft.write_cells(part, CONFIGURATION_SHEET, cells)

    def _add_project(self, code_names: CodeNames) -> None:
        self.modules = project_modules(code_names.workbook, code_names.sheets)
        content = project_bytes(PROJECT_NAME, self.modules)
        part = self.package.project_part
        if part is None:
            part = _PROJECT_PART
            if self.draft.has(part):
                part = self.draft.free_part("xl/vbaProject{}.bin")
            workbook = self.package.workbook_part
            self.draft.add_relationship(workbook, _PROJECT_RELATIONSHIP, part)
        self.draft.add_part(part, content, _PROJECT_TYPE)
        self.project_part = part
        self.added.append("the macros and functions")

    def _add_ribbon(self) -> None:
        part = next(iter(self.package.ribbon_parts), None)
        if part is None:
            part = RIBBON_PART
            self.draft.add_relationship("", RIBBON_RELATIONSHIP_TYPE, part)
        sheets = (*self.package.sheets, SETTINGS_SHEET)
        self.draft.add_part(part, ribbon_xml(sheets), _RIBBON_TYPE)
        self.added.append("the Scorecard tab of the ribbon")


def _place(reading: SheetReading) -> TablePlace:
    return TablePlace(
        first_row=reading.rows[0],
        last_row=reading.rows[-1] + _ROWS_TO_COME,
        last_indicator=reading.rows[-1],
        columns=reading.layout.columns,
        months=_months(reading),
    )


def _months(reading: SheetReading) -> Area | None:
    """The headings of the months; None where they do not stand side by side in one row."""
    layout = reading.layout
    places = sorted(layout.heading_place(column) for column in layout.periods.values())
    if not places:
        return None
    first, last = places[0], places[-1]
    area = Area(first.row, first.column, last.row, last.column)
    return area if first.row == last.row and last.column - first.column < len(places) else None
