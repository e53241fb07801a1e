Attribute VB_Name = "ScorecardStart"
' The DLL of xlwings, which starts a Python and finds it again: called as the module xlwings calls
' it, with a command of ours. Excel for the Mac has no such DLL, and calls nothing here.
Option Explicit
Option Private Module

#If Win64 Then
    Private Const LIBRARY_NAME As String = "xlwings64-@xlwings.dll"
    Private Declare PtrSafe Function Activate Lib "xlwings64-@xlwings.dll" Alias "XLPyDLLActivateAuto" (ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
    Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryA" (ByVal path As String) As LongPtr
#Else
    Private Const LIBRARY_NAME As String = "xlwings32-@xlwings.dll"
    Private Declare PtrSafe Function Activate Lib "xlwings32-@xlwings.dll" Alias "XLPyDLLActivateAuto" (ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
    Private Declare PtrSafe Function LoadLibrary Lib "kernel32" Alias "LoadLibraryA" (ByVal path As String) As LongPtr
#End If

' The modes of the DLL.
Private Const FIND_OR_START As Long = 1
Private Const END_IT As Long = -1

Private Const NO_LIBRARY As Long = vbObjectError + 1
Private Const NO_PYTHON As Long = vbObjectError + 2

' The Python of a command: the one that runs already in this Excel, or a new one.
Public Function StartedPython(ByVal interpreter As String, ByVal command As String) As Object
    Dim answer As Variant

    FindLibrary interpreter
    If Activate(answer, command, FIND_OR_START) <> 0 Then
        Err.Raise NO_PYTHON, Description:=CStr(answer)
    End If
    Set StartedPython = answer
End Function

' Ends the Python of a command, if it runs.
Public Sub EndPython(ByVal interpreter As String, ByVal command As String)
    Dim answer As Variant

    FindLibrary interpreter
    If Activate(answer, command, END_IT) <> 0 Then
        Err.Raise NO_PYTHON, Description:=CStr(answer)
    End If
End Sub

' Loads the DLL from the folder of Python, or from the folder above, as in a virtual environment.
' Without a folder Windows looks for it along the PATH.
Private Sub FindLibrary(ByVal interpreter As String)
    Dim folder As String

    folder = FolderOf(interpreter)
    If folder = "" Then Exit Sub
    If LoadLibrary(folder & "\" & LIBRARY_NAME) <> 0 Then Exit Sub
    If LoadLibrary(FolderOf(folder) & "\" & LIBRARY_NAME) <> 0 Then Exit Sub
    Err.Raise NO_LIBRARY, Description:="There is no " & LIBRARY_NAME & " in " & folder & _
        ", nor in the folder above it."
End Sub

Private Function FolderOf(ByVal path As String) As String
    Dim last As Long

    last = InStrRev(path, "\")
    If last > 0 Then FolderOf = Left$(path, last - 1)
End Function
