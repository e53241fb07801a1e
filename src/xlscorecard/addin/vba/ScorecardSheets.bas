Attribute VB_Name = "ScorecardSheets"
' What Python asks of a sheet and would need many calls for.
Option Explicit

' The merged areas of a sheet, such as "A1:B2,C4:E4".
Public Function MergedAreas(ByVal sheetName As String) As String
    Dim line As Range
    Dim cell As Range
    Dim areas As String

    For Each line In ThisWorkbook.Worksheets(sheetName).UsedRange.Rows
        If HasMergedCells(line) Then
            For Each cell In line.Cells
                If IsFirstOfMerged(cell) Then
                    areas = areas & "," & cell.MergeArea.Address(False, False)
                End If
            Next cell
        End If
    Next line
    MergedAreas = Mid$(areas, 2)
End Function

' The number formats of an area, a line for each block of one format: its address, a tab, the
' format in English. What a format means is for Python to say.
Public Function NumberFormats(ByVal sheetName As String, ByVal area As String) As String
    Dim found As String

    AddFormats ThisWorkbook.Worksheets(sheetName).Range(area), found
    NumberFormats = Mid$(found, 2)
End Function

' NumberFormat is Null where the cells of a range have several: then each half is asked.
Private Sub AddFormats(ByVal block As Range, ByRef found As String)
    Dim first As Long
    Dim rest As Long

    If Not IsNull(block.NumberFormat) Then
        found = found & vbLf & block.Address & vbTab & block.NumberFormat
    ElseIf block.Columns.Count > 1 Then
        first = block.Columns.Count \ 2
        rest = block.Columns.Count - first
        AddFormats block.Resize(block.Rows.Count, first), found
        AddFormats block.Offset(0, first).Resize(block.Rows.Count, rest), found
    Else
        first = block.Rows.Count \ 2
        rest = block.Rows.Count - first
        AddFormats block.Resize(first, 1), found
        AddFormats block.Offset(first, 0).Resize(rest, 1), found
    End If
End Sub

' MergeCells is Null where some cells of a range are merged and some are not.
Private Function HasMergedCells(ByVal line As Range) As Boolean
    Dim merged As Variant

    merged = line.MergeCells
    If IsNull(merged) Then
        HasMergedCells = True
    Else
        HasMergedCells = merged
    End If
End Function

Private Function IsFirstOfMerged(ByVal cell As Range) As Boolean
    If cell.MergeCells Then
        IsFirstOfMerged = (cell.Row = cell.MergeArea.Row And cell.Column = cell.MergeArea.Column)
    End If
End Function
