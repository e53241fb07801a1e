"""The parts of a package, read when asked for, and the links between them.

Element names are compared without their namespace, so that transitional and strict files, with
prefixes or without, are read alike.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from xlscorecard.errors import DamagedWorkbookError, UnsafeWorkbookError
from xlscorecard.formats.xlsx.admission import damaged
from xlscorecard.formats.xlsx.archive import Archive

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"

_SIGNATURES = "_xmlsignatures/"


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


def relationships_part(part: str) -> str:
    """The name of the part that holds another part's relationships; ``""`` is the package."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


class Parts:
    """The parts of a file that is a package, or may be one.

    Raises:
        WorkbookError: one of its kinds, each with the place and what to do about it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = Archive(path)

    def read(self, part: str) -> bytes:
        """A part's bytes, after a look at whether they are safe to parse as XML.

        Raises:
            UnsafeWorkbookError: it declares a document type, by which entities could expand.
        """
        content = self.archive.read(part)
        head = content if b"\0" not in content[:4] else content.replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UnsafeWorkbookError.because(
                place=f"{self.path}, part {part}",
                found="a document type declaration",
                expected="plain XML, as every workbook has it",
                remedy="Do not open this file unless you know where it comes from.",
            )
        return content

    def elements(self, part: str) -> list[Element]:
        """All elements of a part's XML, in their order.

        Raises:
            DamagedWorkbookError: it is no XML.
            UnsafeWorkbookError: as of ``read``.
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

    def damaged(self, part: str, found: str) -> DamagedWorkbookError:
        """The error that says what is broken in a part."""
        return damaged(f"{self.path}, part {part}", found)

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part, ``""`` of the package, to its other parts."""
        links = self.archive.name_in_file(relationships_part(part))
        return tuple(self._relationships(links, part)) if links in self.archive else ()

    def _relationships(self, links: str, source: str) -> Iterator[Relationship]:
        for element in self.elements(links):
            if element.name != "Relationship" or element.get("TargetMode") == "External":
                continue
            target = element.get("Target").replace("\\", "/")
            base = posixpath.dirname(source)
            resolved = target[1:] if target.startswith("/") else posixpath.join(base, target)
            kind = "/" + element.get("Type").rpartition("/")[2]
            in_file = self.archive.name_in_file(posixpath.normpath(resolved))
            yield Relationship(element.get("Id"), kind, in_file)

    def content_type(self, part: str) -> str:
        """What a part is said to be; '' where nothing is said."""
        said, default = "", ""
        for element in self.elements(CONTENT_TYPES):
            if element.get("PartName").lstrip("/").casefold() == part.casefold():
                said = element.get("ContentType")
            elif element.get("Extension").casefold() == part.rpartition(".")[2].casefold():
                default = element.get("ContentType")
        return said or default

    @property
    def is_signed(self) -> bool:
        """Whether it has a digital signature, which any change would break."""
        return any(part.startswith(_SIGNATURES) for part in self.archive.entries)
