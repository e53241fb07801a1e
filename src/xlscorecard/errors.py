"""The errors of the package, one tree.

XlscorecardError
├── WorkbookError            the file
│   ├── WorkbookNotFoundError     no such file
│   ├── NotAWorkbookError         another kind of file, or an old or binary kind of workbook
│   ├── DamagedWorkbookError      truncated, a part missing, XML that cannot be read
│   ├── UnsafeWorkbookError       a zip bomb, entity expansion, absurd sizes
│   ├── WorkbookInUseError        Excel holds the file
│   ├── UnwritableWorkbookError   what is planned cannot be written here without a loss
│   ├── HalfWrittenError          some cells were written, and could not be put back
│   └── LossDetectedError         the written copy differs in more than the planned cells
├── LayoutError              the table on the sheet
├── SettingsError            the Settings sheet, or what a caller asked for
├── SetUpError               the computer lacks what is asked of it
└── InvalidValueError        a domain object that cannot be
"""

from typing import NamedTuple, Self


class Fault(NamedTuple):
    """One thing that stops the work: where, what was found, what was expected, what to do.

    ``rule`` names the rule of which a check makes a finding instead; '' where there is none.
    """

    place: str
    found: str
    expected: str
    remedy: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.found}; expected {self.expected}. {self.remedy}"


class XlscorecardError(Exception):
    """Any error that a person can do something about.

    ``faults`` holds every fault that was found, not only the first.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults

    @classmethod
    def because(cls, place: str, found: str, expected: str, remedy: str) -> Self:
        """The error of one fault."""
        return cls(Fault(place, found, expected, remedy))


class WorkbookError(XlscorecardError):
    """The file cannot be read, or not be written."""


class WorkbookNotFoundError(WorkbookError):
    """There is no such file."""


class NotAWorkbookError(WorkbookError):
    """The file is no .xlsx or .xlsm workbook."""


class DamagedWorkbookError(WorkbookError):
    """The file is a workbook, but broken."""


class UnsafeWorkbookError(WorkbookError):
    """Reading the file could exhaust the machine."""


class WorkbookInUseError(WorkbookError):
    """Excel holds the file open."""


class UnwritableWorkbookError(WorkbookError):
    """The planned cells cannot be written into this file without losing something."""


class HalfWrittenError(WorkbookError):
    """Writing stopped on the way, and what had been written could not be put back."""


class LossDetectedError(WorkbookError):
    """The written copy differs from the original in more than the planned cells."""


class LayoutError(XlscorecardError):
    """The sheet holds no scorecard table, or one that cannot be told apart."""


class SettingsError(XlscorecardError):
    """A setting, or an argument that overrides one, cannot be used."""


class SetUpError(XlscorecardError):
    """The computer lacks what is asked of it, such as Excel."""


class InvalidValueError(XlscorecardError, ValueError):
    """A domain object was asked for with values that it cannot have."""
