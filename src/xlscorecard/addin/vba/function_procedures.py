"""The VBA module through which cells call the functions, made from their registry."""

from collections.abc import Iterator, Sequence

from xlscorecard.addin.registry.functions import CATEGORY, Argument, Function

MODULE_NAME = "ScorecardFunctions"
DESCRIBE = "DescribeFunctions"
"""The procedure that gives the function wizard its texts."""

_HEAD = f"""\
Attribute VB_Name = "{MODULE_NAME}"
' The functions that cells call. Made from the registry of functions: change it there.
Option Explicit

' The number of the error #N/A, which the function wizard shows.
Private Const NOT_AVAILABLE As Long = 2042
"""
_DESCRIBE_HEAD = f"""\
' Gives the function wizard its texts. They are a convenience: where Excel refuses them, as in a
' protected workbook, the functions work without.
Public Sub {DESCRIBE}()
    Dim wasSaved As Boolean

    wasSaved = ThisWorkbook.Saved
"""
_DESCRIBE_END = f"""\
    ' Texts alone are no reason to be asked whether to save.
    ThisWorkbook.Saved = wasSaved
End Sub

' With the name of the workbook, for another one that is open may have the same functions.
Private Sub Describe(ByVal functionName As String, ByVal text As String, _
        ByVal argumentTexts As Variant)
    Dim book As String

    book = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!"
    On Error Resume Next
    Application.MacroOptions Macro:=book & functionName, Description:=text, _
        Category:="{CATEGORY}", ArgumentDescriptions:=argumentTexts
End Sub
"""


def wrapper_module(functions: Sequence[Function]) -> str:
    """The source of the module: a wrapper for each function, and the texts of the wizard."""
    return "\n".join(
        [
            _HEAD,
            *(_wrapper(function) for function in functions),
            _DESCRIBE_HEAD + "".join(map(_description, functions)) + _DESCRIBE_END,
        ]
    )


def _wrapper(function: Function) -> str:
    parameters = ", ".join(_parameter(argument) for argument in function.arguments)
    contents = ", ".join(f"Plain({argument.name})" for argument in function.arguments)
    return (
        f"Public Function {function.name}({parameters}) As Variant\n"
        f"    {function.name} = CVErr(NOT_AVAILABLE)\n"
        "    If IsInWizard() Then Exit Function\n"
        f'    {function.name} = CallFunction("{function.python}", Array({contents}))\n'
        "End Function\n"
    )


def _parameter(argument: Argument) -> str:
    optional = "Optional " if argument.optional else ""
    return f"{optional}ByVal {argument.name} As Variant"


def _description(function: Function) -> str:
    texts = ", _\n            ".join(literal(argument.text) for argument in function.arguments)
    return (
        f'    Describe "{function.name}", _\n'
        f"        {literal(function.text)}, _\n"
        f"        Array( _\n            {texts})\n"
    )


def literal(text: str) -> str:
    """A VBA expression for a text, in the characters that VBA sources can hold.

    Source: [MS-VBAL] 3.3.4; VBA sources are in the code page 1252 here, so that arrows and
    other signs beyond it stand by their number.
    """
    return " & ".join(_pieces(text)) or '""'


def _pieces(text: str) -> Iterator[str]:
    plain = ""
    for character in text:
        if _in_code_page(character):
            plain += character
            continue
        if plain:
            yield _quoted(plain)
            plain = ""
        yield f"ChrW({ord(character)})"
    if plain:
        yield _quoted(plain)


def _in_code_page(character: str) -> bool:
    # Only what is the same in every code page of the West: a Mac reads the source as well.
    return " " <= character <= "~"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
