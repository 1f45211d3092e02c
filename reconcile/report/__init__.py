"""The outcome → workbooks, documents, messages, files for programs: content (pure), and writers."""
