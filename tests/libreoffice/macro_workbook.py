"""The workbook with a stand-in for xlwings in its VBA, so that LibreOffice runs its macros.

LibreOffice runs no macro at all of a workbook that holds xlwings' own modules, and has no DLL of
Windows. All else of the VBA stays as it is, but for what ``REPLACED`` lists.
"""

import zipfile
from io import BytesIO
from typing import NamedTuple

from xlscorecard.addin.registry.buttons import GROUPS
from xlscorecard.addin.vba.sources import (
    PROJECT_NAME,
    WORKBOOK_CODE_NAME,
    XLWINGS_MODULES,
    project_modules,
)
from xlscorecard.addin.workbook.build import CODE_NAMES, workbook_bytes
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind
from xlscorecard.formats.vba.project import project_bytes

START_MODULE = "ScorecardStart"

START = """\
Attribute VB_Name = "ScorecardStart"
Option Explicit

Private disturbing As Boolean

Public Function StartedPython(ByVal interpreter As String, ByVal command As String) As Object
    If disturbing Then
        disturbing = False
        ' Here it counts, and would have to be set back as often.
        If Application.ScreenUpdating Then Application.ScreenUpdating = False
        Application.EnableEvents = False
        Application.Calculation = xlCalculationManual
        Server().Saw StateOfExcel()
    End If
    Server().Started interpreter, command
    Set StartedPython = Server()
End Function

Public Sub EndPython(ByVal interpreter As String, ByVal command As String)
    Server().Ended interpreter, command
End Sub

Public Sub Disturb()
    disturbing = True
End Sub
"""
"""The module that calls the DLL of xlwings."""

