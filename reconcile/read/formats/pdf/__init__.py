"""Text PDFs: from letters and lines on pages to tables and paragraphs."""
