"""What the words in a workbook's formulas stand for: its sheets, defined names and tables."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.formula_pieces import TableItem
from xlscorecard.formats.xlsx.parts import Element
from xlscorecard.formats.xlsx.texts import plain_text, text_of
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft
from xlscorecard.formats.xlsx.xml_edits import outline

_TABLE = "/table"


class Table(NamedTuple):
    """A table: its sheet, its cells, how many rows are headings and totals, its columns."""

    sheet: str
    area: Area
    headings: int
    totals: int
    columns: tuple[str, ...]

    def part(
        self, items: Sequence[TableItem], columns: tuple[str, str] | None, row: int
    ) -> Area | None:
        """The area that a structured reference means in a row; None where it is none.

        A column that is not there stands for all of them.
        """
        spans = [span for item in items or (TableItem.DATA,) if (span := self._rows(item, row))]
        if not spans:
            return None
        left, right = self.area.left, self.area.right
        if columns is not None and all(name.casefold() in self.columns for name in columns):
            places = sorted(self.columns.index(name.casefold()) for name in columns)
            left, right = left + places[0], left + places[-1]
        return Area(min(span[0] for span in spans), left, max(span[1] for span in spans), right)

    def _rows(self, item: TableItem, row: int) -> tuple[int, int] | None:
        top, bottom = self.area.top, self.area.bottom
        first, last = top + self.headings, bottom - self.totals
        span = {
            TableItem.ALL: (top, bottom),
            TableItem.DATA: (first, last),
            TableItem.HEADERS: (top, first - 1),
            TableItem.TOTALS: (last + 1, bottom),
            TableItem.THIS_ROW: (row, row) if first <= row <= last else (1, 0),
        }[item]
        return span if span[0] <= span[1] else None


class WorkbookNames:
    """The sheets, names and tables of a workbook, which Excel tells apart by their letters alone.

    All are in small letters, as ``casefold`` makes them.

    Raises:
        ValueError: of each of its methods: a part is not what such a part has to be.
        WorkbookError: the same, of each that asks for tables.
    """

    def __init__(self, draft: WorkbookDraft) -> None:
        self._package = draft.package
        self._xml = draft.read(draft.package.workbook_part)
        self._root = outline(self._xml, depth=2)

    @cached_property
    def sheets(self) -> list[str]:
        """The names of all sheets, of whichever kind, in their order."""
        present = self._root.child("sheets")
        nodes = present.children if present else ()
        return [node.attributes.get("name", "").casefold() for node in nodes]

    def formula(self, name: str, sheet: str) -> str | None:
        """What a name stands for where a sheet uses it: the sheet's own one comes first."""
        return self._formulas.get((name, sheet), self._formulas.get((name, "")))

    @property
    def of_workbook(self) -> dict[str, str]:
        """What each name stands for that is no sheet's own."""
        return {name: text for (name, sheet), text in self._formulas.items() if not sheet}

    @cached_property
    def _formulas(self) -> dict[tuple[str, str], str]:
        """What each name stands for, by its name and its sheet, '' where it has none."""
        defined = self._root.child("definedNames")
        found: dict[tuple[str, str], str] = {}
        for node in defined.children if defined else ():
            inside = self._xml[node.opened : node.closed]
            number = int(node.attributes.get("localSheetId", "-1"))
            if b"<" in inside or number >= len(self.sheets):
                raise ValueError("a defined name that is no text, or of no sheet")
            sheet = self.sheets[number] if number >= 0 else ""
            name = node.attributes.get("name", "").casefold()
            found[name, sheet] = text_of(inside)
        return found

    @cached_property
    def tables(self) -> dict[str, Table]:
        """All tables by their names."""
        return dict(self._read_tables())

    def _read_tables(self) -> Iterator[tuple[str, Table]]:
        for sheet, part in self._package.sheets.items():
            for relationship in self._package.relationships(part):
                if relationship.kind == _TABLE:
                    elements = self._package.elements(relationship.target)
                    yield _table_of(sheet.casefold(), elements)


def _table_of(sheet: str, elements: Sequence[Element]) -> tuple[str, Table]:
    root = elements[0]
    area = Area.parse(root.get("ref"))
    if area is None:
        raise ValueError(f"a table in {root.get('ref')}")
    columns = tuple(
        plain_text(element.get("name")).casefold()
        for element in elements
        if element.name == "tableColumn"
    )
    headings = int(root.get("headerRowCount", "1"))
    totals = int(root.get("totalsRowCount", "0"))
    name = root.get("displayName") or root.get("name")
    return name.casefold(), Table(sheet, area, headings, totals, columns)
