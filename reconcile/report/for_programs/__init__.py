"""The outcome for programs: JSON and CSV. Pure."""
