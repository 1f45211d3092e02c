"""What a workbook holds: sheets, tables, lines, names and measures. Pure."""
