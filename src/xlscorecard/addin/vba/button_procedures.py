"""The procedures of VBA that Excel calls for the buttons, made from their registry."""

from collections.abc import Iterator, Sequence

from xlscorecard.addin.buttons.outcome import OutcomeKind
from xlscorecard.addin.registry.buttons import (
    BUTTONS,
    Button,
    CallsProcedure,
    GoesToSheet,
    RunsAction,
)

_PROCEDURE = """Public Sub {callback}(control As IRibbonControl)
    {does}
End Sub
"""
_MACRO = """' The button on the Scorecard sheet, and the macro of that name.
Public Sub {macro}()
    {run} "{action}"
End Sub
"""


def with_procedures(source: str, buttons: Sequence[Button] = BUTTONS) -> str:
    """The VBA module of the ribbon: its hand-written part, with what the registries give it."""
    kinds = (f'Private Const {kind.name} As String = "{kind.value}"' for kind in OutcomeKind)
    return source.replace("'@outcomes", "\n".join(kinds)).replace(
        "'@buttons\n", "\n".join([*map(_procedure, buttons), *_macros(buttons)])
    )


def _procedure(button: Button) -> str:
    return _PROCEDURE.format(callback=button.callback, does=_call(button))


def _call(button: Button) -> str:
    match button.does:
        case GoesToSheet(sheet):
            return f'ShowSheet "{sheet}"'
        case CallsProcedure(procedure):
            return procedure
        case RunsAction(action, macro):
            return macro or f'{_run(button.does)} "{action}"'


def _run(does: RunsAction) -> str:
    return "RunWriting" if does.writes else "RunAction"


def _macros(buttons: Sequence[Button]) -> Iterator[str]:
    for button in buttons:
        does = button.does
        if isinstance(does, RunsAction) and does.macro:
            yield _MACRO.format(macro=does.macro, run=_run(does), action=does.action)
