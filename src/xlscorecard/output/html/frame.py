"""The frame of a page: its look, and how texts become part of it."""

import re
from html import escape

SUFFIXES = (".html", ".htm")
"""How the name of a page ends."""

_NOT_OF_A_PAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# The look of the page for reporters (docs/make_help.py), with room for tables.
STYLE = """\
:root { color-scheme: light; }
body { font: 16px/1.5 "Segoe UI", Helvetica, Arial, sans-serif; color: #242424;
  max-width: 74rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { color: #17375E; line-height: 1.2; }
h1 { margin-bottom: .5rem; }
h2 { margin: 2.2rem 0 .6rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .9375rem; }
th, td { border: 1px solid #D2D0CE; padding: .35rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead th { background: #E3EAF2; }
tbody th { font-weight: 600; }
td.text { white-space: pre-line; }
td.cell { color: #484644; }
.blank { color: #605E5C; font-style: italic; }
del { background: #FBE3E0; color: #7A1F14; text-decoration: line-through; }
ins { background: #DDEFE3; color: #0B5A2B; text-decoration: underline; }
.versions { margin: 0 0 1rem; color: #484644; }
.versions b { color: #242424; }
.summary { margin: 1rem 0; padding: .6rem 1rem; background: #F3F2F1;
  border-left: 4px solid #107C41; font-size: 1.125rem; }
.summary.revised { background: #FDF3F1; border-left-color: #A4262C; }
.notice { margin: 1rem 0; padding: .6rem 1rem; background: #FFF4CE;
  border-left: 4px solid #8A6A00; }
nav ul { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap;
  gap: .4rem 1.4rem; }
a { color: #0B5CAD; }
caption { text-align: left; padding-bottom: .4rem; color: #484644; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  table { font-size: 9pt; }
  nav { display: none; }
  thead { display: table-header-group; }
  tr, .summary, .notice { break-inside: avoid; }
  h2 { break-after: avoid; }
  thead th, del, ins, .summary, .notice { print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
}
"""


def framed(title: str, body: str, style: str = "") -> str:
    """A whole page; the title is text, the body is HTML, ``style`` is added to the look."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{spelled(title)}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def spelled(text: str) -> str:
    """A text as it stands in a page: what would be markup is text, what no page may hold is �."""
    return escape(_NOT_OF_A_PAGE.sub("\ufffd", text))
