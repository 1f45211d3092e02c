"""Sheets of cells → task tables: headers, columns, rows, groups, plans in paragraphs. Pure."""
