"""The views of the local page, one module each."""
