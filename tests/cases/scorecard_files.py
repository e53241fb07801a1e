"""Scorecards as people and other programs write them: one call, one workbook on disk.

The headings are those of the case files. Nothing here knows the package.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BEFORE = ("Ref.", "Indicator", "Owner", "Reporter", "Outcome")
"""The columns A to E; the months begin in F."""
COMPUTED = (
    "Arrow prev. period", "% change from prev. period",
    "Arrow prev. yr", "% change from same period prev. yr",
    "12 month average", "12-mnth max value",
)  # fmt: skip
"""The six columns that a refresh writes."""
AFTER = (*COMPUTED[:4], "DoT", *COMPUTED[4:], "Percentage?", "Commentary")
"""The columns V to AD where the months end in U."""
EH1A = (37, 19, 42, 18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126)
"""The values of EH1a in the scorecard document, May-18 to Aug-19."""
CALCULATED = '<calcPr calcId="191029"/>'
"""The mark of Excel 2019 and later: somebody has calculated the workbook."""
INDICATOR_SETTINGS = (
    "Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity", "Target basis", "Part of",
)  # fmt: skip
COLUMNS_TABLE = ("Column", "What it means", "Heading there")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that the file holds; None is no result at all."""

    text: str
    result: float | str | None = None
    element: bool = True
    """Whether a missing result is an empty ``<v>``, as openpyxl writes it, or no ``<v>``."""


@dataclass(frozen=True, slots=True)
class Written:
    """A number in just these digits, as another program writes it."""

    digits: str


