"""The Báo cáo over a chain of plans: where tasks of the topmost one were lost."""
