"""What Excel sees: functions in cells, the ribbon, and the VBA that reaches Python."""
