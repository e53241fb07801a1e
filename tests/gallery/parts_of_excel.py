"""Workbooks with parts that Excel makes and no library writes, after the examples of ECMA-376."""

from collections.abc import Callable, Mapping
from pathlib import Path

import xlsxwriter

from tests.books.sample_workbooks import (
    MAIN,
    RELATIONSHIPS,
    SHEET_PART,
    WORKBOOK_PART,
    plain_workbook,
    png,
)
from tests.gallery.by_xlsxwriter import written_by_xlsxwriter
from tests.gallery.packages import COMPATIBILITY, EXCEL, MAIN_2009, Link, Part, changed, with_parts

TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
AXES = ("col", "row")
_NAMESPACES = f'xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"'


def _pivot_table(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        source = book.add_worksheet("Figures")
        book.add_worksheet("Pivot").write("A1", "Counts")
        for row, line in enumerate((("Area", "Count"), ("East", 10), ("West", 20), ("East", 30))):
            source.write_row(row, 0, line)
    cache, records = (f"xl/pivotCache/pivotCache{own}1.xml" for own in ("Definition", "Records"))
    pivot, sheet = "xl/pivotTables/pivotTable1.xml", "xl/worksheets/sheet2.xml"
    fields = (
        '<cacheField name="Area" numFmtId="0"><sharedItems count="2"><s v="East"/><s v="West"/>'
        '</sharedItems></cacheField><cacheField name="Count" numFmtId="0"><sharedItems '
        'containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" '
        'minValue="10" maxValue="30"/></cacheField>'
    )
    added = (
        Part(
            cache,
            f'<pivotCacheDefinition {_NAMESPACES} r:id="rId1" recordCount="3"><cacheSource '
            'type="worksheet"><worksheetSource ref="A1:B4" sheet="Figures"/></cacheSource>'
            f'<cacheFields count="2">{fields}</cacheFields></pivotCacheDefinition>',
            f"{TYPES}pivotCacheDefinition+xml",
        ),
        Part(
            records,
            f'<pivotCacheRecords {_NAMESPACES} count="3"><r><x v="0"/><n v="10"/></r>'
            '<r><x v="1"/><n v="20"/></r><r><x v="0"/><n v="30"/></r></pivotCacheRecords>',
            f"{TYPES}pivotCacheRecords+xml",
        ),
        Part(
            pivot,
            f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="4" dataCaption="Values">'
            '<location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
            '<pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="3">'
            '<item x="0"/><item x="1"/><item t="default"/></items></pivotField>'
            '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1">'
            '<field x="0"/></rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i>'
            '<i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
            '<dataFields count="1"><dataField name="Sum of Count" fld="1" baseField="0" '
            'baseItem="0"/></dataFields></pivotTableDefinition>',
            f"{TYPES}pivotTable+xml",
        ),
    )
    links = (
        Link(WORKBOOK_PART, "pivot1", "pivotCacheDefinition", cache),
        Link(cache, "rId1", "pivotCacheRecords", records),
        Link(pivot, "rId1", "pivotCacheDefinition", cache),
        Link(sheet, "pivot1", "pivotTable", pivot),
    )
    caches = '<pivotCaches><pivotCache cacheId="4" r:id="pivot1"/></pivotCaches></workbook>'
    return changed(with_parts(path, added, links), WORKBOOK_PART, ("</workbook>", caches))


def _external_link(path: Path) -> Path:
    book = "xl/externalLinks/externalLink1.xml"
    link = (
        f'<externalLink {_NAMESPACES}><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="Other"/></sheetNames><sheetDataSet><sheetData sheetId="0">'
        '<row r="1"><cell r="A1"><v>7</v></cell>'
        "</row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    plain_workbook(path)
    with_parts(
        path,
        [Part(book, link, f"{TYPES}externalLink+xml")],
        [
            Link(WORKBOOK_PART, "link1", "externalLink", book),
            Link(book, "rId1", "externalLinkPath", "file:///C:/other%20book.xlsx"),
        ],
    )
    changed(path, SHEET_PART, ("<v>1</v>", "<f>[1]Other!$A$1</f><v>7</v>"))
    references = (
        '</sheets><externalReferences><externalReference r:id="link1"/></externalReferences>'
    )
    return changed(path, WORKBOOK_PART, ("</sheets>", references))


def _custom_xml(path: Path) -> Path:
    plain_workbook(path)
    item, properties = "customXml/item1.xml", "customXml/itemProps1.xml"
    data = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    cells, maps = "xl/tables/tableSingleCells1.xml", "xl/xmlMaps.xml"
    schema = (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="n" '
        'type="xsd:string"/></xsd:schema>'
    )
    return with_parts(
        path,
        [
            Part(
                item,
                "<council xmlns='urn:example'>\n <name>é</name>\n</council>",
                "application/xml",
            ),
            Part(
                properties,
                f'<ds:datastoreItem xmlns:ds="{data}" '
                'ds:itemID="{8F8B7D3B-0000-4000-8000-000000000001}">'
                "<ds:schemaRefs/></ds:datastoreItem>",
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            ),
            Part(
                maps,
                f'<MapInfo xmlns="{MAIN}" SelectionNamespaces=""><Schema ID="Schema1">{schema}'
                '</Schema><Map ID="1" Name="n_Map" RootElement="n" SchemaID="Schema1" '
                'ShowImportExportValidationErrors="false" AutoFit="true" Append="false" '
                'PreserveSortAFLayout="true" PreserveFormat="true"/></MapInfo>',
                "application/xml",
            ),
            Part(
                cells,
                f'<singleXmlCells xmlns="{MAIN}"><singleXmlCell id="1" r="A1" connectionId="0">'
                '<xmlCellPr id="1" uniqueName="n"><xmlPr mapId="1" xpath="/n" '
                'xmlDataType="string"/>'
                "</xmlCellPr></singleXmlCell></singleXmlCells>",
                f"{TYPES}tableSingleCells+xml",
            ),
        ],
        [
            Link(WORKBOOK_PART, "custom1", "customXml", item),
            Link(item, "rId1", "customXmlProps", properties),
            Link(WORKBOOK_PART, "maps1", "xmlMaps", maps),
            Link(SHEET_PART, "cells1", "tableSingleCells", cells),
        ],
    )


def _printer_settings(path: Path) -> Path:
    written_by_xlsxwriter("printing", path)
    settings, preview = "xl/printerSettings/printerSettings1.bin", "docProps/thumbnail.wmf"
    thumbnail = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    kind = TYPES + "printerSettings"
    added = [
        Part(settings, b"P\0r\0i\0n\0t\0e\0r\0" + bytes(range(256)), kind),
        Part(preview, b"\xd7\xcd\xc6\x9a\0\0", "image/x-wmf"),
    ]
    links = [Link(SHEET_PART, "printer1", "printerSettings", settings),
             Link("", "preview1", thumbnail, preview)]  # fmt: skip
    with_parts(path, added, links)
    return changed(path, SHEET_PART, ("<pageSetup ", '<pageSetup r:id="printer1" copies="2" '))


def _form_controls(path: Path) -> Path:
    written_by_xlsxwriter("pictures", path)
    control = "xl/ctrlProps/ctrlProp1.xml"
    drop = f'<formControlPr xmlns="{MAIN_2009}" objectType="Drop" fmlaLink="$B$1"/>'
    with_parts(
        path,
        [Part(control, drop, "application/vnd.ms-excel.controlproperties+xml")],
        [Link(SHEET_PART, "control1", "ctrlProp", control)],
    )
    corner = "".join(f"<xdr:{axis}>2</xdr:{axis}><xdr:{axis}Off>0</xdr:{axis}Off>" for axis in AXES)
    anchor = f'<anchor moveWithCells="1"><from>{corner}</from><to>{corner}</to></anchor>'
    controls = (
        f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}"><mc:Choice Requires="x14"><controls>'
        '<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1025" r:id="control1" '
        f'name="Drop 1"><controlPr defaultSize="0" autoLine="0">{anchor}</controlPr></control>'
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    namespaces = f'xmlns:xdr="{DRAWING}" xmlns:x14="{MAIN_2009}"'
    return changed(
        path,
        SHEET_PART,
        ("<worksheet ", f"<worksheet {namespaces} "),
        ("</worksheet>", f"{controls}</worksheet>"),
    )


def _threaded_comments(path: Path) -> Path:
    written_by_xlsxwriter("tables and notes", path)
    people, thread = "xl/persons/person.xml", "xl/threadedComments/threadedComment1.xml"
    space = f"{EXCEL}/spreadsheetml/2018/threadedcomments"
    person, comment = (
        "{7D4A5B7E-0000-4000-8000-000000000001}",
        "{7D4A5B7E-0000-4000-8000-000000000002}",
    )
    return with_parts(
        path,
        [
            Part(
                people,
                f'<personList xmlns="{space}"><person displayName="Ann" id="{person}" userId="a" '
                'providerId="None"/></personList>',
                "application/vnd.ms-excel.person+xml",
            ),
            Part(
                thread,
                f'<ThreadedComments xmlns="{space}"><threadedComment ref="A1" '
                f'dT="2019-09-01T10:00:00" personId="{person}" id="{comment}">'
                "<text>Is this &lt;right&gt;?</text>"
                "</threadedComment></ThreadedComments>",
                "application/vnd.ms-excel.threadedcomments+xml",
            ),
        ],
        [
            Link(WORKBOOK_PART, "people1", f"{EXCEL}/2017/10/relationships/person", people),
            Link(SHEET_PART, "thread1", f"{EXCEL}/2017/10/relationships/threadedComment", thread),
        ],
    )


def _query_table(path: Path) -> Path:
    written_by_xlsxwriter("a filter", path)
    connections, query = "xl/connections.xml", "xl/queryTables/queryTable1.xml"
    with_parts(
        path,
        [
            Part(
                connections,
                f'<connections xmlns="{MAIN}"><connection id="1" name="figures" type="6" '
                'refreshedVersion="6" background="1" saveData="1"><textPr codePage="65001" '
                'sourceFile="C:\\figures.csv" comma="1"><textFields count="1"><textField/>'
                "</textFields></textPr></connection></connections>",
                f"{TYPES}connections+xml",
            ),
            Part(
                query,
                f'<queryTable xmlns="{MAIN}" name="figures" connectionId="1" autoFormatId="16" '
                'applyNumberFormats="0"/>',
                f"{TYPES}queryTable+xml",
            ),
        ],
        [
            Link(WORKBOOK_PART, "connections1", "connections", connections),
            Link(SHEET_PART, "query1", "queryTable", query),
        ],
    )
    name = '<definedNames><definedName name="figures" localSheetId="0">Sheet1!$A$1</definedName>'
    return changed(path, WORKBOOK_PART, ("<definedNames>", name))


def _embedded_object(path: Path) -> Path:
    written_by_xlsxwriter("pictures", path)
    embedded = "xl/embeddings/oleObject1.bin"
    with_parts(
        path,
        [
            Part(
                embedded,
                b"\xd0\xcf\x11\xe0" + png(),
                "application/vnd.openxmlformats-officedocument.oleObject",
            )
        ],
        [Link(SHEET_PART, "object1", "oleObject", embedded)],
    )
    objects = '<oleObjects><oleObject progId="Package" shapeId="1026" r:id="object1"/></oleObjects>'
    return changed(path, SHEET_PART, ("</worksheet>", f"{objects}</worksheet>"))


PARTS_OF_EXCEL: Mapping[str, Callable[[Path], Path]] = {
    "a pivot table": _pivot_table,
    "a link to another workbook": _external_link,
    "custom XML and cells mapped to it": _custom_xml,
    "printer settings and a preview": _printer_settings,
    "form controls": _form_controls,
    "comments in threads": _threaded_comments,
    "a query": _query_table,
    "an embedded object": _embedded_object,
}
