"""The only place where stages meet: one pair of plans, a whole folder, its progress, the page."""
