"""Makes docs/functions.md from the registry of functions: ``python docs/make_functions.py``."""

from collections.abc import Iterator
from pathlib import Path

from xlscorecard.addin.registry.functions import FUNCTIONS, Function
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.core.domain.our_sheets import FUNCTIONS_SHEET

PAGE = Path(__file__).with_name("functions.md")

_HEAD = f"""\
# Functions in cells

Type `={PREFIX}` into any cell of a workbook with the scorecard's macros, and Excel lists them.
They are the very measures that *Refresh scorecard* writes ([what they mean](measures.md)); the
sheet {FUNCTIONS_SHEET} of `workbook/Scorecard.xlsm` shows each at work.

<!-- Made from the registry of functions by docs/make_functions.py. -->

- Each takes **one row of values or a block of rows** and answers one value or a column of them,
  which spills in Excel 2021 and Microsoft 365. In earlier versions mark the cells first and finish
  the formula with Ctrl+Shift+Enter. One formula for 300 rows is one call, and 300 formulas are 300.
- **The reporting month is the last of the months given.** Comparisons follow the calendar: the
  order of the columns does not matter, and a missing column is a missing value.
- **Missing values**: blank cells, texts such as `n/a` or `-` and error cells are no values, and
  never zeros. A number stored as text is the number.
- **Errors**: `#N/A` not enough values; `#VALUE!` an argument that cannot be used (in a block, in
  the rows that it spoils); `#NAME?` Python cannot be reached.
- On a Mac the functions do not work, for xlwings has none there; the buttons do.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for function in FUNCTIONS for line in _function(function))])


def _function(function: Function) -> Iterator[str]:
    yield f"## {function.name}\n"
    yield f"`={function.syntax}`\n"
    yield f"{function.text}\n"
    yield "| argument | what it is |\n|---|---|"
    for argument in function.arguments:
        optional = " (optional)" if argument.optional else ""
        yield f"| `{argument.name}`{optional} | {argument.text} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
