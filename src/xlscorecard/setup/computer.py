"""Plain facts about a computer: what is installed on it, and what its rules allow.

What could not be found out is None, which is never taken for a yes or a no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PureWindowsPath


class System(Enum):
    """The operating system, by the name that Python gives it."""

    WINDOWS = "Windows"
    MAC = "macOS"
    OTHER = "another system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Python:
    """The Python that runs this program.

    ``libraries`` are the xlwings DLLs in its folder and the one above, where the VBA looks.
    ``user_libraries`` are those in the folder of ``pip install --user``, where it does not.
    """

    version: str
    bits: int
    executable: str
    xlwings: str | None
    has_pywin32: bool | None
    libraries: frozenset[str]
    user_libraries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The desktop Excel. ``bits`` is None for kinds of program that have no xlwings DLL."""

    executable: str
    version: str | None
    bits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedFolder:
    """A Trusted Location of Excel: macros in it run without being asked for."""

    path: str
    with_subfolders: bool


class MacroSetting(Enum):
    """VBAWarnings, the macro settings of Excel's Trust Center."""

    ALL = 1
    ASK = 2
    SIGNED_ONLY = 3
    NONE = 4


class RuleState(Enum):
    """The state of one of Defender's rules for attack surface reduction."""

    OFF = 0
    BLOCK = 1
    AUDIT = 2
    NOT_CONFIGURED = 5
    WARN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an administrator's policies and the person's own settings allow.

    ``defender`` maps the identifiers of Defender's rules, in lower case, to their state.
    ``defender_is_hidden``: not all places could be read, as Windows may hide some from a
    person who is no administrator.
    """

    defender: Mapping[str, RuleState] = field(default_factory=dict)
    defender_is_hidden: bool = False
    macros: MacroSetting | None = None
    macros_by_policy: bool = False
    blocks_macros_from_internet: bool | None = None
    """None: no policy, and Excel blocks them since version 2203."""
    has_vba: bool = True
    trusted_folders: tuple[TrustedFolder, ...] = ()

    def is_trusted(self, path: str) -> bool:
        """Whether a file lies in a Trusted Location."""
        place = PureWindowsPath(path)
        return any(
            place.parent == PureWindowsPath(folder.path)
            or (folder.with_subfolders and place.is_relative_to(PureWindowsPath(folder.path)))
            for folder in self.trusted_folders
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """A file with settings for all workbooks of xlwings, and what it sets, keys in capitals."""

    path: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A computer, as far as it matters to a workbook that calls Python."""

    system: System
    system_name: str
    python: Python
    office: Office | None = None
    rules: Rules = field(default_factory=Rules)
    synchronised_folders: tuple[str, ...] = ()
    """Folders that OneDrive keeps, with SharePoint libraries among them."""
    temporary_folder: str = ""
    code_page: str | None = None
    """The code page in which VBA hands texts to a DLL, such as cp1252."""
    settings_file: SettingsFile | None = None
    has_outside_server: bool | None = None
    """Whether ``xlscorecard serve`` runs for this person."""
    has_mac_script: bool | None = None
    """On a Mac, whether ``xlwings runpython install`` has been run for this version."""

    @property
    def is_windows(self) -> bool:
        """Whether Excel for Windows can be here."""
        return self.system is System.WINDOWS


def is_of_store(path: str) -> bool:
    """Whether a program comes from the Microsoft Store, or is the alias that leads there."""
    return "windowsapps" in (part.lower() for part in PureWindowsPath(path).parts)
