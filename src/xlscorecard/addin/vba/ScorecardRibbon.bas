Attribute VB_Name = "ScorecardRibbon"
' What the ribbon and the buttons call. A click ends here, whatever happens on the way: Excel's
' state comes back, and every error is shown in one place, in plain words.
Option Explicit

Private Const TITLE As String = "Scorecard"

' The names that the sheet with the list of findings may have.
Private Const CHECKS_SHEETS As String = "|@checks|"

' The kinds of outcome that a Python action answers.
'@outcomes

'@buttons

Private Sub RunAction(ByVal actionName As String)
    RunActionWith actionName, "", False
End Sub

Private Sub RunWriting(ByVal actionName As String)
    RunActionWith actionName, "", True
End Sub

' Runs an action with the text that the person was asked for, and shows its outcome.
Private Sub RunActionWith(ByVal actionName As String, ByVal text As String, ByVal writes As Boolean)
    Dim outcome As Variant
    Dim problem As String
    Dim recovered As String
    Dim mayBeHalfWritten As Boolean
    Dim functionsAreLost As Boolean
    Dim updating As Boolean
    Dim events As Boolean
    Dim calculation As Long

    updating = Application.ScreenUpdating
    events = Application.EnableEvents
    calculation = Application.Calculation
    On Error GoTo Failed
    #If Mac Then
        ' Python shows the outcome itself there, for it runs beside Excel.
        RunPython "from xlscorecard.addin import ribbon; ribbon.run('" & actionName & "', " & _
            "'" & CodesOf(text) & "')"
        outcome = Array(SILENT, "")
    #Else
        functionsAreLost = MayShowOldAnswers()
        If writes Then BeCalm
        outcome = CallAction(actionName, text)
    #End If
    GoTo Finish
Failed:
    problem = Err.Description
    If problem = "" Then problem = "error " & Err.Number
    Resume Recover
Recover:
    recovered = KindOfRecovery(outcome, mayBeHalfWritten)
Finish:
    On Error Resume Next
    Application.StatusBar = False
    Application.Calculation = calculation
    Application.EnableEvents = events
    Application.ScreenUpdating = updating
    ' Cells that could not reach Python show #NAME? until they are calculated anew.
    If problem = "" And writes And Not functionsAreLost Then functionsAreLost = ShowsLostFunctions()
    If problem = "" And functionsAreLost Then Application.CalculateFull
    On Error GoTo 0
    If problem = "" Then
        ShowOutcome outcome
    ElseIf recovered = "" Then
        ShowNoPython problem, mayBeHalfWritten
    ElseIf recovered = SILENT Then
        ShowUnexpected problem
    Else
        ShowOutcome outcome
    End If
End Sub

' Lets a new Python put back what one that has ended left half written, and say so. It answers
' the kind of the outcome, or nothing where there is no Python. Where Python never started there
' is nothing half written, and another try would only take time.
Private Function KindOfRecovery(ByRef outcome As Variant, ByRef mayBeHalfWritten As Boolean) As String
    On Error GoTo Failed
    mayBeHalfWritten = HasPython()
    ForgetPython
    If mayBeHalfWritten Then
        BeCalm
        outcome = CallAction("put_back_interrupted", "")
        KindOfRecovery = outcome(LBound(outcome))
    End If
    Exit Function
Failed:
    ForgetPython
    KindOfRecovery = ""
End Function

' While cells are written, Excel neither draws nor calculates, and no other macro runs.
Private Sub BeCalm()
    If Application.ScreenUpdating Then Application.ScreenUpdating = False
    Application.EnableEvents = False
    Application.Calculation = xlCalculationManual
    Application.StatusBar = TITLE
End Sub

' Whether a cell with one of our functions shows #NAME?, as it was saved without Python.
Private Function ShowsLostFunctions() As Boolean
    Dim sheet As Worksheet
    Dim wrong As Range
    Dim cell As Range

    For Each sheet In ThisWorkbook.Worksheets
        Set wrong = Nothing
        On Error Resume Next ' for it is an error that there are none
        Set wrong = sheet.UsedRange.SpecialCells(xlCellTypeFormulas, xlErrors)
        On Error GoTo 0
        If Not wrong Is Nothing Then
            For Each cell In wrong.Cells
                If InStr(cell.Formula, "@functions") > 0 Then
                    If cell.Value = CVErr(xlErrName) Then
                        ShowsLostFunctions = True
                        Exit Function
                    End If
                End If
            Next cell
        End If
    Next sheet
End Function

' A text by the numbers of its characters, for xlwings hands it to Python through a shell there.
Private Function CodesOf(ByVal text As String) As String
    Dim i As Long

    For i = 1 To Len(text)
        CodesOf = CodesOf & "_" & (AscW(Mid$(text, i, 1)) And &HFFFF&)
    Next i
End Function

