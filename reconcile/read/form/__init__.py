"""The blank form on its way back: its rows, known by their keys."""
