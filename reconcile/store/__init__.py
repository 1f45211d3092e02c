"""What a working folder remembers: hashes of its outputs, and a cache of what was parsed."""
