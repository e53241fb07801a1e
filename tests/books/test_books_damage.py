"""Damaged files: whatever is broken, the answer is one of our errors and the file stays.

Each way of damage is bounded and repeats: hypothesis for the shapes, a seed for the rest.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.books.sample_workbooks import (
    SHEET_PART,
    hand_made,
    part,
    parts,
    rewritten,
    rich_workbook,
    sheet_xml,
)
from tests.plans import writing
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.edits import Plan
from xlscorecard.errors import XlscorecardError

CELLS: dict[tuple[int, int], float | str] = {(3, 3): 1.5, (4, 6): "▲", (5, 5): 2.0, (30, 2): "new"}
SHEET = (
    '<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2*2</f><v>4</v></c></row>'
    '<row r="3" ht="20"><c r="A3"><f t="shared" si="0"/><v>4</v></c><c r="C3" s="5"><v>9</v></c>'
    '</row><row r="4"><c r="A4"><f t="shared" si="0"/></c><c r="B4" t="inlineStr"><is><t>x</t>'
    '</is></c></row>'
)  # fmt: skip
SMALL_CELLS: dict[tuple[int, int], float | str] = {
    (2, 1): 1.0,
    (3, 3): "x",
    (3, 2): 2.0,
    (9, 9): 3.0,
}
BEFORE = '<dimension ref="A1:C4"/><cols><col min="1" max="3" style="2"/></cols>'


def stays_or_is_written(path: Path, plan: Plan) -> None:
    """Read and apply; whatever is refused must leave the file and the folder as they were."""
    before = path.read_bytes()
    for first_read in (True, False):
        try:
            book = WorkbookFile(path)
            if first_read:
                book.read(plan.sheet)
            book.apply(plan)
        except XlscorecardError:
            assert path.read_bytes() == before
        else:
            assert WorkbookFile(path).path.with_name(f"{path.name}.bak").read_bytes() == before
        path.write_bytes(before)
        path.with_name(f"{path.name}.bak").unlink(missing_ok=True)
    assert [entry.name for entry in path.parent.iterdir() if entry.name != path.name] == []


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 4, 20))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice((1, 5, 40, 400, len(content))))
    return content[:start] + content[end:]


def repeated(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice((1, 5, 40, 400)))
    return content[:end] + content[start:end] * chance.choice((1, 1, 3)) + content[end:]


def moved(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    piece = content[start : min(end, start + 200)]
    rest = content[:start] + content[start + len(piece) :]
    position = chance.randrange(len(rest) + 1)
    return rest[:position] + piece + rest[position:]


DICTIONARY = (
    b"<c", b"</c>", b"<row", b"</row>", b"<row/>", b"/>", b">", b"<", b'"', b"'", b"&", b"&#0;",
    b"&#x110000;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a?>", b' r="A1"', b' r="0"',
    b' r="XFE1"', b' r="99999999999"', b' s="-1"', b' t="s"', b' t="array"', b' ref="A1:B9"',
    b"\0", b"\xff", b"\xef\xbb\xbf", b"9" * 5000, b"1e999", b"nan", b"<sheetData/>", b"x:",
    b"_xD800_", b"</sheetData>", b"</worksheet>", "٣".encode(), b' t="shared" ref="A1" si="0"',
    b"<f>", b"<v/>",
)  # fmt: skip


def sprinkled(content: bytes, chance: random.Random) -> bytes:
    position = chance.randrange(len(content))
    replaced = chance.choice((0, 0, 1, 4))
    return content[:position] + chance.choice(DICTIONARY) + content[position + replaced :]


DAMAGES = (flipped, cut, repeated, moved, sprinkled)
Damage = Callable[[bytes, random.Random], bytes]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return rich_workbook(tmp_path_factory.mktemp("rich") / "rich.xlsm").read_bytes()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_bytes_of_a_workbook_do_no_harm(
    damage: Damage, rich: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsm"
    for seed in range(25):
        path.write_bytes(damage(rich, random.Random(seed)))
        stays_or_is_written(path, writing("Scorecard", CELLS))


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_xml_of_a_sheet_does_no_harm(damage: Damage, quote: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    sheet = sheet_xml(SHEET.replace('"', quote), before=BEFORE)
    for seed in range(60):
        hand_made(path, damage(sheet, random.Random(seed)), strings=["<t>a</t>"], chain=["A2"])
        stays_or_is_written(path, writing("Sheet1", SMALL_CELLS))


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_xml_of_other_parts_does_no_harm(damage: Damage, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    good = hand_made(path, sheet_xml(SHEET, before=BEFORE), strings=["<t>a</t>"], chain=["A2"])
    names = [name for name in parts(good) if name != SHEET_PART]
    whole = path.read_bytes()
    for seed in range(8):
        for name in names:
            path.write_bytes(whole)
            rewritten(path, {name: damage(part(path, name), random.Random(seed))})
            stays_or_is_written(path, writing("Sheet1", SMALL_CELLS))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(st.sampled_from(DICTIONARY), max_size=6), place=st.integers(0, len(SHEET)))
def test_odd_pieces_in_a_sheet_do_no_harm(pieces: list[bytes], place: int, tmp_path: Path) -> None:
    rows = SHEET.encode()
    sheet = sheet_xml("@", before=BEFORE).replace(
        b"@", rows[:place] + b"".join(pieces) + rows[place:]
    )
    path = hand_made(tmp_path / "book.xlsx", sheet, strings=["<t>a</t>"])
    stays_or_is_written(path, writing("Sheet1", SMALL_CELLS))
