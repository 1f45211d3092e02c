"""What is wrong or missing: one function for each finding code."""
