"""Pages made from templates, which let no text become markup."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

SUFFIXES = (".html", ".htm")
"""How the name of a page ends."""

_NOT_OF_A_PAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def rendered(template: str, **values: object) -> str:
    """The page that a template makes of values; what no page may hold is �."""
    page = _environment().get_template(f"{template}.html").render(values)
    return _NOT_OF_A_PAGE.sub("\N{REPLACEMENT CHARACTER}", page)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["thousands"] = "{:,}".format
    return environment
