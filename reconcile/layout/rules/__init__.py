"""The rules and measures of official layout, with their sources."""
