"""The only place where stages meet: one pair of plans, a whole folder, a new folder."""
