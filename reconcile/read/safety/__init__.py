"""What a file is and what it may cost, looked at before any library opens it."""
