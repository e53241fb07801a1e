"""Checks of the sheet xlwings.conf: its keys, its values, and the Python that it names."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath, PureWindowsPath

from xlscorecard.addin.configuration import CONFIGURATION, XLWINGS_VERSION, Key, library
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.setup.answer import Answer, good, note, problem, unknown
from xlscorecard.setup.computer import Machine, System, is_of_store
from xlscorecard.setup.configuration_sheet import KNOWN_KEYS, ConfigurationRow, read_values
from xlscorecard.setup.workbook_facts import Interpreter, WorkbookFacts

_YES_OR_NO = (Key.WARM_SERVER, Key.OUTSIDE_SERVER, Key.CONSOLE, Key.WORKBOOK_FOLDER)
# Names that the VBA takes for a program on the PATH; it compares them letter by letter.
_ON_THE_PATH = ("python", "pythonw")
# The keys by which a Python of Anaconda is named.
_CONDA = {"CONDA PATH", "CONDA ENV"}
# The keys without which nothing, or something else, is started.
_NEEDED = (Key.INTERPRETER_WINDOWS, Key.WORKBOOK_FOLDER)

LONGEST_COMMAND = 2047
"""Characters that the DLL has room for: cmdLine in ActivateRPCServer of config.cpp."""
# What XLPyCommand puts around the interpreter and the paths, and some room.
_AROUND = 230

_UNHIDE = (
    f"Right-click the name of any sheet, choose Unhide and {CONFIGURATION_SHEET}, and mend "
    "column A: from A1 down, no empty row, no key twice, no space before or after."
)
_WRITE = "xlscorecard open FILE writes this Python's path into the workbook."


def keys(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """Keys stand from A1 down without a gap, each once, in letters that xlwings reads."""
    rows = workbook.rows
    if rows is None:
        return problem(
            f"the workbook has no sheet {CONFIGURATION_SHEET}, which says how Python is reached",
            "xlscorecard adopt FILE puts it in.",
        )
    faults = [*_gap(rows), *_twice(rows), *_misspelt(rows), *_missing(rows)]
    if faults:
        return problem("; ".join(faults), _UNHIDE)
    return good(f"{len(read_values(rows))} keys from A1 down")


def _gap(rows: Sequence[ConfigurationRow]) -> Iterator[str]:
    unread = [row for row in rows if row.key and not row.is_read]
    if unread:
        names = ", ".join(row.key for row in unread)
        yield f"an empty row before {unread[0].place}, after which xlwings reads nothing: {names}"
    blank = [f"B{row.number}" for row in rows if not row.key and row.value]
    if blank:
        yield f"a value without a key in {', '.join(blank)}"


def _twice(rows: Sequence[ConfigurationRow]) -> Iterator[str]:
    # GetConfigFromSheet adds each key to a dictionary, in capitals, and fails at the second.
    seen: dict[str, str] = {}
    for row in rows:
        key = row.key.upper()
        if row.is_read and key in seen:
            yield f"{key} twice, in {seen[key]} and {row.place}, at which the macros stop"
        seen.setdefault(key, row.place)


def _misspelt(rows: Sequence[ConfigurationRow]) -> Iterator[str]:
    spellings = {_letters(known): known for known in KNOWN_KEYS}
    for row in rows:
        key = row.key.upper()
        if not key or key in KNOWN_KEYS:
            continue
        meant = spellings.get(_letters(key)) or next(
            iter(get_close_matches(key, sorted(KNOWN_KEYS), n=1, cutoff=0.8)), None
        )
        if meant:
            yield f'{row.place} "{row.key}", which xlwings does not read; it reads "{meant}"'


def _letters(key: str) -> str:
    return "".join(letter for letter in key.upper() if letter.isalnum())


def _missing(rows: Sequence[ConfigurationRow]) -> Iterator[str]:
    present = {_letters(row.key) for row in rows}
    for key in _NEEDED:
        if _letters(key.value) not in present:
            yield f"no key {key.value}"


def values(_machine: Machine, workbook: WorkbookFacts) -> Answer:
    """What is True or False must be one of these; an empty cell stops the macros."""
    faults = []
    for row in workbook.rows or ():
        key = next((key for key in _YES_OR_NO if key.value == row.key.upper()), None)
        if key and row.is_read and row.value.strip().lower() not in ("true", "false"):
            shown = f'"{row.value}"' if row.value else "nothing"
            faults.append(
                f"{shown} in B{row.number} for {key.value} ({CONFIGURATION[key]} at first)"
            )
    if faults:
        return problem(
            "; ".join(faults), f"Type True or False there; the sheet is {CONFIGURATION_SHEET}."
        )
    return good("True or False where that is asked for")


def interpreter(machine: Machine, workbook: WorkbookFacts) -> Answer:
    """The program that the workbook starts: there, with the DLL, and not the Store's alias."""
    if machine.system is System.MAC:
        return _mac_interpreter(workbook)
    name = workbook.configured(Key.INTERPRETER_WINDOWS.value) or ""
    if name in _ON_THE_PATH:
        return _on_the_path(machine, workbook, name)
    shape = _wrong_shape(name)
    if shape:
        return problem(shape, _WRITE)
    if not machine.is_windows:
        return unknown(f"{name}; whether it is there, its own computer can tell")
    return _found(machine, workbook.interpreter, name)


