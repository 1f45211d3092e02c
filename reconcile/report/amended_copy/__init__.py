"""A copy of a unit's own Word document, changed under the eyes of its clerk."""
