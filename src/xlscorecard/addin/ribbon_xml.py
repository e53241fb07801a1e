"""The ribbon: its tab, groups and buttons, and the XML that says so to Excel.

Source of the format: [MS-CUSTOMUI2], namespace 2009/07. A button's image is the name of a
built-in one, which is the identifier of the Excel command that shows it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from xlscorecard.core.domain.our_sheets import FUNCTIONS_SHEET, SETTINGS_SHEET
from xlscorecard.formats.xlsx.escaping import attributes

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: what it says, what it calls, and the key that presses it after Alt and the tab's.

    ``callback`` is a procedure of VBA that takes the control. A button that goes to a ``sheet``
    is only there in a workbook that has it.
    """

    identifier: str
    label: str
    callback: str
    image: str
    screentip: str
    supertip: str
    keytip: str
    large: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Buttons that belong together."""

    identifier: str
    label: str
    buttons: tuple[Button, ...]


TAB_IDENTIFIER = "ScorecardTab"
TAB_LABEL = "Scorecard"
TAB_KEYTIP = "SC"

GROUPS: tuple[Group, ...] = (
    Group(
        identifier="ScorecardMonthGroup",
        label="This month",
        buttons=(
            Button(
                identifier="ScorecardRefresh",
                label="Refresh scorecard",
                callback="RefreshScorecardClicked",
                image="RefreshAll",
                screentip="Refresh scorecard",
                supertip="Works out the arrows, the % changes, the 12 month averages and the 12 "
                "month maxima anew from the values. What you have typed stays as it is.",
                keytip="R",
                large=True,
            ),
            Button(
                identifier="ScorecardCheck",
                label="Check data",
                callback="CheckDataClicked",
                image="ErrorChecking",
                screentip="Check data",
                supertip="Lists on the sheet Checks what there is to look at, each with its cell: "
                "numbers stored as text, figures that do not follow from the values, and more. No "
                "other sheet is changed.",
                keytip="C",
            ),
            Button(
                identifier="ScorecardUndo",
                label="Undo last refresh",
                callback="UndoRefreshClicked",
                image="Undo",
                screentip="Undo last refresh",
                supertip="Puts back what stood in the cells before the last refresh. A cell that "
                "somebody has changed since stays as it is, and is named.",
                keytip="U",
            ),
            Button(
                identifier="ScorecardExplain",
                label="Explain this cell",
                callback="ExplainCellClicked",
                image="TracePrecedents",
                screentip="Explain this cell",
                supertip="Select an arrow, a change, an average or a maximum: says which values, "
                "which months and which rule it comes from, and what another arrow would take.",
                keytip="E",
            ),
            Button(
                identifier="ScorecardWhatChanged",
                label="What changed",
                callback="WhatChangedClicked",
                image="ViewSideBySide",
                screentip="What changed since last month",
                supertip="Asks for last month's workbook, and shows what is different in this one: "
                "revisions of published figures, new values, commentary. Nothing is changed.",
                keytip="W",
            ),
        ),
    ),
    Group(
        identifier="ScorecardSheetsGroup",
        label="Sheets",
        buttons=(
            Button(
                identifier="ScorecardSettings",
                label="Settings",
                callback="OpenSettingsClicked",
                image="PropertySheet",
                screentip="Settings",
                supertip="Goes to the Settings sheet: the reporting month, the tolerance, the "
                "colours, and what is different for single indicators.",
                keytip="S",
                sheet=SETTINGS_SHEET,
            ),
            Button(
                identifier="ScorecardFunctions",
                label="Functions",
                callback="OpenFunctionsClicked",
                image="FunctionWizard",
                screentip="Functions for your own cells",
                supertip="Goes to the Functions sheet: the scorecard's arrows, changes and "
                "averages as functions that you can use in any cell, each with an example.",
                keytip="F",
                sheet=FUNCTIONS_SHEET,
            ),
        ),
    ),
    Group(
        identifier="ScorecardHelpGroup",
        label="Help",
        buttons=(
            Button(
                identifier="ScorecardHelp",
                label="Help",
                callback="ShowHelpClicked",
                image="Help",
                screentip="Help",
                supertip="Opens the page for reporters in the browser; nothing is fetched from "
                "the internet for it.",
                keytip="H",
            ),
            Button(
                identifier="ScorecardLog",
                label="Show log",
                callback="ShowLogClicked",
                image="FileOpen",
                screentip="Show log",
                supertip="Opens the record of what the buttons did on this computer, for whoever "
                "looks for a fault. It holds no figures.",
                keytip="L",
            ),
            Button(
                identifier="ScorecardAbout",
                label="About",
                callback="AboutClicked",
                image="FileProperties",
                screentip="About the scorecard",
                supertip="Shows whether Python answers, which versions are at work, and where "
                "they are: have it open when you ask for help.",
                keytip="A",
            ),
        ),
    ),
)


def ribbon_xml(sheets: Collection[str]) -> bytes:
    """The part customUI14.xml of a workbook that has these sheets."""
    return "".join(_lines(sheets)).encode()


def _lines(sheets: Collection[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f'<customUI xmlns="{NAMESPACE}">\n  <ribbon>\n    <tabs>\n'
    yield f"      <tab{_attributes(id=TAB_IDENTIFIER, label=TAB_LABEL, keytip=TAB_KEYTIP)}>\n"
    for group in GROUPS:
        buttons = [own for own in group.buttons if own.sheet is None or own.sheet in sheets]
        if buttons:
            yield f"        <group{_attributes(id=group.identifier, label=group.label)}>\n"
            yield from (f"          <button{_button(button)}/>\n" for button in buttons)
            yield "        </group>\n"
    yield "      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"


def _button(button: Button) -> str:
    return _attributes(
        id=button.identifier,
        label=button.label,
        size="large" if button.large else "normal",
        imageMso=button.image,
        onAction=button.callback,
        screentip=button.screentip,
        supertip=button.supertip,
        keytip=button.keytip,
    )


def _attributes(**values: str) -> str:
    return attributes(values)
