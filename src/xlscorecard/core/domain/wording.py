"""Numbers of things and lists of names, in words."""

from collections.abc import Sequence


def counted(number: int, noun: str) -> str:
    """A number of things: ``1 cell``, ``1,200 cells``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], most: int) -> str:
    """Some names, and how many more there are: ``V9, W9 and 20 more``; '' of none."""
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def quoted(text: str, most: int = 80) -> str:
    """A text of the workbook as a message quotes it: in one line, not too long, without signs
    that no terminal and no file can show.
    """
    line = text
    if not text.isprintable():
        line = "".join(" " if sign.isspace() else sign for sign in text)
        line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return f'"{line[:most].rstrip()} …"' if len(line) > most else f'"{line}"'


def joined(names: Sequence[str]) -> str:
    """Names as they are spoken: ``Plan, Actual and RAG``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
