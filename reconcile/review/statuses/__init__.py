"""Answers on rows of sources of statuses: asked in the workbook of progress, and read back."""
