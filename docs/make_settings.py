"""Makes docs/settings.md from the list of settings: ``python docs/make_settings.py``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.all_settings import COLUMN_HEADINGS, GENERAL, INDICATOR_HEADINGS
from xlscorecard.core.settings.setting import Heading, Setting

PAGE = Path(__file__).with_name("settings.md")

_HEAD = """\
# Settings

A sheet named **Settings** holds them; `workbook/Scorecard.xlsm` has one. Without such a sheet, or
where a value is blank, the default holds. A value that cannot be used stops the refresh with the
address of its cell; so does a setting that stands outside its table, a table without its first
heading, and a formula that is not calculated. A sheet *settings* in other capitals is read, and
said.

<!-- Made from the list of settings by docs/make_settings.py. -->

"""
_INDICATORS = """
Below them stands a table of single indicators, for those that differ from the rest:

"""
_COLUMNS = """
## Columns

A third table says what a column of the scorecard means, for headings that are not understood. What
it says is asked no more. Every message about a column names the line that would settle it.

"""
_TAIL = """
```text
Column        What it means   Heading there
V             leave alone     (blank)
Aug-19 (p)    Aug 2019
Plan          leave alone
Actual        values
```

`xlscorecard adopt` gives the table to a workbook that has none. `--column "V=leave alone"` says
the same to one `refresh` or `check`, which store nothing; said to `adopt`, it is written into the
table. A column that the table does not have, or one that is said to be two things, is refused
there; a line of the sheet that has become wrong is not used, and is a finding.
"""


def page() -> str:
    """The whole page."""
    general = [
        f"| {setting.name} | {setting.takes} | {_default(setting)} |\n" for setting in GENERAL
    ]
    return "".join(
        (
            _HEAD,
            "| setting | values | default |\n|---|---|---|\n",
            *general,
            _INDICATORS,
            *_table(INDICATOR_HEADINGS),
            _COLUMNS,
            *_table(COLUMN_HEADINGS),
            _TAIL,
        )
    )


def _default(setting: Setting[Settings, Any]) -> str:
    text = setting.text(Settings())
    return f"`{text}`" if setting.kind.words else text


def _table(headings: Sequence[Heading]) -> list[str]:
    rows = [f"| {heading.name} | {heading.takes} |\n" for heading in headings]
    return ["| column | values |\n|---|---|\n", *rows]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