Content: TypeAlias = str | int | float | date | Formula | Written | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One indicator: its values by position of the period columns, the rest by heading."""

    reference: str
    values: Sequence[Content]
    number_format: str = "General"
    others: Mapping[str, Content] = field(default_factory=dict)


def indicator(
    reference: str = "A1",
    values: Sequence[Content] = EH1A,
    by_heading: Mapping[str, Content] | None = None,
    *,
    number_format: str = "General",
    **others: Content,
) -> Row:
    """A row; its other cells by heading, with ``Percentage``, ``Average`` and such for short."""
    short = {"Percentage": "Percentage?", "Average": "12 month average", "Max": COMPUTED[5],
             "Change": COMPUTED[1], "Arrow": COMPUTED[0], "YearArrow": COMPUTED[2],
             "YearChange": COMPUTED[3]}  # fmt: skip
    given = {
        short.get(heading, heading): content
        for heading, content in {**(by_heading or {}), **others}.items()
    }
    return Row(
        reference=reference,
        values=values,
        number_format=number_format,
        others={"Indicator": f"Name of {reference}", **given},
    )


def months(first: str = "May-18", count: int = 16) -> tuple[str, ...]:
    """Headings such as ``May-18``, one after the other."""
    return tuple(f"{day:%b-%y}" for day in first_days(first, count))


def first_days(first: str = "May-18", count: int = 16) -> tuple[date, ...]:
    """The first days of such months, as cells that are dates."""
    start = (2000 + int(first[4:])) * 12 + NAMES.index(first[:3])
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(start, start + count))


MONTHS = months()
"""May-18 to Aug-19, columns F to U."""


def settings_sheet(
    general: Mapping[str, Content] | None = None,
    *,
    indicators: Mapping[str, Mapping[str, Content]] | None = None,
    columns: Iterable[tuple[Content, Content, Content]] = (),
) -> list[list[Content]]:
    """The rows of a sheet Settings: general settings, single indicators, the Columns table."""
    rows: list[list[Content]] = [["Setting", "Value"]]
    rows += [[name, value] for name, value in (general or {}).items()]
    if indicators:
        rows += [[], list(INDICATOR_SETTINGS)]
        rows += [
            [ref, *(given.get(heading) for heading in INDICATOR_SETTINGS[1:])]
            for ref, given in indicators.items()
        ]
    lines = list(columns)
    if lines:
        rows += [[], list(COLUMNS_TABLE), *(list(line) for line in lines)]
    return rows


def save(
    path: Path,
    *rows: Row,
    periods: Sequence[Content] = MONTHS,
    before: Sequence[Content] = BEFORE,
    after: Sequence[Content] = AFTER,
    sheet: str = "Scorecard",
    above: Sequence[Sequence[Content]] = (),
    cells: Mapping[str, Content] | None = None,
    formats: Mapping[str, str] | None = None,
    merges: Sequence[str] = (),
    settings: Sequence[Sequence[Content]] = (),
    settings_name: str = "Settings",
    others: Mapping[str, Sequence[Sequence[Content]]] | None = None,
    calculation: str | None = None,
) -> Path:
    """Save a workbook with a table of these rows; ``cells`` are put in last, by address.

    Without ``calculation`` the workbook bears openpyxl's own mark, calcId 124519.
    """
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    patches: dict[str, dict[str, Formula | Written]] = {sheet: {}}
    grid: list[Sequence[Content]] = [*above, [*before, *periods, *after]]
    for row in rows:
        values = [*row.values, *[None] * (len(periods) - len(row.values))]
        other = {**row.others, "Ref.": row.reference}
        grid.append(
            [
                *(other.get(str(heading)) for heading in before),
                *values,
                *(other.get(str(heading)) for heading in after),
            ]
        )
    _fill(page, grid, patches[sheet])
    header = len(above) + 1
    for number, row in enumerate(rows, start=header + 1):
        for column in range(len(before) + 1, len(before) + len(periods) + 1):
            page.cell(number, column).number_format = row.number_format
    for position, heading in enumerate(periods, start=len(before) + 1):
        if isinstance(heading, date | Formula):
            page.cell(header, position).number_format = "mmm-yy"
    for address, content in (cells or {}).items():
        _put(page[address], content, patches[sheet])
    for address, number_format in (formats or {}).items():
        page[address].number_format = number_format
    for area in merges:
        page.merge_cells(area)
    more = dict(others or {})
    if settings:
        more[settings_name] = settings
    for name, lines in more.items():
        patches[name] = {}
        _fill(book.create_sheet(name), lines, patches[name])
    book.save(path)
    _patch(path, list(patches.values()), calculation)
    return path


def _fill(
    page: Worksheet, grid: Sequence[Sequence[Content]], patches: dict[str, Formula | Written]
) -> None:
    for number, line in enumerate(grid, start=1):
        for column, content in enumerate(line, start=1):
            _put(page.cell(number, column), content, patches)


def _put(cell: Cell, content: Content, patches: dict[str, Formula | Written]) -> None:
    if isinstance(content, Formula):
        cell.value = content.text
        patches[cell.coordinate] = content
    elif isinstance(content, Written):
        cell.value = float(content.digits)
        patches[cell.coordinate] = content
    elif content is not None:
        cell.value = content
        if isinstance(content, str):
            cell.data_type = "s"  # a text that begins with = stays one
        if isinstance(content, date) and cell.number_format == "yyyy-mm-dd":
            cell.number_format = "dd/mm/yyyy"
    else:
        cell.value = None


def _patch(
    path: Path, sheets: Sequence[Mapping[str, Formula | Written]], calculation: str | None
) -> None:
    """Put in what openpyxl does not write: results of formulas, digits, the calculation mark."""
    if calculation is None and not any(sheets):
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number, patches in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        text = parts[name].decode()
        for address, content in patches.items():
            text = _with_result(text, address, content)
        parts[name] = text.encode()
    if calculation is not None:
        book = parts["xl/workbook.xml"].decode()
        book, count = re.subn(r"<calcPr [^>]*/>", calculation, book)
        assert count == 1
        parts["xl/workbook.xml"] = book.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _with_result(text: str, address: str, content: Formula | Written) -> str:
    coordinate_to_tuple(address)  # a slip of the test, such as "7U", shows here
    found = re.search(rf'<c r="{address}"([^>]*)>(.*?)</c>', text)
    assert found, address
    attributes, inner = found[1], found[2]
    if isinstance(content, Written):
        inner = f"<v>{content.digits}</v>"
    else:
        formula = re.match(r"<f>.*?</f>", inner)
        assert formula, inner
        value = "<v></v>" if content.element else ""
        if isinstance(content.result, str):
            attributes = re.sub(r' t="\w+"', "", attributes) + ' t="str"'
            value = f"<v>{content.result}</v>"
        elif content.result is not None:
            value = f"<v>{content.result!r}</v>"
        inner = formula[0] + value
    return f'{text[: found.start()]}<c r="{address}"{attributes}>{inner}</c>{text[found.end() :]}'
