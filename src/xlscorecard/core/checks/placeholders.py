"""Texts that wait for the real one: people who have left, names misspelt, words to be filled in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.wording import quoted
from xlscorecard.core.table.headings import Column

NOBODY = Rule.note(
    "nobody-in-charge",
    "an owner or reporter that is no person: LEFT, VACANT, TBC, ? or a name with such a word",
)
NEARLY_THE_SAME_NAME = Rule.note(
    "nearly-the-same-name",
    "an owner or reporter whose name differs by one letter from a name that stands in more rows",
)
PLACEHOLDER = Rule.doubtful(
    "placeholder",
    "a name or commentary with words that were to be replaced: [insert text], XX%, ???, "
    "to be updated, draft",
)
ROW_OF_TOTALS = Rule.note(
    "row-of-totals",
    "a row with Total, Average, Notes or the like under Ref., which is read as an indicator",
)

PLACEHOLDER_RULES = (PLACEHOLDER, NOBODY, NEARLY_THE_SAME_NAME, ROW_OF_TOTALS)

_PEOPLE = (Column.OWNER, Column.REPORTER)
_NOBODY = LatePattern(
    r"(?i)\b(?:left|leaver|vacant|vacancy|tbc|tba|tbd|to be (?:confirmed|appointed|advised|agreed)"
    r"|no longer here|unknown|not known|nobody|no one|none|n/?a|x{2,}|insert|name|post deleted"
    r"|unfilled|awaiting|recruiting)\b|^\W+$|[\[<]"
)
# In these words only: "left" and "name" are words of many sentences.
_IN_A_TEXT = LatePattern(
    r"(?i)\blorem ipsum\b|\b(?:insert|enter|type|add)\s+(?:text|commentary|comment|figure|narrative"
    r"|name|date|reason|explanation)\b|\b(?:text|commentary|comment|narrative)\s+(?:goes\s+)?here\b"
    r"|\b(?:text|commentary|narrative|explanation) to follow\b|\bdelete this\b|^copy of\b"
    r"|[\[<](?:insert|enter|figure|number|name|month|date|reason|text|commentary|comment)\b[^\]>]*[\]>]"
    r"|[\[<(](?:insert|x+|to be|tb[cad]|draft)\b[^\])>]*[\])>]"
    r"|\bto be (?:updated|completed|added|supplied|inserted|rewritten)\b"
    r"|(?<![A-Za-z0-9])(?:x{2,}|\?{2,}|_{2,}|#{1,3})\s?%|\?{3,}|_{3,}|(?<!\w)#+(?!\w)"
    r"|\bx{3,}\b|(?-i:\bXX+\b)|(?<![\w-])xx(?![\w-])|\bTBC\s*[-–:]|\bdraft\s*[-–:]"
    r"|\bcheck with [A-Z]"
)
_WHOLE_NAME = LatePattern(r"(?i)\W*(?:tb[cad]|name|title|indicator|measure|x+|test|new|\W+)\W*")
_TOTALS = LatePattern(
    r"(?i)\W*(?:sub-?\s?)?(?:grand\s+)?(?:totals?|average|avg|mean|median|sum|overall|all|notes?"
    r"|key|sources?|footnotes?|provisional)\W*"
)
_SHORTEST_WORD = 4
# Comparing more names would take long, and a sheet with so many has no list of people.
_MOST_NAMES = 5000


def placeholders(subject: Subject) -> Iterator[Finding]:
    """What a person has still to fill in, in the cells of names and texts."""
    people: dict[str, list[tuple[Row, Column]]] = {}
    number_of_people = {
        column: number for column in _PEOPLE if (number := subject.column(column)) is not None
    }
    commentary = subject.column(Column.COMMENTARY)
    for row in subject.rows:
        cells = subject.reading.grid.rows[row.number]
        for column, number in number_of_people.items():
            name = cells[number - 1] if number <= len(cells) else None
            if isinstance(name, str):
                people.setdefault(name, []).append((row, column))
        title = row.indicator.title
        found = _placeholder_in(title)
        if found or (len(title) < _SHORT_NAME and title and _WHOLE_NAME.fullmatch(title)):
            yield _placeholder(subject, row, Column.INDICATOR, found[0] if found else title)
        text = cells[commentary - 1] if commentary and commentary <= len(cells) else None
        if isinstance(text, str) and (found := _placeholder_in(text)):
            yield _placeholder(subject, row, Column.COMMENTARY, found[0])
        if not row.reference[-1:].isdigit() and _TOTALS.fullmatch(row.reference):
            yield ROW_OF_TOTALS.found(
                [subject.cell(row, Column.REFERENCE)],
                row.reference,
                f"{quoted(row.reference)} stands under Ref., so the row is read as an indicator",
                "move it out of the table, with an empty row between, or give it a reference",
            )
    yield from _people(subject, people)


_ODD_SIGN = LatePattern(r"[\[<#?_(]|xx|XX|TB")
_WORDS_OF_ONE = frozenset(
    {"lorem", "insert", "enter", "type", "add", "here", "follow", "delete", "copy", "draft",
     "check", "be"}
)  # fmt: skip
_SHORT_NAME = 12


def _placeholder_in(text: str) -> re.Match[str] | None:
    """Words that were to be replaced; most texts hold nothing that looks like them."""
    if _ODD_SIGN.search(text) or not _WORDS_OF_ONE.isdisjoint(text.lower().split()):
        return _IN_A_TEXT.search(text)
    return None


def _placeholder(subject: Subject, row: Row, column: Column, what: str) -> Finding:
    place = "the name" if column is Column.INDICATOR else "the commentary"
    return PLACEHOLDER.found(
        [subject.cell(row, column)],
        row.reference,
        f"{place} of {row.reference} still holds {quoted(what.strip())}",
        "write what belongs there",
    )


_People = Mapping[str, Sequence[tuple[Row, Column]]]


def _people(subject: Subject, people: _People) -> Iterator[Finding]:
    """Names that are no person's, and names of which another differs by one letter."""
    for name, places in people.items():
        text = name.strip()
        if text and _NOBODY.search(text):
            for row, column in places:
                yield NOBODY.found(
                    [subject.cell(row, column)],
                    row.reference,
                    f"the {column.value.lower()} of {row.reference} is {quoted(text)}",
                    "fill in a name",
                )
    counts = Counter({name: len(rows) for name, rows in people.items() if _may_be_misspelt(name)})
    if len(counts) > _MOST_NAMES:
        return
    for name, usual in _misspelt(counts):
        for row, column in people[name]:
            yield NEARLY_THE_SAME_NAME.found(
                [subject.cell(row, column)],
                row.reference,
                f"the {column.value.lower()} of {row.reference} is {quoted(name)}; "
                f"{counts[usual]:,} other cells have {quoted(usual)}",
                "correct the name, or accept this finding if the two are different people",
            )


