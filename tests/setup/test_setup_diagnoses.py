"""What breaks on which computer: situations as data, and the words for them.

The situations are those of xlwings' issues (the numbers stand in the checks), of its VBA and of
Microsoft's documentation; none was met on a real computer.
"""

from dataclasses import replace
from typing import Any

import pytest

from xlscorecard import __version__
from xlscorecard.addin.configuration import CONFIGURATION, XLWINGS_VERSION
from xlscorecard.errors import InvalidValueError
from xlscorecard.setup.answer import Answer, Verdict
from xlscorecard.setup.computer import (
    Machine,
    MacroSetting,
    Office,
    Python,
    Rules,
    RuleState,
    SettingsFile,
    System,
    TrustedFolder,
)
from xlscorecard.setup.configuration_sheet import ConfigurationRow
from xlscorecard.setup.diagnoses import MACHINE_CHECKS, WORKBOOK_CHECKS, diagnose
from xlscorecard.setup.rule_checks import API_CALLS, CHILD_PROCESSES
from xlscorecard.setup.workbook_facts import Interpreter, Macros, WorkbookFacts

DLL_64, DLL_32 = f"xlwings64-{XLWINGS_VERSION}.dll", f"xlwings32-{XLWINGS_VERSION}.dll"
BOTH = frozenset({DLL_32, DLL_64})
PYTHON = r"C:\Python\pythonw.exe"

GOOD_PYTHON = Python(
    version="3.13.0",
    bits=64,
    executable=r"C:\Python\python.exe",
    xlwings=XLWINGS_VERSION,
    has_pywin32=True,
    libraries=BOTH,
)
EXCEL = Office(
    executable=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
    version="16.0.17328.20162",
    bits=64,
)
GOOD_MACHINE = Machine(
    system=System.WINDOWS,
    system_name="Windows 11 (build 22631)",
    python=GOOD_PYTHON,
    office=EXCEL,
    temporary_folder=r"C:\Users\anna\AppData\Local\Temp",
    code_page="cp1252",
    has_outside_server=False,
)


def _rows(**values: str) -> tuple[ConfigurationRow, ...]:
    """The rows of a new workbook with other values; _ in a name stands for a space too."""
    given = {key.value: value for key, value in CONFIGURATION.items()}
    given |= {"INTERPRETER_WIN": PYTHON}
    for name, value in values.items():
        given[name if name in given else name.replace("_", " ")] = value
    return tuple(
        ConfigurationRow(row, key, value, True) for row, (key, value) in enumerate(given.items(), 1)
    )


GOOD_WORKBOOK = WorkbookFacts(
    path=r"C:\Users\anna\Documents\Scorecard.xlsm",
    rows=_rows(),
    macros=Macros(xlwings=XLWINGS_VERSION),
    interpreter=Interpreter(path=PYTHON, exists=True, libraries=BOTH),
)


def _machine(**changes: Any) -> Machine:
    """The machine in order, but for some facts; python, office and rules by their fields."""
    parts: dict[str, Any] = {}
    for name, value in changes.items():
        part, _, field = name.partition("__")
        if field:
            parts[part] = replace(parts.get(part, getattr(GOOD_MACHINE, part)), **{field: value})
        else:
            parts[part] = value
    return replace(GOOD_MACHINE, **parts)


def _workbook(**changes: Any) -> WorkbookFacts:
    return replace(GOOD_WORKBOOK, **changes)


def _answer(check: str, machine: Machine, workbook: WorkbookFacts | None) -> Answer | None:
    found = [own for own in diagnose(machine, workbook) if own.check == check]
    return found[0] if found else None


