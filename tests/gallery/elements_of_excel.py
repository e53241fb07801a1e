"""Workbooks with what Excel writes into the usual parts and no library does."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.books.sample_workbooks import MAIN, SHEET_PART, WORKBOOK_PART, rewritten
from tests.gallery.by_xlsxwriter import written_by_xlsxwriter
from tests.gallery.packages import (
    COMPATIBILITY,
    EXCEL,
    MAIN_2009,
    XML,
    changed,
    with_chain,
    with_sheet,
)

STYLES = "xl/styles.xml"


def _formulas(path: Path) -> Path:
    rows = (
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$1</f>'
        '<v>4</v></c><c r="C1" t="str"><f>IF(A1&gt;1,"a &amp; b","")</f><v>a &amp; b</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><f t="shared" si="0"/><v>6</v></c>'
        '<c r="C2"><f ca="1">TODAY()</f><v>43700</v></c></row>'
        '<row r="3"><c r="A3"><v>4</v></c><c r="B3"><f t="shared" si="0"/><v>8</v></c>'
        '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5"><f>A1</f><v>2</v></c><c r="B5"><v>1</v></c></row>'
        '<row r="6"><c r="A6"><v>5</v></c>'
        '<c r="B6"><f t="dataTable" ref="B6:B7" dt2D="0" dtr="0" r1="A1"/><v>5</v></c></row>'
        '<row r="7"><c r="A7"><v>6</v></c><c r="B7"><v>6</v></c></row>'
    )
    chain = ["C1", "C2", "C3", "B1", "B2", "B3", "A5"]
    return with_chain(with_sheet(path, rows), chain)


def _phonetic_texts(path: Path) -> Path:
    strings = (
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="0"/>',
        '<r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">Bold </t></r><r><t>plain</t></r>',
        '<t xml:space="preserve"> two  blanks \n and a line</t>',
        "<t>_x000D_ &amp; &#x2014; &#8364; _x005F_x0041_</t>",
        "<t/>",
    )
    rows = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(5))
    after = '<phoneticPr fontId="0" type="Hiragana"/>'
    items = "".join(f"<si>{text}</si>" for text in strings)
    table = f'<sst xmlns="{MAIN}" count="5" uniqueCount="5">{items}</sst>'
    written = with_sheet(path, rows, after=after)
    return rewritten(written, {"xl/sharedStrings.xml": (XML + table).encode()})


def _extensions(path: Path) -> Path:
    written_by_xlsxwriter("sparklines", path)
    recent = f"{EXCEL}/spreadsheetml/2010/11/main"
    shade = '<bgColor theme="4" tint="0.8"/>'
    changed(
        path,
        WORKBOOK_PART,
        (
            "<workbook ",
            f'<workbook xmlns:mc="{COMPATIBILITY}" mc:Ignorable="x15 xr" xmlns:x15="{recent}" '
            f'xmlns:xr="{EXCEL}/spreadsheetml/2014/revision" ',
        ),
        ("<workbookPr ", '<workbookPr codeName="ThisWorkbook" filterPrivacy="1" '),
        (
            "<bookViews>",
            '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\a\\" '
            f'xmlns:x15ac="{EXCEL}/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
            '<xr:revisionPtr revIDLastSave="0" documentId="8_{1}"/><bookViews>',
        ),
        (
            "</workbook>",
            '<extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr '
            'chartTrackingRefBase="1"/></ext><ext uri="{7523E5D3-25F3-A5E0-1632-64F254C22452}" '
            'xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main"><mx:ArchID '
            'Flags="2"/></ext></extLst></workbook>',
        ),
    )
    changed(
        path,
        STYLES,
        (
            "<styleSheet ",
            f'<styleSheet xmlns:mc="{COMPATIBILITY}" mc:Ignorable="x14ac" '
            f'xmlns:x14ac="{EXCEL}/spreadsheetml/2009/9/ac" ',
        ),
        ("<fonts ", '<fonts x14ac:knownFonts="1" '),
        (
            '<dxfs count="0"/>',
            f'<dxfs count="1"><dxf><fill><patternFill>{shade}</patternFill></fill></dxf></dxfs>',
        ),
        (
            "</styleSheet>",
            '<colors><mruColors><color rgb="FF005EA5"/></mruColors></colors><extLst><ext '
            f'uri="{{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}}" xmlns:x14="{MAIN_2009}">'
            '<x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext><ext '
            f'uri="{{9260A510-F301-46a8-8635-F512D64BE5F5}}" xmlns:x15="{recent}">'
            '<x15:timelineStyles defaultTimelineStyle="TimeSlicerStyleLight1"/></ext></extLst>'
            "</styleSheet>",
        ),
    )
    family = "http://schemas.microsoft.com/office/thememl/2012/main"
    changed(
        path,
        "xl/theme/theme1.xml",
        (
            "<a:extraClrSchemeLst/>",
            '<a:extraClrSchemeLst/><a:extLst><a:ext uri="{05A4C25C-085E-4340-85A3-A5531E510DB2}">'
            f'<thm15:themeFamily xmlns:thm15="{family}" name="Office" id="{{1}}" vid="{{2}}"/>'
            "</a:ext></a:extLst>",
        ),
    )
    changed(
        path,
        SHEET_PART,
        (
            "<worksheet ",
            f'<worksheet xmlns:xr="{EXCEL}/spreadsheetml/2014/revision" xr:uid="{{A-1}}" '
            f'xmlns:x14ac="{EXCEL}/spreadsheetml/2009/9/ac" xmlns:mc="{COMPATIBILITY}" '
            'mc:Ignorable="x14ac xr" ',
        ),
        ('<row r="1" ', '<row r="1" x14ac:dyDescent="0.25" '),
    )
    return path


def _rare_elements(path: Path) -> Path:
    before = (
        '<sheetPr filterMode="0" enableFormatConditionsCalculation="0">'
        '<tabColor theme="3"/></sheetPr>'
        '<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
    )
    after = (
        '<sheetCalcPr fullCalcOnLoad="1"/><protectedRanges><protectedRange sqref="A1" name="a"/>'
        '</protectedRanges><scenarios current="0"><scenario name="Best" count="1">'
        '<inputCells r="A1" val="9"/></scenario></scenarios><sortState ref="A1:A2">'
        '<sortCondition ref="A1:A2"/></sortState><dataConsolidate/><customSheetViews>'
        "<customSheetView "
        'guid="{AF2A3E0B-EF07-4A1F-9F08-000000000000}"><pageMargins left="1" right="1" top="1" '
        'bottom="1" header="0" footer="0"/></customSheetView></customSheetViews>'
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'
        '<cellWatches><cellWatch r="A1"/></cellWatches>'
    )
    rows = '<row r="1"><c r="A1"><v>2</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    views = (
        '<customWorkbookViews><customWorkbookView name="Ann" '
        'guid="{AF2A3E0B-EF07-4A1F-9F08-000000000000}" windowWidth="800" windowHeight="600" '
        'activeSheetId="1"/></customWorkbookViews>'
    )
    written = with_sheet(path, rows, before=before, after=after)
    return changed(written, WORKBOOK_PART, ("</workbook>", f"{views}</workbook>"))


ELEMENTS_OF_EXCEL: Mapping[str, Callable[[Path], Path]] = {
    "formulas of all kinds in a chain": _formulas,
    "phonetic and escaped texts": _phonetic_texts,
    "extensions and alternate content": _extensions,
    "rare elements": _rare_elements,
}
