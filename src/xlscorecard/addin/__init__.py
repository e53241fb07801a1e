"""What Excel sees: functions, buttons, VBA and ribbon, and the workbook that holds them."""
