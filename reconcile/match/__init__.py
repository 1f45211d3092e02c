"""Plan × Plan → candidates with their reasons → outcomes; pure."""
