"""Adopting a workbook: one that a person already keeps gets macros, ribbon, settings, colours.

Parts are added to the workbook's package, and a few elements to its parts; everything else
stays as it is, byte by byte. What is there already is recognised and kept, so that the same way
brings an adopted workbook to the installed version. A workbook with macros or a ribbon of its
own is refused, and the modules are put into a folder for importing them by hand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from xlscorecard.actions.adopted import Adopted
from xlscorecard.actions.listing import checks_sheet_of
from xlscorecard.actions.reading import compute
from xlscorecard.addin.configuration import CONFIGURATION, Key
from xlscorecard.addin.ribbon_xml import ribbon_xml
from xlscorecard.addin.sources import PROJECT_NAME, project_modules
from xlscorecard.addin.workbook import names
from xlscorecard.addin.workbook.admittance import refuse_unadoptable
from xlscorecard.addin.workbook.code_names import CodeNames, name_sheets
from xlscorecard.addin.workbook.column_table import ColumnTableCells, column_table_cells, with_cells
from xlscorecard.addin.workbook.donor import Donor, donor
from xlscorecard.addin.workbook.package import RIBBON_PART, RIBBON_RELATIONSHIP_TYPE
from xlscorecard.addin.workbook.table import TablePlace
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.file.our_sheet import name_areas
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET, SETTINGS_SHEET
from xlscorecard.core.findings.checks_page import unchecked_page
from xlscorecard.core.settings.all_settings import COLUMN, HEADING_THERE, MEANING
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.sheet.address import Place, column_letters
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import BLANK_HEADING
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.errors import (
    Fault,
    LayoutError,
    LossDetectedError,
    UnwritableWorkbookError,
    XlscorecardError,
)
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.vba.reading import read_project
from xlscorecard.formats.xlsx.additions import Additions, in_main_namespace
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.outline import outline
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.replacement import refuse_if_in_use, replace
from xlscorecard.formats.xlsx.splice import splice
from xlscorecard.formats.xlsx.style_additions import add_styles, renumbered

MACRO_SUFFIX = ".xlsm"

_PROJECT_PART = "xl/vbaProject.bin"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON_TYPE = "application/xml"

# Rows below the last indicator that are coloured too, for indicators that a person adds.
_ROWS_TO_COME = 200

# ECMA-376 part 1, 18.3.1.99, the sequence of CT_Worksheet up to the rules of colour.
_BEFORE_RULES = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip

_PRIORITY = re.compile(rb'\spriority\s*=\s*"(\d+)"')

_STAMPED = (Key.FUNCTIONS, Key.VERSION, Key.XLWINGS)
"""What an adopted workbook always has as the installed version wants it."""


def adopt(
    path: Path,
    output: Path | None = None,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    upgrade: bool = False,
) -> Adopted:
    """Give a workbook the macros, the ribbon, the settings and the colours of this version.

    Args:
        path: the workbook, ``.xlsx`` or ``.xlsm``.
        output: where to write; by default beside it with the suffix ``.xlsm``.
        sheet: the sheet that holds the table; found by its headings where none is named.
        columns: what columns mean, by heading or letter, for the table of columns.
        upgrade: bring a workbook that has them already to the installed version.

    Raises:
        XlscorecardError: there is no scorecard in it, it has macros or a ribbon of its own, or
            it may not be changed; the message says what to do. Nothing was changed.
    """
    target = _target(path, output)
    refuse_if_in_use(path)
    reading = compute(WorkbookFile(path), sheet=sheet, columns=columns).reading
    if not reading.rows:
        raise LayoutError(
            Fault(
                place=reading.grid.address(reading.layout.last_header_row + 1, 1),
                found="no indicator below the headings",
                expected="at least one row with a reference and values",
                remedy="Type the first indicator, then adopt the workbook.",
            )
        )
    package = Package(path)
    adoption = _Adoption(package, reading)
    try:
        refuse_unadoptable(package, target, upgrade=upgrade)
        adoption.add_everything()
    except XlscorecardError:
        raise
    except ValueError as error:
        raise package.damaged(package.workbook_part, str(error)) from error

    def write(copy: BinaryIO) -> None:
        package.archive.write_copy(copy, adoption.additions.changes)

    backup = replace(target, write, lambda copy: _refuse_losses(path, copy, adoption))
    return Adopted(str(path), target, backup, reading.grid.sheet, tuple(adoption.added))


def _target(path: Path, output: Path | None) -> Path:
    target = output or path.with_suffix(MACRO_SUFFIX)
    if target.suffix.lower() != MACRO_SUFFIX:
        raise UnwritableWorkbookError(
            Fault(
                place=str(target),
                found=f'a name that ends in "{target.suffix}"',
                expected=f'"{MACRO_SUFFIX}", for Excel opens macros in no other',
                remedy=f'Let the name end in "{MACRO_SUFFIX}".',
            )
        )
    if output is None and target != path and target.exists():
        raise UnwritableWorkbookError(
            Fault(
                place=str(target),
                found="a file that is there already",
                expected="a name that no file has",
                remedy="Name another file to write to (--output), or move this one away.",
            )
        )
    return target


class _Adoption:
    """What is added to one workbook."""

    def __init__(self, package: Package, reading: SheetReading) -> None:
        self.package = package
        self.reading = reading
        self.additions = Additions(package)
        self.added: list[str] = []
        self._new_parts: list[str] = []
        self.settings_cells: ColumnTableCells = {}

    def add_everything(self) -> None:
        checks = self._missing_checks_sheet()
        given = self._add_sheets_and_rules(with_checks=checks is not None)
        self._extend_settings()
        if checks is not None:
            self._add_checks_sheet(checks, given.checks)
        self._define_names()
        if CONFIGURATION_SHEET in self.package.sheets:
            self._stamp()
        code_names = name_sheets(self.additions, self._new_parts)
        self._add_project(code_names)
        self._add_ribbon()
        self.additions.declare_macro_enabled()

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
        styles_part = self.package.styles_part
        if styles_part is None:
            raise ValueError("no styles")
        styles, numbers = add_styles(self.package.read(styles_part), given.styles)
        self.additions.changes[styles_part] = styles
        with_sheets = bool(wanted) or with_checks
        given = given.moved(numbers, self.additions.add_texts(given.texts) if with_sheets else 0)
        if SETTINGS_SHEET in wanted:
            self._new_parts.append(self.additions.add_sheet(SETTINGS_SHEET, given.settings))
            self.added.append(f"the sheet {SETTINGS_SHEET}")
        if CONFIGURATION_SHEET in wanted:
            part = self.additions.add_sheet(CONFIGURATION_SHEET, given.configuration, hidden=True)
            self._new_parts.append(part)
            self.added.append(f"the hidden sheet {CONFIGURATION_SHEET}")
        if not has_rules:
            root = outline(self.package.read(scorecard))
            rules = in_main_namespace(
                root, _behind_present(self.package.read(scorecard), given.rules)
            )
            self.additions.insert(scorecard, _BEFORE_RULES, rules)
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
        return [own for index, own in enumerate(found) if own not in found[:index]]

    def _extend_settings(self) -> None:
        """Give a Settings sheet that is there the table of columns, and what was said of some."""
        part = self.package.sheets.get(SETTINGS_SHEET)
        if part is None:
            return
        cells = column_table_cells(
            WorkbookFile(self.package.path).read(SETTINGS_SHEET), self._column_lines()
        )
        if cells:
            markup = SheetMarkup(self.additions.read(part))
            self.additions.changes[part] = splice(
                markup, SETTINGS_SHEET, {Place(*cell): text for cell, text in cells.items()}
            ).xml
            self.settings_cells = cells
            self.added.append(f"the table of columns on the sheet {SETTINGS_SHEET}")

    def _missing_checks_sheet(self) -> str | None:
        """The name for the sheet of the findings; None if it is there, or both names are taken."""
        name, present = checks_sheet_of(WorkbookFile(self.package.path))
        is_free = name is not None and present is None and not self.package.has_sheet(name)
        return name if is_free else None

    def _add_checks_sheet(self, name: str, sheet: bytes) -> None:
        self._new_parts.append(self.additions.add_sheet(name, sheet))
        name_areas(self.additions, unchecked_page(name), is_new=True)
        self.added.append(f"the sheet {name}")

    def _define_names(self) -> None:
        root = outline(self.package.read(self.package.workbook_part), depth=2)
        defined = root.child("definedNames")
        present = {own.attributes.get("name", "") for own in (defined.children if defined else [])}
        wanted = names.definitions(self.reading.grid.sheet, SETTINGS_SHEET, _place(self.reading))
        missing = {name: refers for name, refers in wanted.items() if name not in present}
        if missing:
            self.additions.define_names(missing)

    def _stamp(self) -> None:
        """Bring the versions in a configuration sheet that is there already up to date."""
        grid = WorkbookFile(self.package.path).read(CONFIGURATION_SHEET)
        rows = {grid.text(row, 1): row for row in sorted(grid.rows)}
        cells: dict[tuple[int, int], float | str] = {}
        next_row = max(rows.values(), default=0) + 1
        for key in _STAMPED:
            row = rows.get(key.value)
            if row is None:
                row, next_row = next_row, next_row + 1
                cells[row, 1] = key.value
            if grid.text(row, 2) != CONFIGURATION[key]:
                cells[row, 2] = CONFIGURATION[key]
        if cells:
            part = self.package.sheets[CONFIGURATION_SHEET]
            markup = SheetMarkup(self.additions.read(part))
            self.additions.changes[part] = splice(
                markup, CONFIGURATION_SHEET, {Place(*cell): text for cell, text in cells.items()}
            ).xml

    def _add_project(self, code_names: CodeNames) -> None:
        self.modules = project_modules(code_names.workbook, code_names.sheets)
        content = project_bytes(PROJECT_NAME, self.modules)
        part = self.package.project_part
        if part is None:
            part = _PROJECT_PART
            if self.additions.has(part):
                part = self.additions.free_part("xl/vbaProject{}.bin")
            workbook = self.package.workbook_part
            self.additions.add_relationship(workbook, _PROJECT_RELATIONSHIP, part)
        self.additions.add_part(part, content, _PROJECT_TYPE)
        self.project_part = part
        self.added.append("the macros and functions")

    def _add_ribbon(self) -> None:
        part = next(iter(self.package.ribbon_parts), None)
        if part is None:
            part = RIBBON_PART
            self.additions.add_relationship("", RIBBON_RELATIONSHIP_TYPE, part)
        sheets = (*self.package.sheets, SETTINGS_SHEET)
        self.additions.add_part(part, ribbon_xml(sheets), _RIBBON_TYPE)
        self.added.append("the Scorecard tab of the ribbon")


def _place(reading: SheetReading) -> TablePlace:
    return TablePlace(
        first_row=reading.rows[0],
        last_row=reading.rows[-1] + _ROWS_TO_COME,
        columns=reading.layout.columns,
    )


def _behind_present(sheet: bytes, rules: Sequence[bytes]) -> list[bytes]:
    """Rules of which a person's own take precedence."""
    present = [int(number) for number in _PRIORITY.findall(sheet)]
    return [renumbered(rule, "priority", max(present, default=0).__add__) for rule in rules]


