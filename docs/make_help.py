"""Makes the page that the button Help opens, from docs/for-reporters.md.

``python docs/make_help.py`` writes it into the package, with its pictures in it.
"""

import re
from base64 import b64encode
from pathlib import Path

from markdown_it import MarkdownIt

from xlscorecard.addin.help_page import help_page

SOURCE = Path(__file__).with_name("for-reporters.md")

_KINDS = {".png": "image/png", ".svg": "image/svg+xml"}
_HEAD = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The scorecard, for reporters</title>
<style>
body { font: 16px/1.5 "Segoe UI", Helvetica, Arial, sans-serif; color: #242424;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { color: #17375E; line-height: 1.2; }
h2 { margin-top: 2rem; }
img { max-width: 100%; border: 1px solid #D2D0CE; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #D2D0CE; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th { background: #E3EAF2; }
th:empty { display: none; }
code { background: #F3F2F1; padding: .1rem .3rem; border-radius: 3px; }
blockquote { margin: 1rem 0; padding: .2rem 1rem; background: #F3F2F1;
  border-left: 4px solid #107C41; }
blockquote p { margin: .5rem 0; white-space: pre-line; }
</style>
</head>
<body>
"""


def page() -> str:
    """The whole page."""
    body = MarkdownIt("commonmark").enable("table").render(SOURCE.read_text("utf-8"))
    return _HEAD + re.sub(r'src="([^"]+)"', _embedded, body) + "</body>\n</html>\n"


def _embedded(source: "re.Match[str]") -> str:
    picture = SOURCE.parent / source[1]
    content = b64encode(picture.read_bytes()).decode()
    return f'src="data:{_KINDS[picture.suffix]};base64,{content}"'


if __name__ == "__main__":
    help_page().write_text(page(), "utf-8")
