Attribute VB_Name = "ScorecardServer"
' The way into Python: one server, kept between calls, and what goes in and comes out.
' The server is the COM server of xlwings.
Option Explicit
Option Private Module

Private Const FUNCTIONS_MODULE As String = "xlscorecard.addin.functions"
Private Const ACTIONS_MODULE As String = "xlscorecard.addin.ribbon"
Private Const SERVER_MODULE As String = "xlscorecard.addin.server"

' The class of a server that was started outside Excel: xlscorecard serve.
Private Const OUTSIDE_SERVER As String = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"

' What a Python prints while it starts, in the folder of the variable TEMP.
Private Const START_FILE As String = "xlscorecard-start.txt"
Private Const MOST_PRINTED As Long = 200

Private Const CONFIGURATION_SHEET As String = "xlwings.conf"

' A larger block is a slip, such as whole columns, and would stop Excel for minutes.
Private Const MOST_CELLS As Double = 500000

' How the text of a dated cell begins.
Private Const DATED As String = "|date|"

' xlCVError numbers, and the error of a wrong argument.
Private Const ERROR_NA As Long = 2042
Private Const ERROR_VALUE As Long = 2015
Private Const ERROR_NAME As Long = 2029
Private Const INVALID_ARGUMENT As Long = 5
Private Const CANNOT_START As Long = -2147221501

Private pythonServer As Object

' Why Python could not be reached for a cell. Cells do not try again, for a try can be slow.
Private startProblem As String

' The function wizard was answered. Excel looks so in some of its other dialogs too, and cells
' that are calculated meanwhile then show the wizard's answer.
Private wizardAnswered As Boolean

