"""A workbook written as .xlsx."""
