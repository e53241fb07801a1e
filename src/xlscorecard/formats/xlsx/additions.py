"""What is added to a workbook's package: parts, relationships, sheets, names, code names.

Everything that was there stays as it is, byte by byte; what is new is spliced in between.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from xlscorecard.formats.xlsx.escaping import attributes as in_tag
from xlscorecard.formats.xlsx.escaping import character_data
from xlscorecard.formats.xlsx.outline import Edit, Node, appended, edited, outline, with_attribute
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.parts import CONTENT_TYPES, relationships_part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_TEXTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

# ECMA-376 part 1, 18.2.27, the sequence of CT_Workbook.
_BEFORE_WORKBOOK_PR = ("fileVersion", "fileSharing")
_BEFORE_DEFINED_NAMES = ("sheets", "functionGroups", "externalReferences")

_FIRST_NAME = re.compile(rb"<\w+")


class Additions:
    """The parts of a package with what is added to them; ``changes`` is what to write."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changes: dict[str, bytes | None] = {}

    def read(self, part: str) -> bytes:
        """A part with what has been added to it so far."""
        content = self.changes.get(part)
        return content if content is not None else self.package.read(part)

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
        self._set_content_type(part, content_type)

    def declare_macro_enabled(self) -> None:
        """Make the workbook one that may hold macros."""
        self._set_content_type(self.package.workbook_part, _MACRO_ENABLED)

    def _set_content_type(self, part: str, content_type: str) -> None:
        types = self.read(CONTENT_TYPES)
        root = outline(types)
        present, default = None, None
        for node in root.children:
            if node.attributes.get("PartName", "").lower() == f"/{part}".lower():
                present = node
            elif node.attributes.get("Extension", "").lower() == part.rpartition(".")[2].lower():
                default = node.attributes.get("ContentType")
        if present is not None:
            edit = with_attribute(types, present, "ContentType", content_type)
        elif default == content_type:
            return
        else:
            attributes = {"PartName": f"/{part}", "ContentType": content_type}
            edit = appended(root, element(root, "Override", attributes))
        self.changes[CONTENT_TYPES] = edited(types, [edit])

    def add_relationship(self, source: str, kind: str, target: str) -> str:
        """Link a part (``""`` is the package) to another; the link's identifier comes back."""
        part = relationships_part(source) if source else "_rels/.rels"
        if not self.has(part):
            self.changes[part] = _XML + f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        xml = self.read(part)
        root = outline(xml)
        taken = {node.attributes.get("Id") for node in root.children}
        identifier = next(
            name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken
        )
        link = element(
            root,
            "Relationship",
            {
                "Id": identifier,
                "Type": kind,
                "Target": posixpath.relpath(target, posixpath.dirname(source) or "."),
            },
        )
        self.changes[part] = edited(xml, [appended(root, link)])
        return identifier

    def add_sheet(self, name: str, content: bytes, *, hidden: bool = False) -> str:
        """Add a worksheet after all others; its part comes back."""
        folder = posixpath.dirname(self.package.workbook_part)
        part = self.free_part(posixpath.join(folder, "worksheets/sheet{}.xml"))
        self.add_part(part, content, _WORKSHEET_TYPE)
        workbook = self.package.workbook_part
        identifier = self.add_relationship(workbook, f"{OFFICE}/worksheet", part)
        xml = self.read(workbook)
        root = outline(xml, depth=2)
        sheets = _required(root, "sheets")
        numbers = [int(node.attributes.get("sheetId", "0")) for node in sheets.children]
        attributes = {
            "name": name,
            "sheetId": str(max(numbers, default=0) + 1),
            **({"state": "hidden"} if hidden else {}),
            "xmlns:r": OFFICE,
            "r:id": identifier,
        }
        self.changes[workbook] = edited(xml, [appended(sheets, element(root, "sheet", attributes))])
        return part

    def add_texts(self, texts: Sequence[bytes]) -> int:
        """Add shared strings, each an ``si`` element; the number of the first comes back."""
        part = self.package.shared_strings_part
        if part is None:
            part = posixpath.join(
                posixpath.dirname(self.package.workbook_part), "sharedStrings.xml"
            )
            self.add_part(part, _XML + f'<sst xmlns="{MAIN}"/>'.encode(), _TEXTS_TYPE)
            self.add_relationship(self.package.workbook_part, f"{OFFICE}/sharedStrings", part)
        xml = self.read(part)
        root = outline(xml)
        present = [node for node in root.children if node.name == "si"]
        content = in_main_namespace(root, texts)
        if present:
            # Behind the other texts, and before what may follow them (extLst).
            edits = [Edit(present[-1].end, present[-1].end, content)]
        else:
            edits = [appended(root, content)]
        for name in ("count", "uniqueCount"):
            if root.attributes.get(name, "").isdecimal():
                number = int(root.attributes[name]) + len(texts)
                edits.append(with_attribute(xml, root, name, str(number)))
        self.changes[part] = edited(xml, edits)
        return len(present)

    def define_names(self, names: Mapping[str, str]) -> None:
        """Add defined names: what each refers to, without the equals sign."""
        root = outline(self.read(self.package.workbook_part))
        self._add_names(
            b"".join(
                element(root, "definedName", {"name": name}, refers_to)
                for name, refers_to in names.items()
            )
        )

    def _add_names(self, elements: bytes) -> None:
        workbook = self.package.workbook_part
        xml = self.read(workbook)
        root = outline(xml)
        present = root.child("definedNames")
        if present is not None:
            edit = appended(present, elements)
        else:
            position = root.position_after(_BEFORE_DEFINED_NAMES)
            edit = Edit(position, position, wrapped(root, "definedNames", elements))
        self.changes[workbook] = edited(xml, [edit])

    def set_name_of_sheet(
        self, sheet: str, name: str, refers_to: str, *, hidden: bool = False
    ) -> None:
        """Define a name of one sheet alone, or change what it refers to."""
        workbook = self.package.workbook_part
        xml = self.read(workbook)
        root = outline(xml, depth=2)
        sheets = _required(root, "sheets").children
        position = next(
            number for number, own in enumerate(sheets) if own.attributes.get("name") == sheet
        )
        attributes = {
            "name": name,
            "localSheetId": str(position),
            **({"hidden": "1"} if hidden else {}),
        }
        defined = root.child("definedNames")
        for own in defined.children if defined else ():
            if all(own.attributes.get(key) == attributes[key] for key in ("name", "localSheetId")):
                edit = Edit(own.opened, own.closed, character_data(refers_to).encode())
                self.changes[workbook] = edited(xml, [edit])
                return
        self._add_names(element(root, "definedName", attributes, refers_to))

    def set_workbook_code_name(self, code_name: str) -> None:
        """Name the workbook for VBA."""
        workbook = self.package.workbook_part
        xml = self.read(workbook)
        root = outline(xml)
        properties = root.child("workbookPr")
        if properties is not None:
            edit = with_attribute(xml, properties, "codeName", code_name)
        else:
            position = root.position_after(_BEFORE_WORKBOOK_PR)
            properties_xml = element(root, "workbookPr", {"codeName": code_name})
            edit = Edit(position, position, properties_xml)
        self.changes[workbook] = edited(xml, [edit])

    def set_sheet_code_name(self, part: str, code_name: str) -> None:
        """Name a sheet for VBA."""
        xml = self.read(part)
        root = outline(xml)
        properties = root.child("sheetPr")
        if properties is not None:
            edit = with_attribute(xml, properties, "codeName", code_name)
        else:
            properties_xml = element(root, "sheetPr", {"codeName": code_name})
            edit = Edit(root.opened, root.opened, properties_xml)
        self.changes[part] = edited(xml, [edit])

    def insert(self, part: str, after: Iterable[str], elements: bytes) -> None:
        """Add elements to a part's root, behind the children of the given names."""
        xml = self.read(part)
        root = outline(xml)
        position = root.position_after(after)
        self.changes[part] = edited(xml, [Edit(position, position, elements)])


def _required(root: Node, name: str) -> Node:
    node = root.child(name)
    if node is None:
        raise ValueError(f"a workbook without {name}")
    return node


def element(root: Node, name: str, attributes: Mapping[str, str], text: str = "") -> bytes:
    """An element in the namespace of a root, whatever prefix that has there."""
    qualified = f"{root.prefix}:{name}" if root.prefix else name
    written = in_tag(attributes)
    if not text:
        return f"<{qualified}{written}/>".encode()
    return f"<{qualified}{written}>{character_data(text)}</{qualified}>".encode()


def wrapped(root: Node, name: str, content: bytes) -> bytes:
    """An element in the namespace of a root that holds some content."""
    qualified = (f"{root.prefix}:{name}" if root.prefix else name).encode()
    return b"<%b>%b</%b>" % (qualified, content, qualified)


def in_main_namespace(root: Node, elements: Iterable[bytes]) -> bytes:
    """Elements written without a prefix, for a root that may have one."""
    if not root.prefix:
        return b"".join(elements)
    declaration = f' xmlns="{MAIN}"'.encode()
    return b"".join(_FIRST_NAME.sub(lambda name: name[0] + declaration, own, 1) for own in elements)
