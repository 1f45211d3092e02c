"""What fills the official documents, as plain values. Pure."""
