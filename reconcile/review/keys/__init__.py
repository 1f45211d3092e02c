"""By what a row of a review workbook is known again. Pure."""
