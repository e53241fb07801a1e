"""What the last refresh of a workbook has overwritten, kept in the user's folder for an undo.

A record is written before the refresh begins, and is named ``begun`` until the refresh is done:
if Python is ended on the way, the record tells what to put back.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from xlscorecard.actions.undo import Overwritten, OverwrittenCell
from xlscorecard.addin.buttons.user_folder import state_folder
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.edits import Formula
from xlscorecard.core.table.headings import Column
from xlscorecard.errors import HalfWrittenError, WorkbookError, XlscorecardError
from xlscorecard.formats.whole_file import write_whole

MOST_WORKBOOKS = 20
"""Records that are kept, a workbook one; the oldest goes first."""

_FOLDER = "undo"
_BEGUN, _DONE = ".begun.json", ".json"


class Record(NamedTuple):
    """What a refresh has overwritten, and when that was."""

    when: datetime
    overwritten: Overwritten


class KeptRefresh:
    """The record of one workbook's last refresh.

    ``is_kept`` is false after a refresh of which no record could be written.
    """

    def __init__(self, address: str) -> None:
        self._folder = state_folder() / _FOLDER
        # The address is hashed, for it may be too long for a name, or none of this computer.
        self._stem = sha256(address.encode()).hexdigest()[:32]
        self.is_kept = True

    @property
    def interrupted(self) -> Record | None:
        """The refresh that was begun and never done; None if there is none."""
        return _read(self._begun)

    @property
    def last(self) -> Record | None:
        """The refresh to undo: the one that was interrupted, or else the last; None of none."""
        return self.interrupted or _read(self._done)

    @contextmanager
    def keep(self, overwritten: Overwritten) -> Iterator[None]:
        """Keep what is overwritten within the context."""
        try:
            _write(self._begun, Record(datetime.now(), overwritten))
        except OSError:
            # A refresh without an undo is better than none; the person is told.
            self._forget_all()
            yield
            return
        try:
            yield
        except HalfWrittenError:
            raise
        except XlscorecardError:
            _remove(self._begun)  # what was written is put back already
            raise
        try:
            self._begun.replace(self._done)
            self._remove_the_oldest()
        except OSError:  # as while a virus scanner holds it, or a second Excel has taken it
            self._forget_all()

    def forget(self) -> None:
        """Remove the record that ``last`` gives."""
        _remove(self._begun if self._begun.exists() else self._done)

    def _forget_all(self) -> None:
        """An older record must not be taken for that of the last refresh."""
        self.is_kept = False
        _remove(self._begun)
        _remove(self._done)

    @property
    def _begun(self) -> Path:
        return self._folder / (self._stem + _BEGUN)

    @property
    def _done(self) -> Path:
        return self._folder / (self._stem + _DONE)

    def _remove_the_oldest(self) -> None:
        # Both kinds: the names of those that were begun end so too.
        records = sorted(self._folder.glob(f"*{_DONE}"), key=lambda file: file.stat().st_mtime)
        for file in records[:-MOST_WORKBOOKS]:
            _remove(file)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _write(path: Path, record: Record) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(_as_json(record)).encode())


def _read(path: Path) -> Record | None:
    try:
        text = path.read_text("utf-8")
    except OSError:
        return None  # there is none, or the folder is closed to this person
    try:
        return _from_json(json.loads(text))
    except (ValueError, LookupError, TypeError) as error:
        raise WorkbookError.because(
            place=str(path),
            found="a record of the last refresh that cannot be read",
            expected="what this version of xlscorecard writes there",
            remedy="Delete this file; that refresh can then no longer be undone.",
        ) from error


def _as_json(record: Record) -> dict[str, Any]:
    return {
        "when": record.when.isoformat(),
        "sheet": record.overwritten.sheet,
        "cells": [
            [
                cell.reference,
                cell.column.name,
                list(cell.place),
                _content_as_json(cell.before),
                cell.after,
            ]
            for cell in record.overwritten.cells
        ],
    }


def _from_json(data: dict[str, Any]) -> Record:
    cells = tuple(
        OverwrittenCell(
            reference=reference,
            column=Column[column],
            place=Place(int(place[0]), int(place[1])),
            before=_content_from_json(before),
            after=after if isinstance(after, str) else float(after),
        )
        for reference, column, place, before, after in data["cells"]
    )
    return Record(
        when=datetime.fromisoformat(data["when"]),
        overwritten=Overwritten(sheet=data["sheet"], cells=cells),
    )


def _content_as_json(content: CellContent | Formula) -> object:
    match content:
        case Formula():
            return {"formula": content.text}
        case ErrorCode():
            return {"error": content.code}
        case date():
            return {"date": content.isoformat()}
        case _:
            return content


def _content_from_json(data: object) -> CellContent | Formula:
    match data:
        case {"formula": str(text)}:
            return Formula(text)
        case {"error": str(code)}:
            return ErrorCode(code)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case None | bool() | str() | float():
            return data
        case int():
            return float(data)
    raise ValueError