def test_a_computer_and_a_workbook_in_order_have_no_problem_and_no_note() -> None:
    diagnoses = diagnose(GOOD_MACHINE, GOOD_WORKBOOK)

    assert {own.verdict for own in diagnoses} == {Verdict.GOOD}
    assert {own.check: own.found for own in diagnoses} == {
        "system": "Windows 11 (build 22631)",
        "python": r"3.13.0, 64-bit, C:\Python\python.exe",
        "xlwings": f"version {XLWINGS_VERSION}",
        "library": f"{DLL_64} beside Python",
        "excel": r"16.0.17328.20162, C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        "bitness": f"Excel is 64-bit and takes {DLL_64}; Python is 64-bit",
        "child-processes": "no rule keeps Office from starting programs",
        "api-calls": "no rule keeps macros from calling Windows",
        "macros": "Excel asks: choose Enable Content when the workbook is opened",
        "characters": "plain letters in the paths of Python and of the temporary folder",
        "macro-file": ".xlsm",
        "modules": "all there",
        "ribbon": "the tab Scorecard is in the file",
        "versions": f"xlscorecard {__version__}, xlwings {XLWINGS_VERSION}",
        "keys": "10 keys from A1 down",
        "values": "True or False where that is asked for",
        "interpreter": PYTHON,
        "command-length": "about 335 of 2,047 characters",
        "mark-of-the-web": "none that would block macros",
        "onedrive": "in no synchronised folder",
        "place": r"C:\Users\anna\Documents",
    }


OUTSIDE = (
    "Let Python be started outside Excel: xlscorecard open --outside-server FILE once, and "
    "xlscorecard serve at each logon (xlscorecard serve --instructions says how)."
)
WRITE = "xlscorecard open FILE writes this Python's path into the workbook."
UPGRADE = "xlscorecard adopt --upgrade FILE brings the workbook to the installed version."
CHILD_RULE = (
    f"the rule 'Block all Office applications from creating child processes' ({CHILD_PROCESSES})"
)
API_RULE = f"the rule 'Block Win32 API calls from Office macros' ({API_CALLS})"
ELSEWHERE = (
    "If Python does not start: install it for all users or in a folder such as C:\\Python, and "
    "run its xlscorecard open."
)
INSTALL_LIBRARY = (
    f"pip install --force-reinstall --no-deps xlwings=={XLWINGS_VERSION}. If the file is gone "
    "again afterwards, the virus scanner has removed it: ask for an exception."
)
INSTALL_AGAIN = "Install it again: pip install --force-reinstall xlscorecard."
UNHIDE = (
    "Right-click the name of any sheet, choose Unhide and xlwings.conf, and mend column A: from "
    "A1 down, no empty row, no key twice, no space before or after."
)
ONEDRIVE = r"C:\Users\anna\OneDrive - Council"
IN_ONEDRIVE = ONEDRIVE + r"\KPIs\Scorecard.xlsm"
TRUSTED = (TrustedFolder(path="C:\\Users\\anna\\Documents\\", with_subfolders=False),)
STORE_PYTHON = r"C:\Users\anna\AppData\Local\Microsoft\WindowsApps\python.exe"

PROBLEM, NOTE, UNKNOWN, FINE = Verdict.PROBLEM, Verdict.NOTE, Verdict.CANNOT_TELL, Verdict.GOOD

