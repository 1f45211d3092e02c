"""A unit's own file, copied with the results beside its tasks."""
