"""The test whether a workbook still holds all of another: what it finds, and what it lets pass."""

from pathlib import Path

import pytest

from tests.books.containment import missing
from tests.books.losslessness import losses
from tests.books.sample_workbooks import parts, plain_workbook, rewritten

SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"


def pair(folder: Path) -> tuple[Path, Path]:
    return plain_workbook(folder / "before.xlsx"), plain_workbook(folder / "after.xlsx")


def changed(path: Path, part: str, old: str, new: str) -> Path:
    content = parts(path)[part].decode()
    assert content.count(old) == 1, (old, content)
    return rewritten(path, {part: content.replace(old, new).encode()})


def laid_out(path: Path, part: str, between: str) -> Path:
    """The part with blanks between its elements, as programs lay XML out for people."""
    return rewritten(
        path, {part: parts(path)[part].decode().replace("><", f">{between}<").encode()}
    )


def in_utf_16(path: Path, part: str) -> Path:
    text = parts(path)[part].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return rewritten(path, {part: text.encode("utf-16")})


@pytest.mark.parametrize("part", [STYLES, WORKBOOK, "[Content_Types].xml"])
@pytest.mark.parametrize("between", ["\n", " ", "\r\n\t"])
def test_blanks_between_elements_are_no_loss(part: str, between: str, tmp_path: Path) -> None:
    before, after = pair(tmp_path)

    assert missing(before, laid_out(after, part, between)) == []
    assert missing(after, before) == []
    assert losses(before, after, "Sheet1", {}) == []


def test_blanks_around_the_rows_are_no_loss(tmp_path: Path) -> None:
    before, after = pair(tmp_path)

    laid_out(after, SHEET, "\n  ")

    assert losses(before, after, "Sheet1", {}) == losses(after, before, "Sheet1", {}) == []


def test_an_element_added_before_or_behind_laid_out_ones_is_no_loss(tmp_path: Path) -> None:
    before, after = (laid_out(path, STYLES, "\n") for path in pair(tmp_path))
    changed(after, STYLES, "\n<fonts", '<numFmts count="0"/>\n<fonts')
    changed(after, STYLES, "</cellStyles>", '<cellStyle name="New" xfId="0"/></cellStyles>')

    assert missing(before, after) == []
    assert missing(after, before) == [f"elements of {STYLES}"]


@pytest.mark.parametrize("part", [STYLES, WORKBOOK, "[Content_Types].xml", SHEET])
def test_a_part_in_utf_16_is_read_as_what_it_says(part: str, tmp_path: Path) -> None:
    before, after = pair(tmp_path)

    assert missing(before, in_utf_16(after, part)) == []
    assert losses(before, after, "Sheet1", {}) == []


TAMPERED = {
    "a style": (STYLES, 'formatCode="0.00"', 'formatCode="0.000"'),
    "a sheet's name": (WORKBOOK, 'name="Sheet1"', 'name="Sheet2"'),
    "a cell": (SHEET, '<c r="C2" s="1"><v>12</v></c>', ""),
    "a value": (SHEET, "<v>12</v>", "<v>1 2</v>"),
    "a value that is blank now": (SHEET, "<v>12</v>", "<v> </v>"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERED)
def test_what_is_gone_or_other_is_found(name: str, tmp_path: Path) -> None:
    part, old, new = TAMPERED[name]
    before, after = pair(tmp_path)

    assert missing(before, changed(after, part, old, new)) == [f"elements of {part}"]


def test_a_blank_text_of_a_cell_is_content(tmp_path: Path) -> None:
    before, after = pair(tmp_path)
    strings = "xl/sharedStrings.xml"
    changed(before, strings, "<t>text 3</t>", '<t xml:space="preserve"> </t>')
    changed(after, strings, "<t>text 3</t>", '<t xml:space="preserve"></t>')

    assert missing(before, after) == [f"elements of {strings}"]
    assert losses(before, after, "Sheet1", {}) == [f"part {strings}: other XML"]


def test_comments_and_texts_beside_elements_are_content(tmp_path: Path) -> None:
    before, after = pair(tmp_path)
    for path, note in ((before, "<!-- a -->"), (after, "<!-- b -->")):
        changed(path, STYLES, "</styleSheet>", f"{note}</styleSheet>")
    assert missing(before, after) == [f"elements of {STYLES}"]

    before, after = pair(tmp_path)
    changed(before, "docProps/core.xml", "</cp:coreProperties>", "words</cp:coreProperties>")
    assert missing(before, after) == ["elements of docProps/core.xml"]


def test_parts_that_are_gone_and_their_order_are_found(tmp_path: Path) -> None:
    before, after = pair(tmp_path)
    rewritten(after, {"xl/theme/theme1.xml": None})

    assert missing(before, after) == ["the order of the parts", "part xl/theme/theme1.xml"]