def _may_be_misspelt(name: str) -> bool:
    """Whether it is a name of some length; numbered teams differ by one sign on purpose."""
    return len(name) > 2 * _SHORTEST_WORD and not any(map(str.isdigit, name))


def _misspelt(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names, and the more frequent name from which each differs by one letter."""
    by_part: dict[str, list[str]] = {}
    for name in counts:
        for part in _without_a_letter(name):
            by_part.setdefault(part, []).append(name)
    found: dict[str, str] = {}
    for names in by_part.values():
        usual = max(names, key=lambda name: counts[name])
        for name in names:
            if counts[name] < counts[usual] and _is_slip(name, usual):
                found.setdefault(name, usual)
    yield from found.items()


def _without_a_letter(name: str) -> set[str]:
    """The name, and what is left of it without each of its letters; spaces count nothing."""
    letters = "".join(name.split()).casefold()
    return {letters} | {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def _is_slip(name: str, usual: str) -> bool:
    """Whether two names are the same but for one word of some length, alike in it to one slip.

    An initial that differs is another person.
    """
    words, others = name.casefold().split(), usual.casefold().split()
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    differing = [(word, other) for word, other in zip(words, others, strict=True) if word != other]
    if not differing:
        return True
    if len(differing) > 1:
        return False
    word, other = differing[0]
    return min(len(word), len(other)) >= _SHORTEST_WORD - 1 and word[0] == other[0]
