"""Task tables drawn at random, with what they hold, to measure the reader: README.md."""
