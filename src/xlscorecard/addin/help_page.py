"""The page for reporters, as the package carries it: docs/for-reporters.md for a browser."""

from pathlib import Path

PAGE = "for-reporters.html"


def help_page() -> Path:
    """The page with its pictures in it: it opens without the internet."""
    return Path(__file__).with_name(PAGE)
