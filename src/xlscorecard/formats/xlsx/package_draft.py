"""A package with what is to be changed in it, until it is written: its parts and their links.

What was there stays as it is, byte by byte; what is new is set in between.
"""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.parts import CONTENT_TYPES, relationships_part
from xlscorecard.formats.xlsx.xml_edits import XmlEdits

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""How every part begins that is added."""


class PackageDraft:
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
        types = XmlEdits(self.read(CONTENT_TYPES))
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
        self.changes[CONTENT_TYPES] = types.result()

    def add_relationship(self, source: str, kind: str, target: str) -> str:
        """Link a part (``""`` is the package) to another; the link's identifier comes back."""
        part = relationships_part(source)
        if not self.has(part):
            self.changes[part] = XML + f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()
        with self.editing(part) as links:
            taken = {node.attributes.get("Id") for node in links.root.children}
            numbers = range(1, len(taken) + 2)
            identifier = next(name for n in numbers if (name := f"rId{n}") not in taken)
            values = {
                "Id": identifier,
                "Type": kind,
                "Target": posixpath.relpath(target, posixpath.dirname(source) or "."),
            }
            links.append(links.root, links.element("Relationship", values))
        return identifier
