"""A unit's Báo cáo."""
