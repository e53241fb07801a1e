"""The formulas of a sheet and their cells, against ElementTree's reading of the same sheet."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from tests.books.losslessness import sheet_part, worksheet_names
from tests.books.sample_workbooks import part, sheet_xml
from tests.gallery import GALLERY, Gallery
from xlscorecard.core.sheet.address import Place
from xlscorecard.formats.xlsx.formula_cells import SheetFormulas, has_formulas
from xlscorecard.formats.xlsx.spans import MarkupError

Found = list[tuple[tuple[int, int], str, str | None]]
"""Of each formula its cell, its text and its kind."""


def by_us(xml: bytes) -> Found:
    formulas = SheetFormulas(xml)
    return [(formulas.place(each), each.text, each.attributes.get("t")) for each in formulas]


def by_element_tree(xml: bytes) -> Found:
    return list(_formulas(ElementTree.fromstring(xml)))


def _formulas(sheet: ElementTree.Element) -> Iterator[tuple[tuple[int, int], str, str | None]]:
    row = 0
    for element in sheet.findall("{*}sheetData/{*}row"):
        row, column = int(element.get("r", row + 1)), 0
        for cell in element.findall("{*}c"):
            reference = cell.get("r")
            column = coordinate_to_tuple(reference)[1] if reference else column + 1
            for formula in cell.findall("{*}f"):
                yield (row, column), formula.text or "", formula.get("t")


@pytest.mark.parametrize("name", GALLERY)
def test_the_formulas_of_the_workbooks_of_the_gallery_are_found(
    name: str, gallery: Gallery
) -> None:
    path = gallery[name]
    for sheet in worksheet_names(path):
        xml = part(path, sheet_part(path, sheet))

        expected = by_element_tree(xml)

        assert by_us(xml) == expected
        assert has_formulas(xml) or not expected


def test_a_cell_that_is_written_in_another_way_is_not_taken_for_the_one_before_it() -> None:
    xml = sheet_xml(
        '<row r="1"><c r="A1"><f>1</f></c><c r="B1"><v>1</v></c><c\tr="C1"><f>2</f></c></row>'
    )
    formulas = SheetFormulas(xml)
    first, second = formulas

    assert formulas.place(first) == Place(1, 1)
    with pytest.raises(MarkupError, match="a formula in a cell without an address"):
        formulas.place(second)


@pytest.mark.parametrize(
    "rows",
    [
        "",
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>f&gt;</t></is></c></row>',
    ],
)
def test_a_sheet_without_formulas_has_none_whatever_stands_behind_its_rows(rows: str) -> None:
    after = "<conditionalFormatting><cfRule><formula>A1</formula></cfRule></conditionalFormatting>"
    xml = sheet_xml(rows, after=after)

    assert not has_formulas(xml)
    assert not has_formulas(re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml))
    assert by_us(xml) == []
