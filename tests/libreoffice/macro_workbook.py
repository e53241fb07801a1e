"""The workbook with a stand-in for xlwings in its VBA, so that LibreOffice runs its macros.

LibreOffice runs no macro at all of a workbook that holds xlwings' own modules. All else of the
VBA stays as it is, but for what ``REPLACED`` lists.
"""

import zipfile
from io import BytesIO
from typing import NamedTuple

from xlscorecard.addin.sources import PROJECT_NAME, XLWINGS_MODULES, project_modules
from xlscorecard.vba.module import DocumentBase, Module, ModuleKind
from xlscorecard.vba.project import project_bytes
from xlscorecard.workbook.build import CODE_NAMES, workbook_bytes
from xlscorecard.workbook.code_names import WORKBOOK_CODE_NAME

STAND_IN = """\
Attribute VB_Name = "xlwings"
Option Explicit

Private disturbing As Boolean

Public Function XLPy() As Object
    If disturbing Then
        disturbing = False
        Application.EnableEvents = False
    End If
    Server().Started
    Set XLPy = Server()
End Function

Public Function Server() As Object
    Set Server = CreateUnoService("xlscorecard.tests.Server")
End Function

Public Sub Disturb()
    disturbing = True
    ForgetPython
End Sub

Public Function StateOfExcel() As String
    StateOfExcel = "events: " & Application.EnableEvents
End Function

Public Function CANARY() As String
    CANARY = "macros run"
End Function

Public Sub ShowMessage(ByVal text As String, ByVal buttons As Long, ByVal title As String)
    Server().MsgBox text, buttons, title
End Sub

Public Sub RecordOptions(ByVal Macro As String, ByVal Description As String, _
    ByVal Category As String, ByVal ArgumentDescriptions As Variant)
    Server().MacroOptions Macro, Description, Category, ArgumentDescriptions
End Sub
"""


class Replacement(NamedTuple):
    """A text of our VBA that LibreOffice cannot run, what stands for it, and why."""

    old: str
    new: str
    reason: str


REPLACED = (
    Replacement("MsgBox ", "ShowMessage ", "nobody is there to click"),
    Replacement("Application.MacroOptions ", "RecordOptions ", "it has no such method"),
    Replacement("area.Value2", "area.Value", "its Range has no Value2"),
    Replacement(
        "    Application.Calculation = calculation\r\n", "", "it calculates there and then"
    ),
    Replacement("As IRibbonControl", "As Variant", "it does not know the type"),
    Replacement("    #If Mac Then\r\n", "    If False Then\r\n", "it runs both branches of #If"),
    Replacement("    #Else\r\n", "    Else\r\n", "the same"),
    Replacement("    #End If\r\n", "    End If\r\n", "the same"),
)


def macro_workbook() -> bytes:
    """The built workbook with such a VBA project.

    Raises:
        ValueError: a text that is to be replaced is not there any more.
    """
    modules = [
        module
        for module in project_modules(
            WORKBOOK_CODE_NAME, [(name, DocumentBase.WORKSHEET) for name in CODE_NAMES.values()]
        )
        if module.name not in XLWINGS_MODULES
    ]
    for old, _, _ in REPLACED:
        if not any(old in module.source for module in modules):
            raise ValueError(f"{old!r} is not in the VBA any more")
    stand_in = Module(name="xlwings", kind=ModuleKind.STANDARD, source=STAND_IN)
    project = project_bytes(PROJECT_NAME, [*map(_replaced, modules), stand_in])
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook_bytes())) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, project if name == "xl/vbaProject.bin" else source.read(name))
    return written.getvalue()


def _replaced(module: Module) -> Module:
    source = module.source
    for old, new, _ in REPLACED:
        source = source.replace(old, new)
    return Module(name=module.name, kind=module.kind, source=source)
