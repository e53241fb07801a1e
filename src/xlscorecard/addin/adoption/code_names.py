"""The names by which VBA knows a workbook and its sheets.

They stand in the parts of the workbook and of the sheets, and again in the VBA project: Excel
joins each sheet with its module by them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlscorecard.addin.vba.sources import PROJECT_NAME, STANDARD_MODULES, WORKBOOK_CODE_NAME
from xlscorecard.formats.vba.module import DocumentBase
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

_SHEET_KINDS = {"worksheet": DocumentBase.WORKSHEET, "chartsheet": DocumentBase.CHART_SHEET}
# [MS-VBAL] 3.3.5; at most 31 characters, as of every module's name.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")

# The libraries that the project refers to, and a stream of its own.
_OTHER_NAMES = ("VBA", "Excel", "Office", "stdole", "dir", "_VBA_PROJECT")


class CodeNames(NamedTuple):
    """The workbook's name, and the name and kind of each of its sheets."""

    workbook: str
    sheets: tuple[tuple[str, DocumentBase], ...]


def name_sheets(draft: WorkbookDraft, new_parts: Sequence[str]) -> CodeNames:
    """Give the workbook and each sheet that has none a code name, and list them all.

    ``new_parts`` are the parts of the worksheets that have been added.
    """
    package = draft.package
    workbook = draft.code_name(package.workbook_part)
    taken = {name.lower() for name in (*STANDARD_MODULES, PROJECT_NAME, *_OTHER_NAMES)}
    if workbook is None or not _is_usable(workbook, taken):
        workbook = WORKBOOK_CODE_NAME
        draft.set_code_name(package.workbook_part, workbook)
    taken.add(workbook.lower())
    parts = [
        (part, base)
        for kind, base in _SHEET_KINDS.items()
        for part in (*package.sheet_parts_of(kind), *(new_parts if kind == "worksheet" else ()))
    ]
    names: dict[str, str] = {}
    for part, _ in parts:
        name = draft.code_name(part)
        if name is not None and _is_usable(name, taken):
            names[part] = name
            taken.add(name.lower())
    free = _free_names(taken)
    for part, _ in parts:
        if part not in names:
            names[part] = next(free)
            draft.set_code_name(part, names[part])
    return CodeNames(workbook, tuple((names[part], base) for part, base in parts))


def _is_usable(name: str, taken: set[str]) -> bool:
    return _NAME.fullmatch(name) is not None and name.lower() not in taken


def _free_names(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        name = f"Sheet{number}"
        if name.lower() not in taken:
            yield name
