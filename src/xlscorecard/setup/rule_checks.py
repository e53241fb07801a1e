"""Checks of what an administrator's rules allow: Defender, the command prompt, macros."""

from pathlib import PureWindowsPath

from xlscorecard.setup.answer import Answer, good, note, problem, unknown
from xlscorecard.setup.computer import Machine, MacroSetting, RuleState
from xlscorecard.setup.workbook_facts import WorkbookFacts

# Microsoft, "Attack surface reduction rules reference".
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
API_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"

_FOLDERS_WITH_THE_RULE = ("program files", "program files (x86)")

OUTSIDE = (
    "Let Python be started outside Excel: xlscorecard open --outside-server FILE once, and "
    "xlscorecard serve at each logon (xlscorecard serve --instructions says how)."
)

_ASK_FOR_TRUST = "Ask your administrator for a Trusted Location for the folder of the workbook."
_CHOOSE_TO_BE_ASKED = (
    "Choose File > Options > Trust Center > Trust Center Settings > Macro Settings, "
    "'Disable VBA macros with notification', or add a Trusted Location there."
)


def child_processes(machine: Machine, workbook: WorkbookFacts) -> Answer:
    """Defender may forbid Office to start programs, and so Python: xlwings issue 2433."""
    rule = "the rule 'Block all Office applications from creating child processes'"
    name = f"{rule} ({CHILD_PROCESSES})"
    match state := _state(machine, CHILD_PROCESSES):
        case RuleState.AUDIT:
            return note(
                f"{name} only watches; it will be in the way once it is set to block",
                f"Before that: {OUTSIDE}",
            )
        case RuleState.BLOCK | RuleState.WARN:
            word = "blocks" if state is RuleState.BLOCK else "warns, and stops what it warns of"
            if not _concerns(machine):
                return note(
                    f"{name} {word}, but holds only for an Office in Program Files, and Excel "
                    "is not there"
                )
            if workbook.uses_outside_server:
                return good(f"{name} {word}; this workbook uses a Python started outside Excel")
            return problem(f"{name} {word}: Excel may not start Python", OUTSIDE)
        case _:
            return _hidden(machine, CHILD_PROCESSES) or good(
                "no rule keeps Office from starting programs"
            )


def api_calls(machine: Machine, _workbook: WorkbookFacts) -> Answer:
    """Defender may forbid macros to call Windows, as those of xlwings do to load their DLL."""
    name = f"the rule 'Block Win32 API calls from Office macros' ({API_CALLS})"
    match _state(machine, API_CALLS):
        case RuleState.AUDIT:
            return note(
                f"{name} only watches; once it blocks, the workbook's macros cannot work",
                "Ask for an exclusion for the folder of the workbook before it is set to block.",
            )
        case RuleState.BLOCK | RuleState.WARN:
            return problem(
                f"{name} is on: the workbook's macros call Windows to load xlwings' DLL",
                "Ask your administrator for an exclusion for the folder of the workbook. Without "
                "one, refresh on the command line: xlscorecard refresh FILE.",
            )
        case _:
            return _hidden(machine, API_CALLS) or good("no rule keeps macros from calling Windows")


def macros(machine: Machine, workbook: WorkbookFacts) -> Answer:
    """The macro settings of the Trust Center, a policy's or the person's own."""
    rules = machine.rules
    if not rules.has_vba:
        return problem(
            "a policy turns VBA off for all of Office (VBAOff)",
            "Ask your administrator. Without macros: xlscorecard refresh FILE.",
        )
    whose = "a policy" if rules.macros_by_policy else "Excel's Trust Center"
    if rules.is_trusted(workbook.path):
        return good("the workbook lies in a Trusted Location, where macros run")
    match rules.macros:
        case MacroSetting.NONE:
            return problem(
                f"{whose} turns all macros off without asking (VBAWarnings is 4)",
                _ASK_FOR_TRUST if rules.macros_by_policy else _CHOOSE_TO_BE_ASKED,
            )
        case MacroSetting.SIGNED_ONLY:
            if workbook.macros and workbook.macros.is_signed:
                return note(
                    f"{whose} allows signed macros alone; this workbook's are signed",
                    "The signature has to be of a publisher that this computer trusts.",
                )
            return problem(
                f"{whose} allows signed macros alone (VBAWarnings is 3), and the workbook's "
                "are not signed",
                "Sign them in the VBA editor (Tools > Digital Signature), or ask for a Trusted "
                "Location for the folder of the workbook.",
            )
        case MacroSetting.ALL:
            return good(f"{whose} lets all macros run without asking (VBAWarnings is 1)")
        case MacroSetting.ASK | None:
            return good("Excel asks: choose Enable Content when the workbook is opened")


def _state(machine: Machine, identifier: str) -> RuleState:
    """The state of a rule of Defender."""
    return machine.rules.defender.get(identifier, RuleState.NOT_CONFIGURED)


def _hidden(machine: Machine, identifier: str) -> Answer | None:
    """The answer where Windows does not let this person see the rule."""
    if identifier in machine.rules.defender or not machine.rules.defender_is_hidden:
        return None
    return unknown(
        "Windows does not show Defender's rules to you",
        f"An administrator sees whether {identifier} is among them: Get-MpPreference in "
        "PowerShell, AttackSurfaceReductionRules_Ids and _Actions.",
    )


def _concerns(machine: Machine) -> bool:
    """Whether Excel is where the rule holds; where that is unknown, it may be."""
    if machine.office is None:
        return True
    parts = [part.lower() for part in PureWindowsPath(machine.office.executable).parts]
    return any(part in _FOLDERS_WITH_THE_RULE for part in parts)
