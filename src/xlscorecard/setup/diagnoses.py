"""Everything that is known to break, checked on facts: each check is a function of its own.

A check answers nothing where it has nothing to say, such as on another system.
"""

from collections.abc import Callable
from typing import NamedTuple

from xlscorecard.setup import (
    configuration_checks,
    excel_checks,
    file_checks,
    python_checks,
    rule_checks,
)
from xlscorecard.setup.answer import Answer
from xlscorecard.setup.computer import Machine
from xlscorecard.setup.diagnosis import Diagnosis, worst_first
from xlscorecard.setup.workbook_facts import WorkbookFacts


class MachineCheck(NamedTuple):
    """A check of the computer, for which the workbook may be known."""

    name: str
    title: str
    answer: Callable[[Machine, WorkbookFacts | None], Answer | None]


class WorkbookCheck(NamedTuple):
    """A check of a workbook on a computer."""

    name: str
    title: str
    answer: Callable[[Machine, WorkbookFacts], Answer | None]


MACHINE_CHECKS = (
    MachineCheck("system", "System", excel_checks.system),
    MachineCheck("python", "Python", python_checks.python),
    MachineCheck("xlwings", "xlwings", python_checks.xlwings),
    MachineCheck("library", "xlwings' DLL", python_checks.library),
    MachineCheck("excel", "Excel", excel_checks.excel),
    MachineCheck("bitness", "Bitness", excel_checks.bitness),
    MachineCheck("mac-script", "Script for Excel", excel_checks.mac_script),
    MachineCheck("child-processes", "Defender: child processes", rule_checks.child_processes),
    MachineCheck("api-calls", "Defender: calls of Windows", rule_checks.api_calls),
    MachineCheck("command-prompt", "Command prompt", rule_checks.command_prompt),
    MachineCheck("macros", "Macros", rule_checks.macros),
    MachineCheck("characters", "Letters in paths", python_checks.characters),
    MachineCheck("xlwings-settings", "Settings of xlwings", configuration_checks.other_settings),
)

WORKBOOK_CHECKS = (
    WorkbookCheck("macro-file", "Kind of workbook", file_checks.kind),
    WorkbookCheck("modules", "Macros in it", file_checks.modules),
    WorkbookCheck("ribbon", "Ribbon in it", file_checks.ribbon),
    WorkbookCheck("versions", "Versions", file_checks.versions),
    WorkbookCheck("keys", "Keys of xlwings.conf", configuration_checks.keys),
    WorkbookCheck("values", "Values of xlwings.conf", configuration_checks.values),
    WorkbookCheck("interpreter", "Python named in it", configuration_checks.interpreter),
    WorkbookCheck("outside-server", "Server outside Excel", configuration_checks.outside_server),
    WorkbookCheck("command-length", "Length of paths", configuration_checks.command_length),
    WorkbookCheck("mark-of-the-web", "Mark of the web", file_checks.mark_of_the_web),
    WorkbookCheck("onedrive", "OneDrive, SharePoint", file_checks.synchronised),
    WorkbookCheck("place", "Place of the file", file_checks.place),
    WorkbookCheck("open", "Open in Excel", file_checks.opened),
)


def diagnose(machine: Machine, workbook: WorkbookFacts | None = None) -> tuple[Diagnosis, ...]:
    """Every diagnosis of a computer, and of a workbook on it, the worst first."""
    found = [
        _diagnosis(check.name, check.title, answer)
        for check in MACHINE_CHECKS
        if (answer := check.answer(machine, workbook))
    ]
    if workbook is not None:
        found += [
            _diagnosis(check.name, check.title, answer)
            for check in WORKBOOK_CHECKS
            if (answer := check.answer(machine, workbook))
        ]
    return worst_first(found)


def _diagnosis(check: str, title: str, answer: Answer) -> Diagnosis:
    return Diagnosis(
        check=check,
        title=title,
        verdict=answer.verdict,
        found=answer.found,
        remedy=answer.remedy,
    )
