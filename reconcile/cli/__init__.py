"""The command line: parse, call one function, print, exit."""

from reconcile.cli.main import main

__all__ = ["main"]
