"""Checks of Python, of xlwings and of its DLL."""

from xlscorecard.addin.configuration import XLWINGS_VERSION
from xlscorecard.addin.configuration import library as library_of
from xlscorecard.setup.answer import Answer, good, note, problem, unknown
from xlscorecard.setup.computer import Machine, is_of_store
from xlscorecard.setup.workbook_facts import WorkbookFacts

_ELSEWHERE = (
    "If Python does not start: install it for all users or in a folder such as C:\\Python, and "
    "run its xlscorecard open."
)
_INSTALL_LIBRARY = (
    f"pip install --force-reinstall --no-deps xlwings=={XLWINGS_VERSION}. If the file is gone "
    "again afterwards, the virus scanner has removed it: ask for an exception."
)
_INSTALL_AGAIN = "Install it again: pip install --force-reinstall xlscorecard."


def python(machine: Machine, _workbook: WorkbookFacts) -> Answer:
    """Microsoft Store's Python cannot serve Excel: xlwings issue 2371."""
    here = machine.python
    found = f"{here.version}, {here.bits}-bit, {here.executable}"
    if machine.is_windows and is_of_store(here.executable):
        return problem(
            f"{found}: it comes from the Microsoft Store, and Excel cannot reach such a one",
            "Install Python from python.org, install xlscorecard there, and run: xlscorecard open.",
        )
    return good(found)


def xlwings(machine: Machine, _workbook: WorkbookFacts) -> Answer:
    """The macros name the DLL of exactly one version; on Windows it works through pywin32."""
    installed = machine.python.xlwings
    if installed is None:
        return problem(f"none; {XLWINGS_VERSION} is needed", _INSTALL_AGAIN)
    if installed != XLWINGS_VERSION:
        made_for = f"version {installed}, but the macros are made for {XLWINGS_VERSION}"
        return problem(made_for, _INSTALL_AGAIN)
    if machine.python.has_pywin32 is False:
        found = f"version {installed}, but no pywin32, without which it cannot reach Excel"
        return problem(found, "Install it: pip install pywin32.")
    return good(f"version {installed}")


def library(machine: Machine, _workbook: WorkbookFacts) -> Answer:
    """The VBA looks for the DLL in the folder of Python and the one above: XLPyLoadDLL."""
    bits = machine.office.bits if machine.office else None
    wanted = [library_of(kind) for kind in ([bits] if bits else [32, 64])]
    missing = [name for name in wanted if name not in machine.python.libraries]
    if not missing:
        return good(f"{' and '.join(wanted)} beside Python")
    names = " and ".join(missing)
    if len(missing) < len(wanted):
        return note(
            f"no {names} beside Python, which an Excel of that kind needs",
            "Excel was not found; if it is there: " + _INSTALL_LIBRARY,
        )
    if all(name in machine.python.user_libraries for name in missing):
        return problem(
            f"{names} not in the folder of Python nor the one above, but in that of "
            "pip install --user, where Excel does not look",
            "Install xlscorecard into a virtual environment (py -m venv FOLDER, then "
            "FOLDER\\Scripts\\pip install xlscorecard), and run its xlscorecard open.",
        )
    return problem(
        f"{names} not in the folder of Python ({machine.python.executable}) nor the one above",
        _INSTALL_LIBRARY,
    )


def characters(machine: Machine, workbook: WorkbookFacts) -> Answer:
    """VBA hands paths to the DLL in the code page of Windows; other letters become "?"."""
    named = workbook.interpreter.path if workbook.interpreter else machine.python.executable
    paths = [named, machine.temporary_folder]
    odd = [path for path in paths if not path.isascii()]
    if not odd:
        return good("plain letters in the paths of Python and of the temporary folder")
    found = f"letters such as é or ß in {', '.join(odd)}"
    if machine.code_page is None:
        return unknown(found, _ELSEWHERE)
    lost = [path for path in odd if not _fits(path, machine.code_page)]
    if lost:
        return problem(
            f"letters that this Windows' code page {machine.code_page} lacks, which Excel "
            f"hands on as question marks: {', '.join(lost)}",
            _ELSEWHERE,
        )
    return note(f"{found}; xlwings is known to have failed with some", _ELSEWHERE)


def _fits(path: str, code_page: str) -> bool:
    try:
        path.encode(code_page)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return True
    return True
