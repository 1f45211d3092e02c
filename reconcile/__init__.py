"""Hold the plans of a province and its communes against each other."""

__version__ = "0.1.0"
