"""Packages with parts added, or written in another way."""

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.books.sample_workbooks import (
    CHAIN_PART,
    MAIN,
    PACKAGE,
    RELATIONSHIPS,
    SHEET_PART,
    WORKBOOK_PART,
    part,
    parts,
    plain_workbook,
    rewritten,
    sheet_xml,
)

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EXCEL = "http://schemas.microsoft.com/office"
MAIN_2009 = f"{EXCEL}/spreadsheetml/2009/9/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CONTENT_TYPES = "[Content_Types].xml"
_NO_LINKS = f'{XML}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()


class Part(NamedTuple):
    """A part to add; as text it is XML, without its declaration."""

    name: str
    content: str | bytes
    content_type: str


class Link(NamedTuple):
    """A relationship to add: from a part to another; a kind with a colon is a whole URI."""

    source: str
    identifier: str
    kind: str
    target: str


def with_parts(path: Path, added: Iterable[Part], links: Iterable[Link]) -> Path:
    """The workbook with parts and relationships added."""
    present = parts(path)
    changes: dict[str, bytes | None] = {}
    for name, content, content_type in added:
        changes[name] = content if isinstance(content, bytes) else (XML + content).encode()
        entry = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        present[CONTENT_TYPES] = before_end(present[CONTENT_TYPES], entry)
    for source, identifier, kind, target in links:
        folder, _, name = source.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        uri = kind if ":" in kind else f"{RELATIONSHIPS}/{kind}"
        mode, leads_to = ' TargetMode="External"', target
        if ":" not in target:
            mode, leads_to = "", posixpath.relpath(target, folder or ".")
        link = f'<Relationship Id="{identifier}" Type="{uri}" Target="{leads_to}"{mode}/>'
        present[rels] = before_end(present.get(rels, _NO_LINKS), link)
        changes[rels] = present[rels]
    return rewritten(path, {**changes, CONTENT_TYPES: present[CONTENT_TYPES]})


def with_sheet(path: Path, rows: str, *, before: str = "", after: str = "") -> Path:
    """A small workbook by XlsxWriter, with these rows, and what stands before and after them."""
    return rewritten(
        plain_workbook(path), {SHEET_PART: sheet_xml(rows, before=before, after=after)}
    )


def with_chain(path: Path, cells: Iterable[str]) -> Path:
    """The workbook with a chain of calculation, as Excel keeps it."""
    chain = "".join(f'<c r="{cell}" i="1" l="1"/>' for cell in cells)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    added = Part(CHAIN_PART, f'<calcChain xmlns="{MAIN}">{chain}</calcChain>', kind)
    return with_parts(path, [added], [Link(WORKBOOK_PART, "chain1", "calcChain", CHAIN_PART)])


def before_end(xml: bytes, added: str) -> bytes:
    """A part with something more at the end of its outermost element."""
    place = xml.rindex(b"</")
    return xml[:place] + added.encode() + xml[place:]


def changed(path: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The workbook with words of a part replaced; each must be there."""
    text = part(path, name).decode()
    for old, new in changes:
        assert old in text, (old, text)
        text = text.replace(old, new, 1)
    return rewritten(path, {name: text.encode()})


def everywhere(path: Path, change: Callable[[str], str | bytes], *, but: str = "") -> Path:
    """The workbook with each part of XML changed, but for those whose name ends so."""
    changes: dict[str, bytes | None] = {}
    for name, content in parts(path).items():
        if name.endswith((".xml", ".rels")) and not (but and name.endswith(but)):
            new = change(content.decode())
            changes[name] = new if isinstance(new, bytes) else new.encode()
    return rewritten(path, changes)