# The check; what differs on the computer; what differs in the workbook; verdict, found, what to do.
Situation = tuple[str, dict[str, Any], dict[str, Any], Verdict, str, str]
SITUATIONS: dict[str, Situation] = {
    "Python from the Store": (
        "python", {"python__executable": STORE_PYTHON}, {}, PROBLEM,
        f"3.13.0, 64-bit, {STORE_PYTHON}: it comes from the Microsoft Store, and Excel cannot "
        "reach such a one",
        "Install Python from python.org, install xlscorecard there, and run: xlscorecard open.",
    ),
    "no xlwings": (
        "xlwings", {"python__xlwings": None}, {}, PROBLEM,
        f"none; {XLWINGS_VERSION} is needed", INSTALL_AGAIN,
    ),
    "another xlwings": (
        "xlwings", {"python__xlwings": "0.33.1"}, {}, PROBLEM,
        f"version 0.33.1, but the macros are made for {XLWINGS_VERSION}", INSTALL_AGAIN,
    ),
    "no pywin32": (
        "xlwings", {"python__has_pywin32": False}, {}, PROBLEM,
        f"version {XLWINGS_VERSION}, but no pywin32, without which it cannot reach Excel",
        "Install it: pip install pywin32.",
    ),
    "no DLL": (
        "library", {"python__libraries": frozenset()}, {}, PROBLEM,
        rf"{DLL_64} not in the folder of Python (C:\Python\python.exe) nor the one above",
        INSTALL_LIBRARY,
    ),
    "the other DLL alone": (
        "library", {"python__libraries": frozenset({DLL_64}), "office__bits": 32}, {}, PROBLEM,
        rf"{DLL_32} not in the folder of Python (C:\Python\python.exe) nor the one above",
        INSTALL_LIBRARY,
    ),
    "one DLL, and Excel is unknown": (
        "library", {"python__libraries": frozenset({DLL_64}), "office": None}, {}, NOTE,
        f"no {DLL_32} beside Python, which an Excel of that kind needs",
        f"Excel was not found; if it is there: {INSTALL_LIBRARY}",
    ),
    "pip install --user": (
        "library", {"python__libraries": frozenset(), "python__user_libraries": BOTH}, {}, PROBLEM,
        f"{DLL_64} not in the folder of Python nor the one above, but in that of pip install "
        "--user, where Excel does not look",
        "Install xlscorecard into a virtual environment (py -m venv FOLDER, then "
        "FOLDER\\Scripts\\pip install xlscorecard), and run its xlscorecard open.",
    ),
    "no Excel": (
        "excel", {"office": None}, {}, UNKNOWN,
        "no desktop Excel is registered on this computer",
        "If there is none, install Excel for the desktop: Excel on the web and Excel for phones "
        "have no macros.",
    ),
    "Excel from the Store": (
        "excel",
        {"office__executable": r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE"}, {},
        PROBLEM,
        r"16.0.17328.20162, C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE: it comes "
        "from the Microsoft Store, and cannot start Python",
        "Uninstall it, and install Office from office.com or as your organisation does.",
    ),
    "Excel 2013": (
        "excel", {"office__version": "15.0.5589.1001"}, {}, PROBLEM,
        r"15.0.5589.1001, C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE: too old",
        "Install Excel 2016 or later.",
    ),
    "32-bit Excel, 64-bit Python": (
        "bitness", {"office__bits": 32}, {}, FINE,
        f"Excel is 32-bit and takes {DLL_32}; Python is 64-bit, which may differ", "",
    ),
    "Excel of unknown bitness": (
        "bitness", {"office__bits": None}, {}, UNKNOWN,
        "Python is 64-bit; whether Excel is 32-bit or 64-bit could not be found out",
        "In Excel, File > Account > About Excel tells. Both work, with any Python; ARM computers "
        "have not been tried.",
    ),
    "Office may start no programs": (
        "child-processes", {"rules__defender": {CHILD_PROCESSES: RuleState.BLOCK}}, {}, PROBLEM,
        f"{CHILD_RULE} blocks: Excel may not start Python", OUTSIDE,
    ),
    "Office is warned of starting programs": (
        "child-processes", {"rules__defender": {CHILD_PROCESSES: RuleState.WARN}}, {}, PROBLEM,
        f"{CHILD_RULE} warns, and stops what it warns of: Excel may not start Python", OUTSIDE,
    ),
    "Office is watched starting programs": (
        "child-processes", {"rules__defender": {CHILD_PROCESSES: RuleState.AUDIT}}, {}, NOTE,
        f"{CHILD_RULE} only watches; it will be in the way once it is set to block",
        f"Before that: {OUTSIDE}",
    ),
    "the rule is off": (
        "child-processes", {"rules__defender": {CHILD_PROCESSES: RuleState.OFF}}, {}, FINE,
        "no rule keeps Office from starting programs", "",
    ),
    "Office may start no programs, but need not": (
        "child-processes", {"rules__defender": {CHILD_PROCESSES: RuleState.BLOCK}},
        {"rows": _rows(DEBUG_UDFS="True")}, FINE,
        f"{CHILD_RULE} blocks; this workbook uses a Python started outside Excel", "",
    ),
    "the rule does not hold where this Office is": (
        "child-processes",
        {"rules__defender": {CHILD_PROCESSES: RuleState.BLOCK},
         "office__executable": r"D:\Office\EXCEL.EXE"}, {}, NOTE,
        f"{CHILD_RULE} blocks, but holds only for an Office in Program Files, and Excel is not "
        "there", "",
    ),
    "the rules are hidden": (
        "child-processes", {"rules__defender_is_hidden": True}, {}, UNKNOWN,
        "Windows does not show Defender's rules to you",
        f"An administrator sees whether {CHILD_PROCESSES} is among them: Get-MpPreference in "
        "PowerShell, AttackSurfaceReductionRules_Ids and _Actions.",
    ),
    "macros may not call Windows": (
        "api-calls", {"rules__defender": {API_CALLS: RuleState.BLOCK}}, {}, PROBLEM,
        f"{API_RULE} is on: the workbook's macros call Windows to load xlwings' DLL",
        "Ask your administrator for an exclusion for the folder of the workbook. Without one, "
        "refresh on the command line: xlscorecard refresh FILE.",
    ),
    "macros are watched calling Windows": (
        "api-calls", {"rules__defender": {API_CALLS: RuleState.AUDIT}}, {}, NOTE,
        f"{API_RULE} only watches; once it blocks, the workbook's macros cannot work",
        "Ask for an exclusion for the folder of the workbook before it is set to block.",
    ),
    "VBA is off": (
        "macros", {"rules__has_vba": False}, {}, PROBLEM,
        "a policy turns VBA off for all of Office (VBAOff)",
        "Ask your administrator. Without macros: xlscorecard refresh FILE.",
    ),
    "no macros, by policy": (
        "macros", {"rules__macros": MacroSetting.NONE, "rules__macros_by_policy": True}, {},
        PROBLEM, "a policy turns all macros off without asking (VBAWarnings is 4)",
        "Ask your administrator for a Trusted Location for the folder of the workbook.",
    ),
    "no macros, by choice": (
        "macros", {"rules__macros": MacroSetting.NONE}, {}, PROBLEM,
        "Excel's Trust Center turns all macros off without asking (VBAWarnings is 4)",
        "Choose File > Options > Trust Center > Trust Center Settings > Macro Settings, 'Disable "
        "VBA macros with notification', or add a Trusted Location there.",
    ),
    "no macros but in a Trusted Location": (
        "macros", {"rules__macros": MacroSetting.NONE, "rules__trusted_folders": TRUSTED}, {},
        FINE, "the workbook lies in a Trusted Location, where macros run", "",
    ),
    "signed macros alone": (
        "macros", {"rules__macros": MacroSetting.SIGNED_ONLY, "rules__macros_by_policy": True}, {},
        PROBLEM,
        "a policy allows signed macros alone (VBAWarnings is 3), and the workbook's are not "
        "signed",
        "Sign them in the VBA editor (Tools > Digital Signature), or ask for a Trusted Location "
        "for the folder of the workbook.",
    ),
    "signed macros": (
        "macros", {"rules__macros": MacroSetting.SIGNED_ONLY, "rules__macros_by_policy": True},
        {"macros": Macros(xlwings=XLWINGS_VERSION, is_signed=True)}, NOTE,
        "a policy allows signed macros alone; this workbook's are signed",
        "The signature has to be of a publisher that this computer trusts.",
    ),
    "all macros": (
        "macros", {"rules__macros": MacroSetting.ALL}, {}, FINE,
        "Excel's Trust Center lets all macros run without asking (VBAWarnings is 1)", "",
    ),
    "a name with é": (
        "characters", {"temporary_folder": r"C:\Users\José\AppData\Local\Temp"}, {}, NOTE,
        r"letters such as é or ß in C:\Users\José\AppData\Local\Temp; xlwings is known to have "
        "failed with some", ELSEWHERE,
    ),
    "a name that the code page lacks": (
        "characters", {},
        {"interpreter": Interpreter(path=r"C:\Users\Łukasz\pythonw.exe", exists=True)}, PROBLEM,
        "letters that this Windows' code page cp1252 lacks, which Excel hands on as question "
        r"marks: C:\Users\Łukasz\pythonw.exe", ELSEWHERE,
    ),
    "settings of the add-in": (
        "xlwings-settings",
        {"settings_file": SettingsFile(path=r"C:\Users\anna\.xlwings\xlwings.conf",
                                       values={"SHOW CONSOLE": "True"})}, {}, NOTE,
        r"settings for all workbooks, which hold for keys that the sheet lacks "
        r"(C:\Users\anna\.xlwings\xlwings.conf: SHOW CONSOLE)",
        "If Python is not found, try with that file renamed.",
    ),
    "an .xlsx": (
        "macro-file", {}, {"path": r"C:\Scorecard.xlsx"}, PROBLEM,
        "a name that ends in .xlsx, in which Excel runs no macros",
        "xlscorecard adopt FILE makes an .xlsm of it, with ribbon and macros.",
    ),
    "no macros in it": (
        "modules", {}, {"macros": None}, PROBLEM, "none", "xlscorecard adopt FILE puts them in.",
    ),
    "a module is missing": (
        "modules", {}, {"macros": Macros(missing=("Dictionary",), xlwings=XLWINGS_VERSION)},
        PROBLEM, "without Dictionary", UPGRADE,
    ),
    "macros for another DLL": (
        "modules", {}, {"macros": Macros(xlwings="0.33.1")}, PROBLEM,
        f"made for the DLL of xlwings 0.33.1, and {XLWINGS_VERSION} is needed", UPGRADE,
    ),
    "macros that cannot be read": (
        "modules", {}, {"macros": Macros(fault="macros that cannot be read (no stream)")}, PROBLEM,
        "macros that cannot be read (no stream)",
        "Open the workbook in Excel, look whether its macros are there, and save.",
    ),
    "changed macros": (
        "modules", {},
        {"macros": Macros(changed=("ScorecardRibbon",), xlwings=XLWINGS_VERSION)}, NOTE,
        "ScorecardRibbon changed by somebody",
        "If that was not meant: xlscorecard adopt --upgrade, on a copy without these macros.",
    ),
    "no ribbon in it": (
        "ribbon", {}, {"has_ribbon": False}, PROBLEM,
        "no part for the ribbon: some programs drop it when they save",
        f"{UPGRADE} Save it with Excel alone afterwards.",
    ),
    "made with another version": (
        "versions", {}, {"rows": _rows(XLSCORECARD_VERSION="0.0.9")}, PROBLEM,
        f"the workbook is set up for xlscorecard 0.0.9, installed is {__version__}", UPGRADE,
    ),
    "no xlwings.conf": (
        "keys", {}, {"rows": None}, PROBLEM,
        "the workbook has no sheet xlwings.conf, which says how Python is reached",
        "xlscorecard adopt FILE puts it in.",
    ),
    "an empty row": (
        "keys", {},
        {"rows": (*_rows()[:9], ConfigurationRow(11, "XLWINGS_VERSION", "1", False))}, PROBLEM,
        "an empty row before A11, after which xlwings reads nothing: XLWINGS_VERSION", UNHIDE,
    ),
    "a key twice": (
        "keys", {}, {"rows": (*_rows(), ConfigurationRow(11, "pythonpath", "", True))}, PROBLEM,
        "PYTHONPATH twice, in A3 and A11, at which the macros stop", UNHIDE,
    ),
    "keys that look like those of xlwings": (
        "keys", {},
        {"rows": (*_rows(), ConfigurationRow(11, "UDF_MODULES", "x", True),
                  ConfigurationRow(12, " CONDA ENV", "x", True),
                  ConfigurationRow(13, "INTERPRETER_WINN", "x", True))}, PROBLEM,
        'A11 "UDF_MODULES", which xlwings does not read; it reads "UDF MODULES"; A12 " CONDA '
        'ENV", which xlwings does not read; it reads "CONDA ENV"; A13 "INTERPRETER_WINN", which '
        'xlwings does not read; it reads "INTERPRETER_WIN"', UNHIDE,
    ),
    "a key of somebody else": (
        "keys", {}, {"rows": (*_rows(), ConfigurationRow(11, "COUNCIL", "x", True))}, FINE,
        "11 keys from A1 down", "",
    ),
    "a value without a key": (
        "keys", {}, {"rows": (*_rows(), ConfigurationRow(12, "", "True", False))}, PROBLEM,
        "a value without a key in B12", UNHIDE,
    ),
    "no interpreter and no folder switch": (
        "keys", {}, {"rows": _rows()[1:7] + _rows()[8:]}, PROBLEM,
        "no key INTERPRETER_WIN; no key ADD_WORKBOOK_TO_PYTHONPATH", UNHIDE,
    ),
    "neither True nor False": (
        "values", {}, {"rows": _rows(DEBUG_UDFS="yes", SHOW_CONSOLE="")}, PROBLEM,
        '"yes" in B6 for DEBUG UDFS (False at first); nothing in B7 for SHOW CONSOLE (False at '
        "first)", "Type True or False there; the sheet is xlwings.conf.",
    ),
    "no such Python": (
        "interpreter", {}, {"interpreter": Interpreter(path=PYTHON, exists=False)}, PROBLEM,
        f"{PYTHON}, and there is no such file on this computer", WRITE,
    ),
    "a Python of the Store": (
        "interpreter", {},
        {"rows": _rows(INTERPRETER_WIN=STORE_PYTHON),
         "interpreter": Interpreter(path=STORE_PYTHON, exists=True)}, PROBLEM,
        f"{STORE_PYTHON}, which belongs to the Microsoft Store",
        "Install Python from python.org and xlscorecard in it; then: xlscorecard open FILE.",
    ),
    "a Python without the DLL": (
        "interpreter", {"office__bits": 32},
        {"interpreter": Interpreter(path=PYTHON, exists=True, libraries=frozenset({DLL_64}))},
        PROBLEM, f"{PYTHON}, with no {DLL_32} in its folder nor in the one above",
        rf'Install xlwings {XLWINGS_VERSION} there: "C:\Python\python.exe" -m pip install '
        f"--force-reinstall --no-deps xlwings=={XLWINGS_VERSION}. {WRITE}",
    ),
    "another Python": (
        "interpreter", {},
        {"interpreter": Interpreter(path=r"D:\Py\pythonw.exe", exists=True, libraries=BOTH)}, NOTE,
        r"D:\Py\pythonw.exe, another Python than the one that checks this",
        r'Check with that one too: "D:\Py\python.exe" -m xlscorecard doctor FILE.',
    ),
    "pythonw, not on the PATH": (
        "interpreter", {},
        {"rows": _rows(INTERPRETER_WIN="pythonw"),
         "interpreter": Interpreter(path="pythonw", exists=False)}, PROBLEM,
        '"pythonw", and the PATH leads to no such program', WRITE,
    ),
    "pythonw, from the Store": (
        "interpreter", {},
        {"rows": _rows(INTERPRETER_WIN="pythonw"),
         "interpreter": Interpreter(path=STORE_PYTHON, exists=True)}, PROBLEM,
        f"{STORE_PYTHON}, which belongs to the Microsoft Store",
        "Install Python from python.org and xlscorecard in it; then: xlscorecard open FILE.",
    ),
    "pythonw, and the DLL not on the PATH": (
        "interpreter", {},
        {"rows": _rows(INTERPRETER_WIN="pythonw"),
         "interpreter": Interpreter(path=PYTHON, exists=True)}, PROBLEM,
        f"{PYTHON}, with no {DLL_64} on the PATH",
        rf'Install xlwings {XLWINGS_VERSION} there: "C:\Python\python.exe" -m pip install '
        f"--force-reinstall --no-deps xlwings=={XLWINGS_VERSION}. {WRITE}",
    ),
    "pythonw, on the PATH": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN="pythonw")}, FINE, PYTHON, "",
    ),
    "pythonw, and Anaconda in the settings": (
        "interpreter",
        {"settings_file": SettingsFile(path="C:\\xlwings.conf",
                                       values={"CONDA PATH": "C:\\Conda", "CONDA ENV": "base"})},
        {"rows": _rows(INTERPRETER_WIN="pythonw")}, PROBLEM,
        "pythonw, which C:\\xlwings.conf turns into a Python of Anaconda (CONDA PATH, CONDA ENV)",
        WRITE,
    ),
    "no program": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN="")}, PROBLEM,
        "no program is named", WRITE,
    ),
    "a space after the program": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN="pythonw ")}, PROBLEM,
        '"pythonw ", with a space before or after', WRITE,
    ),
    "quotation marks": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN=f'"{PYTHON}"')}, PROBLEM,
        f'"{PYTHON}", with quotation marks around it', WRITE,
    ),
    "a relative path": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN=r"Python\pythonw.exe")}, PROBLEM,
        r"Python\pythonw.exe, which is no full path such as C:\Python\pythonw.exe", WRITE,
    ),
    "a folder": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN=r"C:\Python")}, PROBLEM,
        r"C:\Python, which is no program (.exe)", WRITE,
    ),
    "a path that begins with a variable": (
        "interpreter", {}, {"rows": _rows(INTERPRETER_WIN=r"%ProgramFiles%\Py\pythonw.exe")}, FINE,
        PYTHON, "",
    ),
    "the server is not running": (
        "outside-server", {}, {"rows": _rows(DEBUG_UDFS="True")}, PROBLEM,
        "DEBUG UDFS is True, and no server is running for you",
        "Start it: xlscorecard serve (--instructions says how at each logon). Or let Excel start "
        "Python again: xlscorecard open --no-outside-server FILE.",
    ),
    "the server is running": (
        "outside-server", {"has_outside_server": True}, {"rows": _rows(DEBUG_UDFS="True")}, FINE,
        "xlscorecard serve is running", "",
    ),
    "whether the server is running is unknown": (
        "outside-server", {"has_outside_server": None}, {"rows": _rows(DEBUG_UDFS="True")},
        UNKNOWN, "DEBUG UDFS is True: the workbook waits for xlscorecard serve",
        "Start it on the computer with Excel: xlscorecard serve.",
    ),
    "a long PYTHONPATH": (
        "command-length", {}, {"rows": _rows(PYTHONPATH="C:\\a" * 400)}, PROBLEM,
        "the command that starts Python is about 2,335 characters long, and xlwings has room for "
        "2,047",
        "Put the workbook into a folder with a shorter path, or shorten PYTHONPATH.",
    ),
    "downloaded": (
        "mark-of-the-web", {}, {"zone": 3}, PROBLEM,
        "the file is marked as downloaded (zone 3), and Excel blocks its macros without asking",
        "If you know where it comes from: right-click the file, Properties, tick Unblock, OK. Or "
        "let xlscorecard open make a new one.",
    ),
    "downloaded, into a Trusted Location": (
        "mark-of-the-web", {"rules__trusted_folders": TRUSTED}, {"zone": 3}, FINE,
        "the file is marked as downloaded (zone 3), but lies in a Trusted Location", "",
    ),
    "downloaded, and a policy lets it": (
        "mark-of-the-web", {"rules__blocks_macros_from_internet": False}, {"zone": 4}, NOTE,
        "the file is marked as downloaded (zone 4); a policy lets its macros run after Enable "
        "Content", "",
    ),
    "from the intranet": (
        "mark-of-the-web", {}, {"zone": 1}, FINE, "none that would block macros", "",
    ),
    "in OneDrive": (
        "onedrive", {"synchronised_folders": (ONEDRIVE,)}, {"path": IN_ONEDRIVE}, NOTE,
        f"in {ONEDRIVE}: the buttons work there; others may have it open at the same time",
        "Close it before xlscorecard refresh FILE, and let it synchronise first.",
    ),
    "in OneDrive, with its folder handed to Python": (
        "onedrive", {"synchronised_folders": (ONEDRIVE,)},
        {"path": IN_ONEDRIVE, "rows": _rows(ADD_WORKBOOK_TO_PYTHONPATH="True")}, PROBLEM,
        f"in {ONEDRIVE}, where Excel gives a web address for the workbook's folder, which "
        "ADD_WORKBOOK_TO_PYTHONPATH would hand to Python",
        "Set ADD_WORKBOOK_TO_PYTHONPATH to False in the sheet xlwings.conf.",
    ),
    "on a share": (
        "place", {}, {"path": r"\\server\share\KPIs.xlsm", "is_on_network": True}, NOTE,
        "on a network drive, and in no Trusted Location",
        "One person at a time can change it. Its Python's path must be right on every computer "
        "that opens it.",
    ),
    "in Downloads": (
        "place", {}, {"path": r"C:\Users\anna\Downloads\Scorecard.xlsm"}, NOTE,
        "in a folder Downloads, where files do not stay",
        "Move it where it is to stay, or: xlscorecard open PATH --from FILE.",
    ),
    "open now": (
        "open", {}, {"is_open": True}, NOTE,
        "open in Excel now; what was checked is what it saved last",
        "Close it before xlscorecard open writes a path into it.",
    ),
    "on a Mac": (
        "mac-script", {"system": System.MAC, "has_mac_script": False}, {}, PROBLEM,
        f"no xlwings-{XLWINGS_VERSION}.applescript in the folder of Excel's scripts",
        "Run once: xlwings runpython install.",
    ),
    "a bare Python on a Mac": (
        "interpreter", {"system": System.MAC}, {}, NOTE,
        '"python3", which Excel may find elsewhere than the Terminal does', WRITE,
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS.keys())
def test_a_situation_is_told_with_what_to_do(situation: Situation) -> None:
    check, on_machine, in_workbook, verdict, found, remedy = situation

    answer = _answer(check, _machine(**on_machine), _workbook(**in_workbook))

    assert answer is not None
    assert (answer.verdict, answer.found, answer.remedy) == (verdict, found, remedy)


