"""What Office files are: packages, containers, the order of a Word text, widths of letters."""
