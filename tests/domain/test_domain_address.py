"""Names of cells and areas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlscorecard.core.sheet.address import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    Place,
    SheetArea,
    address,
    cell_name,
    column_letters,
    column_number,
    in_areas,
    sheet_of,
)


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (36, "AJ"), (52, "AZ"), (53, "BA"), (702, "ZZ"),
     (703, "AAA"), (16384, "XFD")],
)  # fmt: skip
def test_a_column_has_the_letters_that_excel_gives_it(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number


@given(st.integers(1, MAX_COLUMN))
def test_letters_name_their_column_again(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        ("Scorecard", "Scorecard!K18"),
        ("My sheet", "'My sheet'!K18"),
        ("Children's services", "'Children''s services'!K18"),
        ("2019", "'2019'!K18"),
        ("A&E", "'A&E'!K18"),
    ],
)
def test_a_sheet_is_quoted_where_excel_quotes_it(sheet: str, name: str) -> None:
    cell = SheetArea(sheet, Area(18, 11, 18, 11))
    assert address(sheet, 18, 11) == str(cell) == name
    assert SheetArea.parse(name) == cell
    assert str(Place(18, 11)) == "K18"


def test_an_area_of_a_sheet_is_read_back() -> None:
    area = SheetArea("My sheet", Area(18, 11, 20, 11))
    assert str(area) == "'My sheet'!K18:K20"
    assert SheetArea.parse(str(area)) == area


@pytest.mark.parametrize("text", ["", "Scorecard", "Scorecard!", "!K0x"])
def test_a_text_that_names_no_cell_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="names no cell"):
        SheetArea.parse(text)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2:D5", Area(2, 2, 5, 4)),
        ("$B$2:$D$5", Area(2, 2, 5, 4)),
        ("D5:B2", Area(2, 2, 5, 4)),
        ("B2", Area(2, 2, 2, 2)),
    ],
)
def test_an_area_is_read_whichever_corners_name_it(text: str, area: Area) -> None:
    assert Area.parse(text) == area


@pytest.mark.parametrize("text", ["", "B", "2", "b2", "B2:", "B:D", "2:5", "Sheet!B2", "B2 C3"])
def test_a_text_that_names_no_area_is_none(text: str) -> None:
    assert Area.parse(text) is None


rows, columns = st.integers(1, MAX_ROW), st.integers(1, MAX_COLUMN)


@given(rows, columns, rows, columns)
def test_an_area_reads_back_from_its_name(top: int, left: int, bottom: int, right: int) -> None:
    area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    assert Area.parse(str(area)) == area
    assert area.holds(top, left)
    assert area.holds(bottom, right)
    assert not area.holds(area.bottom + 1, area.left)
    assert not area.holds(area.top, area.left - 1)


def test_an_area_of_one_cell_is_named_as_the_cell() -> None:
    assert str(Area(17, 6, 17, 6)) == cell_name(17, 6) == "F17"


@pytest.mark.parametrize(
    ("cells", "areas"),
    [
        (["S!H12", "S!I12", "S!J12"], ("S!H12:J12",)),
        (["S!Z9", "S!Z10", "S!Z13"], ("S!Z9:Z10", "S!Z13")),
        (["S!A1", "S!B1", "S!B2"], ("S!A1:B1", "S!B2")),  # no corner is joined
        (["S!A1", "T!B1"], ("S!A1", "T!B1")),
        (["'My sheet'!A1", "'My sheet'!A2"], ("'My sheet'!A1:A2",)),
        (["B1", "A1"], ("B1", "A1")),
        ([], ()),
    ],
)
def test_cells_that_follow_each_other_are_told_as_one_area(
    cells: list[str], areas: tuple[str, ...]
) -> None:
    assert in_areas(cells) == areas


@pytest.mark.parametrize("sheet", ["Scorecard", "My sheet", "it's", "a!b", "2019"])
def test_the_sheet_of_an_address_is_read_back(sheet: str) -> None:
    assert sheet_of(address(sheet, 3, 4)) == sheet


def test_an_address_without_a_sheet_has_none() -> None:
    assert sheet_of("D3") == ""
