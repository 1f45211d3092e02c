"""A Word document opened: what stands where, and how it really looks."""
