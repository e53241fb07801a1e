"""The buttons of the ribbon: the one list from which its XML and its procedures of VBA are made.

A button's image is the name of a built-in one, which is the identifier of the Excel command that
shows it.
"""

from dataclasses import dataclass

from xlscorecard.core.domain.our_sheets import FUNCTIONS_SHEET, SETTINGS_SHEET


@dataclass(frozen=True, slots=True)
class RunsAction:
    """An action of Python, by the name of its function in ``xlscorecard.addin.ribbon``.

    ``macro`` is the macro that runs it for the button on a sheet too, where there is one. An
    action that ``writes`` finds an Excel that neither draws nor calculates meanwhile.
    """

    action: str
    macro: str | None = None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class GoesToSheet:
    """A sheet of ours to go to."""

    sheet: str


@dataclass(frozen=True, slots=True)
class CallsProcedure:
    """Something that VBA does by itself, by the name of its procedure in ``ScorecardRibbon``."""

    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button: what it says, what it does, and the key that presses it after Alt and the tab's.

    ``callback`` is the procedure of VBA that Excel calls. A button that goes to a sheet is only
    there in a workbook that has it.
    """

    identifier: str
    label: str
    callback: str
    does: RunsAction | GoesToSheet | CallsProcedure
    image: str
    screentip: str
    supertip: str
    keytip: str
    large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Buttons that belong together."""

    identifier: str
    label: str
    buttons: tuple[Button, ...]


TAB_IDENTIFIER = "ScorecardTab"
TAB_LABEL = "Scorecard"
TAB_KEYTIP = "SC"

REFRESH_MACRO = "RefreshScorecard"
"""The macro that the button on the Scorecard sheet calls."""

GROUPS: tuple[Group, ...] = (
    Group(
        identifier="ScorecardMonthGroup",
        label="This month",
        buttons=(
            Button(
                identifier="ScorecardRefresh",
                label="Refresh scorecard",
                callback="RefreshScorecardClicked",
                does=RunsAction("refresh_scorecard", macro=REFRESH_MACRO, writes=True),
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
                does=RunsAction("check_data", writes=True),
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
                does=RunsAction("undo_last_refresh", writes=True),
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
                does=RunsAction("explain_cell"),
                image="TracePrecedents",
                screentip="Explain this cell",
                supertip="Select an arrow, a change, an average or a maximum: says which values, "
                "which months and which rule it comes from, and what another arrow would take.",
                keytip="E",
            ),
            Button(
                identifier="ScorecardAccept",
                label="Accept this finding",
                callback="AcceptFindingClicked",
                does=CallsProcedure("AcceptFinding"),
                image="ReviewAcceptOrRejectChangeDialog",
                screentip="Accept this finding",
                supertip="Select a row of the sheet Checks: asks why what was found is right, and "
                "writes the reason there with your name. It stays accepted until its cell "
                "changes.",
                keytip="Y",
            ),
            Button(
                identifier="ScorecardWhatChanged",
                label="What changed",
                callback="WhatChangedClicked",
                does=RunsAction("what_changed"),
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
                does=GoesToSheet(SETTINGS_SHEET),
                image="PropertySheet",
                screentip="Settings",
                supertip="Goes to the Settings sheet: the reporting month, the tolerance, the "
                "colours, and what is different for single indicators.",
                keytip="S",
            ),
            Button(
                identifier="ScorecardFunctions",
                label="Functions",
                callback="OpenFunctionsClicked",
                does=GoesToSheet(FUNCTIONS_SHEET),
                image="FunctionWizard",
                screentip="Functions for your own cells",
                supertip="Goes to the Functions sheet: the scorecard's arrows, changes and "
                "averages as functions that you can use in any cell, each with an example.",
                keytip="F",
            ),
            Button(
                identifier="ScorecardRecalculate",
                label="Recalculate functions",
                callback="RecalculateFunctionsClicked",
                does=CallsProcedure("RecalculateFunctions"),
                image="CalculateFull",
                screentip="Recalculate functions",
                supertip="Calculates all formulas anew. Use it if cells with functions of the "
                "scorecard show #NAME? although Python works again.",
                keytip="N",
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
                does=RunsAction("show_help"),
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
                does=RunsAction("show_log"),
                image="FileOpen",
                screentip="Show log",
                supertip="Opens the record of what the buttons did on this computer, for whoever "
                "looks for a fault. It holds no figures.",
                keytip="L",
            ),
            Button(
                identifier="ScorecardRestart",
                label="Restart Python",
                callback="RestartPythonClicked",
                does=CallsProcedure("RestartPython"),
                image="RefreshStatus",
                screentip="Restart Python",
                supertip="Ends the Python of this Excel, starts another one and says which it is. "
                "Nothing in the workbook is lost.",
                keytip="P",
            ),
            Button(
                identifier="ScorecardAbout",
                label="About",
                callback="AboutClicked",
                does=RunsAction("about"),
                image="FileProperties",
                screentip="About the scorecard",
                supertip="Shows whether Python answers, which versions are at work, and where "
                "they are: have it open when you ask for help.",
                keytip="A",
            ),
        ),
    ),
)

BUTTONS = tuple(button for group in GROUPS for button in group.buttons)

CELL_MENUS = ("ContextMenuCell", "ContextMenuListRange")
"""The menus of a right click on a cell, outside a table and in one."""

IN_CELL_MENUS = ("ScorecardExplain", "ScorecardAccept")
"""The buttons that are in these menus too."""