def _found(machine: Machine, found: Interpreter | None, name: str) -> Answer:
    """What is at the end of the path."""
    if found is None or not found.exists:
        return problem(f"{name}, and there is no such file on this computer", _WRITE)
    if is_of_store(found.path):
        return problem(
            f"{found.path}, which belongs to the Microsoft Store",
            "Install Python from python.org and xlscorecard in it; then: xlscorecard open FILE.",
        )
    bits = machine.office.bits if machine.office else None
    wanted = library(bits or 64)
    if wanted not in found.libraries:
        where = "on the PATH" if name in _ON_THE_PATH else "in its folder nor in the one above"
        return problem(
            f"{found.path}, with no {wanted} {where}",
            f'Install xlwings {XLWINGS_VERSION} there: "{_console(found.path)}" -m pip install '
            f"--force-reinstall --no-deps xlwings=={XLWINGS_VERSION}. {_WRITE}",
        )
    if not _is_same(found.path, machine.python.executable):
        return note(
            f"{found.path}, another Python than the one that checks this",
            f'Check with that one too: "{_console(found.path)}" -m xlscorecard doctor FILE.',
        )
    return good(found.path)


def _mac_interpreter(workbook: WorkbookFacts) -> Answer:
    name = workbook.configured(Key.INTERPRETER_MAC.value) or ""
    if not PurePosixPath(name).is_absolute():
        return note(f'"{name}", which Excel may find elsewhere than the Terminal does', _WRITE)
    return good(name)


def _on_the_path(machine: Machine, workbook: WorkbookFacts, name: str) -> Answer:
    files = [machine.settings_file, workbook.settings_file]
    conda = [file.path for file in files if file and file.values.keys() >= _CONDA]
    if conda:
        return problem(
            f"{name}, which {conda[0]} turns into a Python of Anaconda (CONDA PATH, CONDA ENV)",
            _WRITE,
        )
    if not machine.is_windows:
        return note(
            f'"{name}": on each computer whichever of that name the PATH leads to first',
            "On the computer with Excel, xlscorecard open FILE names its Python there.",
        )
    found = workbook.interpreter
    if found is None or not found.exists:
        return problem(f'"{name}", and the PATH leads to no such program', _WRITE)
    return _found(machine, found, name)


def _wrong_shape(name: str) -> str | None:
    """What is wrong about the name of a program, wherever it is."""
    path = PureWindowsPath(name)
    # A name such as %LOCALAPPDATA% at its head stands for a folder.
    is_full = path.is_absolute() or name.startswith("%")
    faults = (
        (not name.strip(), "no program is named"),
        (name != name.strip(), f'"{name}", with a space before or after'),
        (name.startswith(("'", '"')), f"{name}, with quotation marks around it"),
        (not is_full, f"{name}, which is no full path such as C:\\Python\\pythonw.exe"),
        (path.suffix.lower() != ".exe", f"{name}, which is no program (.exe)"),
    )
    return next((fault for is_wrong, fault in faults if is_wrong), None)


def _console(path: str) -> str:
    """The Python of a folder that shows what it prints."""
    program = PureWindowsPath(path)
    return str(program.with_name(program.name.lower().replace("pythonw", "python")))


def _is_same(first: str, second: str) -> bool:
    return _console(first).lower() == _console(second).lower()


def outside_server(machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """With DEBUG UDFS nothing is started; the server has to be there."""
    if not workbook.uses_outside_server:
        return None
    if not machine.is_windows or machine.has_outside_server is None:
        return unknown(
            f"{Key.OUTSIDE_SERVER.value} is True: the workbook waits for xlscorecard serve",
            "Start it on the computer with Excel: xlscorecard serve.",
        )
    if not machine.has_outside_server:
        return problem(
            f"{Key.OUTSIDE_SERVER.value} is True, and no server is running for you",
            "Start it: xlscorecard serve (--instructions says how at each logon). Or let Excel "
            "start Python again: xlscorecard open --no-outside-server FILE.",
        )
    return good("xlscorecard serve is running")


def command_length(_machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """The DLL has room for a command of 2,047 characters, the workbook's path twice among it."""
    if workbook.rows is None or workbook.uses_outside_server:
        return None
    program = workbook.configured(Key.INTERPRETER_WINDOWS.value) or ""
    further = workbook.configured(Key.PYTHON_PATH.value) or ""
    paths = 2 * _escaped(workbook.path) + _escaped(further)
    length = _AROUND + len(program) + paths
    if length <= LONGEST_COMMAND:
        return good(f"about {length:,} of {LONGEST_COMMAND:,} characters")
    return problem(
        f"the command that starts Python is about {length:,} characters long, and xlwings has "
        f"room for {LONGEST_COMMAND:,}",
        "Put the workbook into a folder with a shorter path, or shorten PYTHONPATH.",
    )


def _escaped(path: str) -> int:
    """The length of a path in the command, where XLPyCommand doubles each backslash."""
    return len(path) + path.count("\\")


def other_settings(machine: Machine, workbook: WorkbookFacts) -> Answer | None:
    """Files of the xlwings add-in speak wherever the sheet is silent: GetConfig."""
    files = [file for file in (machine.settings_file, workbook.settings_file) if file is not None]
    if not files:
        return None
    listed = "; ".join(f"{file.path}: {', '.join(file.values) or 'nothing'}" for file in files)
    return note(
        f"settings for all workbooks, which hold for keys that the sheet lacks ({listed})",
        "If Python is not found, try with that file renamed.",
    )
