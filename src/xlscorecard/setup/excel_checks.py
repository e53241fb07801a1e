"""Checks of the system and of Excel itself."""

import re

from xlscorecard.addin.configuration import XLWINGS_VERSION, library
from xlscorecard.setup.answer import Answer, good, note, problem, unknown
from xlscorecard.setup.computer import Machine, System, is_of_store
from xlscorecard.setup.workbook_facts import WorkbookFacts

_OLDEST = 16
"""Excel 2016, and every version since."""


def system(machine: Machine, _workbook: WorkbookFacts) -> Answer:
    """Only Windows has all of it."""
    match machine.system:
        case System.WINDOWS:
            return good(machine.system_name)
        case System.MAC:
            return note(f"{machine.system_name}: the buttons work here, the functions =SC_… do not")
        case System.OTHER:
            return note(
                f"{machine.system_name}: there is no desktop Excel here, so only the workbook "
                "is checked",
                "xlscorecard refresh FILE does what the button does. For Excel, run xlscorecard "
                "doctor on the computer where it is.",
            )


def excel(machine: Machine, _workbook: WorkbookFacts) -> Answer | None:
    """Excel from the Microsoft Store cannot start Python: xlwings issue 1166."""
    if machine.system is System.OTHER:
        return None
    office = machine.office
    if office is None:
        return unknown(
            "no desktop Excel is registered on this computer",
            "If there is none, install Excel for the desktop: Excel on the web and Excel for "
            "phones have no macros.",
        )
    found = ", ".join(part for part in (office.version, office.executable) if part)
    if is_of_store(office.executable):
        return problem(
            f"{found}: it comes from the Microsoft Store, and cannot start Python",
            "Uninstall it, and install Office from office.com or as your organisation does.",
        )
    major = re.match(r"\d+", office.version or "")
    if major and int(major[0]) < _OLDEST:
        return problem(f"{found}: too old", "Install Excel 2016 or later.")
    return good(found)


def bitness(machine: Machine, _workbook: WorkbookFacts) -> Answer | None:
    """The DLL must be as Excel is, into which it is loaded; Python is a program of its own."""
    if machine.office is None:
        return None
    python = machine.python.bits
    excel_bits = machine.office.bits
    if excel_bits is None:
        return unknown(
            f"Python is {python}-bit; whether Excel is 32-bit or 64-bit could not be found out",
            "In Excel, File > Account > About Excel tells. Both work, with any Python; ARM "
            "computers have not been tried.",
        )
    return good(
        f"Excel is {excel_bits}-bit and takes {library(excel_bits)}; Python "
        f"is {python}-bit{', which may differ' if python != excel_bits else ''}"
    )


def mac_script(machine: Machine, _workbook: WorkbookFacts) -> Answer | None:
    """On a Mac, Excel starts Python through a script in a folder of its own."""
    if machine.has_mac_script is None:
        return None
    if machine.has_mac_script:
        return good(f"xlwings-{XLWINGS_VERSION}.applescript is in its place")
    return problem(
        f"no xlwings-{XLWINGS_VERSION}.applescript in the folder of Excel's scripts",
        "Run once: xlwings runpython install.",
    )
