"""What changed between two versions of a scorecard, as a page."""

from collections.abc import Iterator

from xlscorecard.core.domain.period import month_label
from xlscorecard.core.revisions.change import Change, Section
from xlscorecard.core.revisions.comparison import Comparison, VersionIdentity
from xlscorecard.core.revisions.summary import BLANK, cells_text, outline, remark, summary
from xlscorecard.core.revisions.wording import Pieces, compared_words
from xlscorecard.output.html.frame import framed, spelled

TITLE = "What changed in the scorecard"

_EXPLAINED = {
    Section.REVISIONS: "Figures of months that the old version had published, and that are not "
    "the same any more.",
    Section.NEW_VALUES: "Values of months that the old version had not published yet.",
    Section.UNCHANGED_FIGURES: "The figure is the same, or there is none before and after; only "
    "what the cell holds is another.",
}
_Widths = tuple[int, ...]
_HEADINGS: tuple[str, ...] = ("Ref.", "Indicator", "What", "Before", "After", "Cell")
_REMARK = "Remark"
_OF_TEXTS = (Section.COMMENTARY, Section.DESCRIPTIONS)
_WIDTHS_OF_TEXTS: _Widths = (8, 17, 10, 28, 28, 9)
_WIDTHS_OF_FIGURES: _Widths = (9, 31, 16, 16, 16, 12)
_WIDTHS_WITH_REMARKS: _Widths = (9, 24, 13, 14, 14, 16, 10)
"""Of the columns, in per cent."""


def revisions_page(compared: Comparison) -> str:
    """The whole page: counts first, then a table for each kind of change."""
    return framed(TITLE, "\n".join(_body(compared)) + "\n")


def _body(compared: Comparison) -> Iterator[str]:
    yield f"<h1>{TITLE}</h1>"
    yield f'<p class="versions">{_identity(compared.old)} <br/>→ {_identity(compared.new)}</p>'
    revised = " revised" if compared.revisions else ""
    yield f'<p class="summary{revised}">{spelled(summary(compared))}</p>'
    yield from (f'<p class="notice">{spelled(notice)}</p>' for notice in compared.notices)
    sections = [
        (section, changes)
        for section in Section
        if section is not Section.RECOMPUTED and (changes := compared.in_section(section))
    ]
    lines = list(outline(compared))
    if sections:
        yield "<nav><ul>"
        for section, changes in sections:
            name = spelled(section.value)
            yield f'<li><a href="#{_anchor(section)}">{name}</a>: {len(changes):,}</li>'
        yield "</ul></nav>"
    for section, changes in sections:
        yield f'<section id="{_anchor(section)}">'
        yield f"<h2>{spelled(section.value)}: {len(changes):,}</h2>"
        yield from _table(section, changes)
        yield "</section>"
    if lines:
        yield "<section>\n<h2>The table itself</h2>\n<ul>"
        yield from (f"<li>{spelled(line)}</li>" for line in lines)
        yield "</ul>\n</section>"


def _identity(identity: VersionIdentity) -> str:
    month = month_label(identity.reporting)
    return f"<b>{spelled(identity.name)}</b>, sheet {spelled(identity.sheet)}, reports {month}"


def _anchor(section: Section) -> str:
    return section.name.lower().replace("_", "-")


def _table(section: Section, changes: tuple[Change, ...]) -> Iterator[str]:
    with_remarks = any(map(remark, changes))
    if with_remarks:
        headings, widths = (*_HEADINGS[:-1], _REMARK, _HEADINGS[-1]), _WIDTHS_WITH_REMARKS
    else:
        headings = _HEADINGS
        widths = _WIDTHS_OF_TEXTS if section in _OF_TEXTS else _WIDTHS_OF_FIGURES
    yield "<table>"
    if section in _EXPLAINED:
        yield f"<caption>{spelled(_EXPLAINED[section])}</caption>"
    columns = "".join(f'<col style="width: {width}%"/>' for width in widths)
    yield f"<colgroup>{columns}</colgroup>"
    cells = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    yield f"<thead>\n<tr>{cells}</tr>\n</thead>\n<tbody>"
    for change in changes:
        before, after = _both(change)
        remarked = f"<td>{spelled(remark(change))}</td>" if with_remarks else ""
        yield (
            f'<tr><th scope="row">{spelled(change.reference)}</th>'
            f"<td>{spelled(change.title)}</td><td>{spelled(change.what)}</td>"
            f'<td class="text">{before}</td><td class="text">{after}</td>{remarked}'
            f'<td class="cell">{cells_text(change)}</td></tr>'
        )
    yield "</tbody>\n</table>"


def _both(change: Change) -> tuple[str, str]:
    """Before and after; of texts that have words in common, with those marked that changed."""
    before, after = change.before.text, change.after.text
    compared = compared_words(before, after) if _is_text(before) and _is_text(after) else None
    if compared is None:
        return _whole(before), _whole(after)
    return _marked(compared[0], "del"), _marked(compared[1], "ins")


def _is_text(text: str) -> bool:
    """Whether there is more than one word: a figure is read whole."""
    return len(text.split()) > 1


def _whole(text: str) -> str:
    return spelled(text) if text else f'<span class="blank">{BLANK}</span>'


def _marked(pieces: Pieces, element: str) -> str:
    parts: list[str] = []
    for piece in pieces:
        if not piece.changed:
            parts.append(spelled(piece.text))
            continue
        if not piece.text:
            continue
        # The space before a word belongs to no mark.
        words = piece.text.lstrip()
        space = piece.text[: len(piece.text) - len(words)]
        parts.append(f"{spelled(space)}<{element}>{spelled(words)}</{element}>")
    return "".join(parts)
