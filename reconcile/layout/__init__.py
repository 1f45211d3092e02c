"""The layout of official documents: its rules as data, documents held to them, mended copies."""
