"""What lies in a working folder's inputs, read: both sides, and which file is whose."""
