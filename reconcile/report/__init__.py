"""The outcome → workbook and documents: content first (pure), then writers."""
