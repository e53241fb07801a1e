"""Workbooks as rich as people's: written to and adopted without a loss; and how rich they are."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import OpenXmlValidator

from tests.books.containment import missing
from tests.books.losslessness import Place, existing_cells, losses, worksheet_names
from tests.gallery import GALLERY, WITHOUT_LIBREOFFICE, Gallery
from tests.gallery.added_scorecard import SHEET, with_scorecard
from tests.gallery.edits import cells_to_write, not_at_fault
from tests.plans import writing
from xlscorecard.addin.adoption.adopting import adopt
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import XlscorecardError

# Why some are refused, in the words of the refusal.
NOT_WRITTEN = {"a signature": "a digital signature of the workbook, which any change would break"}
NOT_ADOPTED = {
    **NOT_WRITTEN,
    "macros": "macros that cannot be read",
    "a locked structure": "a protected structure, to which no sheet may be added",
    "inline texts and no styles": "a workbook without any cell style, as only programs write it",
    "Strict Open XML": "a Strict Open XML workbook, in which macros cannot be",
}


Planned = Mapping[Place, float | str]


def written(copy: Path, sheet: str, planned: Planned) -> Planned:
    """Write cells, but for those that have to be refused; the written ones come back."""
    book = WorkbookFile(copy, write_protected=True)
    book.read(sheet)
    try:
        book.apply(writing(sheet, planned))
    except XlscorecardError as error:
        fine = not_at_fault(error, planned)
        if not fine:
            raise
        return written(copy, sheet, fine)
    return planned


@pytest.mark.parametrize("name", [name for name in GALLERY if name not in NOT_WRITTEN])
def test_cells_are_written_and_nothing_else_changes(
    name: str, gallery: Gallery, tmp_path: Path
) -> None:
    path = gallery[name]
    for sheet in worksheet_names(path)[:2]:
        copy = Path(shutil.copy(path, tmp_path))
        cells = cells_to_write(existing_cells(path, sheet), random.Random(name))

        planned = written(copy, sheet, cells)

        assert losses(path, copy, sheet, planned) == []


@pytest.mark.parametrize("name", NOT_WRITTEN)
def test_what_may_not_be_written_to_is_refused(name: str, gallery: Gallery, tmp_path: Path) -> None:
    copy = Path(shutil.copy(gallery[name], tmp_path))

    with pytest.raises(XlscorecardError, match=NOT_WRITTEN[name]):
        written(copy, worksheet_names(copy)[0], {(1, 1): 1.0})

    assert copy.read_bytes() == gallery[name].read_bytes()


_VALIDATOR = OpenXmlValidator()


def audited(path: Path) -> Counter[str]:
    """What openxml-audit finds, without the numbers, which may move."""
    errors = _VALIDATOR.validate(str(path)).errors
    return Counter(re.sub(r"\d+", "N", error.description) for error in errors)


@pytest.mark.parametrize("name", [name for name in GALLERY if name not in NOT_ADOPTED])
def test_an_adopted_copy_holds_all_that_was_there_and_is_as_valid(
    name: str, gallery: Gallery, tmp_path: Path
) -> None:
    path, source, output = gallery[name], tmp_path / "source.xlsx", tmp_path / "adopted.xlsm"
    with_scorecard(path, source)

    adopt(source, output, sheet=SHEET)

    assert missing(path, output) == []
    found = audited(output)
    assert not found or found - audited(path) == Counter()
    before, after = WorkbookFile(path), WorkbookFile(output)
    for sheet in worksheet_names(path):
        assert after.read(sheet).rows == before.read(sheet).rows


@pytest.mark.parametrize("name", NOT_ADOPTED)
def test_what_may_not_be_adopted_is_refused(name: str, gallery: Gallery, tmp_path: Path) -> None:
    source, output = tmp_path / gallery[name].name, tmp_path / "adopted.xlsm"
    with_scorecard(gallery[name], source)

    with pytest.raises(XlscorecardError, match=NOT_ADOPTED[name]):
        adopt(source, output, sheet=SHEET)

    assert not output.exists()


# -- how rich they are ------------------------------------------------------------------------

# What has to be in one of them: a part, and something in it.
PACKAGE_PARTS = {
    "a chart": r"xl/charts/chart\d+\.xml",
    "a chart sheet": r"xl/chartsheets/sheet\d+\.xml",
    "a drawing": r"xl/drawings/drawing\d+\.xml",
    "the shapes of notes and buttons": r"xl/drawings/vmlDrawing\d+\.vml",
    "a picture": r"xl/media/image\d+\.png",
    "a note": r"xl/comments\d+\.xml",
    "a comment in a thread": r"xl/threadedComments/.*\.xml",
    "the people who comment": r"xl/persons/person\.xml",
    "a table": r"xl/tables/table\d+\.xml",
    "cells mapped to XML": r"xl/tables/tableSingleCells\d+\.xml",
    "maps of XML": r"xl/xmlMaps\.xml",
    "custom XML": r"customXml/item\d+\.xml",
    "custom properties": r"docProps/custom\.xml",
    "a preview": r"docProps/thumbnail\.wmf",
    "a pivot table": r"xl/pivotTables/pivotTable\d+\.xml",
    "the figures of a pivot table": r"xl/pivotCache/pivotCacheRecords\d+\.xml",
    "a link to another workbook": r"xl/externalLinks/externalLink\d+\.xml",
    "a query": r"xl/queryTables/queryTable\d+\.xml",
    "connections": r"xl/connections\.xml",
    "a form control": r"xl/ctrlProps/ctrlProp\d+\.xml",
    "an embedded object": r"xl/embeddings/oleObject\d+\.bin",
    "printer settings": r"xl/printerSettings/printerSettings\d+\.bin",
    "macros": r"xl/vbaProject\.bin",
    "a chain of calculation": r"xl/calcChain\.xml",
    "dynamic arrays": r"xl/metadata\.xml",
    "pictures in cells": r"xl/richData/rdrichvalue\.xml",
    "check boxes in cells": r"xl/featurePropertyBag/featurePropertyBag\.xml",
    "a signature": r"_xmlsignatures/.*",
    "a folder as an entry": r"xl/worksheets/",
}
IN_THE_PARTS = {
    "a shared formula": rb'<f t="shared" si=',
    "an array formula": rb'<f t="array" ref=',
    "a data table": rb't="dataTable"',
    "a formula's text": rb't="str"',
    "an error": rb't="e"',
    "a truth": rb't="b"',
    "an inline text": rb't="inlineStr"',
    "a text of pieces": rb"<si><r>",
    "a phonetic text": rb"<rPh ",
    "an escaped character": rb"_x000D_",
    "metadata of a cell": rb'<c [^>]*\bcm="1"',
    "a value's metadata": rb'<c [^>]*\bvm="1"',
    "dates from 1904": rb'date1904="(1|true)"',
    "a sparkline": rb"<x14:sparkline>",
    "a data bar with an extension": rb"<x14:dataBar ",
    "a colour scale": rb"<colorScale>",
    "a set of icons": rb"<iconSet ",
    "a validation": rb"<dataValidation ",
    "a merged area": rb"<mergeCell ",
    "a filter": rb"<filterColumn ",
    "frozen panes": rb'state="frozen"',
    "outlines": rb"outlineLevel=",
    "hidden rows": rb"<row [^>]*hidden=",
    "a hidden sheet": rb'state="hidden"',
    "a very hidden sheet": rb'state="veryHidden"',
    "a protected sheet": rb"<sheetProtection ",
    "a locked structure": rb"<workbookProtection ",
    "a range that is not protected": rb"<protectedRange ",
    "a hyperlink": rb"<hyperlink ",
    "a background": rb"<picture ",
    "page breaks": rb"<rowBreaks ",
    "headers": rb"<oddHeader>",
    "a picture in a header": rb"<legacyDrawingHF ",
    "errors to ignore": rb"<ignoredError ",
    "a scenario": rb"<scenario ",
    "a view of one's own": rb"<customSheetView ",
    "a cell that is watched": rb"<cellWatch ",
    "a name of a sheet": rb"<definedName [^>]*localSheetId=",
    "an extension of the workbook": rb"<x15:workbookPr ",
    "alternate content": rb"<mc:AlternateContent",
    "content to ignore": rb'mc:Ignorable="x14ac',
    "a theme's extension": rb"<thm15:themeFamily ",
    "a code name": rb"codeName=",
    "prefixes": rb"<x:worksheet ",
    "Strict Open XML": rb"http://purl\.oclc\.org/ooxml/spreadsheetml/main",
    "a byte order mark": rb"^\xef\xbb\xbf<",
    "no declaration": rb"^<worksheet",
    "not standalone": rb'^<\?xml [^>]*standalone="no"',
    "single quotes": rb"<c r='A1'",
    "blanks between elements": rb"</c>\s+<c ",
    "UTF-16": rb"^\xff\xfe<\0",
    "character data": rb"<!\[CDATA\[",
    "a comment": rb"<!-- ",
    "an instruction": rb"<\?instruction\?>",
    "a row without its number": rb"<row><c>",
    "an end tag where none is needed": rb"></Relationship>",
    "a long text": rb">(long &amp; ){2000}<",
}


@pytest.fixture(scope="module")
def contents(gallery: Gallery) -> list[tuple[str, bytes]]:
    """All parts of all workbooks that need no LibreOffice, by their names."""
    found: list[tuple[str, bytes]] = []
    for name in WITHOUT_LIBREOFFICE:
        with ZipFile(gallery[name]) as archive:
            found += [(part, archive.read(part)) for part in archive.namelist()]
    return found


@pytest.mark.parametrize("name", PACKAGE_PARTS)
def test_one_of_them_has_as_a_part(name: str, contents: list[tuple[str, bytes]]) -> None:
    assert any(re.fullmatch(PACKAGE_PARTS[name], part) for part, _ in contents)


@pytest.mark.parametrize("name", IN_THE_PARTS)
def test_one_of_them_has_in_a_part(name: str, contents: list[tuple[str, bytes]]) -> None:
    assert any(re.search(IN_THE_PARTS[name], content) for _, content in contents)


def test_libreoffice_saves_pivot_tables_shapes_and_controls(gallery: Gallery) -> None:
    with ZipFile(gallery["a pivot table, a shape and a control of LibreOffice"]) as archive:
        names = archive.namelist()

    assert {"xl/pivotTables/pivotTable1.xml", "xl/drawings/drawing1.xml"} <= {*names}
