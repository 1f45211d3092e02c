"""The blank form for units to fill in. Pure."""