def _refuse_losses(original: Path, copy: Path, adoption: _Adoption) -> None:
    """A second look at the written copy, before it takes the original's place."""
    found = list(_losses(original, copy, adoption))
    if found:
        raise LossDetectedError(
            Fault(
                place=str(original),
                found=f"a copy that differs in {'; '.join(found[:5])}",
                expected="a copy to which something was added, and nothing else",
                remedy="Nothing was changed. Please report this, with the workbook if you may.",
            )
        )


def _losses(original: Path, copy: Path, adoption: _Adoption) -> Iterator[str]:
    with ZipFile(original) as before, ZipFile(copy) as after:
        names_after = set(after.namelist())
        for part in before.namelist():
            if part not in names_after:
                yield f"part {part}, which is gone"
            elif part not in adoption.additions.changes and before.read(part) != after.read(part):
                yield f"part {part}"
        project = after.read(adoption.project_part)
    old, new = WorkbookFile(original), WorkbookFile(copy)
    for sheet in old.sheet_names:
        cells = adoption.settings_cells if sheet == SETTINGS_SHEET else {}
        wanted = with_cells(old.read(sheet), cells)
        if sheet != CONFIGURATION_SHEET and not _same(wanted, new.read(sheet)):
            yield f"the cells of {sheet}"
    written = {(module.name, module.source) for module in read_project(project)}
    if written != {(module.name, module.source) for module in adoption.modules}:
        yield "its macros"


def _same(first: Grid, second: Grid) -> bool:
    return (first.rows, first.merges, first.formulas) == (
        second.rows,
        second.merges,
        second.formulas,
    )
