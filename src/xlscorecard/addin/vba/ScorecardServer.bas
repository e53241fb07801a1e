Attribute VB_Name = "ScorecardServer"
' The way into Python: one server, kept between calls, and what goes in and comes out.
' The server is the COM server of xlwings, which its modules xlwings and Dictionary start.
Option Explicit
Option Private Module

Private Const FUNCTIONS_MODULE As String = "xlscorecard.addin.functions"
Private Const ACTIONS_MODULE As String = "xlscorecard.addin.ribbon"

' A larger block is a slip, such as whole columns, and would stop Excel for minutes.
Private Const MOST_CELLS As Double = 500000

' After Python could not be reached, cells do not try again for this long, for each try is slow.
Private Const PAUSE_SECONDS As Long = 10

' How the text of a dated cell begins.
Private Const DATED As String = "|date|"

' xlCVError numbers, and the error of a wrong argument.
Private Const ERROR_NA As Long = 2042
Private Const ERROR_VALUE As Long = 2015
Private Const ERROR_NAME As Long = 2029
Private Const INVALID_ARGUMENT As Long = 5

Private pythonServer As Object
Private pausedUntil As Date

' Calls a Python function for a cell. Too few values answer #N/A, an argument that cannot be
' used #VALUE!, and so does a call that fails in a Python that is alive. #NAME? says that Python
' cannot be reached.
Public Function CallFunction(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim attempt As Long
    Dim answer As Variant

    If Now >= pausedUntil Then
        ' That the server has ended is found out by a call that fails, hence a second attempt.
        For attempt = 1 To 2
            If HasAnswered(functionName, arguments, answer) Then
                CallFunction = WithErrors(answer)
                Exit Function
            End If
            If IsAlive() Then
                CallFunction = CVErr(ERROR_VALUE)
                Exit Function
            End If
            ForgetPython
        Next attempt
        pausedUntil = DateAdd("s", PAUSE_SECONDS, Now)
    End If
    CallFunction = CVErr(ERROR_NAME)
End Function

' Calls a Python action for a button. It answers what kind of outcome there is, and a text.
Public Function CallAction(ByVal actionName As String) As Variant
    ' A server that has ended is looked for anew; one that never was is started once.
    If HasPython() Then
        If Not IsAlive() Then ForgetPython
    End If
    pausedUntil = 0
    CallAction = Python().CallUDF(ACTIONS_MODULE, actionName, Array(), ThisWorkbook)
End Function

' Whether a Python has been started or found, alive or not.
Public Function HasPython() As Boolean
    HasPython = Not pythonServer Is Nothing
End Function

' Lets the next call look for Python anew.
Public Sub ForgetPython()
    Set pythonServer = Nothing
End Sub

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

Private Function Python() As Object
    If pythonServer Is Nothing Then Set pythonServer = XLPy()
    Set Python = pythonServer
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
