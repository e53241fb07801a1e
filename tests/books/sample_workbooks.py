"""Workbooks to test on, made when a test asks for them."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOK_PART = "xl/workbook.xml"
CHAIN_PART = "xl/calcChain.xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# -- written by XlsxWriter --------------------------------------------------------------------


def rich_workbook(path: Path) -> Path:
    """A workbook with nearly all that XlsxWriter can write; numbers in A3:F12 of 'Scorecard'."""
    picture = path.with_name("dot.png")
    picture.write_bytes(png())
    macros = path.with_name("vbaProject.bin")
    macros.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
    book = xlsxwriter.Workbook(path, {"use_future_functions": True})
    bold = book.add_format({"bold": True, "font_color": "#C00000"})
    per_cent = book.add_format({"num_format": "0.0%", "bg_color": "#F0F8FF"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    green = book.add_format({"bg_color": "#C6EFCE"})
    if path.suffix == ".xlsm":
        book.add_vba_project(str(macros))
    sheet = book.add_worksheet("Scorecard")
    other = book.add_worksheet("Other's & more")
    hidden = book.add_worksheet("Hidden")
    hidden.hide()
    sheet.merge_range("A1:F1", "Monthly scorecard <2025/26>", bold)
    sheet.write_row("A2", ["Ref", "Indicator", "Apr", "May", "Change", "Note"], bold)
    for row in range(2, 12):
        sheet.write(row, 0, f"CC{row:02d}")
        sheet.write_rich_string(row, 1, "Waiting ", bold, "over ", "52 weeks ")
        sheet.write_number(row, 2, row * 1.5, per_cent)
        sheet.write_number(row, 3, row / 7, per_cent)
        sheet.write_formula(row, 4, f"=D{row + 1}/C{row + 1}-1", per_cent, 0.5)
        sheet.write_blank(row, 5, None, green)
    sheet.write("G3", "_x0041_ & <tag>\n second line \x07")
    sheet.write_boolean("G4", True)
    sheet.write_formula("G5", "=NA()", None, "#N/A")
    sheet.write_datetime("G6", date(2025, 4, 30), day)
    sheet.write_url("G7", "https://example.org/a?b=1&c=2", string="link")
    sheet.write_array_formula("I3:I5", "{=C3:C5*2}", None, 6)
    sheet.write_dynamic_array_formula("J3", "=SORT(C3:C5)", None, 3)
    sheet.write_comment("A3", "A note on the indicator", {"author": "Someone"})
    sheet.set_row(7, 30, green, {"hidden": True, "level": 1})
    sheet.set_column("F:F", 24, green)
    sheet.set_column("K:L", None, None, {"hidden": True})
    sheet.autofilter("A2:F12")
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0, 1)
    sheet.print_area("A1:G12")
    sheet.set_header("&L&G&CScorecard", {"image_left": str(picture)})
    sheet.set_h_pagebreaks([20])
    sheet.data_validation("F3:F12", {"validate": "list", "source": ["red", "amber", "green"]})
    sheet.conditional_format("C3:C12", {"type": "3_color_scale"})
    sheet.conditional_format("D3:D12", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("E3:E12", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.conditional_format(
        "A3:A12", {"type": "cell", "criteria": "==", "value": "Other!$A$1", "format": green}
    )
    sheet.add_sparkline("H3", {"range": "Scorecard!C3:D3", "markers": True})
    sheet.add_sparkline("H4", {"range": "Scorecard!C4:D4", "type": "column"})
    sheet.insert_button("N2", {"macro": "Refresh", "caption": "Refresh"})
    sheet.insert_image("N6", str(picture), {"description": "a dot"})
    sheet.insert_textbox("N12", "Words", {"textlink": "=Scorecard!$A$3"})
    sheet.protect("", {"format_cells": True})
    chart = book.add_chart({"type": "line"})
    chart.add_series(
        {"name": "Apr", "values": "=Scorecard!$C$3:$C$12", "trendline": {"type": "linear"}}
    )
    sheet.insert_chart("N20", chart)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    other.add_table(
        "B3:D6",
        {
            "name": "Figures",
            "data": [[1, 2, 3], [4, 5, 6]],
            "columns": [
                {"header": "One"},
                {"header": "Two"},
                {"header": "Sum", "formula": "=[@One]+[@Two]"},
            ],
        },
    )
    other.set_background(str(picture))
    hidden.write("A1", "secret")
    chart_sheet = book.add_chartsheet("Picture")
    pie = book.add_chart({"type": "pie"})
    pie.add_series({"values": "=Scorecard!$D$3:$D$12"})
    chart_sheet.set_chart(pie)
    book.define_name("Months", "=Scorecard!$C$2:$D$2")
    book.define_name("Scorecard!Local", "=Scorecard!$A$3")
    # The clock must not make another workbook: damage by a seed is then the same in each run.
    created = {"created": datetime(2019, 9, 1)}
    book.set_properties({"title": "Scorecard", "author": "Someone", "comments": "é ü", **created})
    book.set_custom_property("Reviewed", True)
    book.set_calc_mode("auto")
    book.close()
    return path


def plain_workbook(path: Path, rows: int = 6) -> Path:
    """A small workbook of numbers and texts without any formula, as programs write it."""
    book = xlsxwriter.Workbook(path)
    # The clock must not tell two of them apart.
    book.set_properties({"created": datetime(2019, 9, 1)})
    sheet = book.add_worksheet("Sheet1")
    style = book.add_format({"num_format": "0.00"})
    for row in range(rows):
        sheet.write_string(row, 0, f"text {row}")
        for column in range(1, 5):
            sheet.write_number(row, column, row * 10 + column, style)
    book.close()
    return path


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", check)

    header = struct.pack(">2L5B", 8, 8, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xc0\x10\x40" * 8) * 8)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


# -- written by hand --------------------------------------------------------------------------

# Styles: 0 general, 1 to 4 fill colours, 5 a built-in date, 6 a date of its own.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="2"/><xf numFmtId="3"/>'
    '<xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A worksheet in the ordinary way, around what is inside ``sheetData``."""
    return (
        XML
        + (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{before}'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>"
        ).encode()
    )


