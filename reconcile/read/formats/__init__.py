"""One module for each file format: bytes → sheets of cells and lines of text."""
