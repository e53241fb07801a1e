"""What may be typed into an input cell of the Settings sheet, and what Excel says about it."""

from collections.abc import Sequence
from datetime import date

Validation = dict[str, object]
"""A data validation, by XlsxWriter's names."""

# Below any tolerance that makes sense, and above the 0 that a tolerance cannot be.
_SMALLEST_TOLERANCE = 0.0001


def choice(title: str, words: Sequence[str], name: str | None = None) -> Validation:
    """One of some words, offered as a list; ``name`` is a defined name that holds them."""
    offered = " / ".join(words)
    return {
        "validate": "list",
        "source": f"={name}" if name else list(words),
        "input_title": title,
        "input_message": f"Choose from the list, or leave blank: {offered}.",
        "error_title": title,
        "error_message": f"Choose one of these, or leave the cell blank: {offered}.",
    }


def references_choice(title: str) -> Validation:
    """Any references; nothing is refused, for several may stand in one cell."""
    return {
        "validate": "any",
        "input_title": title,
        "input_message": "Type the Ref. of the whole, as on the Scorecard sheet, or leave blank.",
    }


def meaning_choice(title: str, source: str) -> Validation:
    """What a column means: one of the words of a list, or a month that is typed."""
    return {
        "validate": "list",
        "source": source,
        "input_title": title,
        "input_message": "Choose from the list, or type a month such as Aug 2019.",
        "show_error": False,
    }


def column_choice(title: str) -> Validation:
    """A heading or a column letter; nothing is refused."""
    return {
        "validate": "any",
        "input_title": title,
        "input_message": "Type a heading of the Scorecard sheet as it stands there, or the letter "
        "of a column, such as V.",
    }


def tolerance_choice(title: str) -> Validation:
    """A share above 0% and up to 100%."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": _SMALLEST_TOLERANCE,
        "maximum": 1,
        "input_title": title,
        "input_message": "Type a percentage such as 10%, or leave blank.",
        "error_title": title,
        "error_message": "Type a percentage above 0% and up to 100%, such as 10%.",
    }


def month_choice(title: str) -> Validation:
    """A month, as a date; Excel turns 'Aug 2019' into one."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(1990, 1, 1),
        "maximum": date(2099, 12, 31),
        "input_title": title,
        "input_message": "Leave blank for the newest month with data, or type a month such as "
        "Aug 2019.",
        "error_title": title,
        "error_message": "Type a month with its whole year, such as Aug 2019, or clear the cell.",
    }
