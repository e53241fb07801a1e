"""A sheet with a small scorecard, added to any workbook without the package under test."""

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.books.losslessness import encoding_of, workbook_part

SHEET = "Survey scorecard"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PART = "xl/worksheets/surveyScorecard.xml"
_LINK = "rIdSurveyScorecard"
_MONTHS = ("Jun-19", "Jul-19", "Aug-19")
_HEADINGS = (
    "Ref.", "Indicator", *_MONTHS, "% change from prev. period", "12 month average",
)  # fmt: skip


def with_scorecard(path: Path, target: Path) -> None:
    """A copy of a workbook to which a sheet with a small scorecard has been added.

    In the encoding and with the prefixes of the parts that name it.
    """
    rows = [_HEADINGS, *((f"S{number}", f"Thing {number}", 5, 6, 7) for number in range(3))]
    written = "".join(_row(number, cells) for number, cells in enumerate(rows, start=1))
    sheet = f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{written}</sheetData></worksheet>'
    with ZipFile(path) as archive:
        workbook = workbook_part(archive)
        folder, _, name = workbook.rpartition("/")
        links = f"{folder}/_rels/{name}.rels".lstrip("/")
        added = {
            "[Content_Types].xml": (
                "Types", f'<{{}}Override PartName="/{_PART}" ContentType="{_SHEET_TYPE}"/>',
            ),
            links: (
                "Relationships",
                f'<{{}}Relationship Id="{_LINK}" Type="{_OFFICE}/worksheet" Target="/{_PART}"/>',
            ),
            workbook: (
                "sheets",
                f'<{{}}sheet name="{SHEET}" sheetId="7777" xmlns:r="{_OFFICE}" r:id="{_LINK}"/>',
            ),
        }  # fmt: skip
        with ZipFile(target, "w", ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                content = archive.read(info)
                if info.filename in added:
                    content = _with_last_child(content, *added[info.filename])
                copy.writestr(info, content, ZIP_DEFLATED)
            copy.writestr(_PART, sheet)


def _with_last_child(xml: bytes, parent: str, child: str) -> bytes:
    """A part with one element more, at the end of an element of it."""
    encoding = encoding_of(xml)
    text = xml.decode(encoding)
    place = re.search(rf"</\s*((?:[\w.-]+:)?){parent}\s*>", text)
    if place is None:
        raise ValueError(f"no {parent} to add to")
    return (text[: place.start()] + child.format(place[1]) + text[place.start() :]).encode(encoding)


def _row(number: int, cells: Sequence[str | int]) -> str:
    written = "".join(_cell(number, column, content) for column, content in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(row: int, column: int, content: str | int) -> str:
    name = f"{'ABCDEFG'[column]}{row}"
    if isinstance(content, int):
        return f'<c r="{name}"><v>{content}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{content}</t></is></c>'
