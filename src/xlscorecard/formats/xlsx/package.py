"""A workbook's package: where everything is in it, and what its cell styles make of a number."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

from xlscorecard.core.sheet.number_format import DAY_ZERO, DAY_ZERO_1904, Kind, kind_of
from xlscorecard.formats.xlsx.admission import no_workbook
from xlscorecard.formats.xlsx.parts import (
    CONTENT_TYPES,
    ROOT_RELATIONSHIPS,
    Element,
    Parts,
    Relationship,
)

_WORKSHEET, _SHARED_STRINGS, _STYLES, _CALC_CHAIN, _TABLE, _OFFICE_DOCUMENT, _PIVOT_CACHE = (
    "/worksheet", "/sharedStrings", "/styles", "/calcChain", "/table", "/officeDocument",
    "/pivotCacheDefinition",
)  # fmt: skip
_VBA_PROJECT, _RIBBON = "/vbaProject", "/extensibility"
_TRUE = ("1", "true")
_RIGHT_FILE = "Check that this is the right file."
_STRICT = b"http://purl.oclc.org/ooxml/"
_BINARY_WORKBOOK = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
_WORKBOOK_ENDING = (
    "spreadsheetml.sheet.main+xml",
    "spreadsheetml.template.main+xml",
    "ms-excel.sheet.macroEnabled.main+xml",
    "ms-excel.template.macroEnabled.main+xml",
)
# Built-in number formats by their number: ECMA-376 part 1, 18.8.30. Those of other languages that
# show dates (27 to 36, 50 to 58) stand for a date.
_A_DATE = "dd/mm/yyyy"
_BUILT_IN_FORMATS = {
    9: "0%", 10: "0.00%", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    **dict.fromkeys((*range(14, 18), 22, *range(27, 37), *range(50, 59)), _A_DATE),
}  # fmt: skip


class Package(Parts):
    """A workbook's package: which part holds which sheet, and what the sheets share.

    Raises:
        WorkbookError: as of ``Parts``, also where it is another Office file or none.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        if CONTENT_TYPES not in self.archive:
            raise no_workbook(path, "a zip archive that is no Office file", _RIGHT_FILE)
        self.workbook_part = self._find_workbook_part()
        content_type = self.content_type(self.workbook_part)
        if content_type == _BINARY_WORKBOOK:
            raise no_workbook(
                path, "a binary workbook (.xlsb)", "Save it in Excel as .xlsx or .xlsm first."
            )
        if not content_type.endswith(_WORKBOOK_ENDING):
            raise no_workbook(path, "another kind of Office file", _RIGHT_FILE)

    def _find_workbook_part(self) -> str:
        if ROOT_RELATIONSHIPS not in self.archive:
            raise self.damaged(ROOT_RELATIONSHIPS, "no such part")
        for relationship in self.relationships(""):
            if relationship.kind == _OFFICE_DOCUMENT:
                if relationship.target not in self.archive:
                    raise self.damaged(relationship.target, "no such part")
                return relationship.target
        raise self.damaged(ROOT_RELATIONSHIPS, "no relationship to a workbook")

    # -- what the workbook says ---------------------------------------------------------------

    @cached_property
    def _workbook(self) -> list[Element]:
        return self.elements(self.workbook_part)

    def _elements_named(self, name: str) -> Iterator[Element]:
        return (element for element in self._workbook if element.name == name)

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet by the sheet's name, in the workbook's order."""
        links = self._workbook_relationships
        targets = {link.identifier: link.target for link in links if link.kind == _WORKSHEET}
        sheets: dict[str, str] = {}
        for element in self._elements_named("sheet"):
            identifier = next(
                (value for key, value in element.attributes.items() if key.endswith(":id")), ""
            )
            if identifier in targets:
                sheets[element.get("name")] = targets[identifier]
        return sheets

    def has_sheet(self, name: str) -> bool:
        """Whether any sheet has a name, which Excel compares without regard to case."""
        names = (element.get("name").casefold() for element in self._elements_named("sheet"))
        return name.casefold() in names

    @property
    def is_structure_locked(self) -> bool:
        """Whether sheets can be neither added nor removed."""
        protections = self._elements_named("workbookProtection")
        return any(element.get("lockStructure") in _TRUE for element in protections)

    @property
    def is_strict(self) -> bool:
        """Whether it is a Strict Open XML workbook, in other namespaces than all others."""
        return _STRICT in self.read(self.workbook_part)

    @cached_property
    def day_zero(self) -> date:
        """The day from which days are counted."""
        properties = self._elements_named("workbookPr")
        is_1904 = any(element.get("date1904") in _TRUE for element in properties)
        return DAY_ZERO_1904 if is_1904 else DAY_ZERO

    @property
    def calculation_identifier(self) -> str:
        """The mark of the program that calculated the workbook last; '' where none is named."""
        return next((element.get("calcId") for element in self._elements_named("calcPr")), "")

    # -- where its parts are ------------------------------------------------------------------

    @cached_property
    def _workbook_relationships(self) -> tuple[Relationship, ...]:
        return self.relationships(self.workbook_part)

    @cached_property
    def worksheet_parts(self) -> tuple[str, ...]:
        """The parts of all worksheets."""
        return self.sheet_parts_of("worksheet")

    def sheet_parts_of(self, kind: str) -> tuple[str, ...]:
        """The parts of sheets of a kind: worksheet, chartsheet, dialogsheet, xlMacrosheet."""
        links = self._workbook_relationships
        return tuple(link.target for link in links if link.kind == f"/{kind}")

    @property
    def styles_part(self) -> str | None:
        """The part of the cell styles."""
        return self._part_of_kind(_STYLES)

    @property
    def project_part(self) -> str | None:
        """The part of the VBA project."""
        return self._part_of_kind(_VBA_PROJECT)

    @property
    def ribbon_parts(self) -> tuple[str, ...]:
        """The parts that change the ribbon, of Excel 2007 and of later ones."""
        links = self.relationships("")
        return tuple(link.target for link in links if link.kind == _RIBBON)

    @property
    def shared_strings_part(self) -> str | None:
        """The part of the shared strings."""
        return self._part_of_kind(_SHARED_STRINGS)

    @property
    def calculation_chain(self) -> Relationship | None:
        """The relationship to the calculation chain."""
        links = self._workbook_relationships
        return next((link for link in links if link.kind == _CALC_CHAIN), None)

    @property
    def has_pivot_tables(self) -> bool:
        """Whether pivot tables hold copies of cells, which only Excel can refresh."""
        return self._part_of_kind(_PIVOT_CACHE) is not None

    def _part_of_kind(self, kind: str) -> str | None:
        targets = (link.target for link in self._workbook_relationships if link.kind == kind)
        return next((target for target in targets if target in self.archive), None)

    def tables_of(self, sheet_part: str) -> Iterator[Element]:
        """The tables (list objects) of a worksheet."""
        for relationship in self.relationships(sheet_part):
            if relationship.kind == _TABLE and relationship.target in self.archive:
                yield from self.elements(relationship.target)[:1]

    @cached_property
    def style_kinds(self) -> Mapping[int, Kind]:
        """What each cell style makes of a number."""
        part = self.styles_part
        return kinds_of_styles(self.elements(part) if part is not None else ())

    @cached_property
    def percentage_styles(self) -> frozenset[int]:
        """The cell styles whose number format shows a percentage."""
        kinds = self.style_kinds.items()
        return frozenset(index for index, kind in kinds if kind is Kind.PERCENTAGE)


def kinds_of_styles(elements: Iterable[Element]) -> dict[int, Kind]:
    """What each cell style makes of a number, from the elements of a styles part."""
    codes = dict(_BUILT_IN_FORMATS)
    styles: list[int] = []
    for element in elements:
        if element.name == "numFmt" and element.parent == "numFmts":
            codes[_integer(element.get("numFmtId"))] = element.get("formatCode")
        elif element.name == "xf" and element.parent == "cellXfs":
            styles.append(_integer(element.get("numFmtId")))
    return {index: kind_of(codes.get(number, "")) for index, number in enumerate(styles)}


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else 0
