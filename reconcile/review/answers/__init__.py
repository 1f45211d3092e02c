"""What people answered in a review workbook. Pure."""
