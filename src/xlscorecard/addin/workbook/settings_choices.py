"""What may be typed into an input cell of the Settings sheet, and what Excel says about it."""

from collections.abc import Mapping
from datetime import date

from xlscorecard.addin.workbook import names, settings_table
from xlscorecard.core.settings import kinds
from xlscorecard.core.settings.all_settings import PALETTE, REPORTING_PERIOD
from xlscorecard.core.settings.kinds import Naming, ValueKind
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.sheet.address import column_letters

Validation = dict[str, object]
"""A data validation, by XlsxWriter's names."""

# Below any tolerance that makes sense, and above the 0 that a tolerance cannot be.
_SMALLEST_TOLERANCE = 0.0001

# What a blank cell means, where that is more than the usual rule.
_BLANK: Mapping[Heading, str] = {REPORTING_PERIOD: " for the newest month with data"}

# A list typed into a validation would split its words at commas.
_LISTS: Mapping[Heading, str] = {PALETTE: names.PALETTES}


def validation(heading: Heading) -> Validation | None:
    """What Excel offers and refuses in the cells of a setting; None where it says nothing."""
    match heading.kind:
        case ValueKind(words=words) if words:
            listed = _LISTS.get(heading)
            assert listed or "," not in "".join(words), f"a list for {heading.name}"
            return _choice(heading.name, words, f"={listed}" if listed else list(words))
        case kinds.MONTH:
            # As a date; Excel turns 'Aug 2019' into one.
            return _between(
                heading.name,
                "date",
                (date(1990, 1, 1), date(2099, 12, 31)),
                f"Leave blank{_BLANK.get(heading, '')}, or type a month such as Aug 2019.",
                "Type a month with its whole year, such as Aug 2019, or clear the cell.",
            )
        case kinds.PERCENTAGE:
            return _between(
                heading.name,
                "decimal",
                (_SMALLEST_TOLERANCE, 1),
                "Type a percentage such as 10%, or leave blank.",
                "Type a percentage above 0% and up to 100%, such as 10%.",
            )
        case kinds.REFERENCES:
            wanted = "Type the Ref. of the whole, as on the Scorecard sheet, or leave blank."
            return _anything(heading.name, wanted)
        case Naming.INDICATOR:
            words = ("a Ref. of the Scorecard sheet",)
            return _choice("Reference", words, f"={names.INDICATORS}")
        case Naming.COLUMN:
            return _anything(
                heading.name,
                "Type a heading of the Scorecard sheet as it stands there, or the letter of a "
                "column, such as V.",
            )
        case Naming.MEANING:
            return _meaning(heading.name)
        case _:
            return None


def _choice(title: str, words: tuple[str, ...], source: object) -> Validation:
    """One of some words, offered as a list."""
    offered = " / ".join(words)
    return {
        "validate": "list",
        "source": source,
        "input_title": title,
        "input_message": f"Choose from the list, or leave blank: {offered}.",
        "error_title": title,
        "error_message": f"Choose one of these, or leave the cell blank: {offered}.",
    }


def _anything(title: str, wanted: str) -> Validation:
    """Nothing is refused; it only says what to type."""
    return {"validate": "any", "input_title": title, "input_message": wanted}


def _meaning(title: str) -> Validation:
    """What a column means: one of the words of a list, or a month that is typed."""
    cells = settings_table.MEANING_CELLS
    letters = column_letters(cells.left)
    return {
        "validate": "list",
        "source": f"=${letters}${cells.top}:${letters}${cells.bottom}",
        "input_title": title,
        "input_message": "Choose from the list, or type a month such as Aug 2019.",
        "show_error": False,
    }


def _between(
    title: str, kind: str, limits: tuple[object, object], wanted: str, refused: str
) -> Validation:
    """Anything between two limits, these included."""
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": limits[0],
        "maximum": limits[1],
        "input_title": title,
        "input_message": wanted,
        "error_title": title,
        "error_message": refused,
    }
