"""People's answers on their way through a run: taken in, held against the plans of now, kept."""
