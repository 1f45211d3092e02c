"""The shipped example: its texts, the maker of its files, and what is true in it."""
