Attribute VB_Name = "ScorecardRibbon"
' What the ribbon and the buttons call. A click ends here, whatever happens on the way: Excel's
' state comes back, and every error is shown in one place, in plain words.
Option Explicit

Private Const TITLE As String = "Scorecard"

' The kinds of outcome that a Python action answers.
'@outcomes

'@buttons

Private Sub RunAction(ByVal actionName As String)
    Dim outcome As Variant
    Dim problem As String
    Dim recovered As String
    Dim updating As Boolean
    Dim events As Boolean
    Dim calculation As Long

    updating = Application.ScreenUpdating
    events = Application.EnableEvents
    calculation = Application.Calculation
    On Error GoTo Failed
    #If Mac Then
        ' Python shows the outcome itself there, for it runs beside Excel.
        RunPython "from xlscorecard.addin import ribbon; ribbon.run('" & actionName & "')"
        outcome = Array(SILENT, "")
    #Else
        outcome = CallAction(actionName)
    #End If
    GoTo Finish
Failed:
    problem = Err.Description
    If problem = "" Then problem = "error " & Err.Number
    Resume Recover
Recover:
    recovered = KindOfRecovery(outcome)
Finish:
    On Error Resume Next
    Application.StatusBar = False
    Application.Calculation = calculation
    Application.EnableEvents = events
    Application.ScreenUpdating = updating
    On Error GoTo 0
    If problem = "" Then
        ShowOutcome outcome
    ElseIf recovered = "" Then
        ShowNoPython problem
    ElseIf recovered = SILENT Then
        ShowUnexpected problem
    Else
        ShowOutcome outcome
    End If
End Sub

' Lets a new Python put back what one that has ended left half written, and say so. It answers
' the kind of the outcome, or nothing where there is no Python. Where Python never started there
' is nothing half written, and another try would only take time.
Private Function KindOfRecovery(ByRef outcome As Variant) As String
    Dim mayBeHalfWritten As Boolean

    On Error GoTo Failed
    mayBeHalfWritten = HasPython()
    ForgetPython
    If mayBeHalfWritten Then
        outcome = CallAction("put_back_interrupted")
        KindOfRecovery = outcome(LBound(outcome))
    End If
    Exit Function
Failed:
    ForgetPython
    KindOfRecovery = ""
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

' The place where it ends that Python is missing, or has died.
Private Sub ShowNoPython(ByVal problem As String)
    MsgBox "That did not work, because Python gave no answer." & vbCrLf & vbCrLf & _
        "What to do: close Excel, open the workbook again and click once more. If this message " & _
        "comes back, Python or the package xlscorecard is missing on this computer, or has " & _
        "another version than this workbook: show this message to whoever set it up." & _
        vbCrLf & vbCrLf & "What was typed is untouched. If a refresh was cut short, Undo last refresh " & _
        "puts back what it had written." & _
        vbCrLf & vbCrLf & "For whoever set it up: " & Right$(problem, 500), vbCritical, TITLE
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
