"""The outputs of a run: what each is made of, and how it gets to its place."""