def hand_made(
    path: Path,
    sheet: bytes,
    *,
    strings: Sequence[str] | None = None,
    chain: Sequence[str] = (),
    workbook: str = "",
    before_sheets: str = "",
    namespace: str = MAIN,
    relationships: str = RELATIONSHIPS,
    workbook_type: str = WORKBOOK_TYPE,
    parts: Mapping[str, bytes | None] | None = None,
) -> Path:
    """A package around one sheet's XML, named Sheet1.

    ``strings`` are the shared strings, each the inside of an ``si``; ``chain`` the cells of the
    calculation chain; ``workbook`` stands behind the list of sheets, ``before_sheets`` before it;
    ``parts`` replaces or adds parts (None: leaves one out).
    """
    overrides = [(WORKBOOK_PART, workbook_type)]
    links = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]
    content: dict[str, bytes | None] = {"xl/styles.xml": XML + STYLES, SHEET_PART: sheet}
    if strings is not None:
        links.append(("rId3", "sharedStrings", "sharedStrings.xml"))
        items = "".join(f"<si>{item}</si>" for item in strings)
        content["xl/sharedStrings.xml"] = XML + f'<sst xmlns="{namespace}">{items}</sst>'.encode()
    if chain:
        links.append(("rId4", "calcChain", "calcChain.xml"))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        overrides.append((CHAIN_PART, kind))
        cells = "".join(f'<c r="{cell}" i="1"/>' for cell in chain)
        content[CHAIN_PART] = XML + f'<calcChain xmlns="{namespace}">{cells}</calcChain>'.encode()
    first = {
        "[Content_Types].xml": _content_types(overrides),
        "_rels/.rels": _links([("rId1", "officeDocument", WORKBOOK_PART)], relationships),
        WORKBOOK_PART: XML
        + (
            f'<workbook xmlns="{namespace}" xmlns:r="{relationships}">{before_sheets}'
            f'<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>{workbook}</workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": _links(links, relationships),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in {**first, **content, **(parts or {})}.items():
            if data is not None:
                archive.writestr(ZipInfo(name, (2025, 4, 1, 12, 0, 0)), data, ZIP_DEFLATED)
    return path


def _content_types(overrides: Sequence[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides
    )
    return (
        XML
        + (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
            '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{entries}</Types>"
        ).encode()
    )


def _links(links: Sequence[tuple[str, str, str]], namespace: str) -> bytes:
    entries = "".join(
        f'<Relationship Id="{identifier}" Type="{namespace}/{kind}" Target="{escape(target)}"/>'
        for identifier, kind, target in links
    )
    return (
        XML + (f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>').encode()
    )


def part(path: Path, name: str) -> bytes:
    """The bytes of a part."""
    with ZipFile(path) as archive:
        return archive.read(name)


def parts(path: Path) -> dict[str, bytes]:
    """All parts, in the order of the archive."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, changes: Mapping[str, bytes | None]) -> Path:
    """The package written anew with some parts changed, added or (None) left out."""
    content: dict[str, bytes | None] = {**parts(path), **changes}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in content.items():
            if data is not None:
                archive.writestr(ZipInfo(name, (2025, 4, 1, 12, 0, 0)), data, ZIP_DEFLATED)
    return path
