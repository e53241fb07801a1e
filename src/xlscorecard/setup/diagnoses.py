"""Everything that is known to break, checked on facts: each check is a function of its own."""

from collections.abc import Callable
from dataclasses import replace
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
from xlscorecard.setup.workbook_facts import WorkbookFacts


def _always(_machine: Machine, _workbook: WorkbookFacts) -> bool:
    return True


def _on_windows(machine: Machine, _workbook: WorkbookFacts) -> bool:
    return machine.is_windows


def _with_keys(_machine: Machine, workbook: WorkbookFacts) -> bool:
    return workbook.rows is not None


class Check(NamedTuple):
    """One thing that is checked: its name for machines and for a person, and what answers.

    It is asked ``when`` it can be in question, and may still have nothing to say.
    """

    name: str
    title: str
    answer: Callable[[Machine, WorkbookFacts], Answer | None]
    when: Callable[[Machine, WorkbookFacts], bool] = _always


MACHINE_CHECKS = (
    Check("system", "System", excel_checks.system),
    Check("python", "Python", python_checks.python),
    Check("xlwings", "xlwings", python_checks.xlwings),
    Check("library", "xlwings' DLL", python_checks.library, _on_windows),
    Check("excel", "Excel", excel_checks.excel),
    Check("bitness", "Bitness", excel_checks.bitness, _on_windows),
    Check("mac-script", "Script for Excel", excel_checks.mac_script),
    Check("child-processes", "Defender: child processes", rule_checks.child_processes, _on_windows),
    Check("api-calls", "Defender: calls of Windows", rule_checks.api_calls, _on_windows),
    Check("macros", "Macros", rule_checks.macros, _on_windows),
    Check("characters", "Letters in paths", python_checks.characters, _on_windows),
    Check("xlwings-settings", "Settings of xlwings", configuration_checks.other_settings),
)
"""Those of the computer; facts of a workbook are looked at where there are some."""

WORKBOOK_CHECKS = (
    Check("macro-file", "Kind of workbook", file_checks.kind),
    Check("modules", "Macros in it", file_checks.modules),
    Check("ribbon", "Ribbon in it", file_checks.ribbon),
    Check("versions", "Versions", file_checks.versions, _with_keys),
    Check("keys", "Keys of xlwings.conf", configuration_checks.keys),
    Check("values", "Values of xlwings.conf", configuration_checks.values, _with_keys),
    Check("interpreter", "Python named in it", configuration_checks.interpreter, _with_keys),
    Check("outside-server", "Server outside Excel", configuration_checks.outside_server),
    Check("command-length", "Length of paths", configuration_checks.command_length, _on_windows),
    Check("mark-of-the-web", "Mark of the web", file_checks.mark_of_the_web, _on_windows),
    Check("onedrive", "OneDrive, SharePoint", file_checks.synchronised),
    Check("place", "Place of the file", file_checks.place),
    Check("open", "Open in Excel", file_checks.opened),
)

_NO_WORKBOOK = WorkbookFacts(path="")


def diagnose(machine: Machine, workbook: WorkbookFacts | None = None) -> tuple[Answer, ...]:
    """Every answer about a computer, and about a workbook on it, the worst first."""
    checks = MACHINE_CHECKS if workbook is None else MACHINE_CHECKS + WORKBOOK_CHECKS
    facts = machine, workbook or _NO_WORKBOOK
    answers = [
        replace(answer, check=check.name, title=check.title)
        for check in checks
        if check.when(*facts) and (answer := check.answer(*facts))
    ]
    return tuple(sorted(answers, key=lambda answer: answer.verdict))
