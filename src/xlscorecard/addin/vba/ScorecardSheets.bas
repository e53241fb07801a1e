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

' The cells of an area that show percentages, such as "$F$9:$U$9,$G$12".
Public Function PercentageCells(ByVal sheetName As String, ByVal area As String) As String
    Dim line As Range
    Dim cell As Range
    Dim found As String

    For Each line In ThisWorkbook.Worksheets(sheetName).Range(area).Rows
        If IsNull(line.NumberFormat) Then
            For Each cell In line.Cells
                If ShowsPercentage(cell) Then found = found & "," & cell.Address
            Next cell
        ElseIf ShowsPercentage(line) Then
            found = found & "," & line.Address
        End If
    Next line
    PercentageCells = Mid$(found, 2)
End Function

Private Function ShowsPercentage(ByVal cells As Range) As Boolean
    ShowsPercentage = (InStr(cells.NumberFormat, "%") > 0)
End Function

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
