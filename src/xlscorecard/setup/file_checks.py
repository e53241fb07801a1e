"""Checks of the workbook as a file: its macros and versions, and where it lies."""

from pathlib import PureWindowsPath

from xlscorecard.addin.configuration import XLWINGS_VERSION, Key, differing_versions
from xlscorecard.core.version import VERSION
from xlscorecard.setup.answer import Answer, good, note, problem
from xlscorecard.setup.computer import Machine
from xlscorecard.setup.mark import FIRST_UNTRUSTED_ZONE
from xlscorecard.setup.workbook_facts import WorkbookFacts

_UPGRADE = "xlscorecard adopt --upgrade FILE brings the workbook to the installed version."
_WITH_MACROS = (".xlsm", ".xltm")
_PASSING = ("downloads", "temp", "tmp", "inetcache", "content.outlook")


def kind(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """Excel runs macros only in files that say by their name that they have some."""
    suffix = PureWindowsPath(workbook.path).suffix
    if suffix.lower() not in _WITH_MACROS:
        return problem(
            f"a name that ends in {suffix}, in which Excel runs no macros",
            "xlscorecard adopt FILE makes an .xlsm of it, with ribbon and macros.",
        )
    return good(suffix)


def modules(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """The macros are there, can be read, and are those of the installed version."""
    macros = workbook.macros
    if macros is None:
        return problem("none", "xlscorecard adopt FILE puts them in.")
    if macros.fault:
        return problem(
            macros.fault, "Open the workbook in Excel, look whether its macros are there, and save."
        )
    if macros.missing:
        return problem(f"without {', '.join(macros.missing)}", _UPGRADE)
    if macros.xlwings != XLWINGS_VERSION:
        return problem(
            f"made for the DLL of xlwings {macros.xlwings or 'of no version'}, and "
            f"{XLWINGS_VERSION} is needed",
            _UPGRADE,
        )
    if macros.changed and workbook.configured(Key.VERSION.value) == VERSION:
        return note(
            f"{', '.join(macros.changed)} changed by somebody",
            "If that was not meant: xlscorecard adopt --upgrade, on a copy without these macros.",
        )
    return good("all there" + (", signed" if macros.is_signed else ""))


def ribbon(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """Without the part there is no tab Scorecard."""
    if workbook.has_ribbon:
        return good("the tab Scorecard is in the file")
    return problem(
        "no part for the ribbon: some programs drop it when they save",
        f"{_UPGRADE} Save it with Excel alone afterwards.",
    )


def versions(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """What the workbook was made with, against what is installed."""
    differing = [
        f"{package} {stamped or 'of no version'}, installed is {installed}"
        for package, stamped, installed in differing_versions(workbook.configured)
    ]
    if differing:
        return problem(f"the workbook is set up for {'; '.join(differing)}", _UPGRADE)
    return good(f"xlscorecard {VERSION}, xlwings {XLWINGS_VERSION}")


def mark_of_the_web(machine: Machine, workbook: WorkbookFacts) -> Answer:
    """Excel blocks the macros of a file that came from the internet, without asking."""
    if workbook.zone is None or workbook.zone < FIRST_UNTRUSTED_ZONE:
        return good("none that would block macros")
    found = f"the file is marked as downloaded (zone {workbook.zone})"
    if machine.rules.is_trusted(workbook.path):
        return good(f"{found}, but lies in a Trusted Location")
    if machine.rules.blocks_macros_from_internet is False:
        return note(f"{found}; a policy lets its macros run after Enable Content")
    return problem(
        f"{found}, and Excel blocks its macros without asking",
        "If you know where it comes from: right-click the file, Properties, tick Unblock, OK. "
        "Or let xlscorecard open make a new one.",
    )


def synchronised(machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """In a synchronised folder Excel knows a web address of the workbook, not its path."""
    folder = next(
        (
            folder
            for folder in machine.synchronised_folders
            if PureWindowsPath(workbook.path).is_relative_to(PureWindowsPath(folder))
        ),
        None,
    )
    if folder is None:
        return good("in no synchronised folder") if machine.is_windows else None
    if (workbook.configured(Key.WORKBOOK_FOLDER.value) or "true").strip().lower() != "false":
        return problem(
            f"in {folder}, where Excel gives a web address for the workbook's folder, which "
            f"{Key.WORKBOOK_FOLDER.value} would hand to Python",
            f"Set {Key.WORKBOOK_FOLDER.value} to False in the sheet xlwings.conf.",
        )
    return note(
        f"in {folder}: the buttons work there; others may have it open at the same time",
        "Close it before xlscorecard refresh FILE, and let it synchronise first.",
    )


def place(machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """Folders in which a workbook does not stay, or for which Excel asks for more trust."""
    path = PureWindowsPath(workbook.path)
    if workbook.is_on_network:
        trusted = machine.rules.is_trusted(workbook.path)
        return note(
            f"on a network drive{'' if trusted else ', and in no Trusted Location'}",
            "One person at a time can change it. Its Python's path must be right on every "
            "computer that opens it.",
        )
    passing = [part for part in path.parts[:-1] if part.lower() in _PASSING]
    if passing:
        return note(
            f"in a folder {passing[0]}, where files do not stay",
            "Move it where it is to stay, or: xlscorecard open PATH --from FILE.",
        )
    return good(str(path.parent)) if machine.is_windows else None


def opened(_machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """What was checked is the file as it was saved last."""
    if not workbook.is_open:
        return None
    return note(
        "open in Excel now; what was checked is what it saved last",
        "Close it before xlscorecard open writes a path into it.",
    )
