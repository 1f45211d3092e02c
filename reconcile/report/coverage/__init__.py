"""The coverage workbook as content. Pure."""
