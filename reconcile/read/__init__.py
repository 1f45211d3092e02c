"""A file of any shape → Source: its task tables and the lines around them."""
