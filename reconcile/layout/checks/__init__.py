"""The checks: one module for each part of a document, over values, without a Word library."""