' Calls a Python function for a cell. Too few values answer #N/A, an argument that cannot be
' used #VALUE!, and so does a call that fails in a Python that is alive. #NAME? says that Python
' cannot be reached.
Public Function CallFunction(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim attempt As Long
    Dim answer As Variant

    If startProblem = "" Then
        ' That the server has ended is found out by a call that fails, hence a second attempt.
        For attempt = 1 To 2
            If HasAnswered(functionName, arguments, answer) Then
                CallFunction = WithErrors(answer)
                Exit Function
            End If
            If Not HasPython() Then Exit For
            If IsAlive() Then
                CallFunction = CVErr(ERROR_VALUE)
                Exit Function
            End If
            ForgetPython
        Next attempt
        If startProblem = "" Then startProblem = "Python ended twice in the middle of a call."
    End If
    CallFunction = CVErr(ERROR_NAME)
End Function

' Calls a Python action for a button. It answers what kind of outcome there is, and a text. The
' workbook goes in an array: given on its own, xlwings would keep it, and Excel with it.
Public Function CallAction(ByVal actionName As String, ByVal text As String) As Variant
    RequirePython
    CallAction = Python().CallUDF(ACTIONS_MODULE, "click", Array(actionName, _
        Array(ThisWorkbook, New ScorecardSheets), text))
End Function

' Finds or starts Python, also after cells have given it up. A server that has ended is looked for
' anew; one that never was is started once.
Public Sub RequirePython()
    If HasPython() Then
        If Not IsAlive() Then ForgetPython
    End If
    Set pythonServer = Python()
End Sub

' Whether a Python has been started or found, alive or not.
Public Function HasPython() As Boolean
    HasPython = Not pythonServer Is Nothing
End Function

' Whether cells answer #NAME? because Python could not be reached for one of them.
Public Function IsGivenUp() As Boolean
    IsGivenUp = (startProblem <> "")
End Function

' Whether cells may show other answers than Python would give; asked once, before they are
' calculated anew.
Public Function MayShowOldAnswers() As Boolean
    MayShowOldAnswers = IsGivenUp() Or wizardAnswered
    wizardAnswered = False
End Function

' Lets the next call look for Python anew.
Public Sub ForgetPython()
    Set pythonServer = Nothing
End Sub

' Ends the Python of this Excel, so that the next call starts another one.
Public Sub StopPython()
    ForgetPython
    startProblem = ""
    If UsesStartOfXlwings() Then
        KillPy
    Else
        EndPython Interpreter(), PythonCommand()
    End If
End Sub

' Ends the Python of this Excel if no other workbook may be using it.
Public Sub LeavePython()
    If Not HasPython() Then Exit Sub
    On Error Resume Next
    If IsUsedElsewhere() Then
        ForgetPython
    Else
        StopPython
    End If
End Sub

' The program of Python, as the sheet xlwings.conf names it.
Public Function Interpreter() As String
    Interpreter = GetConfig("INTERPRETER_WIN", "pythonw")
End Function

' What starts Python. The name of the workbook is no part of it, so that all workbooks of an Excel
' share one Python. Without a command prompt around it, a Python that cannot start ends at once.
Public Function PythonCommand() As String
    Dim folders As String

    If IsOn("DEBUG UDFS") Then
        PythonCommand = OUTSIDE_SERVER
        Exit Function
    End If
    folders = GetConfig("PYTHONPATH", "")
    If folders <> "" Then folders = "sys.path[:0]=" & PythonText(folders) & ".split(';');"
    PythonCommand = """" & Interpreter() & """ -B -c ""import os,sys;" & _
        "sys.stdout=sys.stderr=open(os.path.join(os.environ['TEMP'],'" & START_FILE & "')," & _
        "'w',1,'ascii','backslashreplace');" & folders & _
        "from " & SERVER_MODULE & " import serve;serve('$(CLSID)')"""
End Function

' What the last Python printed that was started: why it ended, if it did.
Public Function PrintedAtStart() As String
    Dim number As Integer
    Dim nextLine As String
    Dim printed As String

    On Error GoTo Unreadable
    number = FreeFile
    Open StartPath() For Input As #number
    Do While Not EOF(number)
        Line Input #number, nextLine
        If Trim$(nextLine) <> "" Then printed = printed & Trim$(nextLine) & vbCrLf
    Loop
    Close #number
Unreadable:
    ' What a Python that serves another Excel has printed says nothing of this one.
    If InStr(printed, "server running") > 0 Then printed = ""
    PrintedAtStart = Right$(printed, MOST_PRINTED)
End Function

' Whether the function wizard asks: it does so at each key, and Python would answer each time.
Public Function IsInWizard() As Boolean
    On Error Resume Next
    IsInWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
    If IsInWizard Then wizardAnswered = True
End Function

' The contents of an argument: cells as plain values, dates as dates, a left out one as nothing.
Public Function Plain(Optional ByVal argument As Variant) As Variant
    If IsMissing(argument) Then
        Plain = Empty
    ElseIf IsObject(argument) Then
        Plain = ContentsOf(argument)
    Else
        Plain = argument
    End If
End Function

' What Excel for the Mac is asked by these names.
Public Function MergedAreas(ByVal sheetName As String, ByVal area As String) As String
    Dim sheets As New ScorecardSheets

    MergedAreas = sheets.MergedAreas(sheetName, area)
End Function

Public Function NumberFormats(ByVal sheetName As String, ByVal area As String) As String
    Dim sheets As New ScorecardSheets

    NumberFormats = sheets.NumberFormats(sheetName, area)
End Function

Private Function Python() As Object
    If pythonServer Is Nothing Then Set pythonServer = NewServer()
    Set Python = pythonServer
End Function

Private Function NewServer() As Object
    ForgetPrinted
    On Error GoTo Failed
    If UsesStartOfXlwings() Then
        Set NewServer = XLPy()
    Else
        Set NewServer = StartedPython(Interpreter(), PythonCommand())
    End If
    startProblem = ""
    Exit Function
Failed:
    startProblem = Err.Description
    If startProblem = "" Then startProblem = "error " & Err.Number
    Err.Raise CANNOT_START, Description:=startProblem
End Function

' What an earlier Python printed says nothing of this one.
Private Sub ForgetPrinted()
    On Error Resume Next
    Kill StartPath()
End Sub

Private Function StartPath() As String
    StartPath = Environ$("TEMP") & "\" & START_FILE
End Function

' A Python of Anaconda and one with a window are started as xlwings starts them.
Private Function UsesStartOfXlwings() As Boolean
    Dim program As String

    program = Interpreter()
    UsesStartOfXlwings = IsOn("SHOW CONSOLE") Or _
        ((program = "python" Or program = "pythonw") And GetConfig("CONDA PATH", "") <> "")
End Function

Private Function IsOn(ByVal key As String) As Boolean
    Dim text As String

    text = GetConfig(key, "False")
    If text <> "" Then IsOn = CBool(text)
End Function

Private Function IsUsedElsewhere() As Boolean
    Dim book As Workbook
    Dim sheet As Object

    For Each book In Application.Workbooks
        If book.Name <> ThisWorkbook.Name Then
            For Each sheet In book.Sheets
                If sheet.Name = CONFIGURATION_SHEET Then IsUsedElsewhere = True
            Next sheet
        End If
    Next book
End Function

' A text as Python writes it, for its command line.
Private Function PythonText(ByVal text As String) As String
    text = Replace(Replace(text, "\", "\\"), "'", "\'")
    PythonText = "'" & Replace(text, """", "") & "'"
End Function

Private Function IsAlive() As Boolean
    On Error GoTo Gone
    IsAlive = (Python().Str("alive") = "alive")
    Exit Function
Gone:
    IsAlive = False
End Function

Private Function HasAnswered(ByVal functionName As String, ByVal arguments As Variant, ByRef answer As Variant) As Boolean
    On Error GoTo Failed
    answer = Python().CallUDF(FUNCTIONS_MODULE, functionName, arguments)
    HasAnswered = True
    Exit Function
Failed:
    HasAnswered = False
End Function

' Value2 gives numbers in full and Value says which of them Excel shows as dates or times: by Value
' an amount of money would lose digits, and by Value2 a date would be a number. An error here shows
' as #VALUE!.
Private Function ContentsOf(ByVal area As Object) As Variant
    Dim contents As Variant
    Dim dated As Variant
    Dim i As Long
    Dim j As Long

    If area.Areas.Count > 1 Then Err.Raise INVALID_ARGUMENT
    If CDbl(area.Rows.Count) * area.Columns.Count > MOST_CELLS Then Err.Raise INVALID_ARGUMENT
    contents = area.Value2
    dated = area.Value
    If IsArray(contents) Then
        For i = LBound(contents, 1) To UBound(contents, 1)
            For j = LBound(contents, 2) To UBound(contents, 2)
                If VarType(dated(i, j)) = vbDate Then
                    contents(i, j) = DatedText(contents(i, j), dated(i, j), area.Cells(i, j).NumberFormat)
                End If
            Next j
        Next i
    ElseIf VarType(dated) = vbDate Then
        contents = DatedText(contents, dated, area.Cells(1, 1).NumberFormat)
    End If
    ContentsOf = contents
End Function

' A cell that Excel shows as a date or a time, as a text: its number, that of the date in a workbook
' that counts from 1900, and its number format. What the cell holds by that is for Python to say.
Private Function DatedText(ByVal number As Variant, ByVal moment As Date, ByVal format As String) As String
    DatedText = DATED & Str$(CDbl(number)) & "|" & Str$(CDbl(moment)) & "|" & format
End Function

' Python spells errors as Excel shows them; cells get real ones, element by element.
Private Function WithErrors(ByVal answer As Variant) As Variant
    Dim i As Long
    Dim j As Long

    If Not IsArray(answer) Then
        WithErrors = WithError(answer)
        Exit Function
    End If
    For i = LBound(answer, 1) To UBound(answer, 1)
        For j = LBound(answer, 2) To UBound(answer, 2)
            answer(i, j) = WithError(answer(i, j))
        Next j
    Next i
    WithErrors = answer
End Function

Private Function WithError(ByVal answer As Variant) As Variant
    WithError = answer
    If VarType(answer) = vbString Then
        If answer = "#N/A" Then WithError = CVErr(ERROR_NA)
        If answer = "#VALUE!" Then WithError = CVErr(ERROR_VALUE)
    End If
End Function
