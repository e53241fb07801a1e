"""A workbook's package with what is to be changed in it, until it is written.

What was there stays as it is, byte by byte; what is new is set in between.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from xlscorecard.core.sheet.address import Area, Place, cell_name
from xlscorecard.core.sheet.edits import PlannedCells
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.parts import CONTENT_TYPES, relationships_part
from xlscorecard.formats.xlsx.splice import Spliced, splice
from xlscorecard.formats.xlsx.style_additions import StyleNumbers, add_styles, renumbered
from xlscorecard.formats.xlsx.xml_edits import MAIN, Node, XmlEdits, outline

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""How every part begins that is added."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKSHEET_TYPE, _TEXTS_TYPE = f"{_SPREADSHEET}.worksheet+xml", f"{_SPREADSHEET}.sharedStrings+xml"

# ECMA-376 part 1, 18.2.27, the sequence of CT_Workbook.
_BEFORE_WORKBOOK_PR = ("fileVersion", "fileSharing")
_BEFORE_DEFINED_NAMES = ("sheets", "functionGroups", "externalReferences")
# ECMA-376 part 1, 18.3.1.99, the sequence of CT_Worksheet up to the rules of colour.
_BEFORE_RULES = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip
_PRIORITY = re.compile(rb'\spriority\s*=\s*"(\d+)"')


class WorkbookDraft:
    """A package and its ``changes``: parts by name as they are to be, None where one goes.

    Raises:
        ValueError: of each of its methods: a part is not what such a part has to be.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changes: dict[str, bytes | None] = {}

    def read(self, part: str) -> bytes:
        """A part with what has been changed in it so far."""
        content = self.changes.get(part)
        return content if content is not None else self.package.read(part)

    def write_copy(self, target: BinaryIO) -> None:
        """Write the package with its changes."""
        self.package.archive.write_copy(target, self.changes)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Changes of which none stays where something is raised."""
        before = dict(self.changes)
        try:
            yield
        except BaseException:
            self.changes = before
            raise

    @contextmanager
    def editing(self, part: str, depth: int = 1) -> Iterator[XmlEdits]:
        """Edits of a part's XML, which are applied at the end."""
        edits = XmlEdits(self.read(part), depth)
        yield edits
        self.changes[part] = edits.result()

    def has(self, part: str) -> bool:
        """Whether there is a part of that name, in any spelling of its letters."""
        names = {*self.package.archive.entries, *self.changes}
        return part.lower() in {name.lower() for name in names}

    def free_part(self, pattern: str) -> str:
        """The first name of a pattern such as ``xl/worksheets/sheet{}.xml`` that is not taken."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def add_part(self, part: str, content: bytes, content_type: str) -> None:
        """Add a part, or write one anew."""
        self.changes[part] = content
        self.set_content_type(part, content_type)

    def set_content_type(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        types_part = self.package.archive.name_in_file(CONTENT_TYPES)
        types = XmlEdits(self.read(types_part))
        present, default = None, None
        for node in types.root.children:
            if node.attributes.get("PartName", "").lower() == f"/{part}".lower():
                present = node
            elif node.attributes.get("Extension", "").lower() == part.rpartition(".")[2].lower():
                default = node.attributes.get("ContentType")
        if present is not None:
            types.set_attribute(present, "ContentType", content_type)
        elif default == content_type:
            return
        else:
            values = {"PartName": f"/{part}", "ContentType": content_type}
            types.append(types.root, types.element("Override", values))
        self.changes[types_part] = types.result()

    def add_relationship(self, source: str, kind: str, target: str) -> str:
        """Link a part (``""`` is the package) to another; the link's identifier comes back."""
        part = self.package.archive.name_in_file(relationships_part(source))
        if not self.has(part):
            self.changes[part] = XML + f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        with self.editing(part) as links:
            taken = {node.attributes.get("Id") for node in links.root.children}
            numbers = range(1, len(taken) + 2)
            identifier = next(name for n in numbers if (name := f"rId{n}") not in taken)
            path = posixpath.relpath(target, posixpath.dirname(source) or ".")
            values = {"Id": identifier, "Type": kind, "Target": path}
            links.append(links.root, links.element("Relationship", values))
        return identifier

    # -- the workbook -------------------------------------------------------------------------

    @property
    def _workbook(self) -> str:
        return self.package.workbook_part

    def _beside_workbook(self, name: str) -> str:
        return posixpath.join(posixpath.dirname(self._workbook), name)

    def declare_macro_enabled(self) -> None:
        """Make the workbook one that may hold macros."""
        self.set_content_type(self._workbook, _MACRO_ENABLED)

    # -- sheets -------------------------------------------------------------------------------

    def add_sheet(self, name: str, content: bytes, *, hidden: bool = False) -> str:
        """Add a worksheet after all others; its part comes back."""
        part = self.free_part(self._beside_workbook("worksheets/sheet{}.xml"))
        self.add_part(part, content, _WORKSHEET_TYPE)
        identifier = self.add_relationship(self._workbook, f"{OFFICE}/worksheet", part)
        with self.editing(self._workbook, depth=2) as workbook:
            sheets = workbook.required("sheets", "a workbook")
            numbers = [int(node.attributes.get("sheetId", "0")) for node in sheets.children]
            values = {
                "name": name,
                "sheetId": str(max(numbers, default=0) + 1),
                **({"state": "hidden"} if hidden else {}),
                "xmlns:r": OFFICE,
                "r:id": identifier,
            }
            workbook.append(sheets, workbook.element("sheet", values))
        return part

    def write_cells(
        self, part: str, sheet: str, cells: PlannedCells, markup: SheetMarkup | None = None
    ) -> Spliced:
        """Write cells of a sheet, whose markup need not be made again where it is known.

        Raises what ``splice`` raises.
        """
        spliced = splice(markup or SheetMarkup(self.read(part)), sheet, cells)
        self.changes[part] = spliced.xml
        return spliced

    def add_rules(self, part: str, rules: Iterable[bytes]) -> None:
        """Add rules of colour to a sheet, behind those that are there, which take precedence."""
        with self.editing(part) as sheet:
            present = max(map(int, _PRIORITY.findall(sheet.xml)), default=0)
            behind = [renumbered(rule, "priority", present.__add__) for rule in rules]
            sheet.insert_after(_BEFORE_RULES, sheet.adapted(behind))

    def add_validation(
        self, part: str, places: Sequence[Place], formula: str, title: str, message: str
    ) -> bool:
        """Let Excel refuse what a formula does not hold of; False where a cell has a check already.

        Args:
            part: the part of the sheet.
            places: the cells.
            formula: what must hold of the first of them, without the equals sign.
            title: the title of the message.
            message: what to type instead.
        """
        with self.editing(part, depth=2) as sheet:
            present = sheet.root.child("dataValidations")
            others = present.children if present is not None else []
            if any(_is_checked(node, places) for node in others):
                return False
            values = {
                "type": "custom", "allowBlank": "1", "showInputMessage": "1",
                "showErrorMessage": "1", "errorTitle": title, "error": message,
                "promptTitle": title, "prompt": message,
                "sqref": " ".join(cell_name(*place) for place in places),
            }  # fmt: skip
            name = sheet.root.prefixed("dataValidation").encode()
            opening = sheet.element("dataValidation", values).removesuffix(b"/>")
            content = b"%b>%b</%b>" % (opening, sheet.element("formula1", {}, formula), name)
            if present is None:
                sheet.insert_after(_BEFORE_RULES, sheet.wrapped("dataValidations", content))
            else:
                sheet.append(present, content)
                if "count" in present.attributes:
                    sheet.set_attribute(present, "count", str(len(others) + 1))
        return True

    # -- what the sheets share ----------------------------------------------------------------

    def add_texts(self, texts: Sequence[bytes]) -> int:
        """Add shared strings, each an ``si`` element; the number of the first comes back."""
        part = self.package.shared_strings_part
        if part is None:
            part = self._beside_workbook("sharedStrings.xml")
            self.add_part(part, XML + f'<sst xmlns="{MAIN}"/>'.encode(), _TEXTS_TYPE)
            self.add_relationship(self._workbook, f"{OFFICE}/sharedStrings", part)
        with self.editing(part) as shared:
            root = shared.root
            present = [node for node in root.children if node.name == "si"]
            if present:  # behind the other texts, and before what may follow them (extLst)
                shared.insert(present[-1].end, shared.adapted(texts))
            else:
                shared.append(root, shared.adapted(texts))
            for name in ("count", "uniqueCount"):
                if root.attributes.get(name, "").isdecimal():
                    number = int(root.attributes[name]) + len(texts)
                    shared.set_attribute(root, name, str(number))
        return len(present)

    def add_styles(self, source: bytes) -> StyleNumbers:
        """Add all styles of another styles part; the numbers that they get come back."""
        part = self.package.styles_part
        if part is None:
            raise ValueError("no styles")
        with self.editing(part, depth=2) as styles:
            return add_styles(styles, source)

    # -- names --------------------------------------------------------------------------------

    @property
    def defined_names(self) -> frozenset[str]:
        """The defined names, those of one sheet among them."""
        defined = outline(self.read(self._workbook), depth=2).child("definedNames")
        nodes = defined.children if defined else ()
        return frozenset(node.attributes.get("name", "") for node in nodes)

    def define_names(self, names: Mapping[str, str]) -> None:
        """Add defined names: what each refers to, without the equals sign."""
        self._add_names([({"name": name}, refers_to) for name, refers_to in names.items()])

    def _add_names(self, names: Iterable[tuple[Mapping[str, str], str]]) -> None:
        with self.editing(self._workbook) as workbook:
            elements = b"".join(workbook.element("definedName", *name) for name in names)
            present = workbook.root.child("definedNames")
            if present is not None:
                workbook.append(present, elements)
            else:
                whole = workbook.wrapped("definedNames", elements)
                workbook.insert_after(_BEFORE_DEFINED_NAMES, whole)

    def set_name_of_sheet(
        self, sheet: str, name: str, refers_to: str, *, hidden: bool = False
    ) -> None:
        """Define a name of one sheet alone, or change what it refers to."""
        with self.editing(self._workbook, depth=2) as workbook:
            sheets = workbook.required("sheets", "a workbook").children
            position = [node.attributes.get("name") for node in sheets].index(sheet)
            values = {"name": name, "localSheetId": str(position)}
            defined = workbook.root.child("definedNames")
            for node in defined.children if defined else ():
                if values.items() <= node.attributes.items():
                    workbook.fill(node, refers_to)
                    return
        self._add_names([({**values, **({"hidden": "1"} if hidden else {})}, refers_to)])

    def code_name(self, part: str) -> str | None:
        """The name by which VBA knows the workbook or a sheet; None where it has none."""
        properties = outline(self.read(part)).child(self._properties_of(part))
        return properties.attributes.get("codeName") if properties else None

    def set_code_name(self, part: str, code_name: str) -> None:
        """Name the workbook or a sheet for VBA."""
        name = self._properties_of(part)
        with self.editing(part) as owner:
            properties = owner.root.child(name)
            if properties is not None:
                owner.set_attribute(properties, "codeName", code_name)
            else:
                before = _BEFORE_WORKBOOK_PR if part == self._workbook else ()
                owner.insert_after(before, owner.element(name, {"codeName": code_name}))

    def _properties_of(self, part: str) -> str:
        return "workbookPr" if part == self._workbook else "sheetPr"


def _is_checked(validation: Node, places: Sequence[Place]) -> bool:
    """Whether a validation is one of any of some cells."""
    areas = map(Area.parse, validation.attributes.get("sqref", "").split())
    return any(area is not None and area.holds(*place) for area in areas for place in places)
