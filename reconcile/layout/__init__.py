"""The official layout rules as data, and the Word templates built by them."""
