"""The parts of a workbook's package that say where everything is.

Element names are compared without their namespace, so that transitional and strict files, with
prefixes or without, are read alike.
"""

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from xlscorecard.core.sheet.number_format import DAY_ZERO, DAY_ZERO_1904, Kind, kind_of
from xlscorecard.errors import (
    DamagedWorkbookError,
    Fault,
    NotAWorkbookError,
    UnsafeWorkbookError,
)
from xlscorecard.formats.xlsx.archive import Archive

CONTENT_TYPES = "[Content_Types].xml"
SIGNATURES = "_xmlsignatures/"

_ROOT_RELATIONSHIPS = "_rels/.rels"
_WORKSHEET, _SHARED_STRINGS, _STYLES, _CALC_CHAIN, _TABLE, _OFFICE_DOCUMENT, _PIVOT_CACHE = (
    "/worksheet", "/sharedStrings", "/styles", "/calcChain", "/table", "/officeDocument",
    "/pivotCacheDefinition",
)  # fmt: skip
_VBA_PROJECT, _RIBBON = "/vbaProject", "/extensibility"
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


class Element(NamedTuple):
    """An XML element: its name without prefix, its parent's, and its attributes as written."""

    name: str
    parent: str
    attributes: dict[str, str]

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute."""
        return self.attributes.get(attribute, default)


class Relationship(NamedTuple):
    """A relationship of a part: its kind (the end of its type) and the part it leads to."""

    identifier: str
    kind: str
    target: str


class Package:
    """A workbook's package: which part holds which sheet, and what the sheets share."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = Archive(path)
        if CONTENT_TYPES not in self.archive:
            raise NotAWorkbookError(
                Fault(
                    place=str(path),
                    found="a zip archive that is no Office file",
                    expected="a workbook (.xlsx or .xlsm)",
                    remedy="Check that this is the right file.",
                )
            )
        self.workbook_part = self._find_workbook_part()
        self._refuse_other_documents()

    def elements(self, part: str) -> list[Element]:
        """All elements of a part's XML, in their order.

        Raises:
            DamagedWorkbookError: it is no XML.
            UnsafeWorkbookError: it declares a document type, by which entities could expand.
        """
        content = self.read(part)
        found: list[Element] = []
        open_names = [""]

        def start(name: str, attributes: dict[str, str]) -> None:
            name = name.rpartition(":")[2]
            found.append(Element(name, open_names[-1], attributes))
            open_names.append(name)

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = lambda _name: open_names.pop()
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise self.damaged(part, f"XML that cannot be read ({error})") from error
        return found

    def read(self, part: str) -> bytes:
        """A part's bytes, after a look at whether they are safe to parse as XML."""
        content = self.archive.read(part)
        head = content if b"\0" not in content[:4] else content.replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnsafeWorkbookError(
                Fault(
                    place=f"{self.path}, part {part}",
                    found="a document type declaration",
                    expected="plain XML, as every workbook has it",
                    remedy="Do not open this file unless you know where it comes from.",
                )
            )
        return content

    def damaged(self, part: str, found: str) -> DamagedWorkbookError:
        """The error that says what is broken in a part."""
        return DamagedWorkbookError(
            Fault(
                place=f"{self.path}, part {part}",
                found=found,
                expected="a whole workbook",
                remedy="Open it in Excel to see whether it can be repaired, or go back to a "
                "backup.",
            )
        )

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part to other parts of the package; none if it has none."""
        rels = relationships_part(part)
        return tuple(self._relationships(rels, part)) if rels in self.archive else ()

    def _relationships(self, rels: str, source: str) -> Iterator[Relationship]:
        for element in self.elements(rels):
            if element.name != "Relationship" or element.get("TargetMode") == "External":
                continue
            target = element.get("Target")
            base = posixpath.dirname(source)
            resolved = target[1:] if target.startswith("/") else posixpath.join(base, target)
            kind = "/" + element.get("Type").rpartition("/")[2]
            yield Relationship(element.get("Id"), kind, posixpath.normpath(resolved))

    def _find_workbook_part(self) -> str:
        if _ROOT_RELATIONSHIPS not in self.archive:
            raise self.damaged(_ROOT_RELATIONSHIPS, "no such part")
        for relationship in self._relationships(_ROOT_RELATIONSHIPS, ""):
            if relationship.kind == _OFFICE_DOCUMENT:
                if relationship.target not in self.archive:
                    raise self.damaged(relationship.target, "no such part")
                return relationship.target
        raise self.damaged(_ROOT_RELATIONSHIPS, "no relationship to a workbook")

    def _refuse_other_documents(self) -> None:
        content_type = ""
        default = ""
        for element in self.elements(CONTENT_TYPES):
            if element.get("PartName").lstrip("/") == self.workbook_part:
                content_type = element.get("ContentType")
            elif element.get("Extension") == self.workbook_part.rpartition(".")[2]:
                default = element.get("ContentType")
        content_type = content_type or default
        if content_type == _BINARY_WORKBOOK:
            found, remedy = (
                "a binary workbook (.xlsb)",
                "Save it in Excel as .xlsx or .xlsm first.",
            )
        elif not content_type.endswith(_WORKBOOK_ENDING):
            found, remedy = "another kind of Office file", "Check that this is the right file."
        else:
            return
        raise NotAWorkbookError(
            Fault(
                place=str(self.path),
                found=found,
                expected="a workbook (.xlsx or .xlsm)",
                remedy=remedy,
            )
        )

    @cached_property
    def _workbook(self) -> list[Element]:
        return self.elements(self.workbook_part)

    @cached_property
    def _workbook_relationships(self) -> tuple[Relationship, ...]:
        return self.relationships(self.workbook_part)

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each worksheet by the sheet's name, in the workbook's order."""
        targets = {
            relationship.identifier: relationship.target
            for relationship in self._workbook_relationships
            if relationship.kind == _WORKSHEET
        }
        sheets: dict[str, str] = {}
        for element in self._workbook:
            if element.name != "sheet":
                continue
            identifier = next(
                (value for key, value in element.attributes.items() if key.endswith(":id")), ""
            )
            if identifier in targets:
                sheets[element.get("name")] = targets[identifier]
        return sheets

    def has_sheet(self, name: str) -> bool:
        """Whether any sheet has a name, which Excel compares without regard to case."""
        return any(
            element.get("name").casefold() == name.casefold()
            for element in self._workbook
            if element.name == "sheet"
        )

    @property
    def is_structure_locked(self) -> bool:
        """Whether sheets can be neither added nor removed."""
        return any(
            element.get("lockStructure") in ("1", "true")
            for element in self._workbook
            if element.name == "workbookProtection"
        )

    @cached_property
    def day_zero(self) -> date:
        """The day from which days are counted."""
        for element in self._workbook:
            if element.name == "workbookPr" and element.get("date1904") in ("1", "true"):
                return DAY_ZERO_1904
        return DAY_ZERO

    @property
    def calculation_identifier(self) -> str:
        """The mark of the program that calculated the workbook last; '' where none is named."""
        marks = (own.get("calcId") for own in self._workbook if own.name == "calcPr")
        return next(marks, "")

    @cached_property
    def worksheet_parts(self) -> tuple[str, ...]:
        """The parts of all worksheets."""
        return self.sheet_parts_of("worksheet")

    def sheet_parts_of(self, kind: str) -> tuple[str, ...]:
        """The parts of sheets of a kind: worksheet, chartsheet, dialogsheet, xlMacrosheet."""
        return tuple(
            relationship.target
            for relationship in self._workbook_relationships
            if relationship.kind == f"/{kind}"
        )

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
        return tuple(
            relationship.target
            for relationship in self._relationships(_ROOT_RELATIONSHIPS, "")
            if relationship.kind == _RIBBON
        )

    @property
    def shared_strings_part(self) -> str | None:
        """The part of the shared strings."""
        return self._part_of_kind(_SHARED_STRINGS)

    @property
    def calculation_chain(self) -> Relationship | None:
        """The relationship to the calculation chain."""
        for relationship in self._workbook_relationships:
            if relationship.kind == _CALC_CHAIN:
                return relationship
        return None

    @property
    def has_pivot_tables(self) -> bool:
        """Whether pivot tables hold copies of cells, which only Excel can refresh."""
        return self._part_of_kind(_PIVOT_CACHE) is not None

    def _part_of_kind(self, kind: str) -> str | None:
        for relationship in self._workbook_relationships:
            if relationship.kind == kind and relationship.target in self.archive:
                return relationship.target
        return None

    def tables_of(self, sheet_part: str) -> Iterator[Element]:
        """The tables (list objects) of a worksheet."""
        for relationship in self.relationships(sheet_part):
            if relationship.kind == _TABLE and relationship.target in self.archive:
                yield from self.elements(relationship.target)[:1]

    @cached_property
    def style_kinds(self) -> Mapping[int, Kind]:
        """What each cell style makes of a number."""
        own_formats, styles = self._number_formats
        return {
            index: kind_of(own_formats.get(identifier, _BUILT_IN_FORMATS.get(identifier, "")))
            for index, identifier in enumerate(styles)
        }

    @cached_property
    def percentage_styles(self) -> frozenset[int]:
        """The cell styles whose number format shows a percentage."""
        return frozenset(
            index for index, kind in self.style_kinds.items() if kind is Kind.PERCENTAGE
        )

    @cached_property
    def _number_formats(self) -> tuple[dict[int, str], list[int]]:
        """The workbook's own format codes, and the format's number of each cell style."""
        part = self.styles_part
        own_formats: dict[int, str] = {}
        styles: list[int] = []
        for element in self.elements(part) if part is not None else ():
            if element.name == "numFmt" and element.parent == "numFmts":
                own_formats[_integer(element.get("numFmtId"))] = element.get("formatCode")
            elif element.name == "xf" and element.parent == "cellXfs":
                styles.append(_integer(element.get("numFmtId")))
        return own_formats, styles


def relationships_part(part: str) -> str:
    """The name of the part that holds another part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() else 0
