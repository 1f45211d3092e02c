"""A unit's Kế hoạch, completed by proposals."""