STAND_IN = """\
Attribute VB_Name = "xlwings"
Option Explicit

Public Function XLPy() As Object
    Server().Started "xlwings", ""
    Set XLPy = Server()
End Function

Public Sub KillPy()
    Server().Ended "xlwings", ""
End Sub

' The value beside a key of the sheet xlwings.conf, whose keys stand below each other.
Public Function GetConfig(ByVal key As String, Optional ByVal default As String = "") As Variant
    Dim sheet As Object
    Dim row As Long

    GetConfig = default
    Set sheet = ThisWorkbook.Worksheets("xlwings.conf")
    For row = 1 To 20
        If sheet.Cells(row, 1).Value = key Then GetConfig = sheet.Cells(row, 2).Value
    Next row
End Function

Public Function Server() As Object
    Set Server = CreateUnoService("xlscorecard.tests.Server")
End Function

' Refreshes with a server that changes Excel's state and leaves it so. In one run, for else a cell
' that is calculated in between would start the server.
Public Sub RefreshDisturbed()
    Disturb
    ForgetPython
    Server().Saw StateOfExcel()
    RefreshScorecard
    Server().Saw StateOfExcel()
End Sub

Public Function StateOfExcel() As String
    StateOfExcel = "screen " & Application.ScreenUpdating & ", events " & _
        Application.EnableEvents & ", calculation " & Application.Calculation
End Function

Public Sub RemoveSheet(ByVal name As String)
    ThisComponent.Sheets.removeByName name
End Sub

' The type of what a cell gets, before LibreOffice makes a text of it.
Public Function TYPE_OF_CHANGE(ByVal current As Variant, ByVal earlier As Variant) As String
    TYPE_OF_CHANGE = TypeName(SC_CHANGE(current, earlier))
End Function

' The type of the first cell of an argument, as it goes to Python.
Public Function TYPE_OF_FIRST(ByVal argument As Variant) As String
    Dim contents As Variant

    contents = Plain(argument)
    If IsArray(contents) Then
        TYPE_OF_FIRST = TypeName(contents(1, 1))
    Else
        TYPE_OF_FIRST = TypeName(contents)
    End If
End Function

' What Value2 answers in Excel: dates as their numbers.
Public Function Value2Of(ByVal area As Object) As Variant
    Dim contents As Variant
    Dim i As Long
    Dim j As Long

    contents = area.Value
    If IsArray(contents) Then
        For i = LBound(contents, 1) To UBound(contents, 1)
            For j = LBound(contents, 2) To UBound(contents, 2)
                If VarType(contents(i, j)) = vbDate Then contents(i, j) = CDbl(contents(i, j))
            Next j
        Next i
    ElseIf VarType(contents) = vbDate Then
        contents = CDbl(contents)
    End If
    Value2Of = contents
End Function

Public Function ToldNames() As String
    Dim told As New ScorecardSheets

    ToldNames = told.SheetNames()
End Function

Public Function ToldContents(ByVal name As String) As Variant
    Dim told As New ScorecardSheets

    ToldContents = told.Contents(name)
End Function

Public Function ToldFormulas(ByVal text As String) As String
    Dim told As New ScorecardSheets

    ToldFormulas = told.FormulasWith(text)
End Function

Public Sub WriteTwoCells(ByVal name As String, ByVal area As String)
    Dim told As New ScorecardSheets
    Dim values(1 To 2, 1 To 1) As Variant

    values(1, 1) = 0.25
    values(2, 1) = "-"
    told.WriteBlock name, area, values
End Sub

Public Sub AddOne(ByVal name As String)
    Dim told As New ScorecardSheets

    told.AddSheet name, 6
End Sub

Public Sub DressIt(ByVal name As String, ByVal finishes As String)
    Dim told As New ScorecardSheets

    told.Dress name, finishes
End Sub

' What a cell looks like: font, size, colour, bold, fill, format, wrapped, width of the column.
Public Function LookOf(ByVal name As String, ByVal cell As String) As String
    Dim area As Range

    Set area = ThisWorkbook.Worksheets(name).Range(cell)
    LookOf = area.Font.Name & "|" & area.Font.Size & "|" & Hex(area.Font.Color) & "|" & _
        area.Font.Bold & "|" & Hex(area.Interior.Color) & "|" & area.NumberFormat & "|" & _
        area.WrapText & "|" & Round(area.ColumnWidth)
End Function

Public Function CANARY() As String
    CANARY = "macros run"
End Function

Public Sub ShowMessage(ByVal text As String, ByVal buttons As Long, ByVal title As String)
    Server().MsgBox text, buttons, title
End Sub

Public Function AskFor(ByVal text As String, ByVal title As String) As String
    AskFor = Server().InputBox(text, title)
End Function

Public Sub Show(ByVal name As String)
    ThisWorkbook.Worksheets(name).Activate
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
    Replacement("InputBox(", "AskFor(", "the same"),
    Replacement("Application.CalculateFull", "Server().CalculateFull", "the same"),
    Replacement("Application.MacroOptions ", "RecordOptions ", "it has no such method"),
    Replacement("ThisWorkbook.Date1904", "False", "its workbook has no Date1904"),
    Replacement("FormulasOf = area.Formula2", "FormulasOf = area.Formula", "it has no Formula2"),
    Replacement("area.Value2", "Value2Of(area)", "its Range has no Value2"),
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
        if module.name not in (*XLWINGS_MODULES, START_MODULE)
    ]
    for old, _, _ in REPLACED:
        if not any(old in module.source for module in modules):
            raise ValueError(f"{old!r} is not in the VBA any more")
    stand_ins = [
        Module(name=name, kind=ModuleKind.STANDARD, source=source)
        for name, source in (("xlwings", STAND_IN + _press()), (START_MODULE, START))
    ]
    project = project_bytes(PROJECT_NAME, [*map(_replaced, modules), *stand_ins])
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook_bytes())) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, project if name == "xl/vbaProject.bin" else source.read(name))
    return written.getvalue()


def _press() -> str:
    """The procedure that presses a button of the ribbon, by the name of its callback."""
    callbacks = [button.callback for group in GROUPS for button in group.buttons]
    cases = "".join(f'    If callback = "{own}" Then {own} Nothing\n' for own in callbacks)
    return f"\nPublic Sub Press(ByVal callback As String)\n{cases}End Sub\n"


def _replaced(module: Module) -> Module:
    source = module.source
    for old, new, _ in REPLACED:
        source = source.replace(old, new)
    return Module(name=module.name, kind=module.kind, source=source)
