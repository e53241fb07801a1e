"""Workbooks whose XML is spelled as few programs spell it, or whose package is built otherwise."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from tests.books.sample_workbooks import (
    MAIN,
    RELATIONSHIPS,
    STRICT,
    STRICT_RELATIONSHIPS,
    WORKBOOK_PART,
    hand_made,
    part,
    parts,
    rewritten,
    sheet_xml,
)
from tests.gallery.by_xlsxwriter import written_by_xlsxwriter
from tests.gallery.packages import CONTENT_TYPES, changed, everywhere, with_chain, with_sheet

STYLES = "xl/styles.xml"
_BLANK_LINE = re.compile(r">(?=<)")


def _tables(path: Path) -> Path:
    return written_by_xlsxwriter("tables and notes", path)


def _layout(path: Path) -> Path:
    return written_by_xlsxwriter("widths, outlines and rich text", path)


def _prefixed(xml: str) -> str:
    """The default namespace under a prefix, as .NET programs write it."""
    if " xmlns=" not in xml:
        return xml
    return re.sub(r"<(/?)(?=\w+[\s/>])", r"<\1x:", xml).replace(" xmlns=", " xmlns:x=")


def _with_prefixes(path: Path) -> Path:
    return everywhere(_tables(path), _prefixed)


def _with_byte_order_marks(path: Path) -> Path:
    return everywhere(_layout(path), lambda xml: xml.replace("\n", "", 1).encode("utf-8-sig"))


def _without_declarations(path: Path) -> Path:
    return everywhere(_tables(path), lambda xml: xml.partition("?>")[2].lstrip())


def _not_standalone(path: Path) -> Path:
    return everywhere(_tables(path), lambda xml: xml.replace('standalone="yes"', 'standalone="no"'))


def _in_single_quotes(path: Path) -> Path:
    single = re.compile(r'(?<==)"([^"\']*)"(?=[^<>]*>)')
    return everywhere(_tables(path), lambda xml: single.sub(r"'\1'", xml))


def _laid_out(path: Path) -> Path:
    mixed = ("sharedStrings.xml", "comments1.xml", "drawing1.xml")
    written = _tables(path)
    kept = {name: content for name, content in parts(written).items() if name.endswith(mixed)}
    return rewritten(everywhere(written, lambda xml: _BLANK_LINE.sub(">\r\n  ", xml)), kept)


def _with_character_data(path: Path) -> Path:
    rows = (
        "<!-- first --><row r='1'><c r='A1' t='inlineStr'><is><t><![CDATA[a < & b]]></t></is>"
        "</c><?instruction?><c r='B1'><v><![CDATA[12]]></v></c><!-- <c r='C1'/> --></row>"
        "<row r='2'><c r='A2'><f><![CDATA[B1>1]]></f><v>1</v></c><c r='B2'><v>3</v></c>"
        "</row><!-- end -->"
    )
    return with_sheet(path, rows, before="<!-- a > b --><?x <row>?>")


def _without_addresses(path: Path) -> Path:
    rows = (
        "<row><c><v>1</v></c><c t='inlineStr'><is><t>two</t></is></c></row>"
        "<row r='3'><c/><c r='D3'><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>"
    )
    return with_sheet(path, rows)


def _in_utf_16(path: Path) -> Path:
    """All parts but those that a refresh has to read or write."""
    written = _tables(path)
    changes: dict[str, bytes | None] = {
        name: content.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        for name, content in parts(written).items()
        if name.startswith(("docProps/", "xl/theme/", "xl/tables/"))
    }
    return rewritten(written, changes)


def _without_styles(path: Path) -> Path:
    """As small as programs write it: inline texts, and no part that can be done without."""
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c><c r="B1"><v>1</v></c></row>'
    hand_made(path, sheet_xml(rows), parts={STYLES: None})
    links = "xl/_rels/workbook.xml.rels"
    style = re.compile(r'<Relationship Id="rId2"[^>]*>')
    return rewritten(path, {links: style.sub("", part(path, links).decode()).encode()})


def _in_another_package(path: Path) -> Path:
    """Folders as entries, nothing compressed, targets from the root."""
    everywhere(
        _tables(path), lambda xml: xml.replace('Target="worksheets/', 'Target="/xl/worksheets/')
    )
    content = parts(path)
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for folder in ("_rels/", "xl/", "xl/worksheets/"):
            archive.writestr(folder, b"")
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def _in_strict_open_xml(path: Path) -> Path:
    def strict(xml: str) -> str:
        return xml.replace(MAIN, STRICT).replace(RELATIONSHIPS, STRICT_RELATIONSHIPS)

    return changed(
        everywhere(_tables(path), strict),
        WORKBOOK_PART,
        ("<workbook ", '<workbook conformance="strict" '),
    )


def _signed(path: Path) -> Path:
    return rewritten(
        _tables(path), {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<x/>"}
    )


def _with_end_tags_and_long_texts(path: Path) -> Path:
    """No ``<name/>`` in the parts that list others, and texts longer than a parser's buffer."""
    long = "long &amp; " * 2000
    rows = (
        f"<row r='1'><c r='A1'><f>1+1</f><v>2</v></c><c r='B1' t='str'><v>{long}</v></c>"
        "<c r='C1'><v>3</v></c></row>"
    )
    with_chain(with_sheet(path, rows), ["A1"])
    open_close = re.compile(r"<(Override|Relationship|Default)\b([^>]*)/>")
    changes: dict[str, bytes | None] = {
        name: open_close.sub(r"<\1\2></\1>", part(path, name).decode()).encode()
        for name in (CONTENT_TYPES, "xl/_rels/workbook.xml.rels")
    }
    return rewritten(path, changes)


OTHER_SPELLINGS: Mapping[str, Callable[[Path], Path]] = {
    "prefixes": _with_prefixes,
    "byte order marks": _with_byte_order_marks,
    "no declarations": _without_declarations,
    "parts that are not standalone": _not_standalone,
    "single quotes": _in_single_quotes,
    "blanks between elements": _laid_out,
    "character data, comments and instructions": _with_character_data,
    "cells without addresses": _without_addresses,
    "parts in UTF-16": _in_utf_16,
    "inline texts and no styles": _without_styles,
    "another kind of package": _in_another_package,
    "Strict Open XML": _in_strict_open_xml,
    "a signature": _signed,
    "end tags and long texts": _with_end_tags_and_long_texts,
}
