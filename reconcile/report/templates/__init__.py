"""Word templates: where they are, what they may use, and how they are filled."""
