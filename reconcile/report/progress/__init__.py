"""The workbook of progress as content. Pure."""
