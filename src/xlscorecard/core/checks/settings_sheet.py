"""What is wrong with the settings without being a fault of one of their cells."""

import re
from collections.abc import Iterator

from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.our_sheets import SETTINGS_SHEET
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.measures.scale import typed_without_sign
from xlscorecard.core.sheet.address import address

OTHER_SPELLING = Rule.note(
    "settings-in-another-spelling",
    "a sheet of settings whose name is Settings in other capitals or with spaces",
)
UNREAD_SETTINGS = Rule.doubtful(
    "settings-not-read",
    "a sheet that holds tables of settings, and is not read because of its name",
)
LACKING_HEADING = Rule.doubtful("settings-lack-heading", "a table of settings that lacks a heading")
UNFIT_UNIT = Rule.doubtful(
    "unit-does-not-fit",
    "a row set to points that is no percentage, or whose values were typed as 5.9 for 5.9%",
)
KEY_DIFFERS = Rule.doubtful(
    "key-differs",
    "a key above the table that names another tolerance than the settings, such as '10% or more'",
)

_KEY = re.compile(
    r"(?i)\b(?:increase|decrease|rise|fall|up|down|change)\w*\s+(?:of\s+|by\s+)?"
    r"(?:at\s+least\s+|more\s+than\s+|over\s+)?(\d+(?:\.\d+)?)\s?%"
)


def settings_sheets(subject: Subject) -> Iterator[Finding]:
    """Sheets of settings in another spelling, and headings that their tables lack."""
    sheets = subject.settings_found
    if sheets.sheet is not None and sheets.sheet != SETTINGS_SHEET:
        yield OTHER_SPELLING.found(
            [address(sheets.sheet, 1, 1)],
            "",
            f'the sheet "{sheets.sheet}" was read as the sheet {SETTINGS_SHEET}',
            f"name it {SETTINGS_SHEET}, so that the drop-down lists and the colours work",
        )
    for name in sheets.unread:
        yield UNREAD_SETTINGS.found(
            [address(name, 1, 1)],
            "",
            f'the sheet "{name}" holds settings and was not read; the usual rules were used',
            f"name it {SETTINGS_SHEET} if its settings are to hold, or delete them",
        )
    for lacking in sheets.lacking:
        yield LACKING_HEADING.found(
            [lacking.place],
            "",
            f'the table of single indicators has no heading "{lacking.name}"',
            "type the heading, or accept this finding if nothing is to be set there",
            about=lacking.name,
        )


def unfit_units(subject: Subject) -> Iterator[Finding]:
    """Rows whose changes cannot be given in points."""
    for position in sorted(subject.unfit):
        row = subject.rows[position]
        large = typed_without_sign(subject.histories[position].numbers)
        place = subject.settings.for_indicator(row.reference).place
        if large and row.indicator.percentage:
            example = subject.values(row)[large[-1]]
            typed = f"{decimal_of(example.value):f}"
            why = f"its value in {month_label(example.month)} was typed as {typed}, not as {typed}%"
            remedy = "type the values with the % sign, or set the unit of change to %"
        else:
            why = "it is no percentage"
            remedy = "set the unit of change to %, or mark the row as a percentage"
        yield UNFIT_UNIT.found(
            [place] if place else subject.cells([(row.number, 1)]),
            row.reference,
            f"{row.reference} is set to points and {why}, so its changes are n/a",
            remedy,
        )


def key_above(subject: Subject) -> Iterator[Finding]:
    """A key above the table that speaks of another tolerance."""
    layout, grid = subject.reading.layout, subject.reading.grid
    tolerance = decimal_of(subject.settings.tolerance.amount) * 100
    for row in sorted(row for row in grid.rows if row <= layout.last_header_row):
        for column in range(1, len(grid.rows[row]) + 1):
            content = grid.content(row, column)
            found = _KEY.search(content) if isinstance(content, str) else None
            if found is not None and decimal_of(float(found[1])) != tolerance:
                yield KEY_DIFFERS.found(
                    subject.cells([(row, column)]),
                    "",
                    f'the key says "{found[0]}", and the tolerance is {tolerance.normalize():f}%',
                    "correct the key, or the tolerance on the Settings sheet",
                )
