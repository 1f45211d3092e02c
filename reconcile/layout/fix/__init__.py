"""What changes a document: mends of single faults, and the copy that holds them."""
