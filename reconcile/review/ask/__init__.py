"""The review workbook as content: what is asked, and what helps to answer. Pure."""
