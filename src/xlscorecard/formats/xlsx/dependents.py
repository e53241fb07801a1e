"""Whether formulas depend on cells that are written, or may: to judge by what they name.

A formula that depends on a written cell by way of others needs no search: the first of that way
names the cell itself. What cannot be known is taken for a dependence.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from xlscorecard.core.sheet.address import Place
from xlscorecard.errors import WorkbookError
from xlscorecard.formats.xlsx.formula_cells import CellFormula, SheetFormulas
from xlscorecard.formats.xlsx.named_areas import NamedAreas, NotKnownError, Reader, pieces_of
from xlscorecard.formats.xlsx.quiet_formulas import QuietFormulas
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft
from xlscorecard.formats.xlsx.written_cells import WrittenCells

_DATA_TABLE, _SHARED = "dataTable", "shared"


class Dependents:
    """The formulas that depend on some cells of a sheet, which are written in the draft."""

    def __init__(self, draft: WorkbookDraft, sheet: str, cells: Iterable[Place]) -> None:
        self._named = NamedAreas(draft, sheet)
        self._written = WrittenCells(cells)

    def may_be_in(self, sheet: str, xml: bytes) -> bool:
        """Whether a formula of a sheet is one of them, or may be."""
        try:
            return self._any_in(sheet.casefold(), SheetFormulas(xml))
        except (NotKnownError, WorkbookError, ValueError, RecursionError):
            return True  # what cannot be read does not say what depends on what

    def _any_in(self, sheet: str, formulas: SheetFormulas) -> bool:
        quiet = QuietFormulas(self._written)
        holders: dict[str, CellFormula] = {}
        sharing: list[CellFormula] = []
        for formula in formulas:
            text, attributes, _ = formula
            if attributes.get("t") == _DATA_TABLE:
                return True
            if attributes.get("t") == _SHARED:
                if not text:
                    sharing.append(formula)
                    continue
                holders.setdefault(attributes.get("si", ""), formula)
            if text in quiet:
                continue
            reader = Reader(sheet, partial(formulas.place, formula))
            found = pieces_of(text)
            areas = self._named.of(found, reader)
            if any(map(self._written.meet, areas)):
                return True
            if not reader.is_placed:
                quiet.add(text, found, areas)
        return self._any_of(sharing, holders, sheet, formulas)

    def _any_of(
        self,
        sharing: Sequence[CellFormula],
        holders: Mapping[str, CellFormula],
        sheet: str,
        formulas: SheetFormulas,
    ) -> bool:
        """The same of the cells that take their formula from another cell, which holds it."""
        places = {index: formulas.place(formula) for index, formula in holders.items()}
        quiet: set[tuple[str, int]] = set()
        for formula in sharing:
            index = formula.attributes.get("si", "")
            if index not in holders:
                return True
            place, holder = formulas.place(formula), places[index]
            rows, columns = place.row - holder.row, place.column - holder.column
            if (index, columns) in quiet:
                continue
            reader = Reader(sheet, partial(formulas.place, formula), rows, columns)
            areas = self._named.of(pieces_of(holders[index].text), reader)
            if any(map(self._written.meet, areas)):
                return True
            if not reader.is_placed and not any(map(self._written.meet_columns_of, areas)):
                quiet.add((index, columns))
        return False