def test_every_check_has_a_situation_in_which_it_says_something_else() -> None:
    named = {check for check, *_ in SITUATIONS.values()}
    checks = {own.name for own in (*MACHINE_CHECKS, *WORKBOOK_CHECKS)}

    # The system is told apart below.
    assert checks - named == {"system"}


def test_without_a_workbook_the_computer_alone_is_checked() -> None:
    machine = _machine(rules__defender={CHILD_PROCESSES: RuleState.BLOCK})

    diagnoses = diagnose(machine)

    workbook_checks = {own.name for own in WORKBOOK_CHECKS}
    assert workbook_checks.isdisjoint(own.check for own in diagnoses)
    assert [own.check for own in diagnoses if own.verdict is PROBLEM] == ["child-processes"]


def test_on_linux_only_the_file_is_checked_and_it_says_so() -> None:
    machine = Machine(
        system=System.OTHER,
        system_name="Linux 6.1",
        python=replace(GOOD_PYTHON, has_pywin32=None, libraries=frozenset()),
    )

    diagnoses = diagnose(machine, replace(GOOD_WORKBOOK, interpreter=None, zone=None))

    assert [own.check for own in diagnoses if own.verdict is not FINE] == ["system", "interpreter"]
    assert diagnoses[0].found == (
        "Linux 6.1: there is no desktop Excel here, so only the workbook is checked"
    )
    assert diagnoses[1].found == f"{PYTHON}; whether it is there, its own computer can tell"
    assert {own.check for own in diagnoses if own.verdict is FINE} == {
        "python", "xlwings", "macro-file", "modules", "ribbon", "versions", "keys", "values",
    }  # fmt: skip


def test_the_worst_stands_first() -> None:
    machine = _machine(office=None, rules__has_vba=False)

    verdicts = [own.verdict for own in diagnose(machine, _workbook(is_open=True))]

    assert verdicts == sorted(verdicts)
    assert verdicts[0] is PROBLEM


@pytest.mark.parametrize(
    ("path", "is_trusted"),
    [
        (r"c:\users\ANNA\documents\Scorecard.xlsm", True),
        (r"C:\Users\anna\Documents\2026\Scorecard.xlsm", False),
        (r"C:\Council\2026\Scorecard.xlsm", True),
        (r"C:\Council too\Scorecard.xlsm", False),
    ],
)
def test_a_trusted_location_holds_for_its_folder_and_those_below_if_it_says_so(
    path: str, is_trusted: bool
) -> None:
    below = TrustedFolder(path="C:\\Council", with_subfolders=True)
    assert Rules(trusted_folders=(*TRUSTED, below)).is_trusted(path) is is_trusted


def test_a_problem_without_a_remedy_is_no_diagnosis() -> None:
    with pytest.raises(InvalidValueError, match="a problem without a remedy"):
        Answer(check="x", title="X", verdict=PROBLEM, found="broken")