Private Sub ShowOutcome(ByVal outcome As Variant)
    Dim kind As String
    Dim text As String

    kind = outcome(LBound(outcome))
    text = Replace(outcome(UBound(outcome)), vbLf, vbCrLf)
    If kind = DONE Then
        MsgBox text, vbInformation, TITLE
    ElseIf kind = REFUSED Then
        MsgBox text, vbExclamation, TITLE
    ElseIf kind = SILENT Then
        Exit Sub
    Else
        ShowUnexpected text
    End If
End Sub

' The place where an error ends that nobody expected, in a Python that answers.
Private Sub ShowUnexpected(ByVal problem As String)
    MsgBox "That did not work, because of an error that nobody expected. What was typed is " & _
        "untouched, and nothing is half done." & vbCrLf & vbCrLf & _
        "What to do: click once more. If this message comes back, click Show log and send the log " & _
        "to whoever set this up." & vbCrLf & vbCrLf & _
        "For whoever set it up: " & Right$(problem, 500), vbCritical, TITLE
End Sub

' The place where it ends that Python cannot be started, or has died.
Private Sub ShowNoPython(ByVal problem As String, ByVal mayBeHalfWritten As Boolean)
    If IsGivenUp() And Not mayBeHalfWritten Then
        ShowNotStarted problem
    Else
        MsgBox "That did not work, because Python gave no answer." & vbCrLf & vbCrLf & _
            "What to do: click Restart Python, then click once more. If this message comes back, " & _
            "show it to whoever set this up." & vbCrLf & vbCrLf & _
            "What was typed is untouched. If a refresh was cut short, Undo last refresh puts back " & _
            "what it had written." & vbCrLf & vbCrLf & _
            "For whoever set it up: " & Right$(problem, 500), vbCritical, TITLE
    End If
End Sub

' What was run, and what came of it. The DLL adds the whole command, which is too long to show.
Private Sub ShowNotStarted(ByVal problem As String)
    Dim printed As String
    Dim command As Long

    command = InStr(problem, "Command:")
    If command > 1 Then problem = Left$(problem, command - 1)
    printed = PrintedAtStart()
    If printed = "" Then printed = "nothing"
    MsgBox "Python could not be started, so nothing was done. What was typed is untouched." & _
        vbCrLf & vbCrLf & "What to do: show this message to whoever looks after this computer." & _
        vbCrLf & vbCrLf & "For them: Excel must be allowed to start the program below, and that " & _
        "Python needs the package xlscorecard, in the version of this workbook. The command " & _
        "xlscorecard doctor looks for the cause." & vbCrLf & vbCrLf & _
        "Program: " & Left$(Interpreter(), 150) & vbCrLf & _
        "Excel says: " & Left$(problem, 200) & vbCrLf & _
        "Python printed: " & printed, vbCritical, TITLE
End Sub

' Asks why a finding of the sheet Checks is right; what is typed goes into its row, with the name
' of the person.
Private Sub AcceptFinding()
    Dim reason As String

    If InStr(CHECKS_SHEETS, "|" & ActiveSheet.Name & "|") = 0 Then
        MsgBox "There is no finding here to accept." & vbCrLf & vbCrLf & "What to do: go to the " & _
            "sheet Checks, select a cell in the row of a finding and click again.", _
            vbExclamation, TITLE
        Exit Sub
    End If
    reason = Trim$(InputBox("Why is what was found right as it is?" & vbCrLf & vbCrLf & _
        "The reason goes into the row of the finding, with your name.", TITLE))
    If reason <> "" Then RunActionWith "accept_finding", reason, True
End Sub

' Ends the Python that runs, if one does, and starts another.
Private Sub RestartPython()
    On Error Resume Next
    StopPython
    On Error GoTo 0
    Recalculate "about"
End Sub

' Calculates all formulas anew, so that functions that showed #NAME? show their answers.
Private Sub RecalculateFunctions()
    Recalculate ""
End Sub

Private Sub Recalculate(ByVal actionName As String)
    #If Mac Then
        MsgBox "Excel for the Mac has no functions of Python that could be calculated.", _
            vbInformation, TITLE
    #Else
        On Error GoTo Failed
        RequirePython
        Application.CalculateFull
        On Error GoTo 0
        If actionName = "" Then
            MsgBox "All formulas of the open workbooks were calculated anew. In another workbook " & _
                "with these functions, click it there too.", vbInformation, TITLE
        Else
            RunAction actionName
        End If
        Exit Sub
Failed:
        ShowNoPython Err.Description, False
    #End If
End Sub

Private Sub ShowSheet(ByVal sheetName As String)
    On Error GoTo Missing
    ThisWorkbook.Activate
    ThisWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Missing:
    MsgBox "This workbook has no sheet named " & sheetName & " that can be shown." & vbCrLf & _
        vbCrLf & "What to do: if the sheet is hidden, right-click the name of another sheet and " & _
        "choose Unhide.", vbExclamation, TITLE
End Sub
